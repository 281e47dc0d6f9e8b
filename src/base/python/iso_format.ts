/**
 * Reading ISO 8601 texts as CPython 3.11's `fromisoformat` does: numbers out, or null where the text is not ISO.
 * `2025-01-05`, `20250105`, `2025-W01-7`; `11:55`, `115500.123`; `Z`, `+02:00`.
 */
import { fromOrdinal, isoYearStart } from './calendar.ts'

export interface ClockReading {
  readonly hour: number
  readonly minute: number
  readonly second: number
  readonly microsecond: number
  /** Offset east of UTC in µs; null for a naive time. */
  readonly offset: number | null
}

/** `[year, month, day]`; the day may not exist in the calendar. */
export function parseIsoDate(text: string): [number, number, number] | null {
  const plain = /^(\d{4})(-?)(\d{2})\2(\d{2})$/.exec(text)
  if (plain) return [Number(plain[1]), Number(plain[3]), Number(plain[4])]
  const week = /^(\d{4})(-?)W(\d{2})(?:\2(\d))?$/.exec(text)
  if (!week) return null
  const [year, number, weekday] = [Number(week[1]), Number(week[3]), Number(week[4] ?? 1)]
  if (weekday < 1 || weekday > 7 || number < 1 || year < 1) return null
  const ordinal = isoYearStart(year) + (number - 1) * 7 + weekday - 1
  if (number > 53 || (number === 53 && isoYearStart(year + 1) <= ordinal)) return null
  return fromOrdinal(ordinal)
}

const TIME =
  /^(\d{2})(?:(?::(\d{2})(?::(\d{2})(?:[.,](\d+))?)?)|(?:(\d{2})(?:(\d{2})(?:[.,](\d+))?)?))?(Z|[+-].+)?$/
const OFFSET = /^([+-])(\d{2})(?::?(\d{2})(?::?(\d{2})(?:[.,](\d+))?)?)?$/

/** The clock part, with its offset if there is one. */
export function parseIsoTime(text: string): ClockReading | null {
  const match = TIME.exec(text.startsWith('T') ? text.slice(1) : text)
  if (!match) return null
  const [, hour, minute, second, fraction, minute2, second2, fraction2, zone] = match
  const offset = zone === undefined ? null : parseOffset(zone)
  if (zone !== undefined && offset === null) return null
  return {
    hour: Number(hour),
    minute: Number(minute ?? minute2 ?? 0),
    second: Number(second ?? second2 ?? 0),
    microsecond: micro(fraction ?? fraction2),
    offset,
  }
}

function parseOffset(zone: string): number | null {
  if (zone === 'Z') return 0
  const match = OFFSET.exec(zone)
  if (!match) return null
  const [, sign, hours, minutes = '0', seconds = '0', fraction] = match
  const total = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1e6
  return (sign === '-' ? -1 : 1) * (total + micro(fraction))
}

function micro(digits: string | undefined): number {
  return digits === undefined ? 0 : Number(digits.slice(0, 6).padEnd(6, '0'))
}

/** Splits a datetime text at its separator: `[date, time]`, time is `''` where only a date stands. */
export function splitIso(text: string): [string, string] | null {
  const match =
    /^(\d{4}(?:-\d{2}-\d{2}|-W\d{2}-\d|-W\d{2}(?!-\d)|\d{4}|W\d{3}|W\d{2}(?!\d)))([\s\S]?)([\s\S]*)$/.exec(
      text,
    )
  if (!match) return null
  const [, day = '', separator = '', time = ''] = match
  if (separator !== '' && time === '') return null
  return [day, time]
}
