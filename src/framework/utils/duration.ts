/**
 * timedelta as text and as a number of microseconds.
 *
 * Django: django/utils/duration.py
 */
import type { timedelta } from '../../base/python/datetime.ts'

interface Parts {
  readonly days: number
  readonly hours: string
  readonly minutes: string
  readonly seconds: string
  readonly microseconds: number
}

function partsOf(duration: timedelta): Parts {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0')
  const { days, seconds, microseconds } = duration
  return {
    days,
    hours: two(seconds / 3600),
    minutes: two((seconds / 60) % 60),
    seconds: two(seconds % 60),
    microseconds,
  }
}

function fraction(microseconds: number): string {
  return microseconds === 0 ? '' : `.${String(microseconds).padStart(6, '0')}`
}

/** `1 02:03:04.000005`. */
export function duration_string(duration: timedelta): string {
  const { days, hours, minutes, seconds, microseconds } = partsOf(duration)
  const prefix = days === 0 ? '' : `${days} `
  return `${prefix}${hours}:${minutes}:${seconds}${fraction(microseconds)}`
}

/** `P1DT02H03M04.000005S`, with a sign where negative. */
export function duration_iso_string(duration: timedelta): string {
  const isNegative = duration.totalMicroseconds() < 0
  const positive = isNegative ? duration.__neg__() : duration
  const { days, hours, minutes, seconds, microseconds } = partsOf(positive)
  return `${isNegative ? '-' : ''}P${days}DT${hours}H${minutes}M${seconds}${fraction(microseconds)}S`
}

export function duration_microseconds(delta: timedelta): number {
  return delta.totalMicroseconds()
}
