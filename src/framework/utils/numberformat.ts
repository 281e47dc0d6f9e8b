/**
 * Numbers as text with a given decimal point, number of decimals and grouping. Digits beyond are cut off, not rounded.
 *
 * Django: django/utils/numberformat.py
 */
import { Decimal } from '../../base/python/decimal.ts'
import { isFloat, isInt } from '../../base/python/float.ts'
import { isIterable, iterate, str } from '../../base/python/protocols.ts'
import type { SafeString } from '../../base/python/safe_string.ts'
import { mark_safe } from '../../base/python/safe_string.ts'
import { settings } from '../conf/index.ts'

export interface NumberFormatOptions {
  /** Digits of a group, 0 for none; a sequence names the groups from the right, its last one repeats (0: the one before it). */
  readonly grouping?: unknown
  readonly thousand_sep?: string
  /** Groups even where USE_THOUSAND_SEPARATOR is off. */
  readonly force_grouping?: boolean
  readonly use_l10n?: boolean | null
}

/** Beyond so many digits the scientific form is used. */
const MAX_DIGITS = 200

/** Integers that need no change come marked safe. */
export function format(
  number: unknown,
  decimal_sep: string,
  decimal_pos: number | null = null,
  options: NumberFormatOptions = {},
): string | SafeString {
  const { grouping = 0, thousand_sep = '', force_grouping = false, use_l10n = null } = options
  if (number === null || number === undefined || number === '') return mark_safe(number ?? null)
  const wants = ((use_l10n ?? true) && settings.USE_THOUSAND_SEPARATOR) || force_grouping
  const useGrouping = wants && grouping !== 0
  const isWhole = isInt(number) || typeof number === 'boolean'
  if (isWhole && !useGrouping && !decimal_pos) return mark_safe(number)

  const text = digitsOf(number, decimal_pos)
  const scientific = text.split('e')
  if (scientific.length > 1 && isTooLong(number)) {
    return `${str(format(scientific[0], decimal_sep, decimal_pos, options))}e${scientific[1]}`
  }
  const sign = text.startsWith('-') ? '-' : ''
  const [whole = '', decimals = ''] = text.slice(sign.length).split('.')
  const cut =
    decimal_pos === null ? decimals : decimals.slice(0, decimal_pos).padEnd(decimal_pos, '0')
  const grouped = useGrouping ? group(whole, grouping, thousand_sep) : whole
  return sign + grouped + (cut === '' ? '' : decimal_sep + cut)
}

function digitsOf(number: unknown, decimal_pos: number | null): string {
  let value = number
  // 1e-05 has to be written out
  if (isFloat(value) && str(value).includes('e')) value = new Decimal(str(value))
  if (!(value instanceof Decimal)) return str(value)
  if (decimal_pos !== null) {
    // nothing of it would be seen: no "-0.00"
    const cutoff = new Decimal(`0.${'1'.padStart(decimal_pos, '0')}`)
    if (value.__abs__().__lt__(cutoff) === true) value = new Decimal(0)
  }
  return (value as Decimal).__format__(isTooLong(value) ? 'e' : 'f')
}

function isTooLong(number: unknown): boolean {
  const value = isFloat(number) ? new Decimal(str(number)) : number
  if (!(value instanceof Decimal) || !value.is_finite()) return false
  return Math.abs(value.exponent) + String(value.digits).length > MAX_DIGITS
}

function group(whole: string, grouping: unknown, separator: string): string {
  const sizes = isIterable(grouping) ? Array.from(iterate(grouping), Number) : [Number(grouping), 0]
  let size = sizes.shift() ?? 0
  const groups: string[] = []
  let rest = whole
  while (size > 0 && rest.length > size) {
    groups.unshift(rest.slice(-size))
    rest = rest.slice(0, -size)
    size = sizes.shift() || size
  }
  return [rest, ...groups].join(separator)
}
