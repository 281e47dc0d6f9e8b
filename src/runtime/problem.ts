/** An exception in the learner's project as plain data: Django's class and message, their line, what to do. */
import { class_name } from '../base/python/class_name.ts'
import { Exception } from '../base/python/exceptions.ts'
import type { SourceRange } from '../base/source.ts'
import { learnerFrames } from '../base/stack.ts'
import type { Frame } from '../trace/kinds.ts'

/** Has the shape of the protocol's `Problem`. */
export interface ProjectProblem {
  readonly className: string
  readonly message: string
  readonly where: SourceRange | null
  readonly hint: string | null
}

export function problemOf(error: unknown): ProjectProblem {
  const thrown = error instanceof Error ? error : new Error(String(error))
  return {
    className: class_name(thrown.constructor),
    message: thrown instanceof Exception ? thrown.__str__() : thrown.message,
    where: whereOf(thrown),
    hint: thrown instanceof Exception ? (thrown.teaching?.hint ?? null) : null,
  }
}

export function framesOf(error: unknown): readonly Frame[] {
  return error instanceof Error ? learnerFrames(error.stack) : []
}

/** An import or a syntax error knows its place itself: no code of that module has run yet. */
export function whereOf(error: Error & { where?: unknown }): SourceRange | null {
  const own = error.where
  if (typeof own === 'object' && own !== null && 'file' in own && 'line' in own) {
    return own as SourceRange
  }
  return learnerFrames(error.stack).at(-1)?.where ?? null
}
