/**
 * Numbers with Python's two kinds in one JavaScript `number`: an integer value is an int, any other value a float.
 * A float that happens to be whole must say so: that is what `Float` is for (`Avg` → `Float(3)`, prints `3.0`).
 *
 * Python: library/functions#float, float_repr_style 'short'
 */

/** A whole number that Python would show as a float. Behaves as a number everywhere else in JavaScript. */
export class Float {
  readonly value: number

  constructor(value: number | bigint | Float) {
    this.value = Number(value)
  }

  valueOf(): number {
    return this.value
  }

  toString(): string {
    return floatRepr(this.value)
  }

  toJSON(): number {
    return this.value
  }

  toFixed(digits?: number): string {
    return this.value.toFixed(digits)
  }

  toPrecision(digits?: number): string {
    return this.value.toPrecision(digits)
  }

  __str__(): string {
    return floatRepr(this.value)
  }

  __repr__(): string {
    return floatRepr(this.value)
  }

  __bool__(): boolean {
    return this.value !== 0
  }

  __hash__(): number {
    return this.value
  }
}

/** True for what Python calls int or float; not for booleans, although Python's `bool` is an int. */
export function isNumber(value: unknown): value is number | bigint | Float {
  return typeof value === 'number' || typeof value === 'bigint' || value instanceof Float
}

/** True for Python's int: an integer `number` or a `bigint`. */
export function isInt(value: unknown): value is number | bigint {
  return typeof value === 'bigint' || (typeof value === 'number' && Number.isInteger(value))
}

/** True for Python's float: a `Float`, or a `number` that is not whole (or not finite). */
export function isFloat(value: unknown): value is number | Float {
  return value instanceof Float || (typeof value === 'number' && !Number.isInteger(value))
}

/** A float as a value: plain where JavaScript shows that it is one, boxed where it would look like an int. */
export function toFloat(value: number): number | Float {
  return Number.isInteger(value) ? new Float(value) : value
}

/** `repr(float)`: the shortest digits that read back, `1e+16` from 10¹⁶ on, `1e-05` below 0.0001. */
export function floatRepr(value: number): string {
  if (Number.isNaN(value)) return 'nan'
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf'
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0'
  const [mantissa = '', exponentText = '0'] = value.toExponential().split('e')
  const exponent = Number(exponentText)
  if (exponent < -4 || exponent >= 16) {
    const digits = String(Math.abs(exponent)).padStart(2, '0')
    return `${mantissa}e${exponent < 0 ? '-' : '+'}${digits}`
  }
  const sign = value < 0 ? '-' : ''
  const digits = mantissa.replace(/[-.]/g, '')
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0')
  return `${sign}${whole}.${digits.slice(exponent + 1) || '0'}`
}

/** `str(int)`, also for whole numbers that JavaScript would print as `1e+21`. */
export function intRepr(value: number | bigint): string {
  if (typeof value === 'number' && Math.abs(value) >= 1e21) return BigInt(value).toString()
  return Object.is(value, -0) ? '0' : String(value)
}
