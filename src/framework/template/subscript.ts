/**
 * Python's `value[i]` and `value[a:b:c]` on anything a template may hold: text, lists, tuples, querysets.
 *
 * Python: reference/expressions#subscriptions
 */
import { IndexError, KeyError, TypeError } from '../../base/python/exceptions.ts'
import { isInt } from '../../base/python/float.ts'
import * as mapping from '../../base/python/mapping.ts'
import { type_name } from '../../base/python/protocols.ts'
import { Slice } from '../../base/python/slice.ts'
import { SafeString, isString, mark_safe } from '../../base/python/safe_string.ts'
import { Tuple } from '../../base/python/tuple.ts'
import { LazyValue } from '../utils/functional.ts'

interface Subscriptable {
  __getitem__(key: unknown): unknown
}

function isSubscriptable(value: unknown): value is Subscriptable {
  return typeof value === 'object' && value !== null && '__getitem__' in value
}

/** `value[key]`. @throws IndexError, KeyError, TypeError */
export function getItem(value: unknown, key: unknown): unknown {
  if (isSubscriptable(value)) return value.__getitem__(key)
  if (mapping.isMapping(value)) {
    const found = mapping.get(value, key)
    if (found === undefined) throw new KeyError(key)
    return found
  }
  const items = sequence(value)
  if (!isInt(key)) {
    throw new TypeError(
      `${type_name(value)} indices must be integers or slices, not ${type_name(key)}`,
    )
  }
  const index = Number(key)
  const found = items.at(index)
  if (index >= items.length || index < -items.length) {
    throw new IndexError(
      `${type_name(value) === 'str' ? 'string' : type_name(value)} index out of range`,
    )
  }
  return found
}

function sequence(value: unknown): readonly unknown[] {
  if (isString(value)) return [...String(value)]
  if (Array.isArray(value)) return value as unknown[]
  throw new TypeError(`'${type_name(value)}' object is not subscriptable`)
}

/** `value[start:stop:step]`; one bound alone is the stop. */
export function getSlice(value: unknown, bounds: readonly (number | null)[]): unknown {
  const [start = null, stop = null, step = null] =
    bounds.length === 1 ? [null, bounds[0] ?? null] : bounds
  if (value instanceof LazyValue) return getSlice(value.evaluate(), bounds)
  if (isSubscriptable(value)) return value.__getitem__(new Slice(start, stop, step))
  const items = new Slice(start, stop, step).of(sequence(value))
  if (isString(value)) {
    const text = items.join('')
    return (value as unknown) instanceof SafeString ? mark_safe(text) : text
  }
  return value instanceof Tuple ? Tuple.from(items) : items
}
