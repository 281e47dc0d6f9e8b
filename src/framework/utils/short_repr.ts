/**
 * A short text for a value in a trace. It must not change anything: no learner's `__str__`, no lazy object and no
 * queryset is woken up by being looked at, so instances are shown by their class alone.
 */
import { class_name } from '../../base/python/class_name.ts'
import * as mapping from '../../base/python/mapping.ts'
import { repr } from '../../base/python/protocols.ts'
import { isPending } from './functional.ts'

const MAX_TEXT = 120
const MAX_ITEMS = 6

export function shortRepr(value: unknown): string {
  const text = shown(value, 0)
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT - 1)}…` : text
}

function shown(value: unknown, depth: number): string {
  if (isPending(value)) return '<SimpleLazyObject: not asked for yet>'
  if (typeof value === 'string' && value.length > MAX_TEXT) return repr(value.slice(0, MAX_TEXT))
  if (typeof value === 'function') return `<${class_name(value)}>`
  if (typeof value !== 'object' || value === null || value instanceof String) return repr(value)
  if (Array.isArray(value)) {
    const items = value
      .slice(0, MAX_ITEMS)
      .map((item) => (depth > 1 ? '…' : shown(item, depth + 1)))
    if (value.length > MAX_ITEMS) items.push('…')
    return `[${items.join(', ')}]`
  }
  if (mapping.isPlainObject(value)) {
    const entries = mapping.entries(value)
    const items = entries
      .slice(0, MAX_ITEMS)
      .map(([key, item]) => `${repr(key)}: ${depth > 1 ? '…' : shown(item, depth + 1)}`)
    if (entries.length > MAX_ITEMS) items.push('…')
    return `{${items.join(', ')}}`
  }
  return `<${class_name(value.constructor)}>`
}
