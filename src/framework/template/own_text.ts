/**
 * `str(value)` where it matters that the text may be safe: an object's `__str__` may give a SafeString, and plain `str`
 * would forget that.
 */
import { str } from '../../base/python/protocols.ts'
import { isString } from '../../base/python/safe_string.ts'
import { LazyValue } from '../utils/functional.ts'

/** Text for an object that makes its own; any other value as it is. */
export function ownText(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || isString(value)) return value
  if (value instanceof LazyValue) return ownText(value.evaluate())
  const method = (value as { __str__?: unknown }).__str__
  if (typeof method !== 'function') return value
  const text: unknown = method.call(value)
  return isString(text) ? text : str(text)
}
