/**
 * Python's `a + b` between values of a template.
 *
 * Python: reference/expressions#binary-arithmetic-operations
 */
import { TypeError } from '../../base/python/exceptions.ts'
import { isFloat, isNumber, toFloat } from '../../base/python/float.ts'
import { NotImplemented, type_name } from '../../base/python/protocols.ts'
import { isString } from '../../base/python/safe_string.ts'
import { Tuple } from '../../base/python/tuple.ts'

type Add = (this: unknown, other: unknown) => unknown

function dunder(value: unknown, name: '__add__' | '__radd__'): Add | null {
  if (typeof value !== 'object' || value === null) return null
  const method = (value as Record<string, unknown>)[name]
  return typeof method === 'function' ? (method as Add) : null
}

/** @throws TypeError where Python cannot add the two */
export function plus(a: unknown, b: unknown): unknown {
  if (isString(a)) {
    if (isString(b)) return dunder(a, '__add__')?.call(a, b) ?? String(a) + String(b)
    const reflected = dunder(b, '__radd__')?.call(b, a) ?? NotImplemented
    if (reflected !== NotImplemented) return reflected
    throw new TypeError(`can only concatenate str (not "${type_name(b)}") to str`)
  }
  const own = dunder(a, '__add__')?.call(a, b) ?? NotImplemented
  if (own !== NotImplemented) return own
  const reflected = dunder(b, '__radd__')?.call(b, a) ?? NotImplemented
  if (reflected !== NotImplemented) return reflected
  if (isNumber(a) && isNumber(b)) {
    const sum = Number(a) + Number(b)
    return isFloat(a) || isFloat(b) ? toFloat(sum) : sum
  }
  if (Array.isArray(a) && Array.isArray(b) && a instanceof Tuple === b instanceof Tuple) {
    return a instanceof Tuple
      ? Tuple.from([...a, ...(b as unknown[])])
      : [...(a as unknown[]), ...(b as unknown[])]
  }
  throw new TypeError(`unsupported operand type(s) for +: '${type_name(a)}' and '${type_name(b)}'`)
}
