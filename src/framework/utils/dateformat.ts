/**
 * Dates and times by PHP's format letters: `format(value, 'jS F Y H:i')` → `7th October 2003 11:39`. A backslash takes
 * a letter literally. Letters that need a zone give nothing for a reading that its zone's clock shows twice or never.
 *
 * Django: django/utils/dateformat.py, ref/templates/builtins#date
 */
import { daysInMonth, isLeap } from '../../base/python/calendar.ts'
import { date, datetime, time, type tzinfo } from '../../base/python/datetime.ts'
import { AttributeError, TypeError } from '../../base/python/exceptions.ts'
import { repr, str, type_name } from '../../base/python/protocols.ts'
import { formatOffset } from '../../base/python/tzinfo.ts'
import { MONTHS, MONTHS_3, MONTHS_ALT, MONTHS_AP, WEEKDAYS, WEEKDAYS_ABBR } from './dates.ts'
import { _datetime_ambiguous_or_imaginary, get_default_timezone, is_naive } from './timezone.ts'
import { gettext as _ } from './translation/index.ts'

const FORMAT_CHARS = /(?<!\\)([aAbcdDeEfFgGhHiIjlLmMnNoOPrsStTUuwWyYzZ])/
const TIME_CHARS = 'aAefgGhHiOPsTuZ'

/** What can be formatted; a JavaScript Date counts as its instant in UTC. */
export type Formattable = date | time | Date

function two(value: number): string {
  return String(value).padStart(2, '0')
}

/** A format letter of a time; null: it has no such letter. */
function timeLetter(letter: string, value: datetime | time, zone: tzinfo | null): string | null {
  const { hour, minute } = value
  const hour12 = hour % 12 || 12
  const short = minute === 0 ? String(hour12) : `${hour12}:${two(minute)}`
  const half = hour > 11 ? _('p.m.') : _('a.m.')
  switch (letter) {
    case 'a':
      return half
    case 'A':
      return hour > 11 ? _('PM') : _('AM')
    case 'e':
      return zone !== null && value.tzinfo !== null ? (value.tzname() ?? '') : ''
    case 'f':
      return short
    case 'g':
      return String(hour12)
    case 'G':
      return String(hour)
    case 'h':
      return two(hour12)
    case 'H':
      return two(hour)
    case 'i':
      return two(minute)
    case 'O':
      return zone === null ? '' : offsetOf(value, zone)
    case 'P':
      if (minute === 0 && hour === 0) return _('midnight')
      if (minute === 0 && hour === 12) return _('noon')
      return `${short} ${half}`
    case 's':
      return two(value.second)
    case 'T':
      return zone === null ? '' : str(zone.tzname(value))
    case 'u':
      return String(value.microsecond).padStart(6, '0')
    case 'Z':
      return zone === null ? '' : String(offsetSeconds(value, zone))
    default:
      return null
  }
}

function offsetSeconds(value: datetime | time, zone: tzinfo): number {
  return Math.floor((zone.utcoffset(value)?.totalMicroseconds() ?? 0) / 1e6)
}

function offsetOf(value: datetime | time, zone: tzinfo): string {
  const seconds = offsetSeconds(value, zone)
  const size = Math.abs(seconds)
  return `${seconds < 0 ? '-' : '+'}${two(Math.floor(size / 3600))}${two(Math.floor(size / 60) % 60)}`
}

/** A format letter of a date or datetime; null: it has no such letter. */
function dateLetter(letter: string, value: date, zone: tzinfo | null): string | null {
  const { year, month, day } = value
  switch (letter) {
    case 'b':
      return str(MONTHS_3.get(month))
    case 'c':
      return value.isoformat()
    case 'd':
      return two(day)
    case 'D':
      return str(WEEKDAYS_ABBR.get(value.weekday()))
    case 'E':
      return str(MONTHS_ALT.get(month))
    case 'F':
      return str(MONTHS.get(month))
    case 'I':
      return zone === null || !(value instanceof datetime) ? '' : daylight(value, zone)
    case 'j':
      return String(day)
    case 'l':
      return str(WEEKDAYS.get(value.weekday()))
    case 'L':
      return repr(isLeap(year))
    case 'm':
      return two(month)
    case 'M':
      return str(MONTHS_3.get(month)).replace(/^./, (first) => first.toUpperCase())
    case 'n':
      return String(month)
    case 'N':
      return str(MONTHS_AP.get(month))
    case 'o':
      return String(value.isocalendar()[0])
    case 'r':
      return rfc5322(value, zone)
    case 'S':
      return ordinalSuffix(day)
    case 't':
      return String(daysInMonth(year, month))
    case 'U':
      return String(secondsSinceEpoch(value))
    case 'w':
      return String((value.weekday() + 1) % 7)
    case 'W':
      return String(value.isocalendar()[1])
    case 'y':
      return two(year % 100)
    case 'Y':
      return String(year).padStart(4, '0')
    case 'z':
      return String(value.yearday())
    default:
      return null
  }
}

function daylight(value: datetime, zone: tzinfo): string {
  return zone.dst(value)?.__bool__() === true ? '1' : '0'
}

function ordinalSuffix(day: number): string {
  if (day > 10 && day < 14) return 'th'
  return ['th', 'st', 'nd', 'rd'][day % 10] ?? 'th'
}

function midnight(value: date): datetime {
  return value instanceof datetime ? value : datetime.combine(value, time.min)
}

/** A naive reading counts as of the default zone, which is the process's own. */
function secondsSinceEpoch(value: date): number {
  const when = midnight(value)
  const aware = is_naive(when) ? when.replace({ tzinfo: get_default_timezone() }) : when
  return Math.trunc(aware.instantMicroseconds() / 1e6)
}

/** `Thu, 21 Dec 2000 16:01:07 +0200`, in English whatever the language. */
function rfc5322(value: date, zone: tzinfo | null): string {
  const when = midnight(value)
  const aware = is_naive(when) ? when.replace({ tzinfo: zone ?? get_default_timezone() }) : when
  const offset = aware.utcoffset()
  return (
    aware.strftime('%a, %d %b ') +
    String(aware.year).padStart(4, '0') +
    aware.strftime(' %H:%M:%S ') +
    (offset ? formatOffset(offset, '').slice(0, 5) : '-0000')
  )
}

/** The zone whose letters may be shown. */
function zoneOf(value: date | time): tzinfo | null {
  if (!(value instanceof datetime)) return null
  const zone = is_naive(value) ? get_default_timezone() : value.tzinfo
  return zone === null || _datetime_ambiguous_or_imaginary(value, zone) ? null : zone
}

function run(format_string: unknown, write: (letter: string) => string): string {
  return str(format_string)
    .split(FORMAT_CHARS)
    .map((piece, i) => (i % 2 === 1 ? write(piece) : piece.replace(/\\([^\n])/g, '$1')))
    .join('')
}

function given(value: Formattable): date | time {
  return value instanceof Date ? datetime.fromDate(value) : value
}

/** Letters that say nothing where no zone is known, whatever the value is. */
const ZONE_CHARS = 'eITOZ'

/**
 * @throws TypeError for a letter of times in the format of a plain date
 * @throws AttributeError for a letter of what the value does not have: dates in the format of a time, anything in a text's
 */
export function format(value: Formattable, format_string: unknown): string {
  const when = given(value)
  const zone = zoneOf(when)
  return run(format_string, (letter) => {
    const isTime = when instanceof datetime || when instanceof time
    if (TIME_CHARS.includes(letter) && when instanceof date && !isTime) {
      throw new TypeError(
        `The format for date objects may not contain time-related format specifiers (found '${letter}').`,
      )
    }
    const text =
      (isTime ? timeLetter(letter, when, zone) : null) ??
      (when instanceof date ? dateLetter(letter, when, zone) : null)
    return text ?? without(letter, when)
  })
}

/** As `format`, for the letters of times alone. */
export function time_format(value: Formattable, format_string: unknown): string {
  const when = given(value)
  const zone = zoneOf(when)
  return run(format_string, (letter) => {
    const text =
      when instanceof datetime || when instanceof time ? timeLetter(letter, when, zone) : null
    return text ?? without(letter, when)
  })
}

function without(letter: string, value: unknown): string {
  if (ZONE_CHARS.includes(letter)) return ''
  throw new AttributeError(
    `'${type_name(value)}' object has nothing for the format letter '${letter}'`,
  )
}
