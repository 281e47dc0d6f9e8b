/**
 * Our times alone, as JSON in the form of `django_native.py`, for `sidebyside.mjs --ours`.
 *
 *   npx tsx e2e/bench/ours.ts [--only W1,W2tree] [--seconds S] [--bundle FILE]
 */
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { bundle } from './bundle.ts'
import { readFloors } from './floors.ts'
import type { measure } from './measure.ts'
import { readData, readExpected, sharedFolder, siteFiles } from './shared.ts'

const { values: flags } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    seconds: { type: 'string', default: '1' },
    bundle: { type: 'string' },
  },
})

const repository = fileURLToPath(new URL('../..', import.meta.url))
const shared = sharedFolder(repository)
const file = flags.bundle ?? (await bundle(repository))
const ours = (await import(pathToFileURL(file).href)) as { measure: typeof measure }
const workloads = await ours.measure({
  files: siteFiles(shared),
  data: await readData(shared),
  expected: readExpected(shared),
  makeFloors: await readFloors(shared),
  only: flags.only.split(',').filter((name) => name !== ''),
  seconds: Number(flags.seconds),
})
console.log(JSON.stringify({ env: { node: process.version }, workloads }))
