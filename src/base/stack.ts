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
const FRAME = /^\s*(?:at (?:async )?(?:(.+?) \()?|(.*?)@)play:\/\/\/([^:)]+):(\d+):\d+\)?$/gm

/** The learner's frames of an error's `stack`, outermost first, as Python lists a traceback. */
export function learnerFrames(stack: string | undefined): readonly StackFrame[] {
  if (stack === undefined || !stack.includes(SOURCE_URL)) return []
  const frames: StackFrame[] = []
  for (const [, chromium, firefox, file, line] of stack.matchAll(FRAME)) {
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

/** `Object.post_list`, `new Post`, `async*view`, `eval` → what the author called it. */
function plainName(name: string): string {
  const bare = name
    .replace(/^(?:async\*?|new|eval|Object\.|Module\.)\s*/, '')
    .replace(/[/<*]+$/, '')
  return /^(?:|<anonymous>|anonymous|Object)$/.test(bare) ? '' : bare.replace(/ \[as .*\]$/, '')
}
