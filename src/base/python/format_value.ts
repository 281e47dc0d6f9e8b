/**
 * `format(value, spec)`: numbers and texts by the format mini-language.
 *
 * Python: library/functions#format
 */
import { Decimal } from './decimal.ts'
import { TypeError, ValueError } from './exceptions.ts'
import { floatRepr, isFloat, isInt } from './float.ts'
import { finishNumber, fixedDigits, padText, parseSpec, type FormatSpec } from './format_spec.ts'
import { str, type_name } from './repr.ts'

/** `format(value, spec)`: the value's own `__format__`, else numbers and strings by the mini-language. */
export function format_value(value: unknown, spec = ''): string {
  const own = (value as { __format__?: unknown } | null | undefined)?.__format__
  if (typeof own === 'function') return String(own.call(value, spec))
  if (spec === '') return str(value)
  if (typeof value === 'boolean') return format_value(Number(value), spec)
  if (isFloat(value)) return formatFloat(Number(value), spec)
  if (isInt(value)) return formatInt(BigInt(value), spec)
  if (typeof value === 'string' || value instanceof String) return formatString(String(value), spec)
  throw new TypeError(`unsupported format string passed to ${type_name(value)}.__format__`)
}

function formatString(value: string, text: string): string {
  const spec = parseSpec(text, 'str')
  if (spec.type !== '' && spec.type !== 's') throw unknownCode(spec.type, 'str')
  if (spec.grouping !== '') throw new ValueError(`Cannot specify '${spec.grouping}' with 's'.`)
  if (spec.align === '=') {
    throw new ValueError("'=' alignment not allowed in string format specifier")
  }
  const cut = spec.precision === null ? value : [...value].slice(0, spec.precision).join('')
  return padText(cut, spec, '<')
}

/** Bases of the integer types. */
export const RADIX: Record<string, number> = { d: 10, n: 10, b: 2, o: 8, x: 16, X: 16 }

function formatInt(value: bigint, text: string): string {
  const spec = parseSpec(text, 'int')
  if ('eEfFgG%'.includes(spec.type) && spec.type !== '') return formatFloat(Number(value), text)
  if (spec.precision !== null) {
    throw new ValueError('Precision not allowed in integer format specifier')
  }
  if (spec.type === 'c') return padText(String.fromCodePoint(Number(value)), spec, '<')
  const radix = spec.type === '' ? 10 : RADIX[spec.type]
  if (radix === undefined) throw unknownCode(spec.type, 'int')
  const digits = (value < 0n ? -value : value).toString(radix)
  const prefix = spec.alternate && radix !== 10 ? `0${spec.type}` : ''
  return finishNumber(
    prefix + (spec.type === 'X' ? digits.toUpperCase() : digits),
    value < 0n,
    spec,
  )
}

function formatFloat(value: number, text: string): string {
  const spec = parseSpec(text, 'float')
  const negative = value < 0 || Object.is(value, -0)
  const digits = floatDigits(Math.abs(value), spec)
  if (digits === null) throw unknownCode(spec.type, 'float')
  return finishNumber(digits, negative, spec)
}

function unknownCode(code: string, type: string): ValueError {
  return new ValueError(`Unknown format code '${code}' for object of type '${type}'`)
}

/** The digits of a non-negative float; null for a type that floats do not have. */
export function floatDigits(
  value: number,
  spec: Pick<FormatSpec, 'type' | 'precision' | 'alternate'>,
): string | null {
  const upper = 'EFG'.includes(spec.type) && spec.type !== ''
  const digits = !Number.isFinite(value)
    ? `${floatRepr(value)}${spec.type === '%' ? '%' : ''}`
    : finiteDigits(value, spec.type.toLowerCase(), spec.precision, spec.alternate)
  return upper ? (digits?.toUpperCase() ?? null) : digits
}

function finiteDigits(
  value: number,
  type: string,
  precision: number | null,
  alternate: boolean,
): string | null {
  if (type === 'f') return fixed(value, precision ?? 6)
  if (type === '%') return `${fixed(value * 100, precision ?? 6)}%`
  if (type === 'e') return exponential(value, precision ?? 6)
  if (type === 'g' || type === 'n') return general(value, precision ?? 6, alternate)
  if (type !== '') return null
  if (precision === null) return floatRepr(value)
  const short = general(value, precision, false)
  // without a type a whole float keeps its ".0"
  return /[.e]/.test(short) ? short : `${short}.0`
}

/** Exact and half to even, which `toFixed` is not from 1e21 on. */
function fixed(value: number, decimals: number): string {
  if (decimals <= 100 && value < 1e21) return value.toFixed(decimals)
  return fixedDigits(new Decimal(value).rescale(-decimals, 'ROUND_HALF_EVEN').digits, decimals)
}

function exponential(value: number, decimals: number): string {
  const [mantissa = '', exponent = '0'] = value.toExponential(Math.min(decimals, 100)).split('e')
  const size = String(Math.abs(Number(exponent))).padStart(2, '0')
  return `${mantissa}e${Number(exponent) < 0 ? '-' : '+'}${size}`
}

function general(value: number, precision: number, alternate: boolean): string {
  const significant = precision === 0 ? 1 : precision
  const exponent = value === 0 ? 0 : Number(value.toExponential(significant - 1).split('e')[1])
  const trim = (text: string) =>
    alternate || !text.includes('.') ? text : text.replace(/\.?0+$/, '')
  if (exponent < -4 || exponent >= significant) {
    const [mantissa = '', tail = ''] = exponential(value, significant - 1).split('e')
    return `${trim(mantissa)}e${tail}`
  }
  return trim(fixed(value, significant - 1 - exponent))
}
