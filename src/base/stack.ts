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

/** The learner's frames of an error's `stack`, outermost first, as Python lists a traceback. */
export function learnerFrames(stack: string | undefined): readonly StackFrame[] {
  if (stack === undefined || !stack.includes(SOURCE_URL)) return []
  const frames: StackFrame[] = []
  for (const [, chromium, firefox, file, line] of stack.matchAll(FRAME)) {
    frames.push({
      function: plainName(chromium ?? firefox ?? ''),
      where: { file: file, line: Number(line) },
    })
  }
  return frames.reverse()
}

/** The learner's innermost line that is running now; null when none of their code is on the stack. */
export function definedAt(): SourceRange | null {
  return learnerFrames(new Error().stack).at(-1)?.where ?? null
}

/** No path of a project begins so. */
const BOUNDARY = '!boundary'

/**
 * Makes a function that calls another one and leaves a mark in the stack. Code that the learner's code called sits
 * before the mark, seen from inside, and what called the framework behind it.
 */
export function makeBoundary(): <T>(run: () => T) => T {
  return (0, eval)(`(run) => run()\n//# sourceURL=${SOURCE_URL}${BOUNDARY}`) as <T>(
    run: () => T,
  ) => T
}

/** Takes the stack, which is cheap for few frames; what it says is read by `innermost`. */
export function takeStack(frames: number): Error {
  const before = v8.stackTraceLimit
  v8.stackTraceLimit = frames
  const stack = new Error()
  v8.stackTraceLimit = before
  return stack
}

/** The learner's innermost line before any boundary. Reading a stack a second time costs nothing. */
export function innermost(stack: Error): SourceRange | null {
  const before = v8.prepareStackTrace
  v8.prepareStackTrace = (_, sites) => firstOf(sites)
  const read: unknown = stack.stack
  v8.prepareStackTrace = before
  const found = typeof read === 'string' ? firstIn(read) : (read as Site | null)
  return found === null || found.file === BOUNDARY ? null : found
}

type Site = { readonly file: string; readonly line: number }
interface CallSite {
  getScriptNameOrSourceURL(): string | null
  getLineNumber(): number | null
}

/** V8 hands out its frames before it writes them as text, which takes most of the time. Others ignore this. */
const v8 = Error as unknown as {
  stackTraceLimit: number
  prepareStackTrace: ((error: Error, sites: readonly CallSite[]) => unknown) | undefined
}

function firstOf(sites: readonly CallSite[]): Site | null {
  for (const site of sites) {
    const url = site.getScriptNameOrSourceURL()
    if (url?.startsWith(SOURCE_URL) === true) {
      return { file: url.slice(SOURCE_URL.length), line: site.getLineNumber() ?? 0 }
    }
  }
  return null
}

function firstIn(text: string): Site | null {
  const found = /play:\/\/\/([^:)]+):(\d+):\d+/.exec(text)
  return found === null ? null : { file: found[1], line: Number(found[2]) }
}

/** `Object.post_list`, `new Post`, `async*view`, `eval` → what the author called it. */
function plainName(name: string): string {
  const bare = name
    .replace(/^(?:async\*?|new|eval|Object\.|Module\.)\s*/, '')
    .replace(/[/<*]+$/, '')
  return /^(?:|<anonymous>|anonymous|Object)$/.test(bare) ? '' : bare.replace(/ \[as .*\]$/, '')
}
