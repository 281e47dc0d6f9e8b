/**
 * `npm run check`: every check that needs no browser, as many at a time as there are processors.
 * Prints one line each, and what a failed one had to say.
 */
import { spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'

const CACHE = 'node_modules/.cache/roundtrip'
/** The native compiler checks in a tenth of the time; version 6 stays for the tools that need its API. */
const TSC = 'node node_modules/typescript-native/bin/tsc'
mkdirSync(CACHE, { recursive: true })

const environments = [
  ['types: app', 'src/app/tsconfig.json'],
  ['types: framework', 'src/framework/tsconfig.json'],
  ['types: runtime', 'src/runtime/tsconfig.json'],
  ['types: sandbox host', 'src/sandbox/host/tsconfig.json'],
  ['types: service worker', 'src/sandbox/service-worker/tsconfig.json'],
  ['types: unit tests', 'tsconfig.json'],
  ['types: e2e', 'e2e/tsconfig.json'],
]
/** The longest first: the others fill the gap beside them. */
const checks = [
  ['size', 'node .config/size.mjs'],
  ['format', `prettier --check --log-level warn --cache --cache-location ${CACHE}/prettier .`],
  [
    'layers',
    `depcruise --config .config/dependency-cruiser.cjs --cache ${CACHE}/layers --cache-strategy content src`,
  ],
  ['dead code', 'knip -c .config/knip.json --preprocessor ./.config/knip-public.mjs'],
  ['lint', 'oxlint --type-aware --report-unused-disable-directives-severity error --format unix'],
  ...environments.map(([name, project]) => [name, `${TSC} -p ${project} --pretty false`]),
  ['ratchet', 'node .config/ratchet.mjs'],
  ['repository', 'node .config/repository.mjs'],
]

function run([name, commandLine]) {
  const [tool, ...args] = commandLine.split(' ')
  const command = tool === 'node' ? process.execPath : `node_modules/.bin/${tool}`
  const began = performance.now()
  return new Promise((resolve) => {
    let output = ''
    const child = spawn(command, args, { env: { ...process.env, FORCE_COLOR: '0' } })
    child.stdout.on('data', (text) => (output += text))
    child.stderr.on('data', (text) => (output += text))
    child.on('error', (error) => (output += error.message))
    child.on('close', (code) => {
      const seconds = ((performance.now() - began) / 1000).toFixed(1)
      console.log(`${code === 0 ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)`)
      if (code !== 0 || name === 'size') console.log(output.trimEnd().replaceAll(/^/gm, '     '))
      resolve(code === 0)
    })
  })
}

const only = process.argv[2]
const queue = checks.filter(([name]) => only === undefined || name.includes(only))
const results = []
const worker = async () => {
  for (let check = queue.shift(); check !== undefined; check = queue.shift())
    results.push(await run(check))
}
await Promise.all(Array.from({ length: availableParallelism() }, worker))

const failed = results.filter((ok) => !ok).length
writeFileSync(`${CACHE}/check.json`, JSON.stringify({ passed: results.length - failed, failed }))
console.log(`checks: ${results.length - failed} passed, ${failed} failed`)
process.exit(failed === 0 && results.length > 0 ? 0 : 1)
