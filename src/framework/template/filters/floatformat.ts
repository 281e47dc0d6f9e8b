/**
 * `floatformat`: so many decimals, halves away from zero, on the number's decimal text (2.675 → 2.68). A negative count
 * shows decimals only where there are any. Suffixes: `g` groups thousands, `u` ignores local formats.
 *
 * Django: django/template/defaultfilters.py (floatformat)
 */
import { IndexError, TypeError, ValueError } from '../../../base/python/exceptions.ts'
import { Decimal, InvalidOperation, ROUND_HALF_UP } from '../../../base/python/decimal.ts'
import { floatRepr } from '../../../base/python/float.ts'
import { str } from '../../../base/python/protocols.ts'
import { isString, mark_safe } from '../../../base/python/safe_string.ts'
import { settings } from '../../conf/index.ts'
import { get_format, number_format } from '../../utils/formats.ts'
import { toInt } from '../../../base/python/int.ts'
import { toFloatNumber } from '../python_numbers.ts'

/** More digits than this are shown as they are: they could only be an attack. */
const MAX_DIGITS = 200

export function floatformat(text: unknown, arg: unknown = -1): unknown {
  const input = str(text)
  if (typeof text === 'number' && typeof arg === 'number') {
    const quick = rounded(input, arg)
    if (quick !== null) return mark_safe(withPoint(quick, arg))
  }
  const number = decimalOf(text, input)
  if (number === null) return ''
  const { places, grouping, localized } = options(arg)
  let decimals: number
  try {
    decimals = Number(toInt(places))
  } catch (error) {
    if (error instanceof ValueError) return input
    throw error
  }
  if (number.special !== null) return input
  if (String(number.digits).length + Math.abs(number.exponent) > MAX_DIGITS) return input
  const format = (value: string, decimal_pos: number) =>
    mark_safe(number_format(value, decimal_pos, { use_l10n: localized, force_grouping: grouping }))
  const whole = number.rescale(Math.max(0, number.exponent), 'ROUND_DOWN')
  const isWhole =
    number.exponent >= 0 || whole.rescale(number.exponent, 'ROUND_DOWN').digits === number.digits
  if (isWhole && decimals <= 0) return format(integerText(whole.rescale(0, 'ROUND_DOWN')), 0)
  const places_ = Math.abs(decimals)
  return format(fixed(number.rescale(-places_, ROUND_HALF_UP), places_), places_)
}

/** Everyday numbers with a fixed count of decimals, without big integers; null for the others. */
function rounded(text: string, places: number): string | null {
  const match = /^(-?)(\d{1,8})(?:\.(\d{1,12}))?$/.exec(text)
  if (match === null || !Number.isInteger(places) || places < 1 || places > 6) return null
  const [, sign = '', whole = '', decimals = ''] = match
  const kept = Number(whole + decimals.slice(0, places).padEnd(places, '0'))
  const digits = String(kept + (decimals.charAt(places) >= '5' ? 1 : 0)).padStart(places + 1, '0')
  const point = digits.length - places
  return `${Number(digits) === 0 ? '' : sign}${digits.slice(0, point)}.${digits.slice(point)}`
}

/** With the language's decimal point, which is all that most settings change. */
function withPoint(text: string, places: number): unknown {
  if (settings.USE_THOUSAND_SEPARATOR) return number_format(text, places)
  const point = get_format('DECIMAL_SEPARATOR')
  return point === '.' ? text : text.replace('.', str(point))
}

interface Options {
  places: unknown
  grouping: boolean
  localized: boolean
}

function options(arg: unknown): Options {
  if (!isString(arg)) return { places: arg, grouping: false, localized: true }
  const text = String(arg)
  // Django reads the last character before anything else
  if (text === '') throw new IndexError('string index out of range')
  const suffix = /(?:gu|ug|g|u)$/.exec(text)?.[0] ?? ''
  const places = text.slice(0, text.length - suffix.length)
  return {
    places: places === '' && suffix !== '' ? -1 : places,
    grouping: suffix.includes('g'),
    localized: !suffix.includes('u'),
  }
}

function decimalOf(value: unknown, text: string): Decimal | null {
  try {
    return new Decimal(text)
  } catch (error) {
    if (!(error instanceof InvalidOperation)) throw error
  }
  try {
    return new Decimal(floatRepr(toFloatNumber(value)))
  } catch (error) {
    if (
      error instanceof ValueError ||
      error instanceof InvalidOperation ||
      error instanceof TypeError
    ) {
      return null
    }
    throw error
  }
}

/** Never `-0`. */
function integerText({ negative, digits }: Decimal): string {
  return negative && digits !== 0n ? `-${digits}` : String(digits)
}

function fixed(number: Decimal, places: number): string {
  const digits = String(number.digits).padStart(places + 1, '0')
  const point = digits.length - places
  const sign = number.negative && number.digits !== 0n ? '-' : ''
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`
}
