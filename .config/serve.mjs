/**
 * Serves the built app on http://localhost:5173 and the sandbox on http://*.localhost:5174, two sites as far as a
 * browser is concerned. Every answer of the sandbox carries the headers that the build wrote to `_headers`, 404s
 * included: a page without them would be a hole in the fence.
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
/** The app's page runs nobody's code but ours, and frames nothing but the sandbox. */
const APP_HEADERS = { 'X-Content-Type-Options': 'nosniff', 'X-Frame-Options': 'SAMEORIGIN' }

function sandboxHeaders() {
  const lines = readFileSync(join(dist, 'sandbox/_headers'), 'utf8').split('\n').slice(1)
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

function serve(root, port, headers) {
  const server = createServer((request, response) => {
    const file = fileFor(root, request.url ?? '/')
    const all = { 'Cache-Control': 'no-cache', ...headers() }
    if (file === null || !/^(GET|HEAD)$/.test(request.method ?? '')) {
      response.writeHead(file === null ? 404 : 405, { ...all, 'Content-Type': 'text/plain' })
      response.end('Nothing here.')
      return
    }
    // hashed names never change what they hold
    if (/[.-][\w-]{8}\.\w+$/.test(file))
      all['Cache-Control'] = 'public, max-age=31536000, immutable'
    response.writeHead(200, {
      ...all,
      'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream',
      'Content-Length': statSync(file).size,
    })
    if (request.method === 'HEAD') response.end()
    else createReadStream(file).pipe(response)
  })
  return new Promise((resolve) => {
    server.on('error', (error) => {
      console.error(
        error.code === 'EADDRINUSE'
          ? `Port ${port} is in use. End what uses it, or set ROUNDTRIP_APP_PORT and ROUNDTRIP_SANDBOX_PORT and build again.`
          : String(error),
      )
      process.exit(1)
    })
    // all addresses: browsers ask for `localhost` by IPv4 or IPv6
    server.listen(port, 'localhost', () => resolve(server))
  })
}

await serve(join(dist, 'sandbox'), sandboxPort, sandboxHeaders)
if (!onlySandbox) {
  await serve(join(dist, 'app'), appPort, () => APP_HEADERS)
  console.log(
    `\nRoundtrip: http://localhost:${appPort}\n(previews on http://*.localhost:${sandboxPort}; end with Ctrl+C)`,
  )
}
