/**
 * What the ORM tells the tracer: which attribute is being followed, and a queryset's own words, as a learner would
 * type them. Nothing here runs unless something listens.
 */
import { repr } from '../../../base/python/protocols.ts'
import { isModel, late } from './late.ts'

const MAX_VALUE_CHARS = 80

let attribute: string | null = null

/** The attribute (`Post.author`) whose access runs right now, or null. */
export function currentAttribute(): string | null {
  return attribute
}

export function attributeAccess<T>(name: string, run: () => T): T {
  const outer = attribute
  attribute = name
  try {
    return run()
  } finally {
    attribute = outer
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
