/**
 * How fast we are beside real Django, on the shared workloads.
 *
 *   npm run bench -- scrub
 *   npm run bench -- boot [--address http://localhost:5173] [--rounds 5]
 *   npm run bench -- [W1 W2 …] [--rounds N] [--seconds S] [--key best_ms] [--json FILE]
 *
 * `W2` stands for W2tree, W2flat and W2rev. Both sides take turns in one run; a ratio is the median over the rounds of
 * the ratio within one round. "of floor": our time by that of the raw parts (floors.ts); "traced": our time with
 * everything recorded by that without. `--key best_ms`: by the 10th percentile, which a busy machine moves least. A
 * wrong answer has no time. Exit 1 where there is one.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { bundle } from './bundle.ts'
import type { Result } from './measure.ts'
import { readExpected, sharedFolder } from './shared.ts'

/** How many times Django's speed each workload is meant to reach. */
const GOALS: Readonly<Record<string, number>> = {
  W1: 4,
  W2tree: 7,
  W2flat: 7,
  W2rev: 7,
  W5table: 8,
  W5page: 4,
  W5compile: 1,
  W6filter: 1,
  W6count: 1,
  W6annotate: 1,
  W6bulk: 3,
  W6n1: 6,
  W6get10: 6,
}
/** How many times the floor's time ours may be: the same answer by hand from sql.js or nunjucks. */
const FLOOR_GOALS: Readonly<Record<string, number>> = {
  W5table: 2.5,
  W5page: 2.5,
  W6filter: 1.7,
  W6count: 1.7,
  W6annotate: 1.7,
}
/** Tracing may cost so much. */
const TRACED_GOAL = 1.25

type Round = Readonly<Record<string, Result>>

const repository = fileURLToPath(new URL('../..', import.meta.url))
/** Not beside Django: how long a frame of the screen takes, and how long a person waits. */
const OTHERS: Readonly<Record<string, string>> = {
  scrub: 'e2e/bench/scrub.ts',
  boot: 'e2e/bench/boot.mjs',
}
const [first = '', ...others] = process.argv.slice(2)
if (first in OTHERS) {
  const args = ['--import', 'tsx', join(repository, OTHERS[first]!), ...others]
  process.exit(spawnSync(process.execPath, args, { stdio: 'inherit' }).status ?? 1)
}

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '0.5' },
    key: { type: 'string', default: 'median_ms' },
    json: { type: 'string' },
  },
})

const shared = sharedFolder(repository)
const names = Object.keys(readExpected(shared))
  .filter((name) => /^W\d/.test(name) && name !== 'W1client')
  .filter((name) => positionals.length === 0 || positionals.some((one) => name.startsWith(one)))
const only = names.join(',')

const bundled = await bundle(repository)
const django = djangoCommand()
if (django === null) console.log('Real Django is not here: our times alone, without ratios.\n')

const rounds: { readonly ours: Round; readonly django: Round }[] = []
for (let round = 0; round < Number(flags.rounds); round += 1) {
  const sides = {
    ours: (): Round => workloadsOf(process.execPath, oursArguments()),
    django: (): Round => (django === null ? {} : workloadsOf(django.command, django.arguments)),
  }
  // neither side always comes first
  const oursFirst = round % 2 === 0 ? sides.ours() : null
  const theirs = sides.django()
  rounds.push({ ours: oursFirst ?? sides.ours(), django: theirs })
}

report()
if (flags.json !== undefined) writeFileSync(flags.json, `${JSON.stringify({ rounds }, null, 1)}\n`)

function oursArguments(): string[] {
  const ours = join(repository, 'e2e/bench/ours.ts')
  return ['--import', 'tsx', ours, '--bundle', bundled, '--only', only, '--seconds', flags.seconds]
}

/** null where Python or the script is not at hand. Django's database is made once. */
function djangoCommand(): { command: string; arguments: string[] } | null {
  const command = join(shared, '../tools/real-django')
  if (!existsSync(command)) return null
  const script = join(shared, 'django_native.py')
  const folder = join(repository, 'node_modules/.cache/bench-django')
  const database = join(folder, 'bench.sqlite3')
  try {
    mkdirSync(folder, { recursive: true })
    if (!existsSync(database)) execFileSync(command, [script, '--build-db', database])
  } catch (error) {
    console.log(`Real Django does not run here: ${String(error)}`)
    return null
  }
  return {
    command,
    arguments: [script, '--db', database, '--only', only, '--seconds', flags.seconds],
  }
}

function workloadsOf(command: string, given: readonly string[]): Round {
  const text = execFileSync(command, given, { encoding: 'utf8', maxBuffer: 2 ** 26 })
  return (JSON.parse(text) as { workloads: Round }).workloads
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

/** The median over the rounds of what `of` says of one; undefined where no round has both times. */
function overRounds(
  of: (round: (typeof rounds)[number]) => number | undefined,
): number | undefined {
  const values = rounds.map(of).filter((value) => value !== undefined)
  return values.length === 0 ? undefined : median(values)
}

function timeOf(result: Result | undefined): number | undefined {
  return result?.[flags.key === 'best_ms' ? 'best_ms' : 'median_ms']
}

function ratioOf(a: Result | undefined, b: Result | undefined): number | undefined {
  const [first, second] = [timeOf(a), timeOf(b)]
  return first === undefined || second === undefined ? undefined : first / second
}

function report(): void {
  const show = (ms: number | undefined) => (ms === undefined ? '' : ms.toFixed(ms < 1 ? 4 : 2))
  const times = (ratio: number | undefined) => (ratio === undefined ? '' : `${ratio.toFixed(2)} x`)
  const goal = (wanted: number | undefined, isMissed: (wanted: number) => boolean) =>
    wanted === undefined ? '' : `${wanted} x${isMissed(wanted) ? ' !' : ''}`
  const line = (cells: readonly string[]) =>
    console.log(cells.map((cell, i) => (i === 0 ? cell.padEnd(11) : cell.padStart(10))).join(' '))
  line([
    'workload',
    'ours ms',
    'Django ms',
    'ratio',
    'goal',
    'floor ms',
    'of floor',
    'goal',
    'traced',
    'goal',
  ])
  for (const name of names) {
    const error = rounds.map(({ ours }) => ours[name]?.error).find(Boolean)
    if (error !== undefined) {
      console.log(`${name.padEnd(11)} no time: ${error}`)
      process.exitCode = 1
      continue
    }
    const ratio = overRounds(({ ours, django }) => ratioOf(django[name], ours[name]))
    const ofFloor = overRounds(({ ours }) => ours[name]?.floor_ratio)
    const traced = overRounds(({ ours }) => ours[name]?.traced_ratio)
    line([
      name,
      show(overRounds(({ ours }) => timeOf(ours[name]))),
      show(overRounds(({ django }) => timeOf(django[name]))),
      times(ratio),
      goal(GOALS[name], (wanted) => ratio !== undefined && ratio < wanted),
      show(overRounds(({ ours }) => ours[name]?.floor_ms)),
      times(ofFloor),
      goal(FLOOR_GOALS[name], (wanted) => ofFloor !== undefined && ofFloor > wanted),
      times(traced),
      traced === undefined ? '' : goal(TRACED_GOAL, (wanted) => traced > wanted),
    ])
  }
}
