/**
 * Filters on dates and times. Aware datetimes come in already in the current time zone (`expects_localtime`).
 *
 * Django: django/template/defaultfilters.py (dates)
 */
import { AttributeError, TypeError, ValueError } from '../../../base/python/exceptions.ts'
import { eq, truthy } from '../../../base/python/protocols.ts'
import { format, time_format as formatTime } from '../../utils/dateformat.ts'
import { date_format, time_format } from '../../utils/formats.ts'
import { timesince, timeuntil } from '../../utils/timesince.ts'
import { takes } from '../filter_function.ts'
import type { Library } from '../library.ts'

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

export function date(value: unknown, arg: unknown = null): unknown {
  if (isNothing(value)) return ''
  return firstWorking(
    [AttributeError],
    () => date_format(value, arg),
    () => format(value, arg),
  )
}

function time(value: unknown, arg: unknown = null): unknown {
  if (isNothing(value)) return ''
  return firstWorking(
    [AttributeError, TypeError],
    () => time_format(value, arg),
    () => formatTime(value, arg),
  )
}

function since(value: unknown, arg: unknown = null): unknown {
  if (!truthy(value)) return ''
  return firstWorking([ValueError, TypeError], () =>
    truthy(arg) ? timesince(value, arg) : timesince(value),
  )
}

function until(value: unknown, arg: unknown = null): unknown {
  if (!truthy(value)) return ''
  return firstWorking([ValueError, TypeError], () => timeuntil(value, arg))
}

export function registerDates(register: Library): void {
  register.filter('date', takes(date, 0, 1), { expects_localtime: true })
  register.filter('time', takes(time, 0, 1), { expects_localtime: true })
  register.filter('timesince', takes(since, 0, 1))
  register.filter('timeuntil', takes(until, 0, 1))
}
