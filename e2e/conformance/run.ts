/**
 * Replays recorded answers of real Django against the framework.
 *
 *   npm run conformance -- PATH… [--kind K] [--tag T] [--show N] [--json FILE] [--min RATE] [--raise] [--known]
 *
 * Prints a line per file and kind and last `N passed, N failed, N skipped`. Exit 1 below --min (0 to 1), and where a whole
 * file passes fewer cases than floors.json says. --raise lifts the floors to this run, --known writes KNOWN.md from it.
 */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { caseFiles } from './case.ts'
import { belowFloor, raised, readFloors, writeFloors } from './floors.ts'
import { writeKnown } from './known.ts'
import { replayFile, sum, type FileResult } from './replay.ts'

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    kind: { type: 'string' },
    tag: { type: 'string' },
    show: { type: 'string', default: '0' },
    json: { type: 'string' },
    min: { type: 'string' },
    raise: { type: 'boolean', default: false },
    known: { type: 'boolean', default: false },
  },
})

const results: FileResult[] = []
for (const path of positionals.flatMap(caseFiles)) {
  const result = await replayFile(path, flags)
  results.push(result)
  for (const [kind, { passed, failed, skipped }] of Object.entries(result.kinds)) {
    const asked = passed + failed
    const rate = asked === 0 ? '' : ` ${((100 * passed) / asked).toFixed(2)} %`
    console.log(
      `${result.file} ${kind}: ${passed} passed, ${failed} failed, ${skipped} skipped${rate}`,
    )
  }
}

const failures = results.flatMap((result) => result.failures)
for (const { file, given, got } of failures.slice(0, Number(flags.show))) {
  console.log(`\n${file} ${given.id} (${given.op ?? given.kind})`)
  console.log(`  expected ${JSON.stringify(given.expect)}`)
  console.log(`  got      ${JSON.stringify(got)}`)
}

const skipped: Record<string, number> = {}
for (const [why, count] of results.flatMap((result) => Object.entries(result.skipped))) {
  skipped[why] = (skipped[why] ?? 0) + count
}
for (const [why, count] of Object.entries(skipped)) console.log(`skipped ${why}: ${count}`)

const isWhole = flags.kind === undefined && flags.tag === undefined
const floors = readFloors()
const below = isWhole ? belowFloor(results, floors) : []

if (flags.json !== undefined) {
  const files = Object.fromEntries(results.map(({ file, kinds }) => [file, kinds]))
  const listed = failures.map(({ file, given: { id, kind, op, expect }, got }) => {
    return { file, id, kind, op, expected: expect, got }
  })
  writeFileSync(
    flags.json,
    JSON.stringify({ files, below, skipped: Object.entries(skipped), failures: listed }),
  )
}

for (const sentence of below) console.log(`below the floor: ${sentence}`)
if (below.length > 0) process.exitCode = 1
if (isWhole && flags.raise) writeFloors(raised(results, floors))
if (isWhole && flags.known) writeKnown(results)

const total = sum(results.flatMap((result) => Object.values(result.kinds)))
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)
const asked = total.passed + total.failed
if (flags.min !== undefined && (asked === 0 || total.passed / asked < Number(flags.min))) {
  process.exitCode = 1
}
