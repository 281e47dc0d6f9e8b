/**
 * Python's two ways to put values into texts: `'%05.2f of %(name)s' % values` and `'{:>8} {name}'.format(…)`.
 * After `%` only a Tuple means several values and only a dict means names; anything else is one value.
 *
 * Python: library/stdtypes#printf-style-string-formatting, library/string#format-string-syntax
 */
import { Decimal } from './decimal.ts'
import {
  AttributeError,
  IndexError,
  KeyError,
  OverflowError,
  TypeError,
  ValueError,
} from './exceptions.ts'
import { floatRepr, isFloat, isInt, isNumber } from './float.ts'
import { finishNumber, fixedDigits, padText, parseSpec, type FormatSpec } from './format_spec.ts'
import * as mapping from './mapping.ts'
import { repr, str, type_name } from './protocols.ts'
import { Tuple } from './tuple.ts'

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

const RADIX: Record<string, number> = { d: 10, n: 10, b: 2, o: 8, x: 16, X: 16 }

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
function floatDigits(
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

/**
 * `template.format(*args, **kwargs)`.
 * @param show  how a value and its spec become text; `format_html` escapes here
 * @throws IndexError, KeyError for what is not given, ValueError for a broken template
 */
export function str_format(
  template: string,
  args: readonly unknown[] = [],
  kwargs: unknown = {},
  show: (value: unknown, spec: string) => string = format_value,
): string {
  let automatic = 0
  const expand = (text: string, depth: number): string => {
    let result = ''
    let i = 0
    while (i < text.length) {
      const char = text.charAt(i)
      if ((char === '{' || char === '}') && text.charAt(i + 1) === char && depth === 0) {
        result += char
        i += 2
      } else if (char === '{') {
        const end = closingBrace(text, i)
        const field = text.slice(i + 1, end)
        result += fieldText(field, depth)
        i = end + 1
      } else if (char === '}') {
        throw new ValueError("Single '}' encountered in format string")
      } else {
        result += char
        i += 1
      }
    }
    return result
  }

  const fieldText = (field: string, depth: number): string => {
    if (depth > 1) throw new ValueError('Max string recursion exceeded')
    const [, path = '', conversion, spec = ''] =
      /^((?:[^[\]!:]|\[[^\]]*\])*)(?:!([\s\S]))?(?::([\s\S]*))?$/.exec(field) ?? []
    let value = lookUp(path)
    if (conversion === 's') value = str(value)
    else if (conversion === 'r' || conversion === 'a') value = repr(value)
    return show(value, expand(spec, depth + 1))
  }

  const lookUp = (path: string): unknown => {
    const first = /^[^.[]*/.exec(path)?.[0] ?? ''
    const key = first === '' ? String(automatic++) : first
    let value: unknown
    if (/^\d+$/.test(key)) {
      if (Number(key) >= args.length) {
        throw new IndexError(`Replacement index ${key} out of range for positional args tuple`)
      }
      value = args[Number(key)]
    } else {
      if (!mapping.has(kwargs, key)) throw new KeyError(key)
      value = mapping.get(kwargs, key)
    }
    for (const [, attribute, item] of path
      .slice(first.length)
      .matchAll(/\.([^.[]+)|\[([^\]]*)\]/g)) {
      value = attribute === undefined ? itemOf(value, item ?? '') : attributeOf(value, attribute)
    }
    return value
  }

  return expand(template, 0)
}

function closingBrace(text: string, open: number): number {
  let depth = 0
  for (let i = open; i < text.length; i += 1) {
    if (text.charAt(i) === '{') depth += 1
    else if (text.charAt(i) === '}' && (depth -= 1) === 0) return i
  }
  throw new ValueError(
    open === text.length - 1
      ? "Single '{' encountered in format string"
      : "expected '}' before end of string",
  )
}

function attributeOf(value: unknown, name: string): unknown {
  const found = (Object(value) as Record<string, unknown>)[name]
  if (found === undefined) {
    throw new AttributeError(`'${type_name(value)}' object has no attribute '${name}'`)
  }
  return found
}

function itemOf(value: unknown, key: string): unknown {
  if (Array.isArray(value)) return value[Number(key)] as unknown
  if (!mapping.has(value, key)) throw new KeyError(key)
  return mapping.get(value, key)
}
