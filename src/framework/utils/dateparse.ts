/**
 * Dates, times and durations out of texts. A text of another form gives null; one of the right form with a day or hour
 * that does not exist raises, so that a form can say which of the two it was.
 *
 * Django: django/utils/dateparse.py
 */
import {
  date,
  datetime,
  time,
  timedelta,
  timezone,
  type tzinfo,
} from '../../base/python/datetime.ts'
import { ValueError } from '../../base/python/exceptions.ts'
import { asciiDigits } from '../../base/python/numbers.ts'
import { get_fixed_timezone } from './timezone.ts'

const DATE = String.raw`(?<year>\d{4})-(?<month>\d{1,2})-(?<day>\d{1,2})`
const TIME = String.raw`(?<hour>\d{1,2}):(?<minute>\d{1,2})(?::(?<second>\d{1,2})(?:[.,](?<microsecond>\d{1,6})\d{0,6})?)?`
// Python's `$` lets one newline follow
const date_re = new RegExp(`^${DATE}\n?$`)
const time_re = new RegExp(`^${TIME}\n?$`)
const datetime_re = new RegExp(
  String.raw`^${DATE}[T ]${TIME}\s*(?<tzinfo>Z|[+-]\d{2}(?::?\d{2})?)?\n?$`,
)

type Groups = Readonly<Record<string, string | undefined>>

/** `fromiso` first, since it is strict and fast; a form it refuses may still be one of ours. */
function parse<T>(
  value: string,
  fromiso: (text: string) => T,
  form: RegExp,
  build: (groups: Groups) => T,
): T | null {
  try {
    return fromiso(value)
  } catch (error) {
    if (!(error instanceof ValueError)) throw error
    const groups = form.exec(withAsciiDigits(value))?.groups
    return groups ? build(groups) : null
  }
}

/** Digits of every script count. */
function withAsciiDigits(text: string): string {
  return /[^\P{Nd}0-9]/u.test(text) && text.trim() === text ? asciiDigits(text) : text
}

function clock(groups: Groups): [number, number, number, number] {
  const { hour, minute, second = '0', microsecond = '0' } = groups
  return [Number(hour), Number(minute), Number(second), Number(microsecond.padEnd(6, '0'))]
}

/** @throws ValueError for a day that does not exist */
export function parse_date(value: string): date | null {
  return parse(
    value,
    (text) => date.fromisoformat(text),
    date_re,
    ({ year, month, day }) => {
      return new date(Number(year), Number(month), Number(day))
    },
  )
}

/** An offset is dropped: a time of day has none. @throws ValueError for a time that does not exist */
export function parse_time(value: string): time | null {
  return parse(
    value,
    (text) => time.fromisoformat(text).replace({ tzinfo: null }),
    time_re,
    (groups) => new time(...clock(groups)),
  )
}

/** Aware where the text has an offset. @throws ValueError for one that does not exist */
export function parse_datetime(value: string): datetime | null {
  return parse(
    value,
    (text) => datetime.fromisoformat(text),
    datetime_re,
    (groups) => {
      const { year, month, day } = groups
      return new datetime(
        Number(year),
        Number(month),
        Number(day),
        ...clock(groups),
        zoneOf(groups['tzinfo']),
      )
    },
  )
}

function zoneOf(text: string | undefined): tzinfo | null {
  if (text === undefined) return null
  if (text === 'Z') return timezone.utc
  const minutes = Number(text.slice(1, 3)) * 60 + (text.length > 3 ? Number(text.slice(-2)) : 0)
  return get_fixed_timezone(text.startsWith('-') ? -minutes : minutes)
}

/** Django's own form: `3 days, 04:05:06.7`. */
const standard_duration_re = new RegExp(
  String.raw`^(?:(?<days>-?\d+) (?:days?, )?)?(?<sign>-?)(?:(?<hours>\d+):(?=\d+:\d+))?(?:(?<minutes>\d+):)?` +
    String.raw`(?<seconds>\d+)(?:[.,](?<microseconds>\d{1,6})\d{0,6})?\n?$`,
)
const ISO_NUMBER = String.raw`\d+(?:[.,]\d+)?`
const iso8601_duration_re = new RegExp(
  `^(?<sign>[-+]?)P(?:(?<days>${ISO_NUMBER})D)?` +
    `(?:T(?:(?<hours>${ISO_NUMBER})H)?(?:(?<minutes>${ISO_NUMBER})M)?(?:(?<seconds>${ISO_NUMBER})S)?)?\n?$`,
)
/** PostgreSQL's: `3 days 04:05:06`. */
const postgres_interval_re = new RegExp(
  String.raw`^(?:(?<days>-?\d+) (?:days? ?))?(?:(?<sign>[-+])?(?<hours>\d+):(?<minutes>\d\d):(?<seconds>\d\d)` +
    String.raw`(?:\.(?<microseconds>\d{1,6}))?)?\n?$`,
)

/** Django's, ISO 8601's or PostgreSQL's form; null for any other. */
export function parse_duration(value: string): timedelta | null {
  const iso = iso8601_duration_re.exec(value)
  const standard = standard_duration_re.exec(value)
  const groups = (standard ?? iso ?? postgres_interval_re.exec(value))?.groups
  if (!groups) return null
  const number = (name: string) => Number((groups[name] ?? '0').replace(',', '.'))
  const sign = groups['sign'] === '-' ? -1 : 1
  const micro = Number((groups['microseconds'] ?? '0').padEnd(6, '0'))
  // only ISO's sign stands before the days
  const days = number('days') * (standard === null && iso !== null ? sign : 1)
  const rest = new timedelta({
    hours: number('hours'),
    minutes: number('minutes'),
    seconds: number('seconds'),
    microseconds: micro,
  })
  return new timedelta(days).add(rest.mul(sign))
}
