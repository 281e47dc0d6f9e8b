/**
 * Python's datetime: a reading of calendar and clock to the microsecond, naive (no zone) or aware. Arithmetic and
 * comparison within one zone go by the wall clock, between zones by the instant, exactly as in Python.
 * A JavaScript `Date` is an instant to the millisecond: `datetime.fromDate` takes one.
 *
 * Python: library/datetime#datetime-objects
 */
import { EPOCH_ORDINAL, fromOrdinal } from './calendar.ts'
import { date, type DateParts } from './date.ts'
import { OverflowError, TypeError, ValueError } from './exceptions.ts'
import { toFloat, type Float } from './float.ts'
import { parseIsoDate, parseIsoTime, splitIso } from './iso_format.ts'
import { NotImplemented, repr } from './protocols.ts'
import type { StrftimeParts } from './strftime.ts'
import {
  checkClock,
  formatClock,
  named,
  time,
  zoneOf,
  type TimeParts,
  type TimeSpec,
} from './time.ts'
import { MICROSECONDS, timedelta } from './timedelta.ts'
import { ZoneInfo, formatOffset, timezone, tzinfo, type WallClock } from './tzinfo.ts'

export { date, time, timedelta, timezone, tzinfo, ZoneInfo }

export interface DatetimeParts extends DateParts, TimeParts {}

const CLOCK = ['hour', 'minute', 'second', 'microsecond', 'tzinfo']
const FIRST_WALL = (1 - EPOCH_ORDINAL) * MICROSECONDS.day
const LAST_WALL = (3652060 - EPOCH_ORDINAL) * MICROSECONDS.day

const SECONDS_PER_DAY = 86_400

/** `new datetime(2025, 1, 5, 11, 55)`, `new datetime(2025, 1, 5, { tzinfo: timezone.utc })`. */
export class datetime extends date implements WallClock {
  static override readonly min: datetime = new datetime(1, 1, 1)
  static override readonly max: datetime = new datetime(9999, 12, 31, 23, 59, 59, 999999)

  readonly hour: number
  readonly minute: number
  readonly second: number
  readonly microsecond: number
  readonly tzinfo: tzinfo | null
  readonly fold: number

  /** Positional: year, month, day, hour, minute, second, microsecond, tzinfo; the last may be an object. */
  constructor(
    year: number,
    month: number,
    day: number,
    ...rest: (number | tzinfo | TimeParts | null | undefined)[]
  ) {
    super(year, month, day)
    const parts = named(CLOCK, rest) as TimeParts
    const { hour = 0, minute = 0, second = 0, microsecond = 0, fold = 0 } = parts
    checkClock(hour, minute, second, microsecond)
    this.hour = hour
    this.minute = minute
    this.second = second
    this.microsecond = microsecond
    this.tzinfo = parts.tzinfo ?? null
    this.fold = fold
  }

  /** From a wall clock reading in µs since 1970-01-01T00:00. @throws OverflowError outside years 1 to 9999 */
  static fromWall(wall: number, zone: tzinfo | null = null, fold = 0): datetime {
    if (wall < FIRST_WALL || wall >= LAST_WALL) throw new OverflowError('date value out of range')
    const seconds = Math.floor(wall / 1e6)
    return datetime.#fromSeconds(seconds, wall - seconds * 1e6, zone, fold)
  }

  /** Seconds and microseconds apart: before 1685 and after 2255 their sum is more than a number holds exactly. */
  static #fromSeconds(
    seconds: number,
    microsecond: number,
    zone: tzinfo | null,
    fold = 0,
  ): datetime {
    if (seconds < FIRST_WALL / 1e6 || seconds >= LAST_WALL / 1e6)
      throw new OverflowError('date value out of range')
    const days = Math.floor(seconds / SECONDS_PER_DAY)
    const [year, month, day] = fromOrdinal(days + EPOCH_ORDINAL)
    const rest = seconds - days * SECONDS_PER_DAY
    return new datetime(year, month, day, {
      hour: Math.floor(rest / 3600),
      minute: Math.floor(rest / 60) % 60,
      second: rest % 60,
      microsecond,
      tzinfo: zone,
      fold,
    })
  }

  /** So many µs later on the clock. */
  #shifted(delta: number, zone: tzinfo | null, fold = 0): datetime {
    const clock = (this.hour * 60 + this.minute) * 60 + this.second
    const wall = (this.toordinal() - EPOCH_ORDINAL) * SECONDS_PER_DAY + clock
    const seconds = Math.floor(delta / 1e6)
    const microsecond = this.microsecond + delta - seconds * 1e6
    const carried = Math.floor(microsecond / 1e6)
    return datetime.#fromSeconds(wall + seconds + carried, microsecond - carried * 1e6, zone, fold)
  }

  /** The instant, in µs since the epoch, on the clock of a zone (UTC if left out); always aware. */
  static override fromMicroseconds(instant: number, zone: tzinfo = timezone.utc): datetime {
    const offset = zone.offsetAt(instant)
    const wall = instant + offset
    // the second reading of a time that exists twice
    const first = datetime.fromWall(wall, zone)
    const isSecond = (first.utcoffset()?.totalMicroseconds() ?? offset) !== offset
    return isSecond ? datetime.fromWall(wall, zone, 1) : first
  }

  /** Seconds since the epoch. Without a zone: naive UTC, since there is no "local" zone here. */
  static fromtimestamp(seconds: number | Float, tz: tzinfo | null = null): datetime {
    const instant = Math.round(Number(seconds) * 1e6)
    return tz === null ? datetime.fromWall(instant) : datetime.fromMicroseconds(instant, tz)
  }

  /** A JavaScript Date as an aware datetime in UTC. */
  static fromDate(instant: Date): datetime {
    return datetime.fromMicroseconds(instant.getTime() * 1000)
  }

  static combine(day: date, clock: time, tz: tzinfo | null = clock.tzinfo): datetime {
    const { hour, minute, second, microsecond, fold } = clock
    return new datetime(day.year, day.month, day.day, {
      hour,
      minute,
      second,
      microsecond,
      tzinfo: tz,
      fold,
    })
  }

  static override fromordinal(ordinal: number): datetime {
    return datetime.fromWall((ordinal - EPOCH_ORDINAL) * MICROSECONDS.day)
  }

  /** @throws ValueError for a text that is not ISO 8601 */
  static override fromisoformat(text: string): datetime {
    const invalid = () => new ValueError(`Invalid isoformat string: ${repr(text)}`)
    const [dayText, timeText] = splitIso(text) ?? ['', '']
    const day = parseIsoDate(dayText)
    if (!day) throw invalid()
    if (timeText === '') return new datetime(...day)
    const clock = parseIsoTime(timeText)
    if (!clock || timeText.startsWith('T')) throw invalid()
    const { hour, minute, second, microsecond, offset } = clock
    return new datetime(...day, hour, minute, second, microsecond, zoneOf(offset))
  }

  wallMicroseconds(): number {
    const clock = ((this.hour * 60 + this.minute) * 60 + this.second) * 1e6 + this.microsecond
    return (this.toordinal() - EPOCH_ORDINAL) * MICROSECONDS.day + clock
  }

  /** µs since the epoch; a naive reading counts as UTC. */
  instantMicroseconds(): number {
    return this.wallMicroseconds() - (this.utcoffset()?.totalMicroseconds() ?? 0)
  }

  utcoffset(): timedelta | null {
    return this.tzinfo?.utcoffset(this) ?? null
  }

  tzname(): string | null {
    return this.tzinfo?.tzname(this) ?? null
  }

  dst(): timedelta | null {
    return this.tzinfo?.dst(this) ?? null
  }

  /** Seconds since the epoch, a float; a naive reading counts as UTC. */
  timestamp(): number | Float {
    return toFloat(this.instantMicroseconds() / 1e6)
  }

  toDate(): Date {
    return new Date(Math.floor(this.instantMicroseconds() / 1000))
  }

  date(): date {
    return new date(this.year, this.month, this.day)
  }

  time(): time {
    return this.timetz().replace({ tzinfo: null })
  }

  timetz(): time {
    const { hour, minute, second, microsecond, tzinfo, fold } = this
    return new time({ hour, minute, second, microsecond, tzinfo, fold })
  }

  /** The same instant on another zone's clock; a naive reading counts as UTC. */
  astimezone(tz: tzinfo = timezone.utc): datetime {
    if (this.tzinfo === tz) return this
    const utc = this.#shifted(-(this.utcoffset()?.totalMicroseconds() ?? 0), timezone.utc)
    const offset = tz.offsetAt(utc.wallMicroseconds())
    // the second reading of a time that exists twice
    const first = utc.#shifted(offset, tz)
    const isSecond = (first.utcoffset()?.totalMicroseconds() ?? offset) !== offset
    return isSecond ? utc.#shifted(offset, tz, 1) : first
  }

  override replace(parts: DatetimeParts): datetime {
    const { year = this.year, month = this.month, day = this.day, ...clock } = parts
    const { hour, minute, second, microsecond, tzinfo, fold } = this
    return new datetime(year, month, day, {
      hour,
      minute,
      second,
      microsecond,
      tzinfo,
      fold,
      ...clock,
    })
  }

  /** `2025-01-05T11:55:00+00:00`. */
  override isoformat({
    sep = 'T',
    timespec = 'auto',
  }: { sep?: string; timespec?: TimeSpec } = {}): string {
    const offset = this.utcoffset()
    return (
      super.isoformat() + sep + formatClock(this, timespec) + (offset ? formatOffset(offset) : '')
    )
  }

  protected override strftimeParts(): StrftimeParts {
    const { year, month, day, hour, minute, second, microsecond } = this
    const offset = this.utcoffset()
    return {
      year,
      month,
      day,
      hour,
      minute,
      second,
      microsecond,
      offset: offset ? formatOffset(offset, '') : '',
      zone: this.tzname() ?? '',
      timestamp: Math.floor(this.instantMicroseconds() / 1e6),
    }
  }

  override __str__(): string {
    return this.isoformat({ sep: ' ' })
  }

  override __repr__(): string {
    const parts = [this.year, this.month, this.day, this.hour, this.minute]
    if (this.second || this.microsecond) parts.push(this.second)
    if (this.microsecond) parts.push(this.microsecond)
    const zone = this.tzinfo ? `, tzinfo=${repr(this.tzinfo)}` : ''
    return `datetime.datetime(${parts.join(', ')}${this.fold ? ', fold=1' : ''}${zone})`
  }

  override __hash__(): string {
    return `${this.utcoffset() === null ? 'naive' : 'aware'} ${this.instantMicroseconds()}`
  }

  override __add__(other: unknown): datetime | typeof NotImplemented {
    if (!(other instanceof timedelta)) return NotImplemented
    return this.#shifted(other.totalMicroseconds(), this.tzinfo)
  }

  override __sub__(other: unknown): datetime | timedelta | typeof NotImplemented {
    if (other instanceof timedelta) return this.__add__(other.__neg__())
    if (!(other instanceof datetime)) return NotImplemented
    return timedelta.fromMicroseconds(
      this.#minus(other, "can't subtract offset-naive and offset-aware datetimes"),
    )
  }

  add(delta: timedelta): datetime {
    return this.__add__(delta) as datetime
  }

  sub(other: timedelta): datetime
  sub(other: datetime): timedelta
  sub(other: timedelta | datetime): datetime | timedelta {
    return this.__sub__(other) as datetime | timedelta
  }

  #minus(
    other: datetime,
    message = "can't compare offset-naive and offset-aware datetimes",
  ): number {
    if (this.tzinfo === other.tzinfo) return this.wallMicroseconds() - other.wallMicroseconds()
    if ((this.utcoffset() === null) !== (other.utcoffset() === null)) throw new TypeError(message)
    return this.instantMicroseconds() - other.instantMicroseconds()
  }

  override __eq__(other: unknown): boolean | typeof NotImplemented {
    if (!(other instanceof datetime)) return NotImplemented
    if ((this.utcoffset() === null) !== (other.utcoffset() === null)) return false
    return this.#minus(other) === 0
  }

  override __lt__(other: unknown): boolean | typeof NotImplemented {
    return other instanceof datetime ? this.#minus(other) < 0 : NotImplemented
  }

  override __le__(other: unknown): boolean | typeof NotImplemented {
    return other instanceof datetime ? this.#minus(other) <= 0 : NotImplemented
  }

  override __gt__(other: unknown): boolean | typeof NotImplemented {
    return other instanceof datetime ? this.#minus(other) > 0 : NotImplemented
  }

  override __ge__(other: unknown): boolean | typeof NotImplemented {
    return other instanceof datetime ? this.#minus(other) >= 0 : NotImplemented
  }
}
