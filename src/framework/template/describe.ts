/**
 * What the trace says about values of a context: short, and without running anything. A queryset is not evaluated and a
 * model's `__str__` is not called, since watching must not change what a request does.
 */
import { isPending } from '../utils/functional.ts'
import { shortRepr } from '../utils/short_repr.ts'
import type { Context } from './context.ts'

const MAX_NAMES = 60

/** Names with short texts of their values; the three constants left out. */
export function describeContext(context: Context): Record<string, string> {
  const described: Record<string, string> = {}
  for (const scope of context.dicts.slice(1)) {
    for (const [name, value] of scope) {
      if (Object.keys(described).length >= MAX_NAMES) return described
      described[name] = describeValue(value)
    }
  }
  return described
}

/** A model shows its key too. */
function describeValue(value: unknown): string {
  const text = shortRepr(value)
  if (typeof value !== 'object' || value === null || isPending(value)) return text
  if (!('pk' in value)) return text
  const { pk } = value
  return typeof pk === 'number' || typeof pk === 'string' ? text.replace(/>$/, ` pk=${pk}>`) : text
}
