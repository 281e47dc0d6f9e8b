/**
 * Python's date: a day of the calendar, without time or zone. Not a JavaScript `Date`, which is an instant.
 *
 * Python: library/datetime#date-objects
 */
import {
  EPOCH_ORDINAL,
  dayOfYear,
  daysInMonth,
  fromOrdinal,
  isoCalendar,
  toOrdinal,
  twoDigits,
  weekdayOf,
} from './calendar.ts'
import { OverflowError, TypeError, ValueError } from './exceptions.ts'
import { parseIsoDate } from './iso_format.ts'
import { NotImplemented, repr, str, type_name } from './protocols.ts'
import { strftime, type StrftimeParts } from './strftime.ts'
import { MICROSECONDS, timedelta } from './timedelta.ts'
import { Tuple } from './tuple.ts'

export interface DateParts {
  readonly year?: number
  readonly month?: number
  readonly day?: number
}

/** `new date(2025, 1, 5)`: months count from 1. */
export class date {
  static readonly min: date = new date(1, 1, 1)
  static readonly max: date = new date(9999, 12, 31)

  readonly year: number
  readonly month: number
  readonly day: number

  /** @throws ValueError for a day that the calendar does not have */
  constructor(year: number, month: number, day: number) {
    if (!Number.isInteger(year) || !Number.isInteger(month) || !Number.isInteger(day)) {
      const wrong = [year, month, day].find((part) => !Number.isInteger(part))
      throw new TypeError(`'${type_name(wrong)}' object cannot be interpreted as an integer`)
    }
    if (year < 1 || year > 9999) throw new ValueError(`year ${year} is out of range`)
    if (month < 1 || month > 12) throw new ValueError('month must be in 1..12')
    if (day < 1 || day > daysInMonth(year, month)) {
      throw new ValueError('day is out of range for month')
    }
    this.year = year
    this.month = month
    this.day = day
  }

  /** @throws OverflowError outside the years 1 to 9999 */
  static fromordinal(ordinal: number): date {
    if (ordinal < 1 || ordinal > 3652059) throw new OverflowError('date value out of range')
    return new date(...fromOrdinal(ordinal))
  }

  /** @throws ValueError for a text that is not ISO 8601 or names no day */
  static fromisoformat(text: string): date {
    const parts = parseIsoDate(text)
    if (!parts) throw new ValueError(`Invalid isoformat string: ${repr(text)}`)
    return new date(...parts)
  }

  /** The day in UTC of µs since the epoch, the unit of our clocks. */
  static fromMicroseconds(microseconds: number): date {
    return date.fromordinal(Math.floor(microseconds / MICROSECONDS.day) + EPOCH_ORDINAL)
  }

  toordinal(): number {
    return toOrdinal(this.year, this.month, this.day)
  }

  /** Monday is 0. */
  weekday(): number {
    return weekdayOf(this.toordinal())
  }

  /** Monday is 1. */
  isoweekday(): number {
    return this.weekday() + 1
  }

  /** `(year, week, weekday)`. */
  isocalendar(): Tuple<number> {
    return Tuple.of(...isoCalendar(this.year, this.toordinal())) as Tuple<number>
  }

  /** Day of the year, from 1: Python's `timetuple().tm_yday`. */
  yearday(): number {
    return dayOfYear(this.year, this.month, this.day)
  }

  replace(parts: DateParts): date {
    const { year = this.year, month = this.month, day = this.day } = parts
    return new date(year, month, day)
  }

  isoformat(): string {
    const { year, month, day } = this
    return `${String(year).padStart(4, '0')}-${twoDigits(month)}-${twoDigits(day)}`
  }

  ctime(): string {
    return this.strftime('%a %b %e %H:%M:%S %Y')
  }

  strftime(format: string): string {
    return strftime(format, this.strftimeParts())
  }

  protected strftimeParts(): StrftimeParts {
    const { year, month, day } = this
    const timestamp = (this.toordinal() - EPOCH_ORDINAL) * 86400
    return {
      year,
      month,
      day,
      hour: 0,
      minute: 0,
      second: 0,
      microsecond: 0,
      offset: '',
      zone: '',
      timestamp,
    }
  }

  __format__(spec: string): string {
    return spec === '' ? str(this) : this.strftime(spec)
  }

  __str__(): string {
    return this.isoformat()
  }

  toString(): string {
    return str(this)
  }

  toJSON(): string {
    return this.isoformat()
  }

  __repr__(): string {
    return `datetime.date(${this.year}, ${this.month}, ${this.day})`
  }

  __hash__(): string {
    return `date ${this.isoformat()}`
  }

  __add__(other: unknown): date | typeof NotImplemented {
    if (!(other instanceof timedelta)) return NotImplemented
    return date.fromordinal(this.toordinal() + other.days)
  }

  __radd__(other: unknown): date | typeof NotImplemented {
    return this.__add__(other)
  }

  /** Minus a timedelta: a date. Minus a date: the timedelta between. */
  __sub__(other: unknown): date | timedelta | typeof NotImplemented {
    if (other instanceof timedelta) return date.fromordinal(this.toordinal() - other.days)
    if (!this.isComparable(other)) return NotImplemented
    return new timedelta(this.toordinal() - other.toordinal())
  }

  __eq__(other: unknown): boolean | typeof NotImplemented {
    return this.isComparable(other) ? this.toordinal() === other.toordinal() : NotImplemented
  }

  __lt__(other: unknown): boolean | typeof NotImplemented {
    return this.isComparable(other) ? this.toordinal() < other.toordinal() : NotImplemented
  }

  __le__(other: unknown): boolean | typeof NotImplemented {
    return this.isComparable(other) ? this.toordinal() <= other.toordinal() : NotImplemented
  }

  __gt__(other: unknown): boolean | typeof NotImplemented {
    return this.isComparable(other) ? this.toordinal() > other.toordinal() : NotImplemented
  }

  __ge__(other: unknown): boolean | typeof NotImplemented {
    return this.isComparable(other) ? this.toordinal() >= other.toordinal() : NotImplemented
  }

  /** A date and a datetime are never equal and have no order, although one extends the other. */
  private isComparable(other: unknown): other is date {
    return other instanceof date && !('hour' in other) && !('hour' in this)
  }
}
