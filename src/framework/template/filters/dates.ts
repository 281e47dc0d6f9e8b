/**
 * Filters on dates and times. Aware datetimes come in already in the current time zone (`expects_localtime`).
 *
 * Django: django/template/defaultfilters.py (dates)
 */
import { date as pythonDate, time as pythonTime } from '../../../base/python/datetime.ts'
import { AttributeError, TypeError, ValueError } from '../../../base/python/exceptions.ts'
import { eq, truthy } from '../../../base/python/protocols.ts'
import { format, time_format as formatTime, type Formattable } from '../../utils/dateformat.ts'
import { date_format, time_format } from '../../utils/formats.ts'
import { timesince, timeuntil } from '../../utils/timesince.ts'
import { takes } from '../filter_function.ts'
import type { Library } from '../library.ts'

type Moment = Parameters<typeof timesince>[0]
type ErrorClass = new (...args: unknown[]) => Error

/** The first that does not raise one of `errors`; an empty text where all do. */
function firstWorking(
  errors: readonly ErrorClass[],
  ...attempts: readonly (() => unknown)[]
): unknown {
  for (const attempt of attempts) {
    try {
      return attempt()
    } catch (error) {
      if (!errors.some((cls) => error instanceof cls)) throw error
    }
  }
  return ''
}

const isNothing = (value: unknown): boolean =>
  value === null || value === undefined || eq(value, '')

const isMoment = (value: unknown): boolean =>
  value instanceof pythonDate || value instanceof pythonTime || value instanceof Date

export function date(value: unknown, arg: unknown = null): unknown {
  if (isNothing(value)) return ''
  const when = value as Formattable
  return firstWorking(
    // what is no date has none of its attributes; a date that lacks a time is the template's error
    isMoment(value) ? [AttributeError] : [AttributeError, TypeError],
    () => date_format(when, arg),
    () => format(when, arg),
  )
}

function time(value: unknown, arg: unknown = null): unknown {
  if (isNothing(value)) return ''
  const when = value as Formattable
  return firstWorking(
    [AttributeError, TypeError],
    () => time_format(when, arg),
    () => formatTime(when, arg),
  )
}

function since(value: unknown, arg: unknown = null): unknown {
  if (!truthy(value)) return ''
  return firstWorking([ValueError, TypeError], () =>
    truthy(arg) ? timesince(value as Moment, arg as Moment) : timesince(value as Moment),
  )
}

function until(value: unknown, arg: unknown = null): unknown {
  if (!truthy(value)) return ''
  return firstWorking([ValueError, TypeError], () =>
    timeuntil(value as Moment, arg as Moment | null),
  )
}

export function registerDates(register: Library): void {
  register.filter('date', takes(date, 0, 1), { expects_localtime: true })
  register.filter('time', takes(time, 0, 1), { expects_localtime: true })
  register.filter('timesince', takes(since, 0, 1))
  register.filter('timeuntil', takes(until, 0, 1))
}
