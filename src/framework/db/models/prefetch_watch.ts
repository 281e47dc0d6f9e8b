/**
 * Tells the tracer which rows were prefetched, and that somebody has read them: a prefetch that nobody reads is a query
 * for nothing. Prefetched rows answer through a getter while a tracer listens; without one they are plain values.
 */
import { tracing } from '../../../trace/tracer.ts'
import type { Instance } from './declared.ts'

interface Prefetched {
  readonly model: string
  /** The path from the first rows: `comments__author`. */
  readonly lookup: string
  /** The list of its own that the rows went into. */
  readonly to_attr?: string
  isRead: boolean
}

/** Prefetching follows relations itself, which is no reading. */
let depth = 0

export function prefetching<T>(run: () => T): T {
  depth += 1
  try {
    return run()
  } finally {
    depth -= 1
  }
}

/** @returns what the rows are watched by; null: nothing listens */
export function prefetched(
  instances: readonly Instance[],
  lookup: string,
  to_attr: string | null,
): Prefetched | null {
  if (tracing.tracer === null) return null
  const model = instances[0]._meta.label as string
  return { model, lookup, ...(to_attr === null ? {} : { to_attr }), isRead: false }
}

/** What a trace says of it. */
function described({ isRead: _isRead, ...detail }: Prefetched) {
  return detail
}

export function tellPrefetched(watch: Prefetched, instances: number, rows: number): void {
  tracing.tracer?.event('orm.prefetch', { ...described(watch), instances, rows }, 'caller')
}

/** Makes the attribute tell when it is read. Assigning puts a plain value there. */
export function watchRead(object: object, name: string, value: unknown, watch: Prefetched): void {
  Object.defineProperty(object, name, {
    configurable: true,
    enumerable: true,
    get: () => {
      if (!watch.isRead && depth === 0) {
        watch.isRead = true
        tracing.tracer?.event('orm.prefetch.read', described(watch))
      }
      return value
    },
    set: (next: unknown) => {
      const plain = { value: next, configurable: true, enumerable: true, writable: true }
      Object.defineProperty(object, name, plain)
    },
  })
}
