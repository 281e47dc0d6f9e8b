/**
 * What the ORM tells the tracer: which attribute is being followed, and a queryset's own words, as a learner would
 * type them. Nothing here runs unless something listens.
 */
import { repr } from '../../../base/python/protocols.ts'
import type { SourceRange } from '../../../base/source.ts'
import { tracing } from '../../../trace/tracer.ts'
import { isModel, late } from './late.ts'

const MAX_VALUE_CHARS = 80

/** An attribute that is being followed: `Post.author`. */
interface Access {
  readonly name: string
  readonly where: SourceRange | null
}

let access: Access | null = null

/** The attribute whose access runs right now and has not asked yet, or null. */
export function currentAccess(): Access | null {
  return access
}

export function attributeAccess<T>(name: string, run: () => T): T {
  const { tracer } = tracing
  if (tracer === null) return run()
  return during({ name, where: tracer.callerLine?.('attribute') ?? null }, run)
}

/** What asks inside of `run` does so for itself. */
export function outsideAttribute<T>(run: () => T): T {
  return during(null, run)
}

function during<T>(next: Access | null, run: () => T): T {
  const outer = access
  access = next
  try {
    return run()
  } finally {
    access = outer
  }
}

/** `filter(published=True)` */
export function callText(
  method: string,
  args: readonly unknown[],
  kwargs: Readonly<Record<string, unknown>>,
): string {
  const parts = [
    ...args.map(short),
    ...Object.entries(kwargs).map(([name, value]) => `${name}=${short(value)}`),
  ]
  return `${method}(${parts.join(', ')})`
}

/** A value as text without asking the database: querysets and instances give their names alone. */
function short(value: unknown): string {
  if (value instanceof late.QuerySet)
    return `<QuerySet of ${(value as any).model?._meta.object_name}>`
  if (isModel(value)) return `<${(value as any)._meta.object_name}: ${(value as any).pk}>`
  const text = repr(value)
  return text.length > MAX_VALUE_CHARS ? `${text.slice(0, MAX_VALUE_CHARS)}…` : text
}
