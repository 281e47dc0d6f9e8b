/**
 * Python's time: a reading of a clock, with or without a zone. A named zone knows no offset for it, since it
 * would need the day.
 *
 * Python: library/datetime#time-objects
 */
import { twoDigits } from './calendar.ts'
import { TypeError, ValueError } from './exceptions.ts'
import { parseIsoTime } from './iso_format.ts'
import { NotImplemented, repr, str } from './protocols.ts'
import { strftime } from './strftime.ts'
import { timedelta } from './timedelta.ts'
import { formatOffset, timezone, type tzinfo } from './tzinfo.ts'

export interface TimeParts {
  readonly hour?: number
  readonly minute?: number
  readonly second?: number
  readonly microsecond?: number
  readonly tzinfo?: tzinfo | null
  readonly fold?: number
}

/** @throws ValueError with Python's words */
export function checkClock(
  hour: number,
  minute: number,
  second: number,
  microsecond: number,
): void {
  const inside = (value: number, end: number) =>
    Number.isInteger(value) && value >= 0 && value < end
  if (!inside(hour, 24)) throw new ValueError('hour must be in 0..23')
  if (!inside(minute, 60)) throw new ValueError('minute must be in 0..59')
  if (!inside(second, 60)) throw new ValueError('second must be in 0..59')
  if (!inside(microsecond, 1e6)) throw new ValueError('microsecond must be in 0..999999')
}

export type TimeSpec = 'auto' | 'hours' | 'minutes' | 'seconds' | 'milliseconds' | 'microseconds'

/** `11:55:00`, the fraction only where there is one unless `spec` says more or less. */
export function formatClock(
  clock: { hour: number; minute: number; second: number; microsecond: number },
  spec: TimeSpec = 'auto',
): string {
  let result = twoDigits(clock.hour)
  if (spec === 'hours') return result
  result += `:${twoDigits(clock.minute)}`
  if (spec === 'minutes') return result
  result += `:${twoDigits(clock.second)}`
  if (spec === 'seconds' || (spec === 'auto' && clock.microsecond === 0)) return result
  const micro = String(clock.microsecond).padStart(6, '0')
  return `${result}.${spec === 'milliseconds' ? micro.slice(0, 3) : micro}`
}

/** `new time(11, 55)`, `new time(11, 55, { tzinfo: timezone.utc })`. */
export class time {
  static readonly min = new time(0, 0)
  static readonly max = new time(23, 59, 59, 999999)

  readonly hour: number
  readonly minute: number
  readonly second: number
  readonly microsecond: number
  readonly tzinfo: tzinfo | null
  readonly fold: number

  /** Positional: hour, minute, second, microsecond, tzinfo; the last may be an object with any of them by name. */
  constructor(...args: (number | tzinfo | TimeParts | null | undefined)[]) {
    const parts = named(['hour', 'minute', 'second', 'microsecond', 'tzinfo'], args) as TimeParts
    const { hour = 0, minute = 0, second = 0, microsecond = 0 } = parts
    checkClock(hour, minute, second, microsecond)
    this.hour = hour
    this.minute = minute
    this.second = second
    this.microsecond = microsecond
    this.tzinfo = parts.tzinfo ?? null
    this.fold = parts.fold ?? 0
  }

  /** @throws ValueError for a text that is not ISO 8601 */
  static fromisoformat(text: string): time {
    const parsed = parseIsoTime(text)
    if (!parsed) throw new ValueError(`Invalid isoformat string: ${repr(text)}`)
    return new time(
      parsed.hour,
      parsed.minute,
      parsed.second,
      parsed.microsecond,
      zoneOf(parsed.offset),
    )
  }

  /** µs since midnight. */
  wallMicroseconds(): number {
    return ((this.hour * 60 + this.minute) * 60 + this.second) * 1e6 + this.microsecond
  }

  utcoffset(): timedelta | null {
    return this.tzinfo?.utcoffset(null) ?? null
  }

  tzname(): string | null {
    return this.tzinfo?.tzname(null) ?? null
  }

  dst(): timedelta | null {
    return this.tzinfo?.dst(null) ?? null
  }

  replace(parts: TimeParts): time {
    const { hour, minute, second, microsecond, tzinfo, fold } = this
    return new time({ hour, minute, second, microsecond, tzinfo, fold, ...parts })
  }

  isoformat({ timespec = 'auto' }: { timespec?: TimeSpec } = {}): string {
    const offset = this.utcoffset()
    return formatClock(this, timespec) + (offset ? formatOffset(offset) : '')
  }

  strftime(format: string): string {
    const offset = this.utcoffset()
    return strftime(format, {
      year: 1900,
      month: 1,
      day: 1,
      hour: this.hour,
      minute: this.minute,
      second: this.second,
      microsecond: this.microsecond,
      offset: offset ? formatOffset(offset, '') : '',
      zone: this.tzname() ?? '',
      timestamp: 0,
    })
  }

  __format__(spec: string): string {
    return spec === '' ? str(this) : this.strftime(spec)
  }

  __str__(): string {
    return this.isoformat()
  }

  toString(): string {
    return this.isoformat()
  }

  toJSON(): string {
    return this.isoformat()
  }

  __repr__(): string {
    const parts = [this.hour, this.minute]
    if (this.second || this.microsecond) parts.push(this.second)
    if (this.microsecond) parts.push(this.microsecond)
    const zone = this.tzinfo ? `, tzinfo=${repr(this.tzinfo)}` : ''
    return `datetime.time(${parts.join(', ')}${this.fold ? ', fold=1' : ''}${zone})`
  }

  __hash__(): string {
    return `time ${this.#comparable()}`
  }

  #comparable(): number {
    return this.wallMicroseconds() - (this.utcoffset()?.totalMicroseconds() ?? 0)
  }

  __eq__(other: unknown): boolean | typeof NotImplemented {
    if (!(other instanceof time)) return NotImplemented
    if ((this.utcoffset() === null) !== (other.utcoffset() === null)) return false
    return this.#comparable() === other.#comparable()
  }

  __lt__(other: unknown): boolean | typeof NotImplemented {
    return other instanceof time ? this.#minus(other) < 0 : NotImplemented
  }

  __le__(other: unknown): boolean | typeof NotImplemented {
    return other instanceof time ? this.#minus(other) <= 0 : NotImplemented
  }

  __gt__(other: unknown): boolean | typeof NotImplemented {
    return other instanceof time ? this.#minus(other) > 0 : NotImplemented
  }

  __ge__(other: unknown): boolean | typeof NotImplemented {
    return other instanceof time ? this.#minus(other) >= 0 : NotImplemented
  }

  #minus(other: time): number {
    if ((this.utcoffset() === null) !== (other.utcoffset() === null)) {
      throw new TypeError("can't compare offset-naive and offset-aware times")
    }
    return this.#comparable() - other.#comparable()
  }
}

/** Positional arguments by name; a plain object in last place gives the rest. */
export function named(names: readonly string[], args: readonly unknown[]): Record<string, unknown> {
  if (args.length === 1 && isOptions(args[0])) return args[0]
  const parts: Record<string, unknown> = {}
  args.forEach((arg, i) => {
    if (arg === undefined) return
    if (isOptions(arg)) Object.assign(parts, arg)
    else parts[names[i] ?? ''] = arg
  })
  return parts
}

function isOptions(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
  )
}

/** The zone of an ISO offset in µs. */
export function zoneOf(offset: number | null): timezone | null {
  if (offset === null) return null
  return offset === 0 ? timezone.utc : new timezone(timedelta.fromMicroseconds(offset))
}
