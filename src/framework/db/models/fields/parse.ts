/**
 * Reads dates and durations from text: SQLite's own form comes here for every row, so the usual shapes are matched by
 * one regular expression each. `null`: not of that form; a ValueError: of the form, but there is no such day.
 *
 * Django: django/utils/dateparse.py
 */
import { parseIsoDate } from '../../../../base/python/iso_format.ts'
import { date, datetime, time, timedelta, timezone } from './types.ts'

const DATE = /^(\d{4})-(\d{1,2})-(\d{1,2})$/
const TIME = /^(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,](\d{1,6})\d{0,6})?)?$/
const DATETIME =
  /^(\d{4})-(\d{1,2})-(\d{1,2})[T ](\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,](\d{1,6})\d{0,6})?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?$/

const fraction = (digits: string | undefined) => Number((digits ?? '').padEnd(6, '0'))

export function parse_date(value: string): date | null {
  const match = DATE.exec(value)
  if (match !== null) return new date(Number(match[1]), Number(match[2]), Number(match[3]))
  const iso = parseIsoDate(value)
  return iso === null ? null : new date(...iso)
}

export function parse_time(value: string): time | null {
  const match = TIME.exec(value)
  if (match === null) return null
  return new time(Number(match[1]), Number(match[2]), Number(match[3] ?? 0), fraction(match[4]))
}

/** Aware where the text has an offset. */
export function parse_datetime(value: string): datetime | null {
  const match = DATETIME.exec(value)
  if (match === null) return null
  const [, year, month, day, hour, minute, second, micro, zone] = match
  return new datetime(
    Number(year),
    Number(month),
    Number(day),
    Number(hour),
    Number(minute),
    Number(second ?? 0),
    fraction(micro),
    zone === undefined ? null : zoneFrom(zone),
  )
}

function zoneFrom(text: string): timezone {
  if (text === 'Z') return timezone.utc
  const minutes = Number(text.slice(1, 3)) * 60 + Number(text.slice(3).replace(':', '') || 0)
  if (minutes === 0) return timezone.utc
  const sign = text.startsWith('-') ? -1 : 1
  return new timezone(new timedelta({ minutes: sign * minutes }))
}

const DURATION =
  /^(?:(-?\d+) (?:days?, )?)?(-?)((?:(\d+):)(?=\d+:\d+))?(?:(\d+):)?(\d+)(?:[.,](\d{1,6})\d{0,6})?$/
const ISO_DURATION =
  /^([-+]?)P(?:(\d+(?:[.,]\d+)?)W)?(?:(\d+(?:[.,]\d+)?)D)?(?:T(?:(\d+(?:[.,]\d+)?)H)?(?:(\d+(?:[.,]\d+)?)M)?(?:(\d+(?:[.,]\d+)?)S)?)?$/

/** Django's own form (`3 04:05:06.7`) and ISO 8601 (`P3DT4H`). */
export function parse_duration(value: string): timedelta | null {
  const match = DURATION.exec(value)
  if (match !== null) {
    const [, days, sign, , hours, minutes, seconds, micro] = match
    const clock = new timedelta({
      hours: Number(hours ?? 0),
      minutes: Number(minutes ?? 0),
      seconds: Number(seconds ?? 0),
      microseconds: fraction(micro),
    })
    return new timedelta({ days: Number(days ?? 0) }).add(clock.mul(sign === '-' ? -1 : 1))
  }
  const iso = ISO_DURATION.exec(value)
  if (iso === null) return null
  const [weeks, days, hours, minutes, seconds] = iso
    .slice(2)
    .map((part) => Number((part ?? '0').replace(',', '.')))
  const delta = new timedelta({
    weeks: weeks!,
    days: days!,
    hours: hours!,
    minutes: minutes!,
    seconds: seconds!,
  })
  return delta.mul(iso[1] === '-' ? -1 : 1)
}
