/**
 * Python's `json`: its spacing (`", "` and `": "`), ASCII only unless asked otherwise, floats as Python prints them.
 * `JSON.stringify` differs in all three, and signed values would not verify.
 *
 * Python: library/json
 */
import { decode } from './bytes.ts'
import { TypeError, ValueError } from './exceptions.ts'
import { floatRepr, intRepr, isFloat, isInt } from './float.ts'
import { decodeJson } from './json_decoder.ts'
import * as mapping from './mapping.ts'
import { compareText, str, type_name } from './protocols.ts'

export { JSONDecodeError } from './json_decoder.ts'

export interface DumpsOptions {
  /** `[item_separator, key_separator]`. */
  readonly separators?: readonly [string, string] | null
  readonly indent?: number | string | null
  readonly ensure_ascii?: boolean
  readonly sort_keys?: boolean
  /** Turns what JSON has no form for into something that it has. @throws TypeError if it cannot */
  readonly default?: ((value: unknown) => unknown) | null
}

/** @throws TypeError for what has no form in JSON, ValueError for a circle */
export function dumps(value: unknown, options: DumpsOptions = {}): string {
  const { indent = null, ensure_ascii = true, sort_keys = false } = options
  const step = typeof indent === 'number' ? ' '.repeat(indent) : indent
  const [itemSeparator, keySeparator] = options.separators ?? [step === null ? ', ' : ',', ': ']
  const open: unknown[] = []

  const wrap = (parts: string[], brackets: string): string => {
    const [left, right] = [brackets.charAt(0), brackets.charAt(1)]
    if (parts.length === 0) return brackets
    if (step === null) return left + parts.join(itemSeparator) + right
    const inner = `\n${step.repeat(open.length)}`
    const outer = `\n${step.repeat(open.length - 1)}`
    return left + inner + parts.join(itemSeparator + inner) + outer + right
  }

  const container = (item: unknown, write: () => string): string => {
    if (open.includes(item)) throw new ValueError('Circular reference detected')
    open.push(item)
    const result = write()
    open.pop()
    return result
  }

  const write = (item: unknown): string => {
    const simple = scalar(item, ensure_ascii)
    if (simple !== null) return simple
    if (Array.isArray(item)) return container(item, () => wrap(item.map(write), '[]'))
    if (mapping.isMapping(item)) {
      return container(item, () => {
        const entries = mapping.entries(item)
        if (sort_keys) entries.sort(([a], [b]) => compareText(keyText(a), keyText(b)))
        const parts = entries.map(
          ([key, one]) => quoteText(keyText(key), ensure_ascii) + keySeparator + write(one),
        )
        return wrap(parts, '{}')
      })
    }
    if (!options.default) {
      throw new TypeError(`Object of type ${type_name(item)} is not JSON serializable`)
    }
    return container(item, () => write(options.default?.(item)))
  }

  return write(value)
}

function scalar(value: unknown, ascii: boolean): string | null {
  if (value === null || value === undefined) return 'null'
  if (typeof value === 'boolean') return String(value)
  if (isInt(value)) return intRepr(value)
  if (isFloat(value)) {
    const number = Number(value)
    if (Number.isNaN(number)) return 'NaN'
    if (!Number.isFinite(number)) return number > 0 ? 'Infinity' : '-Infinity'
    return floatRepr(number)
  }
  if (typeof value === 'string' || value instanceof String) return quoteText(String(value), ascii)
  return null
}

/** @throws TypeError for a key that JSON cannot have */
function keyText(key: unknown): string {
  if (typeof key === 'string' || key instanceof String) return String(key)
  const simple = scalar(key, true)
  if (simple !== null) return simple
  throw new TypeError(`keys must be str, int, float, bool or None, not ${type_name(key)}`)
}

function quoteText(text: string, ascii: boolean): string {
  const quoted = JSON.stringify(text)
  if (!ascii) return quoted
  // by UTF-16 unit, so characters beyond the BMP become two escapes, as in Python
  return quoted.replace(
    /[^\0-\x7f]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** Where `JSON.parse` would lose what Python keeps: floats that are whole, integers beyond 2**53. */
const IS_PYTHONS = /\d[.eE]|\d{16}/

/** @param text  a text, or bytes of one in UTF-8. @throws {JSONDecodeError, UnicodeDecodeError} */
export function loads(text: unknown): unknown {
  const source = text instanceof Uint8Array ? decode(text).replace(/^\ufeff/, '') : str(text)
  if (IS_PYTHONS.test(source)) return decodeJson(source)
  try {
    return JSON.parse(source) as unknown
  } catch {
    return decodeJson(source) // NaN, or an error in Python's words
  }
}
