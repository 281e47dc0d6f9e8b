/**
 * One step of a dotted name: `value.bit`. Django's order decides what a template shows: first `value['bit']`, then the
 * attribute, then `value[int(bit)]`; so a dict key "items" hides `.items`. JavaScript's own members (`length`, `map`,
 * `constructor`) are no attributes: a template sees what Python would show.
 *
 * Django: django/template/base.py (Variable._resolve_lookup)
 */
import { datetime } from '../../base/python/datetime.ts'
import {
  AttributeError,
  IndexError,
  KeyError,
  TypeError,
  ValueError,
} from '../../base/python/exceptions.ts'
import { Float } from '../../base/python/float.ts'
import * as mapping from '../../base/python/mapping.ts'
import { dictAttribute, textAttribute } from './builtin_attributes.ts'

/** There is nothing of that name. Not undefined, so that a forgotten case shows. */
export const MISSING: unique symbol = Symbol('missing')

/** One part of a dotted name with what `int(bit)` gives; -1 where that fails. */
export interface Bit {
  readonly name: string
  readonly index: number
}

export function bitOf(name: string): Bit {
  return { name, index: /^\d+$/.test(name) ? Number(name) : -1 }
}

/** Members that JavaScript gives to everything. */
const HIDDEN: ReadonlySet<string> = new Set([
  ...['constructor', 'hasOwnProperty', 'isPrototypeOf', 'propertyIsEnumerable'],
  ...['toLocaleString', 'toString', 'toJSON', 'valueOf'],
])

export function lookUp(current: unknown, bit: Bit): unknown {
  if (typeof current === 'string') return textMember(current, bit)
  if (typeof current === 'function') return functionAttribute(current, bit.name)
  if (typeof current !== 'object' || current === null) return MISSING
  if (Array.isArray(current)) return listMember(current, bit)
  const prototype: unknown = Object.getPrototypeOf(current)
  if (prototype === Object.prototype) {
    // what most names of most templates lead to
    const value = (current as Record<string, unknown>)[bit.name]
    if (value !== undefined && Object.hasOwn(current, bit.name)) return value
    return dictMember(current, bit)
  }
  if (prototype === null || current instanceof Map) return dictMember(current, bit)
  if (current instanceof Float) return MISSING
  if (current instanceof Date) return instanceMember(datetime.fromDate(current), bit)
  if (current instanceof String) {
    const value = textMember(current.valueOf(), bit)
    return value === MISSING ? attribute(current, bit.name) : value
  }
  return instanceMember(current, bit)
}

function textMember(text: string, bit: Bit): unknown {
  if (bit.index === -1) return textAttribute(text, bit.name) ?? MISSING
  const char = [...text][bit.index]
  return char ?? MISSING
}

function listMember(list: readonly unknown[], bit: Bit): unknown {
  if (bit.index !== -1) return bit.index < list.length ? list[bit.index] : MISSING
  if (bit.name === 'length' || (bit.name in Array.prototype && !Object.hasOwn(list, bit.name))) {
    return MISSING
  }
  return attribute(list, bit.name)
}

function dictMember(dict: object, bit: Bit): unknown {
  let value = mapping.get(dict, bit.name)
  if (value !== undefined) return value
  const method = dictAttribute(dict, bit.name)
  if (method !== null) return method
  if (bit.index === -1) return MISSING
  value = mapping.get(dict, bit.index)
  return value === undefined ? MISSING : value
}

interface Subscriptable {
  __getitem__(key: unknown): unknown
}

function instanceMember(instance: object, bit: Bit): unknown {
  const subscriptable = '__getitem__' in instance
  if (subscriptable) {
    const value = item(instance as Subscriptable, bit.name)
    if (value !== MISSING) return value
    // a mapping whose subscripts look like attributes would raise for what it does not have
    if (!(bit.name in instance)) {
      const value = functionAttribute(instance.constructor, bit.name)
      return value !== MISSING || bit.index === -1
        ? value
        : item(instance as Subscriptable, bit.index)
    }
  }
  const value = attribute(instance, bit.name)
  if (value !== MISSING || bit.index === -1 || !subscriptable) return value
  return item(instance as Subscriptable, bit.index)
}

function item(container: Subscriptable, key: unknown): unknown {
  try {
    const value = container.__getitem__(key)
    return value === undefined ? MISSING : value
  } catch (error) {
    if (
      error instanceof KeyError ||
      error instanceof TypeError ||
      error instanceof AttributeError ||
      error instanceof IndexError ||
      error instanceof ValueError
    ) {
      return MISSING
    }
    throw error
  }
}

/** `getattr(instance, name)`: own, inherited, then the class's statics, which Python shows on instances too. */
function attribute(instance: object, name: string): unknown {
  if (HIDDEN.has(name)) return MISSING
  let value: unknown
  try {
    value = (instance as Record<string, unknown>)[name]
  } catch (error) {
    // a property that exists and fails is an error of the learner's; one that says "no such attribute" is missing
    if (error instanceof AttributeError && !(name in instance)) return MISSING
    throw error
  }
  if (value !== undefined) return value
  return functionAttribute(instance.constructor, name)
}

function functionAttribute(fn: unknown, name: string): unknown {
  if (typeof fn !== 'function' || HIDDEN.has(name)) return MISSING
  const owner = fn as unknown as Record<string, unknown>
  if (name in Function.prototype || name === 'prototype') {
    // `static name = …` is enumerable, the name that JavaScript gives a function is not
    const own = Object.getOwnPropertyDescriptor(fn, name)
    if (own === undefined || own.enumerable !== true) return MISSING
  }
  const value = owner[name]
  return value === undefined ? MISSING : value
}
