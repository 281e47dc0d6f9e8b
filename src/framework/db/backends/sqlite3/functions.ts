/**
 * Functions that Django adds to SQLite: everything about dates, Python's regular expressions, and what other databases
 * have. null in gives null out; text that is no date gives null too.
 *
 * Django: django/db/backends/sqlite3/_functions.py
 */
import { Exception, ValueError } from '../../../../base/python/exceptions.ts'
import { Pattern } from '../../../../base/python/re.ts'
import { str } from '../../../../base/python/protocols.ts'
import { hashBytes } from '../../../utils/crypto.ts'
import { ports } from '../../../utils/ports.ts'
import { parse_date, parse_datetime, parse_time } from '../../../utils/dateparse.ts'
import type { time } from '../../models/fields/types.ts'
import { datetime, timedelta, ZoneInfo } from '../../models/fields/types.ts'
import type { Driver, DriverValue } from '../base.ts'

type Fn = (...values: any[]) => DriverValue | boolean

/** Most functions answer null as soon as one argument is null. */
function strict(fn: Fn): Fn {
  return (...values) => (values.includes(null) ? null : fn(...values))
}

export function register(driver: Driver): void {
  driver.create_function('django_date_extract', 2, (kind, value) =>
    datetimeExtract(kind, value, null, null),
  )
  driver.create_function('django_datetime_extract', 4, datetimeExtract)
  driver.create_function('django_time_extract', 2, timeExtract)
  driver.create_function('django_date_trunc', 4, dateTrunc)
  driver.create_function('django_datetime_trunc', 4, datetimeTrunc)
  driver.create_function('django_time_trunc', 4, timeTrunc)
  driver.create_function(
    'django_datetime_cast_date',
    3,
    (value, zone, own) => readMoment(value, zone, own)?.date().isoformat() ?? null,
  )
  driver.create_function(
    'django_datetime_cast_time',
    3,
    (value, zone, own) => readMoment(value, zone, own)?.time().isoformat() ?? null,
  )
  driver.create_function(
    'django_time_diff',
    2,
    strict((a, b) => clockMicroseconds(a) - clockMicroseconds(b)),
  )
  driver.create_function('django_timestamp_diff', 2, strict(timestampDiff))
  driver.create_function('django_format_dtdelta', 3, strict(formatDelta))
  driver.create_function(
    'regexp',
    2,
    strict((pattern, text) => patternFor(pattern).search(str(text)) !== null),
  )
  driver.create_function(
    'BITXOR',
    2,
    strict((a, b) => Number(BigInt(a) ^ BigInt(b))),
  )
  driver.create_function(
    'COT',
    1,
    strict((x) => 1 / Math.tan(x)),
  )
  driver.create_function('LPAD', 3, strict(lpad))
  driver.create_function(
    'RPAD',
    3,
    strict((text, length, fill) =>
      points(text + fill.repeat(length))
        .slice(0, length)
        .join(''),
    ),
  )
  driver.create_function(
    'REPEAT',
    2,
    strict((text, count) => str(text).repeat(Math.max(0, count))),
  )
  driver.create_function(
    'REVERSE',
    1,
    strict((text) => points(text).reverse().join('')),
  )
  driver.create_function(
    'SIGN',
    1,
    strict((x) => Math.sign(x)),
  )
  for (const algorithm of ['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512'])
    driver.create_function(algorithm.toUpperCase(), 1, digest(algorithm))
  driver.create_function('RAND', 0, random)
  for (const [name, spread, sample] of [
    ['STDDEV_POP', Math.sqrt, false],
    ['STDDEV_SAMP', Math.sqrt, true],
    ['VAR_POP', (x: number) => x, false],
    ['VAR_SAMP', (x: number) => x, true],
  ] as const) {
    driver.create_aggregate(name, 1, () => {
      const values: number[] = []
      return {
        step(value) {
          // as in Python, where a None among the data breaks the calculation
          if (value === null)
            throw new ValueError("user-defined aggregate's 'finalize' method raised error")
          values.push(Number(value))
        },
        finalize() {
          if (values.length < (sample ? 2 : 1))
            throw new ValueError("user-defined aggregate's 'finalize' method raised error")
          return spread(variance(values, sample))
        },
      }
    })
  }
}

const patterns = new Map<string, Pattern>()

function patternFor(source: string): Pattern {
  let pattern = patterns.get(source)
  if (pattern === undefined) {
    pattern = new Pattern(source)
    if (patterns.size > 100) patterns.clear()
    patterns.set(source, pattern)
  }
  return pattern
}

const points = (text: unknown) => [...str(text)]
const two = (n: number) => String(n).padStart(2, '0')
const day = (value: datetime) =>
  `${String(value.year).padStart(4, '0')}-${two(value.month)}-${two(value.day)}`

const digest = (algorithm: string) => strict((text) => hashBytes(algorithm, text).hexdigest())

function random(): number {
  const bytes = ports.random(6)
  return bytes.reduce((sum, byte) => sum * 256 + byte, 0) / 2 ** 48
}

function variance(values: number[], sample: boolean): number {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length
  const squares = values.reduce((sum, x) => sum + (x - mean) ** 2, 0)
  return squares / (values.length - (sample ? 1 : 0))
}

function lpad(text: string, length: number, fill: string): string {
  const missing = length - points(text).length
  if (missing <= 0) return points(text).slice(0, length).join('')
  return points(fill.repeat(length)).slice(0, missing).join('') + text
}

/** A stored date or datetime in the zone asked for; null for what is none. */
function readMoment(value: unknown, tzname: any, conn_tzname: any): datetime | null {
  if (typeof value !== 'string') return null
  let moment: datetime | null
  try {
    moment = parse_datetime(value) ?? asDatetime(value)
  } catch (error) {
    if (error instanceof ValueError) return null
    throw error
  }
  if (moment === null) return null
  if (conn_tzname) moment = moment.replace({ tzinfo: new ZoneInfo(conn_tzname) })
  if (tzname === null || tzname === conn_tzname) return moment
  const offset = /^(.*)([+-])(\d{2}):(\d{2})$/.exec(tzname)
  if (offset === null) return moment.astimezone(new ZoneInfo(tzname))
  const sign = offset[2] === '+' ? 1 : -1
  const delta = new timedelta({
    hours: sign * Number(offset[3]),
    minutes: sign * Number(offset[4]),
  })
  return moment.add(delta).astimezone(new ZoneInfo(offset[1] || conn_tzname))
}

function asDatetime(value: string): datetime | null {
  const parsed = parse_date(value)
  return parsed === null ? null : new datetime(parsed.year, parsed.month, parsed.day)
}

const FIELDS = ['year', 'month', 'day', 'hour', 'minute', 'second', 'microsecond']

function datetimeExtract(kind: any, value: any, tzname: any, conn_tzname: any): DriverValue {
  const moment = readMoment(value, tzname, conn_tzname)
  if (moment === null) return null
  if (kind === 'week_day') return (moment.isoweekday() % 7) + 1
  if (kind === 'iso_week_day') return moment.isoweekday()
  if (kind === 'week') return moment.isocalendar()[1]!
  if (kind === 'iso_year') return moment.isocalendar()[0]!
  if (kind === 'quarter') return Math.ceil(moment.month / 3)
  return part(moment, kind)
}

function part(value: any, kind: string): number {
  if (!FIELDS.includes(kind)) throw new ValueError('user-defined function raised exception')
  return value[kind]
}

function timeExtract(kind: any, value: any): DriverValue {
  const clock = typeof value === 'string' ? parse_time(value) : null
  return clock === null ? null : part(clock, kind)
}

/** The first day of the period that `moment` lies in; null: not a period of days. */
function periodStart(kind: string, moment: datetime): string | null {
  const year = String(moment.year).padStart(4, '0')
  switch (kind) {
    case 'year':
      return `${year}-01-01`
    case 'quarter':
      return `${year}-${two(moment.month - ((moment.month - 1) % 3))}-01`
    case 'month':
      return `${year}-${two(moment.month)}-01`
    case 'week':
      return day(moment.add(new timedelta({ days: -moment.weekday() })))
    case 'day':
      return day(moment)
    default:
      return null
  }
}

function clockStart(kind: string, clock: datetime | time): string {
  if (kind === 'hour') return `${two(clock.hour)}:00:00`
  if (kind === 'minute') return `${two(clock.hour)}:${two(clock.minute)}:00`
  if (kind === 'second') return `${two(clock.hour)}:${two(clock.minute)}:${two(clock.second)}`
  throw new ValueError('user-defined function raised exception')
}

function dateTrunc(kind: any, value: any, tzname: any, conn_tzname: any): DriverValue {
  const moment = readMoment(value, tzname, conn_tzname)
  if (moment === null) return null
  const start = periodStart(kind, moment)
  if (start === null) throw new ValueError('user-defined function raised exception')
  return start
}

function datetimeTrunc(kind: any, value: any, tzname: any, conn_tzname: any): DriverValue {
  const moment = readMoment(value, tzname, conn_tzname)
  if (moment === null) return null
  const start = periodStart(kind, moment)
  return start === null ? `${day(moment)} ${clockStart(kind, moment)}` : `${start} 00:00:00`
}

function timeTrunc(kind: any, value: any, tzname: any, conn_tzname: any): DriverValue {
  if (value === null) return null
  const clock = readMoment(value, tzname, conn_tzname) ?? parse_time(String(value))
  return clock === null ? null : clockStart(kind, clock)
}

function clockMicroseconds(text: string): number {
  const clock = parse_time(text)!
  return ((clock.hour * 60 + clock.minute) * 60 + clock.second) * 1_000_000 + clock.microsecond
}

function timestampDiff(a: string, b: string): number {
  const difference = readMoment(a, null, null)!.sub(readMoment(b, null, null)!)
  return difference.totalMicroseconds()
}

/** Dates and microseconds added up; numbers multiplied. */
function formatDelta(connector: string, lhs: any, rhs: any): DriverValue {
  if (connector === '*') return lhs * rhs
  if (connector === '/') return lhs / rhs
  const operand = (value: any) =>
    typeof value === 'number' ? timedelta.fromMicroseconds(value) : readMoment(value, null, null)
  try {
    const [left, right] = [operand(lhs), operand(rhs)]
    if (left === null || right === null) return null
    return str(combine(connector, left, right))
  } catch (error) {
    if (error instanceof Exception) return null
    throw error
  }
}

function combine(
  connector: string,
  left: datetime | timedelta,
  right: datetime | timedelta,
): unknown {
  if (connector === '-') return (left as any).sub(right)
  // a duration plus a date is the date plus the duration
  return left instanceof timedelta && !(right instanceof timedelta)
    ? right.add(left)
    : (left as any).add(right)
}
