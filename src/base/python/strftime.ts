/**
 * `strftime` in English, as C does it in its own locale; unknown directives stay as they are.
 */
import { dayOfYear, isoCalendar, toOrdinal, weekdayOf } from './calendar.ts'

export const DAY_NAMES = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
]
export const MONTH_NAMES = [
  '',
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/** What a format can ask for; the parts that a value lacks are 1900-01-01 and 0:00. */
export interface StrftimeParts {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
  readonly microsecond: number
  /** `+0200`, and `''` for a naive value. */
  readonly offset: string
  readonly zone: string
  readonly timestamp: number
}

export function strftime(format: string, parts: StrftimeParts): string {
  return format.replace(/%([:-]?[a-zA-Z%])/g, (whole, directive: string) => {
    if (directive.startsWith('-')) {
      const padded = write(directive.slice(1), parts)
      return padded === null ? whole : padded.replace(/^[0 ](?=.)/, '')
    }
    return write(directive, parts) ?? whole
  })
}

function write(directive: string, p: StrftimeParts): string | null {
  const ordinal = toOrdinal(p.year, p.month, p.day)
  const weekday = weekdayOf(ordinal)
  const yearday = dayOfYear(p.year, p.month, p.day)
  const pad = (value: number, size = 2) => String(value).padStart(size, '0')
  const dayName = DAY_NAMES[weekday] ?? ''
  const monthName = MONTH_NAMES[p.month] ?? ''
  const blank = (value: number) => String(value).padStart(2, ' ')
  switch (directive) {
    case 'a':
      return dayName.slice(0, 3)
    case 'A':
      return dayName
    case 'b':
    case 'h':
      return monthName.slice(0, 3)
    case 'B':
      return monthName
    case 'c':
      return strftime('%a %b %e %H:%M:%S %Y', p)
    case 'C':
      return pad(Math.floor(p.year / 100))
    case 'd':
      return pad(p.day)
    case 'D':
    case 'x':
      return strftime('%m/%d/%y', p)
    case 'e':
      return blank(p.day)
    case 'f':
      return pad(p.microsecond, 6)
    case 'F':
      return strftime('%Y-%m-%d', p)
    case 'g':
      return pad(isoCalendar(p.year, ordinal)[0] % 100)
    case 'G':
      return String(isoCalendar(p.year, ordinal)[0])
    case 'H':
      return pad(p.hour)
    case 'I':
      return pad(p.hour % 12 || 12)
    case 'j':
      return pad(yearday, 3)
    case 'k':
      return blank(p.hour)
    case 'l':
      return blank(p.hour % 12 || 12)
    case 'm':
      return pad(p.month)
    case 'M':
      return pad(p.minute)
    case 'n':
      return '\n'
    case 'p':
      return p.hour < 12 ? 'AM' : 'PM'
    case 'P':
      return p.hour < 12 ? 'am' : 'pm'
    case 'r':
      return strftime('%I:%M:%S %p', p)
    case 'R':
      return strftime('%H:%M', p)
    case 's':
      return String(p.timestamp)
    case 'S':
      return pad(p.second)
    case 't':
      return '\t'
    case 'T':
    case 'X':
      return strftime('%H:%M:%S', p)
    case 'u':
      return String(weekday + 1)
    case 'U':
      return pad(Math.floor((yearday + 6 - ((weekday + 1) % 7)) / 7))
    case 'V':
      return pad(isoCalendar(p.year, ordinal)[1])
    case 'w':
      return String((weekday + 1) % 7)
    case 'W':
      return pad(Math.floor((yearday + 6 - weekday) / 7))
    case 'y':
      return pad(p.year % 100)
    case 'Y':
      return String(p.year)
    case 'z':
      return p.offset
    case ':z':
      return p.offset && `${p.offset.slice(0, 3)}:${p.offset.slice(3)}`
    case 'Z':
      return p.zone
    case '%':
      return '%'
    default:
      return null
  }
}
