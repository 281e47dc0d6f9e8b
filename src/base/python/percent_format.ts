/**
 * `'%05.2f of %(name)s' % values`. Only a Tuple means several values and only a dict means names; anything else is one.
 *
 * Python: library/stdtypes#printf-style-string-formatting
 */
import { KeyError, OverflowError, TypeError, ValueError } from './exceptions.ts'
import { isFloat, isInt, isNumber } from './float.ts'
import { finishNumber, padText, type FormatSpec } from './format_spec.ts'
import { RADIX, floatDigits } from './format_value.ts'
import * as mapping from './mapping.ts'
import { repr, str, type_name } from './repr.ts'
import { Tuple } from './tuple.ts'

const PERCENT = /%(?:\(([^)]*)\))?([-+ #0]*)(\*|\d+)?(?:\.(\*|\d+)?)?[hlL]?([\s\S])?/g

/**
 * `template % values`.
 * @throws TypeError for too few or too many values, KeyError for an absent name, ValueError for a broken template
 */
export function percent_format(template: string, values: unknown): string {
  const positional: readonly unknown[] = values instanceof Tuple ? values : [values]
  const named = mapping.isMapping(values)
  let used = 0
  const next = () => {
    if (used >= positional.length) throw new TypeError('not enough arguments for format string')
    return positional[used++]
  }

  const result = template.replace(
    PERCENT,
    (
      whole: string,
      name: string | undefined,
      flags: string,
      width: string | undefined,
      precision: string | undefined,
      type: string | undefined,
      offset: number,
    ) => {
      if (type === undefined) throw new ValueError('incomplete format')
      if (type === '%') return '%'
      const size = width === '*' ? Number(next()) : Number(width ?? 0)
      const dot = /\.(?!.*\))/.test(whole.slice(whole.lastIndexOf(')') + 1))
      const digits = precision === '*' ? Number(next()) : dot ? Number(precision ?? 0) : null
      let value: unknown
      if (name === undefined) value = next()
      else {
        if (!named) throw new TypeError('format requires a mapping')
        if (!mapping.has(values, name)) throw new KeyError(name)
        value = mapping.get(values, name)
        used = positional.length
      }
      return convert(value, flags, size, digits, type, offset + whole.length - 1)
    },
  )
  if (used < positional.length && !named) {
    throw new TypeError('not all arguments converted during string formatting')
  }
  return result
}

function convert(
  value: unknown,
  flags: string,
  width: number,
  precision: number | null,
  type: string,
  index: number,
): string {
  const left = width < 0 || flags.includes('-')
  const numeric = 'diouxXeEfFgG'.includes(type)
  const spec: FormatSpec = {
    fill: flags.includes('0') && !left && numeric ? '0' : ' ',
    align: left ? '<' : flags.includes('0') && numeric ? '=' : '>',
    sign: flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '-',
    alternate: flags.includes('#'),
    width: Math.abs(width),
    grouping: '',
    precision,
    type,
  }
  if (type === 's' || type === 'r' || type === 'a') {
    const text = type === 's' ? str(value) : repr(value)
    return padText(precision === null ? text : [...text].slice(0, precision).join(''), spec, '>')
  }
  if (type === 'c') return padText(character(value), spec, '>')
  if (!numeric) {
    const code = type.charCodeAt(0).toString(16)
    throw new ValueError(`unsupported format character '${type}' (0x${code}) at index ${index}`)
  }
  if ('diouxX'.includes(type)) return percentInt(value, spec)
  const number = realNumber(value)
  const digits = floatDigits(Math.abs(number), spec) ?? ''
  return finishNumber(digits, number < 0 || Object.is(number, -0), spec)
}

function character(value: unknown): string {
  if (isInt(value)) return String.fromCodePoint(Number(value))
  if (typeof value === 'string' && [...value].length === 1) return value
  throw new TypeError('%c requires int or char')
}

function realNumber(value: unknown): number {
  if (isNumber(value) || typeof value === 'boolean') return Number(value)
  const own = (value as { __float__?: unknown } | null | undefined)?.__float__
  if (typeof own === 'function') return Number(own.call(value))
  throw new TypeError(`must be real number, not ${type_name(value)}`)
}

function percentInt(value: unknown, spec: FormatSpec): string {
  const whole = wholeNumber(value, spec.type)
  const radix = RADIX[spec.type] ?? 10
  const digits = (whole < 0n ? -whole : whole).toString(radix).padStart(spec.precision ?? 0, '0')
  const prefix = spec.alternate && radix !== 10 ? `0${spec.type}` : ''
  const shown = spec.type === 'X' ? digits.toUpperCase() : digits
  return finishNumber(prefix + shown, whole < 0n, spec)
}

function wholeNumber(value: unknown, type: string): bigint {
  if (isInt(value)) return BigInt(value)
  if (typeof value === 'boolean') return BigInt(value)
  const decimal = 'diu'.includes(type)
  if (decimal && isFloat(value)) {
    if (!Number.isFinite(Number(value))) {
      if (Number.isNaN(Number(value))) throw new ValueError('cannot convert float NaN to integer')
      throw new OverflowError('cannot convert float infinity to integer')
    }
    return BigInt(Math.trunc(Number(value)))
  }
  const own = (value as { __int__?: unknown } | null | undefined)?.__int__
  if (decimal && typeof own === 'function') return BigInt(own.call(value) as number | bigint)
  const wanted = decimal ? 'a real number is required' : 'an integer is required'
  throw new TypeError(`%${type} format: ${wanted}, not ${type_name(value)}`)
}
