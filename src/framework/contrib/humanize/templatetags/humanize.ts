/**
 * Filters that make numbers and dates pleasant to read.
 *
 * Django: django/contrib/humanize/templatetags/humanize.py, ref/contrib/humanize
 */
import { TypeError, ValueError } from '../../../../base/python/exceptions.ts'
import { Decimal } from '../../../../base/python/decimal.ts'
import { isFloat, toFloat } from '../../../../base/python/float.ts'
import { toInt } from '../../../../base/python/int.ts'
import { str, truthy } from '../../../../base/python/protocols.ts'
import { mark_safe } from '../../../../base/python/safe_string.ts'
import { takes } from '../../../template/filter_function.ts'
import { floatformat } from '../../../template/filters/floatformat.ts'
import { Library } from '../../../template/library.ts'
import { number_format } from '../../../utils/formats.ts'
import { gettext, ngettext, pgettext } from '../../../utils/translation/index.ts'
import { naturalday, naturaltime } from './natural_time.ts'

export { naturalday, naturaltime }

export const register = new Library()

/** `int(value)`; null where that fails. */
function intOrNull(value: unknown): number | bigint | null {
  try {
    return toInt(value)
  } catch (error) {
    if (error instanceof TypeError || error instanceof ValueError) return null
    throw error
  }
}

/** What follows a number by its last digit; 11, 12 and 13 stand apart. */
const SUFFIXES = ['th', 'st', 'nd', 'rd', 'th', 'th', 'th', 'th', 'th', 'th']

/** 1 → `1st`, marked safe; what is no whole number comes back as it is. */
export function ordinal(value: unknown): unknown {
  const number = intOrNull(value)
  if (number === null) return value
  if (number < 0) return String(number)
  const hundredth = Number(BigInt(number) % 100n)
  const isTeen = hundredth >= 11 && hundredth <= 13
  const digit = hundredth % 10
  const template = isTeen
    ? pgettext('ordinal 11, 12, 13', '{}th')
    : pgettext(`ordinal ${digit}`, `{}${SUFFIXES[digit]!}`)
  return mark_safe(template.replace('{}', String(number)))
}

/** 3000 → `3,000`, or as the active language groups. */
export function intcomma(value: unknown, use_l10n: unknown = true): unknown {
  if (truthy(use_l10n)) {
    const number = isFloat(value) || value instanceof Decimal ? value : intOrNull(value)
    if (number !== null)
      return number_format(number, null, { use_l10n: true, force_grouping: true })
  }
  // text that is no number: its leading digits are grouped
  return str(value).replace(/^(-?)(\p{Nd}+)/u, (_, sign: string, digits: string) => {
    return sign + digits.replace(/(?<!^)(?=(?:\p{Nd}{3})+$)/gu, ',')
  })
}

const LARGE: readonly (readonly [number, string])[] = [
  [6, 'million'],
  [9, 'billion'],
  [12, 'trillion'],
  [15, 'quadrillion'],
  [18, 'quintillion'],
  [21, 'sextillion'],
  [24, 'septillion'],
  [27, 'octillion'],
  [30, 'nonillion'],
  [33, 'decillion'],
  [100, 'googol'],
]

/** 1200000 → `1.2 million`; smaller numbers as they are. */
export function intword(value: unknown): unknown {
  const number = intOrNull(value)
  if (number === null) return value
  const big = BigInt(number)
  const size = big < 0n ? -big : big
  if (size < 1_000_000n) return number
  for (const [exponent, name] of LARGE) {
    const unit = 10n ** BigInt(exponent)
    if (size >= unit * 1000n) continue
    const quotient = toFloat(Number(big) / Number(unit))
    const word = `%(value)s ${name}`
    return ngettext(word, word, Math.ceil(Math.abs(Number(quotient)))).replace(
      '%(value)s',
      str(floatformat(quotient, 1)),
    )
  }
  return number
}

const DIGITS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']

/** 1 to 9 as words, as the Associated Press writes them. */
export function apnumber(value: unknown): unknown {
  const number = intOrNull(value)
  if (number === null) return value
  return number > 0 && number < 10 ? gettext(DIGITS[Number(number) - 1]!) : number
}

register.filter('ordinal', takes(ordinal, 0), { is_safe: true })
register.filter('intcomma', takes(intcomma, 0, 1), { is_safe: true })
register.filter('intword', takes(intword, 0))
register.filter('apnumber', takes(apnumber, 0), { is_safe: true })
register.filter('naturalday', takes(naturalday, 0, 1), { expects_localtime: true })
register.filter('naturaltime', takes(naturaltime, 0))
