/**
 * The tests have a build and ports of their own: both are built in, and an app that somebody has open on the usual
 * ports stays undisturbed. ROUNDTRIP_APP_PORT and ROUNDTRIP_SANDBOX_PORT choose others.
 */
const appPort = process.env['ROUNDTRIP_APP_PORT'] ?? '5183'
const sandboxPort = process.env['ROUNDTRIP_SANDBOX_PORT'] ?? '5184'

export const testEnv = {
  ROUNDTRIP_DIST: `node_modules/.cache/roundtrip/dist-${appPort}`,
  ROUNDTRIP_APP_PORT: appPort,
  ROUNDTRIP_SANDBOX_PORT: sandboxPort,
}
