/**
 * Builds dist/ when a source is newer than the last build; `--force` builds anyway. The app beside the sandbox,
 * the service worker after the sandbox, since it goes into the same folder. Text and WebAssembly are packed once here,
 * so that no server has to do it at each answer.
 */
import { spawn } from 'node:child_process'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const STAMP = `${process.env['ROUNDTRIP_DIST'] ?? 'dist'}/.built`
const SOURCES = [
  'src',
  'public',
  'index.html',
  'vite.config.ts',
  'package-lock.json',
  'tsconfig.json',
]
const PARTS = [['app'], ['sandbox', 'service-worker']]

const modified = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0

function newest(path) {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return modified(path)
  const inside = readdirSync(path, { withFileTypes: true, recursive: true })
  return inside
    .filter((entry) => !/\.test\.tsx?$|\.md$/.test(entry.name))
    .reduce((latest, entry) => Math.max(latest, modified(`${entry.parentPath}/${entry.name}`)), 0)
}

function build(mode) {
  const args = ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn']
  if (mode !== 'app') args.push('--mode', mode)
  return new Promise((resolve) => {
    spawn(process.execPath, args, { stdio: 'inherit' }).on('close', (code) => resolve(code === 0))
  })
}

async function buildInTurn(modes) {
  for (const mode of modes) if (!(await build(mode))) return false
  return true
}

/** The last step of brotli takes ten times as long for two per cent. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }

async function pack(file) {
  const bytes = readFileSync(file)
  writeFileSync(`${file}.br`, await promisify(brotliCompress)(bytes, BROTLI))
  writeFileSync(`${file}.gz`, await promisify(gzip)(bytes, { level: 9 }))
}

function packAll(folder) {
  const files = readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(?:js|css|html|svg|wasm|json)$/.test(entry.name))
    .map((entry) => `${entry.parentPath}/${entry.name}`)
  return Promise.all(files.map(pack))
}

const latest = Math.max(...SOURCES.map(newest))
if (modified(STAMP) < latest || process.argv.includes('--force')) {
  console.log('Building …')
  const built = await Promise.all(PARTS.map(buildInTurn))
  if (built.includes(false)) process.exit(1)
  await packAll(process.env['ROUNDTRIP_DIST'] ?? 'dist')
  writeFileSync(STAMP, '') // last: a build that failed half-way is built again
}
