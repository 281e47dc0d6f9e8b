/**
 * Serves the built app on http://localhost:5173 and the sandbox on http://*.localhost:5174, two sites as far as a
 * browser is concerned. Every answer carries the headers that the build wrote to `_headers`, 404s included: a page of
 * the sandbox without them would be a hole in the fence.
 *
 * Ports: ROUNDTRIP_APP_PORT, ROUNDTRIP_SANDBOX_PORT (set at the build too: they are built in). Folder: ROUNDTRIP_DIST.
 */
import { createReadStream, readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'

const dist = process.env.ROUNDTRIP_DIST ?? 'dist'
const appPort = Number(process.env.ROUNDTRIP_APP_PORT ?? 5173)
const sandboxPort = Number(process.env.ROUNDTRIP_SANDBOX_PORT ?? 5174)
const onlySandbox = process.argv.includes('--only-sandbox')

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
}
/** Read at each answer: `npm run dev` builds while this serves. */
function headersOf(folder) {
  const lines = readFileSync(join(folder, '_headers'), 'utf8').split('\n').slice(1)
  const pairs = lines
    .filter((line) => line.trim() !== '')
    .map((line) => line.trim().split(/: (.*)/))
  return Object.fromEntries(pairs.map(([name, value]) => [name, value]))
}

function fileFor(root, url) {
  let path
  try {
    path = decodeURIComponent(new URL(url, 'http://x').pathname)
  } catch {
    return null
  }
  const file = join(root, normalize(path))
  if (path.includes('\0') || !file.startsWith(root)) return null
  for (const candidate of path.endsWith('/') ? [join(file, 'index.html')] : [file]) {
    if (statSync(candidate, { throwIfNoEntry: false })?.isFile()) return candidate
  }
  return null
}

/** The variants that the build made, the smallest first. One that is older than its file belongs to another build. */
function packed(file, accepted) {
  for (const [coding, ending] of [
    ['br', '.br'],
    ['gzip', '.gz'],
  ]) {
    const made = statSync(file + ending, { throwIfNoEntry: false })
    if (new RegExp(`\\b${coding}\\b`).test(accepted) && made?.mtimeMs >= statSync(file).mtimeMs)
      return { path: file + ending, headers: { 'Content-Encoding': coding } }
  }
  return { path: file, headers: {} }
}

function serverFor(root) {
  return createServer((request, response) => {
    const file = fileFor(root, request.url ?? '/')
    const all = headersOf(root)
    if (file === null || !/^(GET|HEAD)$/.test(request.method ?? '')) {
      response.writeHead(file === null ? 404 : 405, { ...all, 'Content-Type': 'text/plain' })
      response.end('Nothing here.')
      return
    }
    // hashed names never change what they hold
    if (/[.-][\w-]{8}\.\w+$/.test(file))
      all['Cache-Control'] = 'public, max-age=31536000, immutable'
    const sent = packed(file, String(request.headers['accept-encoding'] ?? ''))
    response.writeHead(200, {
      ...all,
      ...sent.headers,
      'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream',
      'Content-Length': statSync(sent.path).size,
      Vary: 'Accept-Encoding',
    })
    if (request.method === 'HEAD') response.end()
    else createReadStream(sent.path).pipe(response)
  })
}

/** On both loopback addresses: which one a browser takes for `localhost` differs. */
async function listen(port, makeServer) {
  const results = await Promise.all(
    ['127.0.0.1', '::1'].map((address) => {
      const server = makeServer()
      return new Promise((resolve) => {
        server.on('error', (error) => resolve(error.code))
        server.listen(port, address, () => resolve('listening'))
      })
    }),
  )
  if (results.includes('EADDRINUSE') || !results.includes('listening')) {
    console.error(
      `Port ${port} cannot be used (${results.join(', ')}). End what uses it, or set ROUNDTRIP_APP_PORT and ROUNDTRIP_SANDBOX_PORT.`,
    )
    process.exit(1)
  }
}

await listen(sandboxPort, () => serverFor(join(dist, 'sandbox')))
if (!onlySandbox) {
  await listen(appPort, () => serverFor(join(dist, 'app')))
  console.log(
    `\nRoundtrip: http://localhost:${appPort}\n(previews on http://*.localhost:${sandboxPort}; end with Ctrl+C)`,
  )
}
