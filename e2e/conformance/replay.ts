/** Replays the cases of a file and says which were answered otherwise than by real Django. */
import { basename } from 'node:path'
import { readCases, type Case } from './case.ts'
import { sameAnswer } from './compare.ts'
import { KINDS, type Replay } from './kinds.ts'

export interface Tally {
  passed: number
  failed: number
  skipped: number
}

export interface Failure {
  readonly file: string
  readonly given: Case
  readonly got: unknown
}

export interface FileResult {
  readonly file: string
  readonly kinds: Readonly<Record<string, Tally>>
  readonly failures: readonly Failure[]
  /** Why cases were left out, and how many. */
  readonly skipped: Readonly<Record<string, number>>
}

export interface Filter {
  readonly kind?: string | undefined
  readonly tag?: string | undefined
}

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

export async function replayFile(path: string, { kind, tag }: Filter = {}): Promise<FileResult> {
  const file = basename(path)
  const kinds: Record<string, Tally> = {}
  const failures: Failure[] = []
  const skipped: Record<string, number> = {}
  for (const given of readCases(path)) {
    if (kind !== undefined && given.kind !== kind) continue
    if (tag !== undefined && !given.tags.includes(tag)) continue
    const tally = (kinds[given.kind] ??= { passed: 0, failed: 0, skipped: 0 })
    const replay = await replayOf(given.kind)
    if (replay === null || given.python_only === true) {
      const why = replay === null ? `kind ${given.kind}` : 'python_only'
      skipped[why] = (skipped[why] ?? 0) + 1
      tally.skipped += 1
      continue
    }
    const got = answerOf(replay, given)
    if ((replay.same ?? sameAnswer)(given.expect, got, given)) tally.passed += 1
    else {
      tally.failed += 1
      failures.push({ file, given, got })
    }
  }
  return { file, kinds, failures, skipped }
}

export function sum(tallies: readonly Tally[]): Tally {
  const total = { passed: 0, failed: 0, skipped: 0 }
  for (const { passed, failed, skipped } of tallies) {
    total.passed += passed
    total.failed += failed
    total.skipped += skipped
  }
  return total
}
