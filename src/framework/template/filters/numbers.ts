/**
 * Filters on numbers.
 *
 * Django: django/template/defaultfilters.py (integers, floatformat, filesizeformat, pluralize)
 */
import { TypeError, ValueError, ZeroDivisionError } from '../../../base/python/exceptions.ts'
import { percent_format } from '../../../base/python/format.ts'
import { len, str } from '../../../base/python/protocols.ts'
import { number_format } from '../../utils/formats.ts'
import { LazyValue } from '../../utils/functional.ts'
import { avoid_wrapping } from '../../utils/html.ts'
import { gettext, ngettext } from '../../utils/translation/index.ts'
import { takes } from '../filter_function.ts'
import type { Library } from '../library.ts'
import { plus } from '../operators.ts'
import { smallInt, toInt } from '../../../base/python/int.ts'
import { roundTo, toFloatNumber } from '../python_numbers.ts'
import { floatformat } from './floatformat.ts'

/** `int(a) + int(b)`, else Python's `a + b`, else nothing. */
function add(value: unknown, arg: unknown): unknown {
  try {
    return smallInt(BigInt(toInt(value)) + BigInt(toInt(arg)))
  } catch {
    try {
      return plus(value, arg)
    } catch {
      return ''
    }
  }
}

function get_digit(value: unknown, arg: unknown): unknown {
  let [number, position]: (number | bigint)[] = []
  try {
    position = toInt(arg)
    number = toInt(value)
  } catch (error) {
    if (error instanceof ValueError) return value
    throw error
  }
  if (position < 1) return number
  const digits = String(number)
  const digit = digits[digits.length - Number(position)]
  return digit === undefined ? 0 : toInt(digit)
}

const divisibleby = (value: unknown, arg: unknown): boolean => {
  const divisor = toInt(arg)
  if (Number(divisor) === 0) throw new ZeroDivisionError('integer modulo by zero')
  return BigInt(toInt(value)) % BigInt(divisor) === 0n
}

const UNITS = ['KB', 'MB', 'GB', 'TB', 'PB']

function filesizeformat(value: unknown): string {
  let bytes: number
  try {
    bytes = Number(toInt(value))
  } catch (error) {
    if (!(error instanceof ValueError || error instanceof TypeError)) throw error
    return avoid_wrapping(byteText(0))
  }
  const size = Math.abs(bytes)
  const sign = bytes < 0 ? '-' : ''
  if (size < 1024) return avoid_wrapping(`${sign}${byteText(size)}`)
  const power = Math.min(Math.floor(Math.log2(size) / 10), UNITS.length)
  const number = number_format(roundTo(size / 1024 ** power, 1), 1)
  return avoid_wrapping(sign + percent_format(gettext(`%s ${UNITS[power - 1]!}`), number))
}

function byteText(size: number): string {
  return percent_format(ngettext('%(size)d byte', '%(size)d bytes', size), { size })
}

function pluralize(value: unknown, arg: unknown = 's'): string {
  const suffixes = str(arg).includes(',') ? str(arg).split(',') : ['', str(arg)]
  if (suffixes.length > 2) return ''
  const [singular, plural] = suffixes as [string, string]
  try {
    // a lazy text is no number to Python, whatever it says
    if (!(value instanceof LazyValue)) return toFloatNumber(value) === 1 ? singular : plural
  } catch (error) {
    if (error instanceof ValueError) return ''
    if (!(error instanceof TypeError)) throw error
  }
  try {
    return len(value) === 1 ? singular : plural
  } catch (error) {
    if (error instanceof TypeError) return ''
    throw error
  }
}

export function registerNumbers(register: Library): void {
  register.filter('add', takes(add, 1))
  register.filter('get_digit', takes(get_digit, 1))
  register.filter('divisibleby', takes(divisibleby, 1))
  register.filter('floatformat', takes(floatformat, 0, 1), { is_safe: true })
  register.filter('filesizeformat', takes(filesizeformat, 0), { is_safe: true })
  register.filter('pluralize', takes(pluralize, 0, 1))
}
