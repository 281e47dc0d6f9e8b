/**
 * The proleptic Gregorian calendar as arithmetic on whole numbers: no `Date`, no time zone, years 1 to 9999.
 * An ordinal counts days from 1 January of year 1, which is day 1, as in Python.
 */

/** The ordinal of 1970-01-01. */
export const EPOCH_ORDINAL = 719163

export function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}

/** `05`, `12`: a whole number below a hundred. */
export function twoDigits(value: number): string {
  return value < 10 ? `0${value}` : String(value)
}

const DAYS_BEFORE_MONTH = [0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334]

/** Days in the month, 28 to 31; months count from 1. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** Day of the year, from 1. */
export function dayOfYear(year: number, month: number, day: number): number {
  return (DAYS_BEFORE_MONTH[month] ?? 0) + (month > 2 && isLeap(year) ? 1 : 0) + day
}

export function toOrdinal(year: number, month: number, day: number): number {
  const before = year - 1
  const leaps = Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400)
  return before * 365 + leaps + dayOfYear(year, month, day)
}

/** `[year, month, day]` of an ordinal. */
export function fromOrdinal(ordinal: number): [number, number, number] {
  // a first guess is at most one year off
  let year = Math.max(1, Math.floor(ordinal / 365.2425))
  while (toOrdinal(year + 1, 1, 1) <= ordinal) year += 1
  while (toOrdinal(year, 1, 1) > ordinal) year -= 1
  let rest = ordinal - toOrdinal(year, 1, 1)
  let month = 1
  while (rest >= daysInMonth(year, month)) {
    rest -= daysInMonth(year, month)
    month += 1
  }
  return [year, month, rest + 1]
}

/** Monday is 0. */
export function weekdayOf(ordinal: number): number {
  return (ordinal + 6) % 7
}

/** ISO 8601: `[year, week, weekday]`, Monday is 1; the year differs from the calendar's around New Year. */
export function isoCalendar(year: number, ordinal: number): [number, number, number] {
  const weekday = weekdayOf(ordinal)
  let isoYear = year
  if (ordinal >= isoYearStart(year + 1)) isoYear = year + 1
  else if (ordinal < isoYearStart(year)) isoYear = year - 1
  const week = Math.floor((ordinal - isoYearStart(isoYear)) / 7) + 1
  return [isoYear, week, weekday + 1]
}

/** The Monday of week 1: that week holds 4 January. */
export function isoYearStart(year: number): number {
  const fourth = toOrdinal(year, 1, 4)
  return fourth - weekdayOf(fourth)
}
