/**
 * The tests have a build and ports of their own: both are built in, and an app that somebody has open on the usual
 * ports stays undisturbed. ROUNDTRIP_APP_PORT and ROUNDTRIP_SANDBOX_PORT choose them, else a free pair is found; what
 * was chosen goes into the environment, so that every process started from here takes the same.
 */
import { createHash } from 'node:crypto'
import { createServer } from 'node:net'

/** Each checkout begins at a port of its own: two that test at the same time do not meet. */
const FIRST_PORT = 20_000 + 10 * (createHash('sha256').update(process.cwd()).digest()[0] ?? 0)

/** @returns {Promise<boolean>} */
const canListen = (/** @type {number} */ port, /** @type {string} */ host) =>
  new Promise((resolve) => {
    const server = createServer()
    server.on('error', (error) => resolve(!error.message.includes('EADDRINUSE'))) // no IPv6 here is no clash
    server.listen(port, host, () => server.close(() => resolve(true)))
  })

async function isFree(/** @type {number} */ port) {
  const both = await Promise.all(['127.0.0.1', '::1'].map((host) => canListen(port, host)))
  return !both.includes(false)
}

async function freePair() {
  for (let port = FIRST_PORT; port < FIRST_PORT + 500; port += 10)
    if ((await isFree(port)) && (await isFree(port + 1))) return port
  throw new Error(
    'No two free ports for the tests: name some in ROUNDTRIP_APP_PORT and ROUNDTRIP_SANDBOX_PORT.',
  )
}

const appPort = (process.env['ROUNDTRIP_APP_PORT'] ??= String(await freePair()))
const sandboxPort = (process.env['ROUNDTRIP_SANDBOX_PORT'] ??= String(Number(appPort) + 1))

export const testEnv = {
  ROUNDTRIP_DIST: `node_modules/.cache/roundtrip/dist-${appPort}`,
  ROUNDTRIP_APP_PORT: appPort,
  ROUNDTRIP_SANDBOX_PORT: sandboxPort,
}
