/**
 * Python's Decimal: a sign, whole digits and an exponent, so that `Decimal('1.10')` keeps and prints its zero.
 * Addition and multiplication are exact on BigInts, then rounded to 28 digits, half to even, as Python's default
 * context does; decimal.js (which drops trailing zeros) does division, roots and powers.
 *
 * Python: library/decimal
 */
import { Decimal as Engine } from 'decimal.js'
import {
  DivisionByZero,
  InvalidOperation,
  partsOf,
  type Parts,
  type Special,
} from './decimal_parts.ts'
import { ROUND_DOWN, ROUND_HALF_EVEN, dropDigits, type Rounding } from './decimal_rounding.ts'
import { ValueError } from './exceptions.ts'
import { isNumber, toFloat, type Float } from './float.ts'
import { formatDecimalText } from './format_spec.ts'
import { NotImplemented } from './protocols.ts'

export { DecimalException, DivisionByZero, InvalidOperation } from './decimal_parts.ts'
export {
  ROUND_CEILING,
  ROUND_DOWN,
  ROUND_FLOOR,
  ROUND_HALF_DOWN,
  ROUND_HALF_EVEN,
  ROUND_HALF_UP,
  ROUND_UP,
  type Rounding,
} from './decimal_rounding.ts'

/** Digits of Python's default context. */
const PRECISION = 28
const Calculator = Engine.clone({
  precision: PRECISION,
  rounding: Engine.ROUND_HALF_EVEN,
  toExpNeg: -9e15,
  toExpPos: 9e15,
})

export type DecimalValue = string | number | bigint | Float | Decimal

/** `new Decimal('1.10')`. From a float: its exact binary value, as in Python. Immutable. */
export class Decimal {
  readonly negative: boolean
  readonly digits: bigint
  readonly exponent: number
  readonly special: Special

  /** @throws InvalidOperation for a text that is no number, TypeError for what is neither text nor number */
  constructor(value: DecimalValue = 0) {
    const parts = value instanceof Decimal ? value : partsOf(value)
    this.negative = parts.negative
    this.digits = parts.digits
    this.exponent = parts.exponent
    this.special = parts.special
  }

  static of(negative: boolean, digits: bigint, exponent: number): Decimal {
    const result = Object.create(Decimal.prototype) as { -readonly [K in keyof Parts]: Parts[K] }
    result.negative = negative
    result.digits = digits
    result.exponent = exponent
    result.special = null
    return result as Decimal
  }

  is_finite(): boolean {
    return this.special === null
  }

  is_nan(): boolean {
    return this.special === 'NaN'
  }

  is_infinite(): boolean {
    return this.special === 'Infinity'
  }

  is_zero(): boolean {
    return this.special === null && this.digits === 0n
  }

  is_signed(): boolean {
    return this.negative
  }

  /** Exponent of the first digit: 2 for 123. */
  adjusted(): number {
    return this.special ? 0 : this.exponent + digitCount(this.digits) - 1
  }

  /** `{ sign, digits, exponent }`; the exponent is `F` or `n` for infinities and NaN. */
  as_tuple(): { sign: 0 | 1; digits: number[]; exponent: number | 'F' | 'n' } {
    const exponent = this.special === null ? this.exponent : this.special === 'NaN' ? 'n' : 'F'
    const digits = this.special === null ? [...String(this.digits)].map(Number) : []
    return { sign: this.negative ? 1 : 0, digits, exponent }
  }

  /**
   * The value with the exponent of `unit`: `quantize(new Decimal('0.01'))` has two decimals.
   * @throws InvalidOperation when the result needs more than 28 digits
   */
  quantize(unit: Decimal, rounding: Rounding | { rounding?: Rounding } = ROUND_HALF_EVEN): Decimal {
    const mode = typeof rounding === 'string' ? rounding : (rounding.rounding ?? ROUND_HALF_EVEN)
    const result = this.rescale(unit.exponent, mode)
    if (this.special ?? unit.special ?? digitCount(result.digits) > PRECISION) {
      throw new InvalidOperation("[<class 'decimal.InvalidOperation'>]")
    }
    return result
  }

  /** As `quantize`, without its limit on digits. */
  rescale(exponent: number, rounding: Rounding): Decimal {
    if (exponent <= this.exponent) {
      const digits = this.digits * 10n ** BigInt(this.exponent - exponent)
      return Decimal.of(this.negative, digits, exponent)
    }
    return Decimal.of(this.negative, dropDigits(this, exponent - this.exponent, rounding), exponent)
  }

  /** Without trailing zeros: `1E+2` for 100. */
  normalize(): Decimal {
    if (this.special) return this
    if (this.digits === 0n) return Decimal.of(this.negative, 0n, 0)
    let { digits, exponent } = this.fitted()
    while (digits % 10n === 0n) {
      digits /= 10n
      exponent += 1
    }
    return Decimal.of(this.negative, digits, exponent)
  }

  /** Rounded to a whole number, with exponent 0 at least. */
  to_integral_value(rounding: Rounding = ROUND_HALF_EVEN): Decimal {
    return this.special !== null || this.exponent >= 0 ? this : this.rescale(0, rounding)
  }

  /** At most 28 digits, half to even: what every arithmetic operation ends with. */
  private fitted(): Decimal {
    const excess = digitCount(this.digits) - PRECISION
    if (this.special !== null || excess <= 0) return this
    return this.rescale(this.exponent + excess, ROUND_HALF_EVEN).fitted()
  }

  /** The signed whole number at another, not larger exponent. */
  private scaled(exponent: number): bigint {
    const digits = this.digits * 10n ** BigInt(this.exponent - exponent)
    return this.negative ? -digits : digits
  }

  __add__(other: unknown): Decimal | typeof NotImplemented {
    const right = operand(other)
    if (!right) return NotImplemented
    if (this.special ?? right.special) return viaEngine(this, right, (a, b) => a.add(b))
    const exponent = Math.min(this.exponent, right.exponent)
    const sum = this.scaled(exponent) + right.scaled(exponent)
    const negative = sum < 0n || (sum === 0n && this.negative && right.negative)
    return Decimal.of(negative, sum < 0n ? -sum : sum, exponent).fitted()
  }

  __sub__(other: unknown): Decimal | typeof NotImplemented {
    const right = operand(other)
    return right ? this.__add__(right.__neg__()) : NotImplemented
  }

  __mul__(other: unknown): Decimal | typeof NotImplemented {
    const right = operand(other)
    if (!right) return NotImplemented
    if (this.special ?? right.special) return viaEngine(this, right, (a, b) => a.mul(b))
    const negative = this.negative !== right.negative
    return Decimal.of(negative, this.digits * right.digits, this.exponent + right.exponent).fitted()
  }

  /** @throws DivisionByZero, InvalidOperation for 0 / 0 */
  __truediv__(other: unknown): Decimal | typeof NotImplemented {
    const right = operand(other)
    if (!right) return NotImplemented
    if (right.is_zero()) throw divisionByZero(this, 'DivisionUndefined')
    const quotient = viaEngine(this, right, (a, b) => a.div(b)).normalize()
    // an exact result keeps the difference of the exponents where it can
    const ideal = this.exponent - right.exponent
    if (quotient.special !== null || quotient.exponent <= ideal) return quotient
    return quotient.rescale(ideal, ROUND_DOWN).fitted()
  }

  /** Towards zero, unlike an int's. */
  __floordiv__(other: unknown): Decimal | typeof NotImplemented {
    const right = operand(other)
    if (!right) return NotImplemented
    if (right.is_zero()) throw divisionByZero(this, 'DivisionUndefined')
    const exponent = Math.min(this.exponent, right.exponent)
    const whole = this.scaled(exponent) / right.scaled(exponent)
    return Decimal.of(this.negative !== right.negative, whole < 0n ? -whole : whole, 0)
  }

  /** Has the sign of the dividend, unlike an int's. */
  __mod__(other: unknown): Decimal | typeof NotImplemented {
    const right = operand(other)
    if (!right) return NotImplemented
    if (right.is_zero()) throw new InvalidOperation("[<class 'decimal.InvalidOperation'>]")
    const exponent = Math.min(this.exponent, right.exponent)
    const rest = this.scaled(exponent) % right.scaled(exponent)
    return Decimal.of(this.negative, rest < 0n ? -rest : rest, exponent).fitted()
  }

  __pow__(other: unknown): Decimal | typeof NotImplemented {
    const right = operand(other)
    if (!right) return NotImplemented
    return viaEngine(this, right, (a, b) => a.pow(b))
  }

  /** The digits with the point moved right by so many places. */
  scaleb(places: number | bigint | Decimal): Decimal {
    return Decimal.of(this.negative, this.digits, this.exponent + Number(places))
  }

  sqrt(): Decimal {
    return viaEngine(this, this, (a) => a.sqrt())
  }

  __radd__(other: unknown): Decimal | typeof NotImplemented {
    return this.__add__(other)
  }

  __rmul__(other: unknown): Decimal | typeof NotImplemented {
    return this.__mul__(other)
  }

  __rsub__(other: unknown): Decimal | typeof NotImplemented {
    return operand(other)?.__sub__(this) ?? NotImplemented
  }

  __rtruediv__(other: unknown): Decimal | typeof NotImplemented {
    return operand(other)?.__truediv__(this) ?? NotImplemented
  }

  __neg__(): Decimal {
    if (this.special) return new Decimal(this.negative ? this.special : `-${this.special}`)
    return Decimal.of(!this.negative && this.digits !== 0n, this.digits, this.exponent).fitted()
  }

  __abs__(): Decimal {
    return this.negative ? this.__neg__() : this
  }

  add(other: DecimalValue): Decimal {
    return this.__add__(other) as Decimal
  }

  sub(other: DecimalValue): Decimal {
    return this.__sub__(other) as Decimal
  }

  mul(other: DecimalValue): Decimal {
    return this.__mul__(other) as Decimal
  }

  div(other: DecimalValue): Decimal {
    return this.__truediv__(other) as Decimal
  }

  /** Negative, zero or positive; null where there is no order (NaN, or the other is no number). */
  private compared(other: unknown): number | null {
    const right = exactOperand(other)
    if (!right || this.is_nan() || right.is_nan()) return null
    if (this.special ?? right.special)
      return this.valueOf() === right.valueOf() ? 0 : this.valueOf() - right.valueOf()
    const exponent = Math.min(this.exponent, right.exponent)
    const [a, b] = [this.scaled(exponent), right.scaled(exponent)]
    return a < b ? -1 : a > b ? 1 : 0
  }

  __eq__(other: unknown): boolean | typeof NotImplemented {
    return exactOperand(other) ? this.compared(other) === 0 : NotImplemented
  }

  __lt__(other: unknown): boolean | typeof NotImplemented {
    return exactOperand(other) ? (this.compared(other) ?? 0) < 0 : NotImplemented
  }

  __le__(other: unknown): boolean | typeof NotImplemented {
    return exactOperand(other) ? (this.compared(other) ?? 1) <= 0 : NotImplemented
  }

  __gt__(other: unknown): boolean | typeof NotImplemented {
    return exactOperand(other) ? (this.compared(other) ?? 0) > 0 : NotImplemented
  }

  __ge__(other: unknown): boolean | typeof NotImplemented {
    return exactOperand(other) ? (this.compared(other) ?? -1) >= 0 : NotImplemented
  }

  /** Equal numbers have equal hashes: `Decimal('1.0')` and 1. */
  __hash__(): unknown {
    const number = this.valueOf()
    if (this.special !== null || this.compared(number) === 0) return number
    return `decimal ${this.normalize().__str__()}`
  }

  __bool__(): boolean {
    return !this.is_zero()
  }

  /** The whole part, towards zero: `int(d)`. */
  __int__(): number | bigint {
    if (this.special === 'NaN') throw new ValueError('cannot convert NaN to integer')
    const whole = this.rescale(0, ROUND_DOWN)
    const value = whole.negative ? -whole.digits : whole.digits
    return Number.isSafeInteger(Number(value)) ? Number(value) : value
  }

  __float__(): number | Float {
    return toFloat(this.valueOf())
  }

  valueOf(): number {
    return Number(this.__str__())
  }

  /** Plain digits unless the exponent is positive or the number smaller than 0.000001: then `1E+2`, `1E-7`. */
  __str__(): string {
    const sign = this.negative ? '-' : ''
    if (this.special) return sign + this.special
    const text = String(this.digits)
    const adjusted = this.adjusted()
    if (this.exponent <= 0 && adjusted >= -6) return sign + withPoint(text, -this.exponent)
    const mantissa = text.length > 1 ? `${text.slice(0, 1)}.${text.slice(1)}` : text
    return `${sign}${mantissa}E${adjusted < 0 ? '' : '+'}${adjusted}`
  }

  toString(): string {
    return this.__str__()
  }

  toJSON(): string {
    return this.__str__()
  }

  __repr__(): string {
    return `Decimal('${this.__str__()}')`
  }

  /** `format(d, spec)`: an empty spec keeps the digits, `.2f` rounds half to even. */
  __format__(spec: string): string {
    return formatDecimalText(this, spec)
  }
}

/** What arithmetic takes: Decimals and ints, never floats. */
function operand(value: unknown): Decimal | null {
  if (value instanceof Decimal) return value
  if (typeof value === 'boolean' || typeof value === 'bigint') return new Decimal(Number(value))
  return typeof value === 'number' && Number.isInteger(value) ? new Decimal(value) : null
}

/** What comparison takes: floats too. */
function exactOperand(value: unknown): Decimal | null {
  if (value instanceof Decimal) return value
  return isNumber(value) || typeof value === 'boolean' ? new Decimal(value as number) : null
}

function divisionByZero(dividend: Decimal, undefinedSignal: string): Error {
  return dividend.is_zero()
    ? new InvalidOperation(`[<class 'decimal.${undefinedSignal}'>]`)
    : new DivisionByZero("[<class 'decimal.DivisionByZero'>]")
}

function viaEngine(a: Decimal, b: Decimal, run: (a: Engine, b: Engine) => Engine): Decimal {
  return new Decimal(run(new Calculator(a.__str__()), new Calculator(b.__str__())).toString())
}

function digitCount(digits: bigint): number {
  return String(digits).length
}

function withPoint(digits: string, decimals: number): string {
  if (decimals === 0) return digits
  const padded = digits.padStart(decimals + 1, '0')
  return `${padded.slice(0, -decimals)}.${padded.slice(-decimals)}`
}
