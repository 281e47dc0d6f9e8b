/**
 * `npm run dev`: the app from Vite's development server, with hot updates, and the sandbox rebuilt whenever one of its
 * files changes. The sandbox is always a real build: its fence (CSP, service worker) would not bear a dev server's client.
 */
import { spawn } from 'node:child_process'

const VITE = 'node_modules/vite/bin/vite.js'
const run = (...args) => spawn(process.execPath, args, { stdio: 'inherit' })

// once before serving: the headers are read from the build
for (const mode of ['sandbox', 'service-worker']) {
  const code = await new Promise((resolve) => {
    run(VITE, 'build', '--mode', mode, '--logLevel', 'warn').on('close', resolve)
  })
  if (code !== 0) process.exit(1)
}
const children = [
  run(VITE, 'build', '--mode', 'sandbox', '--watch', '--logLevel', 'warn'),
  run(VITE, 'build', '--mode', 'service-worker', '--watch', '--logLevel', 'warn'),
  run('.config/serve.mjs', '--only-sandbox'),
  run(VITE),
]
const end = () => {
  for (const child of children) child.kill()
  process.exit()
}
process.on('SIGINT', end)
process.on('SIGTERM', end)
