/**
 * Installs the packages when node_modules is missing or is not what package-lock.json says. Uses nothing but Node:
 * it runs before anything else is there.
 */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

const read = (path) => {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages
  } catch {
    return null
  }
}

function isInstalled() {
  const wanted = read('package-lock.json')
  const there = read('node_modules/.package-lock.json')
  if (wanted === null || there === null) return false
  return Object.entries(wanted).every(
    ([path, entry]) =>
      path === '' || there[path]?.version === entry.version || (entry.optional && !there[path]),
  )
}

const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Roundtrip needs Node 20.19 or newer, this is ${process.versions.node}.`)
  process.exit(1)
}
if (!isInstalled()) {
  console.log('Installing packages (npm ci) …')
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  process.exit(status ?? 1)
}
