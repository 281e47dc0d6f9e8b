/**
 * Python's timedelta: a whole number of microseconds, shown as days, seconds and microseconds of which only the
 * days can be negative. A `number` holds it: exact to the microsecond up to 285 years,
 * to the second far beyond.
 *
 * Python: library/datetime#timedelta-objects
 */
import { OverflowError, TypeError, ZeroDivisionError } from './exceptions.ts'
import { isNumber, toFloat, type Float } from './float.ts'
import { NotImplemented, type_name } from './protocols.ts'

export const MICROSECONDS = {
  millisecond: 1e3,
  second: 1e6,
  minute: 60e6,
  hour: 3600e6,
  day: 86400e6,
  week: 604800e6,
} as const

/** Arguments of `timedelta`, all optional and added up; fractions are fine. */
export interface TimedeltaParts {
  readonly days?: number
  readonly seconds?: number
  readonly microseconds?: number
  readonly milliseconds?: number
  readonly minutes?: number
  readonly hours?: number
  readonly weeks?: number
}

/** Python rounds half to even wherever it rounds. */
export function roundHalfEven(value: number): number {
  const floor = Math.floor(value)
  const rest = value - floor
  if (rest !== 0.5) return rest < 0.5 ? floor : floor + 1
  return floor % 2 === 0 ? floor : floor + 1
}

/** `new timedelta(1)`, `new timedelta({ hours: 2 })`, `new timedelta(1, 30, { minutes: 5 })`. */
export class timedelta {
  static readonly resolution = timedelta.fromMicroseconds(1)

  readonly days: number
  readonly seconds: number
  readonly microseconds: number

  /** Positional: days, seconds, microseconds, milliseconds, minutes, hours, weeks; the last may be an object. */
  constructor(...args: (number | TimedeltaParts)[]) {
    const names = ['days', 'seconds', 'microseconds', 'milliseconds', 'minutes', 'hours', 'weeks']
    const parts: Record<string, number> = {}
    args.forEach((arg, i) => {
      if (typeof arg === 'object' && !isNumber(arg)) Object.assign(parts, arg)
      else parts[names[i] ?? ''] = Number(arg)
    })
    let total = 0
    for (const name of names) {
      const value = parts[name]
      if (value === undefined) continue
      if (!isNumber(value)) {
        throw new TypeError(`unsupported type for timedelta ${name} component: ${type_name(value)}`)
      }
      total += Number(value) * (name === 'microseconds' ? 1 : MICROSECONDS[singular(name)])
    }
    total = roundHalfEven(total)
    this.days = Math.floor(total / MICROSECONDS.day)
    if (Math.abs(this.days) > 999999999) {
      throw new OverflowError(`days=${this.days}; must have magnitude <= 999999999`)
    }
    const rest = total - this.days * MICROSECONDS.day
    this.seconds = Math.floor(rest / MICROSECONDS.second)
    this.microseconds = rest - this.seconds * MICROSECONDS.second
  }

  static fromMicroseconds(microseconds: number): timedelta {
    return new timedelta({ microseconds })
  }

  /** The whole length in µs: what comparisons and arithmetic work on. */
  totalMicroseconds(): number {
    return this.days * MICROSECONDS.day + this.seconds * MICROSECONDS.second + this.microseconds
  }

  /** Seconds as a float: prints `60.0`. */
  total_seconds(): number | Float {
    return toFloat(this.totalMicroseconds() / MICROSECONDS.second)
  }

  valueOf(): number {
    return this.totalMicroseconds()
  }

  __add__(other: unknown): timedelta | typeof NotImplemented {
    if (!(other instanceof timedelta)) return NotImplemented
    return timedelta.fromMicroseconds(this.totalMicroseconds() + other.totalMicroseconds())
  }

  __sub__(other: unknown): timedelta | typeof NotImplemented {
    if (!(other instanceof timedelta)) return NotImplemented
    return timedelta.fromMicroseconds(this.totalMicroseconds() - other.totalMicroseconds())
  }

  __neg__(): timedelta {
    return timedelta.fromMicroseconds(-this.totalMicroseconds())
  }

  __abs__(): timedelta {
    return timedelta.fromMicroseconds(Math.abs(this.totalMicroseconds()))
  }

  __mul__(factor: unknown): timedelta | typeof NotImplemented {
    if (!isNumber(factor)) return NotImplemented
    return timedelta.fromMicroseconds(roundHalfEven(this.totalMicroseconds() * Number(factor)))
  }

  __rmul__(factor: unknown): timedelta | typeof NotImplemented {
    return this.__mul__(factor)
  }

  /** By a number: a timedelta. By a timedelta: the ratio, a float. */
  __truediv__(divisor: unknown): timedelta | number | Float | typeof NotImplemented {
    if (!isNumber(divisor) && !(divisor instanceof timedelta)) return NotImplemented
    if (Number(divisor) === 0) throw new ZeroDivisionError('division by zero')
    const ratio = this.totalMicroseconds() / Number(divisor)
    if (divisor instanceof timedelta) return toFloat(ratio)
    return timedelta.fromMicroseconds(roundHalfEven(ratio))
  }

  /** By an int: a timedelta. By a timedelta: how many times it fits, an int. */
  __floordiv__(divisor: unknown): timedelta | number | typeof NotImplemented {
    if (!isNumber(divisor) && !(divisor instanceof timedelta)) return NotImplemented
    if (Number(divisor) === 0) throw new ZeroDivisionError('integer division or modulo by zero')
    const ratio = Math.floor(this.totalMicroseconds() / Number(divisor))
    return divisor instanceof timedelta ? ratio : timedelta.fromMicroseconds(ratio)
  }

  __mod__(divisor: unknown): timedelta | typeof NotImplemented {
    if (!(divisor instanceof timedelta)) return NotImplemented
    const size = divisor.totalMicroseconds()
    const total = this.totalMicroseconds()
    return timedelta.fromMicroseconds(total - Math.floor(total / size) * size)
  }

  add(other: timedelta): timedelta {
    return this.__add__(other) as timedelta
  }

  sub(other: timedelta): timedelta {
    return this.__sub__(other) as timedelta
  }

  mul(factor: number): timedelta {
    return this.__mul__(factor) as timedelta
  }

  __eq__(other: unknown): boolean {
    return other instanceof timedelta && this.totalMicroseconds() === other.totalMicroseconds()
  }

  __lt__(other: unknown): boolean | typeof NotImplemented {
    if (!(other instanceof timedelta)) return NotImplemented
    return this.totalMicroseconds() < other.totalMicroseconds()
  }

  __le__(other: unknown): boolean | typeof NotImplemented {
    if (!(other instanceof timedelta)) return NotImplemented
    return this.totalMicroseconds() <= other.totalMicroseconds()
  }

  __gt__(other: unknown): boolean | typeof NotImplemented {
    if (!(other instanceof timedelta)) return NotImplemented
    return this.totalMicroseconds() > other.totalMicroseconds()
  }

  __ge__(other: unknown): boolean | typeof NotImplemented {
    if (!(other instanceof timedelta)) return NotImplemented
    return this.totalMicroseconds() >= other.totalMicroseconds()
  }

  __hash__(): string {
    return `timedelta ${this.totalMicroseconds()}`
  }

  __bool__(): boolean {
    return this.totalMicroseconds() !== 0
  }

  /** `2 days, 3:04:05.000006`; of negative ones only the days are negative: `-1 day, 23:00:00`. */
  __str__(): string {
    const hours = Math.floor(this.seconds / 3600)
    const minutes = Math.floor(this.seconds / 60) % 60
    const clock = `${hours}:${two(minutes)}:${two(this.seconds % 60)}`
    const fraction = this.microseconds ? `.${String(this.microseconds).padStart(6, '0')}` : ''
    const days = this.days ? `${this.days} day${Math.abs(this.days) === 1 ? '' : 's'}, ` : ''
    return days + clock + fraction
  }

  toString(): string {
    return this.__str__()
  }

  __repr__(): string {
    const parts = (['days', 'seconds', 'microseconds'] as const).filter((name) => this[name] !== 0)
    return `datetime.timedelta(${parts.map((name) => `${name}=${this[name]}`).join(', ') || '0'})`
  }
}

function singular(name: string): keyof typeof MICROSECONDS {
  return name.slice(0, -1) as keyof typeof MICROSECONDS
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}
