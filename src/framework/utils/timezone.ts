/**
 * The clock and the current time zone. `now()` is aware and in UTC where USE_TZ is on; only templates and forms turn it
 * into the current zone's time.
 *
 * Django: django/utils/timezone.py, topics/i18n/timezones
 */
import {
  ZoneInfo,
  datetime,
  timedelta,
  timezone as fixed,
  tzinfo,
  type date,
} from '../../base/python/datetime.ts'
import { ValueError } from '../../base/python/exceptions.ts'
import { isNumber } from '../../base/python/float.ts'
import { eq, repr, str } from '../../base/python/protocols.ts'
import { isString } from '../../base/python/safe_string.ts'
import { settings } from '../conf/index.ts'
import { ports } from './ports.ts'

let active: tzinfo | null = null

/** A zone that is always `offset` minutes (or a timedelta) east of UTC, called `+0530`. */
export function get_fixed_timezone(offset: number | timedelta): fixed {
  const minutes = isNumber(offset) ? Number(offset) : Math.floor(offset.totalMicroseconds() / 60e6)
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0')
  const size = Math.abs(minutes)
  const name = `${minutes < 0 ? '-' : '+'}${two(size / 60)}${two(size % 60)}`
  return new fixed(new timedelta({ minutes }), name)
}

/** The zone of the setting TIME_ZONE. */
export function get_default_timezone(): tzinfo {
  return new ZoneInfo(settings.TIME_ZONE)
}

export function get_default_timezone_name(): string {
  return nameOf(get_default_timezone())
}

/** The active zone, else the default one. */
export function get_current_timezone(): tzinfo {
  return active ?? get_default_timezone()
}

export function get_current_timezone_name(): string {
  return nameOf(get_current_timezone())
}

function nameOf(zone: tzinfo): string {
  return zone.tzname(null) ?? str(zone)
}

/** Makes a zone, or the one of that name, the current one. @throws ValueError */
export function activate(timezone: unknown): void {
  active = zoneOf(timezone)
}

function zoneOf(timezone: unknown): tzinfo {
  if (timezone instanceof tzinfo) return timezone
  if (isString(timezone)) return new ZoneInfo(str(timezone))
  throw new ValueError(`Invalid timezone: ${repr(timezone)}`)
}

/** Back to the default zone. */
export function deactivate(): void {
  active = null
}

/** Another zone for a while: `__enter__` and `__exit__`, or around a function with `run`. null: the default one. */
export class override {
  readonly timezone: unknown
  #before: tzinfo | null = null

  constructor(timezone: unknown) {
    this.timezone = timezone
  }

  __enter__(): void {
    this.#before = active
    active = this.timezone === null ? null : zoneOf(this.timezone)
  }

  __exit__(): void {
    active = this.#before
  }

  run<T>(block: () => T): T {
    this.__enter__()
    try {
      return block()
    } finally {
      this.__exit__()
    }
  }
}

/**
 * What a template shows of a value: aware datetimes in the current zone, all else as it is.
 * @param use_tz  null: the setting USE_TZ
 */
export function template_localtime(value: unknown, use_tz: boolean | null = null): unknown {
  const given = value instanceof Date ? datetime.fromDate(value) : value
  if (!(given instanceof datetime) || !(use_tz ?? settings.USE_TZ) || is_naive(given)) return value
  const converts = (given as { convert_to_local_time?: boolean }).convert_to_local_time ?? true
  return converts ? localtime(given) : value
}

/** The same instant in a zone, the current one if left out. @throws ValueError for a naive datetime */
export function localtime(
  value: datetime | Date | null = null,
  timezone: tzinfo | null = null,
): datetime {
  const when = value === null ? now() : aware(value)
  if (is_naive(when)) throw new ValueError('localtime() cannot be applied to a naive datetime')
  return when.astimezone(timezone ?? get_current_timezone())
}

/** The day it is then, in that zone. */
export function localdate(
  value: datetime | Date | null = null,
  timezone: tzinfo | null = null,
): date {
  return localtime(value, timezone).date()
}

/** Aware in UTC with USE_TZ, else naive in the default zone. */
export function now(): datetime {
  const instant = ports.now()
  if (settings.USE_TZ) return datetime.fromMicroseconds(instant)
  return datetime.fromMicroseconds(instant, get_default_timezone()).replace({ tzinfo: null })
}

export function is_aware(value: datetime | Date): boolean {
  return aware(value).utcoffset() !== null
}

export function is_naive(value: datetime | Date): boolean {
  return aware(value).utcoffset() === null
}

/** JavaScript's Date is an instant, so it is aware. */
function aware(value: datetime | Date): datetime {
  return value instanceof Date ? datetime.fromDate(value) : value
}

/** The reading of the clock, taken as of that zone. @throws ValueError for an aware datetime */
export function make_aware(value: datetime, timezone: tzinfo | null = null): datetime {
  if (is_aware(value)) {
    throw new ValueError(`make_aware expects a naive datetime, got ${str(value)}`)
  }
  return value.replace({ tzinfo: timezone ?? get_current_timezone() })
}

/** The reading of that zone's clock. @throws ValueError for a naive datetime */
export function make_naive(value: datetime | Date, timezone: tzinfo | null = null): datetime {
  const when = aware(value)
  if (is_naive(when)) throw new ValueError('make_naive() cannot be applied to a naive datetime')
  return when.astimezone(timezone ?? get_current_timezone()).replace({ tzinfo: null })
}

/** Whether that zone's clock shows this reading twice or never, around a change of its offset. */
export function _datetime_ambiguous_or_imaginary(dt: datetime, tz: tzinfo): boolean {
  const other = dt.replace({ fold: dt.fold === 0 ? 1 : 0 })
  return !eq(tz.utcoffset(other), tz.utcoffset(dt))
}
