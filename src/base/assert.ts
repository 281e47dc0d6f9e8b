/** Checks that a reader of the code can rely on: closed unions and things that cannot be absent. */

/** A bug of ours, never the learner's: shown as such, with a report to copy. */
export class InternalError extends Error {
  override readonly name = 'InternalError'
}

/** Closes a union: compiling fails when a case was forgotten. */
export function assertUnreachable(value: never): never {
  throw new InternalError(`unreachable case: ${JSON.stringify(value)}`)
}

/** Narrows away null and undefined where our own code guarantees a value. */
export function assertPresent<T>(value: T | null | undefined, what: string): T {
  if (value === null || value === undefined) throw new InternalError(`${what} is missing`)
  return value
}
