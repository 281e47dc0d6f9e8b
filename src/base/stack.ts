/**
 * Finds the learner's lines in a JavaScript stack. Their files are compiled with `//# sourceURL=play:///blog/views.ts`
 * and keep their lines, so a frame is theirs exactly when its address begins so. Chromium and Firefox write stacks
 * differently. Columns are those of the compiled code and mean nothing, so none are given.
 */
import type { SourceRange } from './source.ts'

export const SOURCE_URL = 'play:///'

/** A frame of the learner's code; `function` is empty for a module's own lines. */
export interface StackFrame {
  readonly function: string
  readonly where: SourceRange
}

// Chromium: `at helper (play:///a.ts:5:20)`, `at async view (…)`, `at play:///a.ts:1:1`; Firefox: `helper@play:///a.ts:5:3`
const FRAME = /^\s*(?:at (?:async )?(?:(.+?) \()?|(.*?)@)play:\/\/\/([^:)!]+):(\d+):\d+\)?$/gm

// an async function is a frame that starts a coroutine, and the coroutine's own; Python has one
const STARTS = /^.*\bstartCoroutine\b.*\n.*$/gm

/** The learner's frames of an error's `stack`, outermost first, as Python lists a traceback. */
export function learnerFrames(stack: string | undefined): readonly StackFrame[] {
  if (stack === undefined || !stack.includes(SOURCE_URL)) return []
  const frames: StackFrame[] = []
  for (const [, chromium, firefox, file, line] of stack.replace(STARTS, '').matchAll(FRAME)) {
    frames.push({
      function: plainName(chromium ?? firefox ?? ''),
      where: { file: file!, line: Number(line) },
    })
  }
  return frames.reverse()
}

/** The learner's innermost line that is running now; null when none of their code is on the stack. */
export function definedAt(): SourceRange | null {
  return learnerFrames(new Error().stack).at(-1)?.where ?? null
}

/** Calls `run` with `value`. */
export type Boundary = <A, T>(run: (value: A) => T, value: A) => T

/** No path of a project begins so. */
const BOUNDARY = '!boundary'

/**
 * Makes a function that calls another one and leaves a mark in the stack. Code that the learner's code called sits
 * before the mark, seen from inside, and what called the framework behind it.
 */
export function makeBoundary(): Boundary {
  return (0, eval)(`(run, value) => run(value)\n//# sourceURL=${SOURCE_URL}${BOUNDARY}`) as Boundary
}

/** Whether an error arose in code of ours that a boundary called, no line of the learner's between. */
export function isRightBehindBoundary(stack: string | undefined): boolean {
  const at = stack?.indexOf(SOURCE_URL) ?? -1
  return at !== -1 && stack!.startsWith(BOUNDARY, at + SOURCE_URL.length)
}

/**
 * The learner's innermost line that is running now, before any boundary. A stack costs by the frame: those up to the
 * running function `above` are left out, no more are taken than `asker` needed the last time, and all where those do
 * not reach.
 */
export function currentLine(asker: string, above: Running): SourceRange | null {
  const usual = depths.get(asker) ?? FEW_FRAMES
  let site = look(usual, above)
  if (site === UNFINISHED) site = look(ALL_FRAMES, above)
  if (site === null || site === UNFINISHED) return null
  const { depth, file, line } = site
  if (depth !== usual) {
    if (depths.size > MAX_ASKERS) depths.clear()
    depths.set(asker, depth)
  }
  return file === BOUNDARY ? null : { file, line }
}

/** A function as the engine knows it: never called, only looked for on the stack. */
type Running = (...args: never[]) => unknown

const FEW_FRAMES = 10
const ALL_FRAMES = 200
const MAX_ASKERS = 1000
const depths = new Map<string, number>()

interface Site {
  readonly file: string
  readonly line: number
  /** Frames that had to be taken to see it. */
  readonly depth: number
}
const UNFINISHED = Symbol('more frames than were taken')
type Seen = Site | null | typeof UNFINISHED

interface CallSite {
  getScriptNameOrSourceURL(): string | null
  getLineNumber(): number | null
}

/** V8 hands out its frames before it writes them as text, which takes most of the time. Others ignore this. */
const v8 = Error as unknown as {
  stackTraceLimit: number
  prepareStackTrace: ((error: Error, sites: readonly CallSite[]) => unknown) | undefined
  captureStackTrace?(on: object, above: Running): void
}

function look(frames: number, above: Running): Seen {
  const { stackTraceLimit, prepareStackTrace } = v8
  v8.stackTraceLimit = frames
  v8.prepareStackTrace = nearest
  const holder: { stack?: unknown } = v8.captureStackTrace === undefined ? new Error() : {}
  v8.captureStackTrace?.(holder, above)
  const read = holder.stack
  v8.stackTraceLimit = stackTraceLimit
  v8.prepareStackTrace = prepareStackTrace
  return typeof read === 'string' ? nearestIn(read) : (read as Seen)
}

function nearest(_: Error, sites: readonly CallSite[]): Seen {
  for (let index = 0; index < sites.length; index += 1) {
    const site = sites[index]!
    const url = site.getScriptNameOrSourceURL()
    if (url?.startsWith(SOURCE_URL) !== true) continue
    const line = site.getLineNumber() ?? 0
    return { file: url.slice(SOURCE_URL.length), line, depth: index + 1 }
  }
  return sites.length < v8.stackTraceLimit ? null : UNFINISHED
}

function nearestIn(text: string): Seen {
  const found = /play:\/\/\/([^:)]+):(\d+):\d+/.exec(text)
  return found === null ? null : { file: found[1]!, line: Number(found[2]), depth: FEW_FRAMES }
}

/** `Object.post_list`, `new Post`, `async*view`, `eval` → what the author called it. */
function plainName(name: string): string {
  const bare = name
    .replace(/^(?:async\*?|new|eval|Object\.|Module\.)\s*/, '')
    .replace(/[/<*]+$/, '')
  return /^(?:|<anonymous>|anonymous|Object)$/.test(bare) ? '' : bare.replace(/ \[as .*\]$/, '')
}
