/**
 * `npm run check`: every check that needs no browser, as many at a time as there are processors.
 * Prints one line each, and what a failed one had to say.
 */
import { spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'

const CACHE = 'node_modules/.cache/roundtrip'
mkdirSync(CACHE, { recursive: true })

const environments = [
  ['types: app', 'tsconfig.json'],
  ['types: framework', 'src/framework/tsconfig.json'],
  ['types: runtime', 'src/runtime/tsconfig.json'],
  ['types: sandbox host', 'src/sandbox/host/tsconfig.json'],
  ['types: service worker', 'src/sandbox/service-worker/tsconfig.json'],
  ['types: unit tests', '.config/tsconfig.tests.json'],
  ['types: e2e', 'e2e/tsconfig.json'],
]
/** The longest first: the others fill the gap beside them. */
const checks = [
  [
    'lint',
    `eslint -c .config/eslint.config.js --max-warnings 0 --cache --cache-location ${CACHE}/eslint src e2e vite.config.ts .config`,
  ],
  ['size', 'node .config/size.mjs'],
  ['format', `prettier --check --log-level warn --cache --cache-location ${CACHE}/prettier .`],
  ...environments.map(([name, project]) => [
    name,
    `tsc -p ${project} --pretty false --incremental --tsBuildInfoFile ${CACHE}/${project.replaceAll('/', '_')}.tsbuildinfo`,
  ]),
  ['layers', 'depcruise --config .config/dependency-cruiser.cjs src'],
  ['dead code', 'knip -c .config/knip.json --preprocessor ./.config/knip-public.mjs'],
  ['ratchet', 'node .config/ratchet.mjs'],
  ['top level', 'node .config/top-level.mjs'],
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
