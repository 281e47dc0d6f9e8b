/**
 * Python's `datetime.strptime`: reads a text by a format. As lenient as Python: `2006-1-2` matches `%Y-%m-%d`, names of
 * months and days in any case, two-digit years around 1969.
 *
 * Python: library/datetime#strftime-and-strptime-behavior
 * Left out: `%c %x %X`, which need a locale.
 */
import { datetime } from './datetime.ts'
import { ValueError } from './exceptions.ts'
import { asciiDigits } from './numbers.ts'
import { stringRepr } from './protocols.ts'
import { DAY_NAMES, MONTH_NAMES } from './strftime.ts'
import { timedelta } from './timedelta.ts'
import { timezone } from './tzinfo.ts'

function names(list: readonly string[], length?: number): string {
  return `(?:${list
    .filter(Boolean)
    .map((name) => name.slice(0, length))
    .join('|')})`
}

/** Digits of any script, as Python's `\d`. Longest first, so that `1/12/2006` is not cut short. */
const PATTERNS: Readonly<Record<string, string>> = {
  Y: '\\p{Nd}{4}',
  y: '\\p{Nd}{2}',
  m: '(?:1[0-2]|0[1-9]|[1-9])',
  d: '(?:3[01]|[12]\\p{Nd}|0[1-9]|[1-9]| [1-9])',
  H: '(?:2[0-3]|[01]\\p{Nd}|\\p{Nd})',
  I: '(?:1[0-2]|0[1-9]|[1-9])',
  M: '(?:[0-5]\\p{Nd}|\\p{Nd})',
  S: '(?:6[01]|[0-5]\\p{Nd}|\\p{Nd})',
  f: '[0-9]{1,6}',
  j: '(?:36[0-6]|3[0-5]\\p{Nd}|[12]\\p{Nd}\\p{Nd}|0[1-9]\\p{Nd}|00[1-9]|[1-9]\\p{Nd}|0[1-9]|[1-9])',
  B: names(MONTH_NAMES),
  b: names(MONTH_NAMES, 3),
  A: names(DAY_NAMES),
  a: names(DAY_NAMES, 3),
  p: '(?:am|pm)',
  w: '[0-6]',
  u: '[1-7]',
  U: '(?:5[0-3]|[0-4]\\p{Nd}|\\p{Nd})',
  W: '(?:5[0-3]|[0-4]\\p{Nd}|\\p{Nd})',
  V: '(?:5[0-3]|0[1-9]|[1-4]\\p{Nd}|\\p{Nd})',
  G: '\\p{Nd}{4}',
  z: '(?:[+-]\\p{Nd}{2}:?[0-5]\\p{Nd}(?::?[0-5]\\p{Nd}(?:\\.\\p{Nd}{1,6})?)?|Z)',
  Z: '(?:utc|gmt)',
}

function compile(format: string): RegExp {
  let pattern = ''
  for (const [piece, directive] of format.matchAll(/%(.)|\s+|[^%\s]+|%$/gsu)) {
    if (directive === '%') pattern += '%'
    else if (directive !== undefined) {
      const own = PATTERNS[directive]
      if (own === undefined) {
        throw new ValueError(`'${directive}' is a bad directive in format ${stringRepr(format)}`)
      }
      pattern += `(?<${directive}>${own})`
    } else if (piece === '%') throw new ValueError(`stray % in format ${stringRepr(format)}`)
    else pattern += /^\s/.test(piece) ? '\\s+' : piece.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
  }
  return new RegExp(`^${pattern}`, 'iu')
}

/** @throws {ValueError} the text does not match, or there is no such day */
export function strptime(text: string, format: string): datetime {
  const match = compile(format).exec(text)
  if (match === null) {
    throw new ValueError(
      `time data ${stringRepr(text)} does not match format ${stringRepr(format)}`,
    )
  }
  if (match[0].length !== text.length) {
    throw new ValueError(`unconverted data remains: ${text.slice(match[0].length)}`)
  }
  return fromGroups(match.groups ?? {})
}

function fromGroups(found: Readonly<Record<string, string | undefined>>): datetime {
  const number = (name: string): number | undefined =>
    found[name] === undefined ? undefined : Number(asciiDigits(found[name]))
  const year = number('Y') ?? fullYear(number('y')) ?? 1900
  const month = number('m') ?? monthOf(found.B ?? found.b) ?? 1
  const clock = {
    hour: number('H') ?? hourOf(number('I'), found.p) ?? 0,
    minute: number('M') ?? 0,
    second: number('S') ?? 0,
    microsecond: Number((found.f ?? '').padEnd(6, '0')),
    tzinfo: zoneOf(found.z),
  }
  const first = firstOfWeeks(number)
  if (first !== null) return first.replace(clock)
  const day = number('j')
  if (day !== undefined && found.m === undefined) {
    return new datetime(year, 1, 1, clock).__add__(new timedelta(day - 1)) as datetime
  }
  return new datetime(year, month, number('d') ?? 1, clock)
}

/** The day that a week of a year and a day of the week name; null without both. */
function firstOfWeeks(number: (name: string) => number | undefined): datetime | null {
  const sunday = number('w')
  const weekday = number('u') ?? (sunday === 0 ? 7 : sunday) // 1 is Monday
  const [iso, isoYear] = [number('V'), number('G')]
  if (weekday === undefined) return null
  if (iso !== undefined && isoYear !== undefined) {
    const fourth = new datetime(isoYear, 1, 4) // always in the first week
    return daysAfter(fourth, (iso - 1) * 7 + weekday - 1 - fourth.weekday())
  }
  const year = number('Y')
  const startsMonday = number('W') !== undefined
  const week = number('W') ?? number('U')
  if (year === undefined || week === undefined) return null
  const newYear = new datetime(year, 1, 1)
  const [place, day] = startsMonday
    ? [newYear.weekday(), weekday - 1]
    : [(newYear.weekday() + 1) % 7, weekday % 7]
  // week 0 is what stands before the first whole week
  return daysAfter(newYear, week === 0 ? day - place : ((7 - place) % 7) + 7 * (week - 1) + day)
}

function daysAfter(day: datetime, days: number): datetime {
  return day.__add__(new timedelta(days)) as datetime
}

function fullYear(short: number | undefined): number | undefined {
  if (short === undefined) return undefined
  return short < 69 ? 2000 + short : 1900 + short
}

/** MONTH_NAMES counts from 1, as months do. */
function monthOf(name: string | undefined): number | undefined {
  if (name === undefined) return undefined
  const start = name.slice(0, 3).toLowerCase()
  return MONTH_NAMES.findIndex((month) => month.slice(0, 3).toLowerCase() === start)
}

function hourOf(hour: number | undefined, half: string | undefined): number | undefined {
  if (hour === undefined) return undefined
  return (hour % 12) + (half?.toLowerCase() === 'pm' ? 12 : 0)
}

function zoneOf(offset: string | undefined): timezone | null {
  if (offset === undefined) return null
  if (offset.toUpperCase() === 'Z') return timezone.utc
  const digits = asciiDigits(offset).replace(/[+:-]/g, '')
  const seconds =
    Number(digits.slice(0, 2)) * 3600 +
    Number(digits.slice(2, 4)) * 60 +
    Number(digits.slice(4) || 0)
  return new timezone(new timedelta({ seconds: offset.startsWith('-') ? -seconds : seconds }))
}
