/**
 * Time zones: fixed offsets (`timezone`) and named ones (`ZoneInfo`, from the host's `Intl` data).
 * A wall clock time can exist twice (clocks set back) or not at all (set forward): `fold` picks the reading.
 *
 * Python: library/datetime#tzinfo-objects, library/zoneinfo
 */
import { fromOrdinal, toOrdinal, twoDigits, EPOCH_ORDINAL } from './calendar.ts'
import { KeyError, ValueError } from './exceptions.ts'
import { stringRepr } from './protocols.ts'
import { ZONE_NAMES } from './zone_names.ts'
import { MICROSECONDS, timedelta } from './timedelta.ts'

/** A reading of a wall clock: what a zone is asked about. */
export interface WallClock {
  /** µs since 1970-01-01T00:00 as read off the wall, no zone applied. */
  wallMicroseconds(): number
  readonly fold: number
}

/** What every time zone answers. A learner may extend it. */
export abstract class tzinfo {
  /** Offset east of UTC; null asks a zone without a time, which only fixed zones can answer. */
  abstract utcoffset(when: WallClock | null): timedelta | null
  abstract tzname(when: WallClock | null): string | null
  dst(_when: WallClock | null): timedelta | null {
    return null
  }

  /** The offset, in µs, that rules at an instant (µs since the epoch, UTC). */
  offsetAt(instant: number): number {
    const utc = { wallMicroseconds: () => instant, fold: 0 }
    return this.utcoffset(utc)?.totalMicroseconds() ?? 0
  }
}

/** A fixed offset. `timezone.utc` is UTC. */
export class timezone extends tzinfo {
  static readonly utc = new timezone(new timedelta(0))

  readonly #offset: timedelta
  readonly #name: string | null

  /** @throws ValueError unless the offset is less than a day */
  constructor(offset: timedelta, name: string | null = null) {
    super()
    if (Math.abs(offset.totalMicroseconds()) >= MICROSECONDS.day) {
      throw new ValueError(
        `offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24), not ${offset.__repr__()}.`,
      )
    }
    this.#offset = offset
    this.#name = name
  }

  override utcoffset(): timedelta {
    return this.#offset
  }

  override dst(): null {
    return null
  }

  override tzname(): string {
    if (this.#name !== null) return this.#name
    if (!this.#offset.__bool__()) return 'UTC'
    return `UTC${formatOffset(this.#offset)}`
  }

  override offsetAt(): number {
    return this.#offset.totalMicroseconds()
  }

  __eq__(other: unknown): boolean {
    return other instanceof timezone && this.#offset.__eq__(other.#offset)
  }

  __hash__(): string {
    return `timezone ${this.#offset.totalMicroseconds()}`
  }

  __str__(): string {
    return this.tzname()
  }

  override toString(): string {
    return this.tzname()
  }

  __repr__(): string {
    if (this === timezone.utc) return 'datetime.timezone.utc'
    const name = this.#name === null ? '' : `, ${stringRepr(this.#name)}`
    return `datetime.timezone(${this.#offset.__repr__()}${name})`
  }
}

/** `+02:00`, with seconds and microseconds only where there are some. */
export function formatOffset(offset: timedelta, separator = ':'): string {
  const total = offset.totalMicroseconds()
  const microseconds = Math.abs(total) % 1e6
  const seconds = (Math.abs(total) - microseconds) / 1e6
  const minutes = Math.floor(seconds / 60)
  let result = `${total < 0 ? '-' : '+'}${twoDigits(Math.floor(minutes / 60))}${separator}${twoDigits(minutes % 60)}`
  if (seconds % 60 || microseconds) result += separator + twoDigits(seconds % 60)
  if (microseconds) result += `.${String(microseconds).padStart(6, '0')}`
  return result
}

/** A zone of the IANA database: `new ZoneInfo('Europe/Berlin')`. The same key gives the same object. */
export class ZoneInfo extends tzinfo {
  static readonly #known = new Map<string, ZoneInfo>()

  declare readonly key: string
  declare private readonly clock: Intl.DateTimeFormat
  declare private readonly offsets: Map<number, number>

  /** @throws KeyError as ZoneInfoNotFoundError does when there is no such zone */
  constructor(key: string) {
    const known = ZoneInfo.#known.get(key)
    super()
    if (known) return known
    this.key = key
    try {
      this.clock = new Intl.DateTimeFormat('en-US', {
        timeZone: key,
        calendar: 'gregory',
        numberingSystem: 'latn',
        hourCycle: 'h23',
        era: 'short',
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        hour: 'numeric',
        minute: 'numeric',
        second: 'numeric',
      })
    } catch {
      throw new ZoneInfoNotFoundError(`No time zone found with key ${key}`)
    }
    this.offsets = new Map()
    ZoneInfo.#known.set(key, this)
  }

  override offsetAt(instant: number): number {
    if (this.key === 'UTC') return 0
    // offsets change on whole quarter hours, so one answer serves each
    const quarter = Math.floor(instant / 900e6)
    let offset = this.offsets.get(quarter)
    if (offset === undefined) {
      offset = this.#measure(quarter * 900e6)
      if (this.offsets.size > 5000) this.offsets.clear()
      this.offsets.set(quarter, offset)
    }
    return offset
  }

  #measure(instant: number): number {
    const part: Record<string, string> = {}
    for (const { type, value } of this.clock.formatToParts(instant / 1000)) part[type] = value
    const number = (type: string) => Number(part[type])
    const year = part['era'] === 'BC' ? 1 - number('year') : number('year')
    const days = toOrdinal(year, number('month'), number('day')) - EPOCH_ORDINAL
    const seconds = days * 86400 + number('hour') * 3600 + number('minute') * 60 + number('second')
    return seconds * 1e6 - instant
  }

  override utcoffset(when: WallClock | null): timedelta | null {
    if (when === null) return this.key === 'UTC' ? new timedelta(0) : null
    return timedelta.fromMicroseconds(this.#wallOffset(when))
  }

  /** In a gap, fold=0 takes the offset before it, fold=1 the one after; where a time exists twice, the first or second. */
  #wallOffset(when: WallClock): number {
    const wall = when.wallMicroseconds()
    const before = this.offsetAt(wall - MICROSECONDS.day)
    const after = this.offsetAt(wall + MICROSECONDS.day)
    if (before === after) return this.offsetAt(wall - before)
    const early = this.offsetAt(wall - before)
    const late = this.offsetAt(wall - after)
    if (early === late) return early
    // the readings differ: twice (before > after) or not at all
    return when.fold === 0 ? before : after
  }

  override dst(when: WallClock | null): timedelta | null {
    const offset = this.utcoffset(when)
    if (when === null || offset === null) return offset
    const standard = Math.min(...this.#seasons(when.wallMicroseconds()))
    return timedelta.fromMicroseconds(offset.totalMicroseconds() - standard)
  }

  /** Offsets in January and July of the year: the smaller one is standard time. */
  #seasons(wall: number): [number, number] {
    const [year] = fromOrdinal(Math.floor(wall / MICROSECONDS.day) + EPOCH_ORDINAL)
    const at = (month: number) =>
      this.offsetAt((toOrdinal(year, month, 1) - EPOCH_ORDINAL) * MICROSECONDS.day)
    return [at(1), at(7)]
  }

  override tzname(when: WallClock | null): string | null {
    if (this.key === 'UTC') return 'UTC'
    if (when === null) return null
    const offset = this.#wallOffset(when)
    const wall = when.wallMicroseconds()
    const known = ZONE_NAMES.get(this.key)
    if (known) return known[offset > Math.min(...this.#seasons(wall)) ? 1 : 0]
    return zoneAbbreviation(this.key, wall - offset, offset)
  }

  __str__(): string {
    return this.key
  }

  override toString(): string {
    return this.key
  }

  __repr__(): string {
    return `zoneinfo.ZoneInfo(key=${stringRepr(this.key)})`
  }
}

export class ZoneInfoNotFoundError extends KeyError {}

/**
 * `CEST`, `EST`: the tz database's letters. `Intl` knows English ones for few zones and each only in some
 * locales, so ask the locales in which the common abbreviations are at home; else `+07`, as the database has it.
 */
function zoneAbbreviation(key: string, instant: number, offset: number): string {
  for (const locale of ['en-US', 'en-GB', 'en-AU', 'en-IN', 'en-ZA', 'en-CA', 'en-NZ']) {
    const parts = new Intl.DateTimeFormat(locale, { timeZone: key, timeZoneName: 'short' })
    const name = parts
      .formatToParts(instant / 1000)
      .find(({ type }) => type === 'timeZoneName')?.value
    if (name && /^[A-Z]{2,5}$/.test(name)) return name
  }
  return formatOffset(timedelta.fromMicroseconds(offset), '').replace(/00$/, '')
}
