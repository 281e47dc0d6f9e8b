/**
 * Makes few operations of many: a model and the field that follows it are one model.
 *
 * Django: django/db/migrations/optimizer.py
 */
import type { Operation } from './operations/base.ts'

/** Goes on until nothing changes any more. */
export function optimize(operations: readonly Operation[], app_label: string): Operation[] {
  let current = [...operations]
  for (;;) {
    const next = once(current, app_label)
    if (next === null) return current
    current = next
  }
}

/** @returns null where no two can be joined */
function once(operations: readonly Operation[], app_label: string): Operation[] | null {
  for (const [i, operation] of operations.entries()) {
    /** Whether the operation may be moved to the right, up to here. */
    let mayMoveRight = true
    for (let j = i + 1; j < operations.length; j += 1) {
      const other = operations[j]!
      const result = operation.reduce(other, app_label)
      if (typeof result === 'boolean') {
        if (!result) mayMoveRight = false
        continue
      }
      const before = operations.slice(0, i)
      const between = operations.slice(i + 1, j)
      const after = operations.slice(j + 1)
      if (mayMoveRight) return [...before, ...between, ...result, ...after]
      if (between.every((step) => step.reduce(other, app_label) === true))
        return [...before, ...result, ...between, ...after]
      break
    }
  }
  return null
}
