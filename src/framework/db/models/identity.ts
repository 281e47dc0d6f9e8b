/**
 * When are two expressions the same? Python compares constructor arguments; here a text stands for them, so that an
 * expression can be a key of a Map: `F('a') + 1` written twice is one and the same GROUP BY term.
 */
import { isPlainObject } from '../../../base/python/mapping.ts'
import { repr } from '../../../base/python/protocols.ts'

let last = 0
const numbers = new WeakMap<object, number>()

/** A number of its own for each object, function and class. */
export function objectNumber(object: object): number {
  let number = numbers.get(object)
  if (number === undefined) {
    number = ++last
    numbers.set(object, number)
  }
  return number
}

interface Identified {
  identity(): string
}

/** Equal texts for equal values; expressions and fields answer for themselves. */
export function identityOf(value: unknown): string {
  if (value === null || value === undefined) return 'None'
  if (typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'function') return `#${objectNumber(value)}`
  if (typeof value !== 'object') return `${typeof value} ${String(value)}`
  if (Array.isArray(value)) return `[${value.map(identityOf).join()}]`
  if ('identity' in value && typeof value.identity === 'function')
    return (value as Identified).identity()
  if (isPlainObject(value)) {
    return `{${Object.entries(value)
      .map(([key, item]) => `${key}:${identityOf(item)}`)
      .join()}}`
  }
  if ('__repr__' in value) return `${objectNumber(value.constructor)} ${repr(value)}`
  return `#${objectNumber(value)}`
}

/** Own properties that say what an object is; names with a leading underscore are caches. */
export function structuralIdentity(object: object): string {
  const parts = Object.entries(object)
    .filter(([key, value]) => !key.startsWith('_') && value !== undefined)
    .map(([key, value]) => `${key}:${identityOf(value)}`)
  return `${objectNumber(object.constructor)}(${parts.join()})`
}
