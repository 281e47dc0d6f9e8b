/**
 * "2 weeks, 3 days": the time between two moments in its largest units, adjacent ones only. Months and years count by
 * the calendar, so the same number of days may read differently.
 *
 * Django: django/utils/timesince.py
 */
import { daysInMonth } from '../../base/python/calendar.ts'
import { datetime, time, type date } from '../../base/python/datetime.ts'
import { ValueError } from '../../base/python/exceptions.ts'
import { percent_format } from '../../base/python/format.ts'
import * as mapping from '../../base/python/mapping.ts'
import { lt, str, truthy } from '../../base/python/protocols.ts'
import { avoid_wrapping } from './html.ts'
import { ports } from './ports.ts'
import { get_default_timezone, is_aware } from './timezone.ts'
import { gettext, ngettext_lazy, LazyPlural } from './translation/index.ts'

export const TIME_STRINGS: Readonly<Record<string, LazyPlural>> = {
  year: ngettext_lazy('%(num)d year', '%(num)d years', 'num'),
  month: ngettext_lazy('%(num)d month', '%(num)d months', 'num'),
  week: ngettext_lazy('%(num)d week', '%(num)d weeks', 'num'),
  day: ngettext_lazy('%(num)d day', '%(num)d days', 'num'),
  hour: ngettext_lazy('%(num)d hour', '%(num)d hours', 'num'),
  minute: ngettext_lazy('%(num)d minute', '%(num)d minutes', 'num'),
}

const UNITS = Object.keys(TIME_STRINGS)
/** Seconds of a week, a day, an hour, a minute. */
const CHUNKS = [604800, 86400, 3600, 60]

export interface TimesinceOptions {
  /** The time from now until `d` instead. */
  readonly reversed?: boolean
  /** Other words: unit → lazy plural. */
  readonly time_strings?: unknown
  /** How many adjacent units at most. */
  readonly depth?: number
}

type Moment = date | Date

/** @param now  the clock's time if left out @throws ValueError for a depth below 1 */
export function timesince(
  d: Moment,
  now: Moment | null = null,
  { reversed = false, time_strings = null, depth = 2 }: TimesinceOptions = {},
): string {
  if (depth <= 0) throw new ValueError('depth must be greater than 0.')
  const words = time_strings ?? TIME_STRINGS
  const given = moment(d)
  const other = otherMoment(given, truthy(now) ? now : null)
  const [from, to] = reversed ? [other, given] : [given, other]
  const parts = partsBetween(from, to)
  const first = parts.findIndex((count) => count !== 0)
  if (first === -1) return phrase(words, 'minute', 0)
  const result: string[] = []
  for (let i = first; i < UNITS.length && result.length < depth && parts[i] !== 0; i += 1) {
    result.push(phrase(words, UNITS[i] ?? '', parts[i] ?? 0))
  }
  return result.join(gettext(', '))
}

/** As `timesince`, until the given time. */
export function timeuntil(
  d: Moment,
  now: Moment | null = null,
  options: Omit<TimesinceOptions, 'reversed'> = {},
): string {
  return timesince(d, now, { ...options, reversed: true })
}

/** A date means its midnight. */
function moment(value: Moment): datetime {
  if (value instanceof Date) return datetime.fromDate(value)
  return value instanceof datetime ? value : datetime.combine(value, time.min)
}

function otherMoment(d: datetime, now: Moment | null): datetime {
  if (now === null) {
    const zone = d.tzinfo ?? get_default_timezone()
    const here = datetime.fromMicroseconds(ports.now(), zone)
    return is_aware(d) ? here : here.replace({ tzinfo: null })
  }
  const other = moment(now)
  return d.tzinfo !== null && is_aware(other) && is_aware(d) ? other.astimezone(d.tzinfo) : other
}

function phrase(words: unknown, unit: string, num: number): string {
  const word = mapping.get(words, unit)
  const text =
    word instanceof LazyPlural ? word.__mod__({ num }) : percent_format(str(word), { num })
  return avoid_wrapping(text)
}

/** Years, months, weeks, days, hours, minutes; all zero where `to` is not after `from`. */
function partsBetween(from: datetime, to: datetime): number[] {
  if (Math.floor(to.sub(from).totalMicroseconds() / 1e6) <= 0) return [0, 0, 0, 0, 0, 0]
  let months = (to.year - from.year) * 12 + (to.month - from.month)
  const isEarlierInMonth = from.day > to.day || (from.day === to.day && lt(to.time(), from.time()))
  if (isEarlierInMonth) months -= 1
  const parts = [Math.floor(months / 12), months % 12]
  let rest = Math.floor(to.sub(months === 0 ? from : pivot(from, months)).totalMicroseconds()) / 1e6
  for (const chunk of CHUNKS) {
    const count = Math.floor(rest / chunk)
    parts.push(count)
    rest -= chunk * count
  }
  return parts
}

/** `from`, so many months later; February counts 28 days in every year. */
function pivot(from: datetime, months: number): datetime {
  const index = from.month - 1 + months
  const year = from.year + Math.floor(index / 12)
  const month = (index % 12) + 1
  const { hour, minute, second, tzinfo } = from
  return new datetime(year, month, Math.min(daysInMonth(2001, month), from.day), {
    hour,
    minute,
    second,
    tzinfo,
  })
}
