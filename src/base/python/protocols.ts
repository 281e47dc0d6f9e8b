/**
 * Python's protocols over any value: an object's own dunder method decides, else JavaScript values get Python's
 * meaning: null is None, arrays are lists, plain objects and Maps are dicts, whole numbers are ints.
 * Everything that prints, compares, tests or loops over a learner's value comes through here.
 *
 * Python: reference/datamodel#special-method-names
 */
import { IndexError, StopIteration, TypeError } from './exceptions.ts'
import { Float } from './float.ts'
import * as mapping from './mapping.ts'
import { bytesRepr, dunder, isText, type_name, type Dunder } from './repr.ts'

export { bytesRepr, repr, str, stringRepr, type_name } from './repr.ts'

/** What a dunder comparison answers when it does not know the other operand. */
export const NotImplemented: unique symbol = Symbol('NotImplemented')

/** `bool(value)`: `__bool__`, then `__len__`, then emptiness. */
export function truthy(value: unknown): boolean {
  if (value === null || value === undefined) return false
  if (typeof value === 'boolean') return value
  // nan is true in Python
  if (typeof value === 'number') return value !== 0
  if (typeof value === 'bigint') return value !== 0n
  if (typeof value === 'string') return value !== ''
  const bool = dunder(value, '__bool__')
  if (bool) return Boolean(bool.call(value))
  return lengthOf(value) !== 0
}

/** The length, or null for what has none. */
function lengthOf(value: unknown): number | null {
  const own = dunder(value, '__len__')
  if (own) return Number(own.call(value))
  if (isText(value)) return codePointCount(String(value))
  if (Array.isArray(value) || value instanceof Uint8Array) return value.length
  if (value instanceof Set) return value.size
  if (value instanceof Map || mapping.isPlainObject(value)) return mapping.size(value)
  return null
}

function codePointCount(text: string): number {
  let count = 0
  for (const _ of text) count += 1
  return count
}

/** `len(value)`; a string counts in code points. @throws TypeError for what has no length */
export function len(value: unknown): number {
  const length = lengthOf(value)
  if (length === null) throw new TypeError(`object of type '${type_name(value)}' has no len()`)
  return length
}

type Numeric = number | bigint

/** The value as a JavaScript number where Python counts it among numbers; True is 1. */
function numeric(value: unknown): Numeric | null {
  if (typeof value === 'number' || typeof value === 'bigint') return value
  if (typeof value === 'boolean') return value ? 1 : 0
  return value instanceof Float ? value.value : null
}

/** `a == b`. */
export function eq(a: unknown, b: unknown): boolean {
  if (a === b) return true
  const none = a === null || a === undefined
  if (none || b === null || b === undefined) return none && (b === null || b === undefined)
  const own = dunder(a, '__eq__')
  if (own) {
    const answer = own.call(a, b)
    if (answer !== NotImplemented) return truthy(answer)
  }
  const other = dunder(b, '__eq__')
  if (other) {
    const answer = other.call(b, a)
    if (answer !== NotImplemented) return truthy(answer)
  }
  const left = numeric(a)
  if (left !== null) {
    const right = numeric(b)
    return right !== null && sameNumber(left, right)
  }
  if (isText(a)) return isText(b) && String(a) === String(b)
  return containersEqual(a, b)
}

/** 1 equals 1n, which `===` denies; `<` and `>` compare the two kinds exactly. */
function sameNumber(left: Numeric, right: Numeric): boolean {
  if (typeof left === typeof right) return left === right
  return !Number.isNaN(Number(left) + Number(right)) && !(left < right) && !(left > right)
}

function containersEqual(a: unknown, b: unknown): boolean {
  if (Array.isArray(a)) {
    // a list never equals a tuple
    if (!Array.isArray(b) || a.length !== b.length) return false
    if ((type_name(a) === 'tuple') !== (type_name(b) === 'tuple')) return false
    return a.every((item, i) => eq(item, b[i]))
  }
  if (a instanceof Uint8Array) {
    return b instanceof Uint8Array && a.length === b.length && a.every((byte, i) => byte === b[i])
  }
  if (a instanceof Date) return b instanceof Date && a.getTime() === b.getTime()
  if (a instanceof Set) {
    return b instanceof Set && a.size === b.size && [...a].every((item) => contains(b, item))
  }
  const isDict = (value: unknown) => value instanceof Map || mapping.isPlainObject(value)
  if (!isDict(a) || !isDict(b) || mapping.size(a) !== mapping.size(b)) return false
  return mapping
    .entries(a)
    .every(([key, item]) => mapping.has(b, key) && eq(item, mapping.get(b, key)))
}

/** `a < b`. @throws TypeError where Python has no order between the two */
export function lt(a: unknown, b: unknown): boolean {
  return order(a, b, '__lt__', '__gt__', '<', (left, right) => left < right)
}

/** `a <= b`. @throws TypeError where Python has no order between the two */
export function le(a: unknown, b: unknown): boolean {
  return order(a, b, '__le__', '__ge__', '<=', (left, right) => left <= right)
}

function order(
  a: unknown,
  b: unknown,
  name: string,
  reflected: string,
  operator: string,
  compare: (left: Numeric, right: Numeric) => boolean,
): boolean {
  for (const [self, method, other] of [
    [a, name, b],
    [b, reflected, a],
  ] as const) {
    const answer = dunder(self, method)?.call(self, other) ?? NotImplemented
    if (answer !== NotImplemented) return truthy(answer)
  }
  const [left, right] = [numeric(a), numeric(b)]
  if (left !== null && right !== null) return compare(left, right)
  if (isText(a) && isText(b)) return compare(compareText(String(a), String(b)), 0)
  if (a instanceof Date && b instanceof Date) return compare(a.getTime(), b.getTime())
  if (Array.isArray(a) && Array.isArray(b) && type_name(a) === type_name(b)) {
    const first = a.findIndex((item, i) => i >= b.length || !eq(item, b[i]))
    if (first === -1 || first >= b.length) return compare(a.length, b.length)
    return order(a[first], b[first], name, reflected, operator, compare)
  }
  throw new TypeError(
    `'${operator}' not supported between instances of '${type_name(a)}' and '${type_name(b)}'`,
  )
}

/** Strings are ordered by code point: negative, zero or positive. JavaScript's `<` goes by UTF-16 unit. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0
  const length = Math.min(a.length, b.length)
  let i = 0
  while (i < length && a.charCodeAt(i) === b.charCodeAt(i)) i += 1
  if (i === length) return a.length - b.length
  const [left, right] = [a.charCodeAt(i), b.charCodeAt(i)]
  // surrogates stand for code points above U+FFFF, so they come after U+E000…U+FFFF
  const rank = (unit: number) => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit)
  return rank(left) - rank(right)
}

/** `item in container`. @throws TypeError for what is no container */
export function contains(container: unknown, item: unknown): boolean {
  const own = dunder(container, '__contains__')
  if (own) return truthy(own.call(container, item))
  if (isText(container)) {
    if (isText(item)) return String(container).includes(String(item))
    throw new TypeError(`'in <string>' requires string as left operand, not ${type_name(item)}`)
  }
  if (container instanceof Set && container.has(item)) return true
  if (container instanceof Map || mapping.isPlainObject(container)) {
    if (isText(item)) return mapping.has(container, String(item))
    return mapping.keys(container).some((key) => eq(key, item))
  }
  if (!isIterable(container)) {
    throw new TypeError(`argument of type '${type_name(container)}' is not iterable`)
  }
  for (const candidate of iterate(container)) if (eq(candidate, item)) return true
  return false
}

/** Whether `iterate` would succeed. */
export function isIterable(value: unknown): boolean {
  if (typeof value === 'string') return true
  if (typeof value !== 'object' || value === null) return false
  return (
    dunder(value, '__iter__') !== null ||
    Symbol.iterator in value ||
    dunder(value, '__getitem__') !== null ||
    mapping.isPlainObject(value)
  )
}

/** `iter(value)`: dicts give their keys, strings their code points. @throws TypeError for what cannot be looped over */
export function iterate(value: unknown): Iterable<unknown> {
  const own = dunder(value, '__iter__')
  if (own) return fromPythonIterator(own.call(value))
  if (typeof value === 'string') return value
  if (value instanceof Map || mapping.isPlainObject(value)) return mapping.keys(value)
  if (typeof value === 'object' && value !== null && Symbol.iterator in value) {
    return value as Iterable<unknown>
  }
  const getItem = dunder(value, '__getitem__')
  if (getItem) return byIndex(value, getItem)
  throw new TypeError(`'${type_name(value)}' object is not iterable`)
}

function fromPythonIterator(iterator: unknown): Iterable<unknown> {
  const next = dunder(iterator, '__next__')
  if (!next || (iterator as object)[Symbol.iterator as never]) return iterator as Iterable<unknown>
  return untilRaised(() => next.call(iterator), StopIteration)
}

function byIndex(value: unknown, getItem: Dunder): Iterable<unknown> {
  let index = 0
  return untilRaised(() => getItem.call(value, index++), IndexError)
}

function* untilRaised(next: () => unknown, end: new (...args: unknown[]) => Error) {
  for (;;) {
    let item: unknown
    try {
      item = next()
    } catch (error) {
      if (error instanceof end) return
      throw error
    }
    yield item
  }
}

/**
 * `hash(value)` as a key for a Map: equal values give the same key, so `1`, `1n`, `True` and `1.0` share one.
 * @throws TypeError for lists, dicts and sets
 */
export function hash(value: unknown): unknown {
  const own = dunder(value, '__hash__')
  if (own) return own.call(value)
  const number = numeric(value)
  if (number !== null) {
    return typeof number === 'bigint' && Number.isSafeInteger(Number(number))
      ? Number(number)
      : number
  }
  if (isText(value)) return String(value)
  if (value === undefined) return null
  if (value instanceof Uint8Array) return bytesRepr(value)
  if (
    Array.isArray(value) ||
    value instanceof Set ||
    value instanceof Map ||
    mapping.isPlainObject(value)
  ) {
    throw new TypeError(`unhashable type: '${type_name(value)}'`)
  }
  return value
}
