/**
 * The format mini-language, `[[fill]align][sign][#][0][width][grouping][.precision][type]`: parsing, padding,
 * grouping. Knows numbers as digit texts only, so that int, float and Decimal share it.
 *
 * Python: library/string#formatspec
 */
import { ValueError } from './exceptions.ts'

export interface FormatSpec {
  readonly fill: string
  readonly align: '<' | '>' | '=' | '^' | ''
  readonly sign: '+' | '-' | ' '
  readonly alternate: boolean
  readonly width: number
  readonly grouping: ',' | '_' | ''
  readonly precision: number | null
  readonly type: string
}

const SPEC = /^(?:([\s\S])?([<>=^]))?([-+ ])?(#)?(0)?(\d+)?([,_])?(?:\.(\d+))?([a-zA-Z%])?$/u

/** @throws ValueError for a text that is no format spec */
export function parseSpec(spec: string, typeName: string): FormatSpec {
  const match = SPEC.exec(spec)
  if (!match)
    throw new ValueError(`Invalid format specifier '${spec}' for object of type '${typeName}'`)
  const [
    ,
    fill,
    align,
    sign = '-',
    alternate,
    zero,
    width = '0',
    grouping = '',
    precision,
    type = '',
  ] = match
  return {
    fill: fill ?? (zero ? '0' : ' '),
    align: (align ?? (zero ? '=' : '')) as FormatSpec['align'],
    sign: sign as FormatSpec['sign'],
    alternate: alternate !== undefined,
    width: Number(width),
    grouping: grouping as FormatSpec['grouping'],
    precision: precision === undefined ? null : Number(precision),
    type,
  }
}

/** Fills a text up to the width. `=` puts the fill between sign and digits. */
export function padText(text: string, spec: FormatSpec, usual: '<' | '>'): string {
  const missing = spec.width - [...text].length
  if (missing <= 0) return text
  const align = spec.align === '' ? usual : spec.align
  if (align === '<') return text + spec.fill.repeat(missing)
  if (align === '>') return spec.fill.repeat(missing) + text
  if (align === '^') {
    const left = Math.floor(missing / 2)
    return spec.fill.repeat(left) + text + spec.fill.repeat(missing - left)
  }
  const sign = /^[-+ ]?(?:0[xXob])?/.exec(text)?.[0] ?? ''
  return sign + spec.fill.repeat(missing) + text.slice(sign.length)
}

/** `1234567.8` → `1,234,567.8`: separators into the whole part of unsigned digits. */
export function groupDigits(digits: string, separator: string, size = 3): string {
  if (separator === '') return digits
  const [, whole = '', rest = ''] = /^(\d*)([\s\S]*)$/.exec(digits) ?? []
  return whole.replace(new RegExp(`\\B(?=(?:\\d{${size}})+$)`, 'g'), separator) + rest
}

/** Sign, grouping and padding around the unsigned digits of a number. */
export function finishNumber(digits: string, negative: boolean, spec: FormatSpec): string {
  const sign = negative ? '-' : spec.sign === '-' ? '' : spec.sign
  return padText(sign + groupDigits(digits, spec.grouping), spec, '>')
}

interface DecimalDigits {
  readonly negative: boolean
  readonly digits: bigint
  readonly exponent: number
  readonly special: string | null
  adjusted(): number
  rescale(exponent: number, rounding: 'ROUND_HALF_EVEN'): DecimalDigits
  __str__(): string
}

/** `format(Decimal, spec)` for the types none, f, F, e, E, g, G, n and %. */
export function formatDecimalText(value: DecimalDigits, text: string): string {
  const spec = parseSpec(text, 'decimal.Decimal')
  if (value.special) return finishNumber(value.special, value.negative, spec)
  const type = spec.type.toLowerCase()
  if (type === 'f' || type === '%') {
    const shift = type === '%' ? 2 : 0
    const decimals = spec.precision ?? Math.max(0, -value.exponent - shift)
    const rounded = value.rescale(-decimals - shift, 'ROUND_HALF_EVEN')
    const digits = fixedDigits(rounded.digits, decimals)
    return finishNumber(digits + (shift ? '%' : ''), rounded.negative, spec)
  }
  if (type === 'e') return finishNumber(scientific(value, spec), value.negative, spec)
  const limited =
    spec.precision === null
      ? value
      : value.rescale(
          Math.max(value.exponent, value.adjusted() - spec.precision + 1),
          'ROUND_HALF_EVEN',
        )
  const plain = limited.__str__().replace('-', limited.negative ? '' : '-')
  const shown = type === 'g' && spec.type === 'g' ? plain.toLowerCase() : plain
  return finishNumber(shown, value.negative, spec)
}

/** Whole digits with a point before the last `decimals`. */
export function fixedDigits(digits: bigint, decimals: number): string {
  const padded = String(digits).padStart(decimals + 1, '0')
  return decimals > 0 ? `${padded.slice(0, -decimals)}.${padded.slice(-decimals)}` : padded
}

function scientific(value: DecimalDigits, spec: FormatSpec): string {
  const rounded =
    spec.precision === null
      ? value
      : value.rescale(value.adjusted() - spec.precision, 'ROUND_HALF_EVEN')
  const digits = String(rounded.digits)
  const mantissa = digits.length > 1 ? `${digits.slice(0, 1)}.${digits.slice(1)}` : digits
  const exponent = rounded.adjusted()
  return `${mantissa}${spec.type}${exponent < 0 ? '-' : '+'}${Math.abs(exponent)}`
}
