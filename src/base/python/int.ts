/**
 * Python's `int(value)` and `float(value)` of any value, with the exact complaint about what is no number.
 *
 * Python: library/functions#int, #float
 */
import { OverflowError, TypeError, ValueError } from './exceptions.ts'
import { isFloat, isInt, toFloat, type Float } from './float.ts'
import { parseFloatText, parseInteger } from './numbers.ts'
import { type_name } from './protocols.ts'

/** A number where it is exact, a bigint beyond. */
export function smallInt(value: bigint): number | bigint {
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : value
}

/** @throws ValueError for a text that is no integer or a NaN, TypeError for what is no number at all */
export function toInt(value: unknown): number | bigint {
  if (isInt(value)) return value
  if (typeof value === 'boolean') return Number(value)
  if (isFloat(value)) return truncated(Number(value))
  if (typeof value === 'string' || value instanceof String) return parseInteger(String(value))
  const own = (value as { __int__?: unknown } | null | undefined)?.__int__
  if (typeof own === 'function') return own.call(value) as number | bigint
  throw new TypeError(
    `int() argument must be a string, a bytes-like object or a real number, not '${type_name(value)}'`,
  )
}

function truncated(value: number): number | bigint {
  if (Number.isNaN(value)) throw new ValueError('cannot convert float NaN to integer')
  if (!Number.isFinite(value)) throw new OverflowError('cannot convert float infinity to integer')
  return smallInt(BigInt(Math.trunc(value)))
}

/** @throws ValueError for a text that is no number, TypeError for what is no number at all */
export function asFloat(value: unknown): number | Float {
  if (isFloat(value)) return value
  if (isInt(value) || typeof value === 'boolean') return toFloat(Number(value))
  if (typeof value === 'string' || value instanceof String) {
    return toFloat(parseFloatText(String(value)))
  }
  const own = (value as { __float__?: unknown } | null | undefined)?.__float__
  if (typeof own === 'function') return own.call(value) as number | Float
  throw new TypeError(
    `float() argument must be a string or a real number, not '${type_name(value)}'`,
  )
}
