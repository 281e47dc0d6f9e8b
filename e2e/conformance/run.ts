/**
 * Replays recorded answers of real Django against the framework.
 *
 *   npm run conformance -- PATH… [--kind K] [--tag T] [--show N] [--json FILE] [--min RATE]
 *
 * Prints a line per file and kind and last `N passed, N failed, N skipped`. Exit 1 below --min (0 to 1).
 */
import { writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { caseFiles, readCases, type Case } from './case.ts'
import { sameAnswer } from './compare.ts'
import { KINDS, type Replay } from './kinds.ts'

interface Tally {
  passed: number
  failed: number
  skipped: number
}

interface Failure {
  readonly file: string
  readonly id: string
  readonly kind: string
  readonly op: string | undefined
  readonly expected: unknown
  readonly got: unknown
}

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    kind: { type: 'string' },
    tag: { type: 'string' },
    show: { type: 'string', default: '0' },
    json: { type: 'string' },
    min: { type: 'string' },
  },
})

const replays = new Map<string, Replay | null>()
async function replayOf(kind: string): Promise<Replay | null> {
  if (!replays.has(kind)) replays.set(kind, (await KINDS[kind]?.()) ?? null)
  return replays.get(kind) ?? null
}

/** What the replay answered; an exception that it lets through is an answer too, and a wrong one. */
function answerOf(replay: Replay, given: Case): unknown {
  try {
    return replay.run(given)
  } catch (error) {
    return { crashed: error instanceof Error ? `${error.name}: ${error.message}` : String(error) }
  }
}

const total: Tally = { passed: 0, failed: 0, skipped: 0 }
const skipped = new Map<string, number>()
const failures: Failure[] = []
const report: Record<string, Record<string, Tally>> = {}

function skip(why: string, tally: Tally): void {
  tally.skipped += 1
  skipped.set(why, (skipped.get(why) ?? 0) + 1)
}

for (const file of positionals.flatMap(caseFiles)) {
  const perKind: Record<string, Tally> = {}
  for (const given of readCases(file)) {
    if (flags.kind !== undefined && given.kind !== flags.kind) continue
    if (flags.tag !== undefined && !given.tags.includes(flags.tag)) continue
    const tally = (perKind[given.kind] ??= { passed: 0, failed: 0, skipped: 0 })
    const replay = await replayOf(given.kind)
    if (given.python_only === true) skip('python_only', tally)
    else if (replay === null) skip(`kind ${given.kind}`, tally)
    else {
      const got = answerOf(replay, given)
      if ((replay.same ?? sameAnswer)(given.expect, got, given)) tally.passed += 1
      else {
        tally.failed += 1
        const { id, kind, op } = given
        failures.push({ file: basename(file), id, kind, op, expected: given.expect, got })
      }
    }
  }
  for (const [kind, tally] of Object.entries(perKind)) {
    const asked = tally.passed + tally.failed
    const rate = asked === 0 ? '' : ` ${((100 * tally.passed) / asked).toFixed(2)} %`
    console.log(
      `${basename(file)} ${kind}: ${tally.passed} passed, ${tally.failed} failed, ${tally.skipped} skipped${rate}`,
    )
    total.passed += tally.passed
    total.failed += tally.failed
    total.skipped += tally.skipped
  }
  report[basename(file)] = perKind
}

for (const failure of failures.slice(0, Number(flags.show))) {
  console.log(`\n${failure.file} ${failure.id} (${failure.op ?? failure.kind})`)
  console.log(`  expected ${JSON.stringify(failure.expected)}`)
  console.log(`  got      ${JSON.stringify(failure.got)}`)
}
for (const [why, count] of skipped) console.log(`skipped ${why}: ${count}`)
if (flags.json !== undefined) {
  writeFileSync(flags.json, JSON.stringify({ files: report, skipped: [...skipped], failures }))
}
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)

const asked = total.passed + total.failed
if (flags.min !== undefined && (asked === 0 || total.passed / asked < Number(flags.min))) {
  process.exitCode = 1
}
