/**
 * What a Decimal is made of, read from texts and numbers: sign, whole digits, exponent.
 *
 * Python: library/decimal#decimal.Decimal
 */
import { ArithmeticError, TypeError } from './exceptions.ts'
import { isNumber } from './float.ts'
import { asciiDigits } from './numbers.ts'
import { type_name } from './repr.ts'

export class DecimalException extends ArithmeticError {}
/** Python raises it with the list of signals; its text shows them. */
export class InvalidOperation extends DecimalException {}
export class DivisionByZero extends DecimalException {}

export type Special = 'Infinity' | 'NaN' | null

/** Whole digits × 10^exponent; `special` for infinities and NaN. */
export interface Parts {
  readonly negative: boolean
  readonly digits: bigint
  readonly exponent: number
  readonly special: Special
}

/** @throws InvalidOperation for a text that is no number, TypeError for what is neither text nor number */
export function partsOf(value: unknown): Parts {
  if (typeof value === 'string' || value instanceof String) return parse(String(value))
  if (typeof value === 'boolean') return partsOf(value ? 1 : 0)
  if (typeof value === 'bigint') {
    return { negative: value < 0n, digits: value < 0n ? -value : value, exponent: 0, special: null }
  }
  if (!isNumber(value)) {
    throw new TypeError(`conversion from ${type_name(value)} to Decimal is not supported`)
  }
  return fromNumber(Number(value))
}

/** Exact: a double is a whole number divided by a power of two. */
function fromNumber(value: number): Parts {
  const negative = value < 0 || Object.is(value, -0)
  if (!Number.isFinite(value)) {
    return { negative, digits: 0n, exponent: 0, special: Number.isNaN(value) ? 'NaN' : 'Infinity' }
  }
  let rest = Math.abs(value)
  let halvings = 0
  while (!Number.isInteger(rest)) {
    rest *= 2
    halvings += 1
  }
  return {
    negative,
    digits: BigInt(rest) * 5n ** BigInt(halvings),
    exponent: -halvings,
    special: null,
  }
}

const NUMBER = /^([+-]?)(?:(\d+)(?:\.(\d*))?|\.(\d+))(?:e([+-]?\d+))?$/i

function parse(text: string): Parts {
  const clean = asciiDigits(text).replaceAll('_', '')
  const special = /^([+-]?)(?:(inf(?:inity)?)|s?nan\d*)$/i.exec(clean)
  if (special) {
    const kind = special[2] ? 'Infinity' : 'NaN'
    return { negative: special[1] === '-', digits: 0n, exponent: 0, special: kind }
  }
  const match = NUMBER.exec(clean)
  if (!match) throw new InvalidOperation("[<class 'decimal.ConversionSyntax'>]")
  const [, sign, whole = '', fraction = match[4] ?? '', , exponent = '0'] = match
  return {
    negative: sign === '-',
    digits: BigInt(whole + fraction),
    exponent: Number(exponent) - fraction.length,
    special: null,
  }
}
