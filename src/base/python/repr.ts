/**
 * How Python prints: `str` and `repr` of any value, and the names of types in messages. An object's own `__str__` or
 * `__repr__` decides; JavaScript values print as what they are in Python: None, True, lists, dicts, ints, floats.
 *
 * Python: library/functions#repr
 */
import { class_name } from './class_name.ts'
import { Float, floatRepr, intRepr } from './float.ts'
import * as mapping from './mapping.ts'

export type Dunder = (...args: unknown[]) => unknown

/** The object's dunder method, or null. Strings and numbers have none. A class's own methods are not its instances'. */
export function dunder(value: unknown, name: string): Dunder | null {
  if (typeof value !== 'object' || value === null) return null
  const method = (value as Record<string, unknown>)[name]
  return typeof method === 'function' ? (method as Dunder) : null
}

/** Strings, SafeString included. */
export function isText(value: unknown): value is string {
  return typeof value === 'string' || value instanceof String
}

/** The name of the value's Python type, as messages spell it: `str`, `int`, `NoneType`, `list`, `Post`. */
export function type_name(value: unknown): string {
  if (value === null || value === undefined) return 'NoneType'
  if (typeof value === 'boolean') return 'bool'
  if (typeof value === 'bigint') return 'int'
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float'
  if (value instanceof Float) return 'float'
  if (typeof value === 'string') return 'str'
  if (typeof value === 'function') return isClass(value) ? 'type' : 'function'
  if (value instanceof Date) return 'datetime'
  if (mapping.isPlainObject(value) || isExactly(value, Map)) return 'dict'
  if (isExactly(value, Array)) return 'list'
  if (isExactly(value, Set)) return 'set'
  if (isExactly(value, Uint8Array)) return 'bytes'
  const name = class_name(value.constructor)
  return name === 'Tuple' ? 'tuple' : name === 'Bytes' ? 'bytes' : name
}

function isExactly(value: unknown, cls: new (...args: never[]) => unknown): boolean {
  return value instanceof cls && Object.getPrototypeOf(value) === cls.prototype
}

/** Classes have a prototype that cannot be replaced. */
function isClass(value: object): boolean {
  return Object.getOwnPropertyDescriptor(value, 'prototype')?.writable === false
}

/** `str(value)`. */
export function str(value: unknown): string {
  if (typeof value === 'string') return value
  const own = dunder(value, '__str__')
  if (own) return String(own.call(value))
  if (value instanceof String) return value.valueOf()
  if (value instanceof Error) return value.message
  if (value instanceof Date)
    return value
      .toISOString()
      .replace('T', ' ')
      .replace(/\.000Z$|Z$/, '+00:00')
  return repr(value)
}

/** `repr(value)`. */
export function repr(value: unknown): string {
  if (value === null || value === undefined) return 'None'
  if (value === true) return 'True'
  if (value === false) return 'False'
  if (typeof value === 'number') return Number.isInteger(value) ? intRepr(value) : floatRepr(value)
  if (typeof value === 'bigint') return intRepr(value)
  const own = dunder(value, '__repr__')
  if (own) return String(own.call(value))
  if (isText(value)) return stringRepr(String(value))
  if (Array.isArray(value)) return `[${value.map(repr).join(', ')}]`
  if (value instanceof Set) {
    return value.size === 0 ? 'set()' : `{${[...value].map(repr).join(', ')}}`
  }
  if (value instanceof Uint8Array) return bytesRepr(value)
  if (value instanceof Map || mapping.isPlainObject(value)) {
    const parts = mapping.entries(value).map(([key, item]) => `${repr(key)}: ${repr(item)}`)
    return `{${parts.join(', ')}}`
  }
  if (typeof value === 'function') {
    return isClass(value) ? `<class '${class_name(value)}'>` : `<function ${class_name(value)}>`
  }
  if (typeof value === 'symbol') return String(value)
  if (value instanceof Error) return errorRepr(value)
  const { toString } = value as { toString?: unknown }
  if (typeof toString === 'function' && toString !== Object.prototype.toString) {
    return String(toString.call(value))
  }
  return `<${type_name(value)} object>`
}

function errorRepr(error: Error): string {
  const { args } = error as { args?: unknown }
  const shown = Array.isArray(args) ? args : [error.message]
  return `${error.name}(${shown.map(repr).join(', ')})`
}

/** Everything Python's `str.isprintable` refuses; the space is printable. */
const UNPRINTABLE = /[\p{C}\p{Z}]/u
const ESCAPES: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\' }

/** `repr(str)`: single quotes unless the text has some and no double ones. */
export function stringRepr(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'"
  let result = quote
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0
    if (char === quote) result += `\\${char}`
    else if (ESCAPES[char] !== undefined) result += ESCAPES[char]
    else if (char === ' ' || !UNPRINTABLE.test(char)) result += char
    else if (code < 0x100) result += `\\x${code.toString(16).padStart(2, '0')}`
    else if (code < 0x10000) result += `\\u${code.toString(16).padStart(4, '0')}`
    else result += `\\U${code.toString(16).padStart(8, '0')}`
  }
  return result + quote
}

/** `repr(bytes)`: `b'caf\xc3\xa9'`. */
export function bytesRepr(bytes: Uint8Array): string {
  const ascii = String.fromCharCode(...bytes.filter((byte) => byte < 0x80))
  const quote = ascii.includes("'") && !ascii.includes('"') ? '"' : "'"
  let result = `b${quote}`
  for (const byte of bytes) {
    const char = String.fromCharCode(byte)
    if (char === quote) result += `\\${char}`
    else if (ESCAPES[char] !== undefined) result += ESCAPES[char]
    else if (byte >= 0x20 && byte < 0x7f) result += char
    else result += `\\x${byte.toString(16).padStart(2, '0')}`
  }
  return result + quote
}
