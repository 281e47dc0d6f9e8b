/**
 * Python's dict, whichever shape it has in JavaScript: a plain object, a plain object whose entries moved into a Map
 * (its keys are not all ordinary strings), a Map, or an object with `__getitem__` and `keys`.
 * Only own keys count: `constructor` is in no dict.
 */

/** Where a plain object keeps its entries once a key was not an ordinary string. */
export const dictEntries: unique symbol = Symbol('dictEntries')

type PlainObject = Record<string, unknown> & { [dictEntries]?: Map<unknown, unknown> }
interface MappingObject {
  __getitem__(key: unknown): unknown
  __contains__?(key: unknown): boolean
  keys(): Iterable<unknown>
}

/** True for a plain object: what Python calls a dict, never an instance of a class. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  const prototype = Object.getPrototypeOf(value) as object | null
  // a module namespace has no prototype either, but is no dict
  if (prototype === null) return !(Symbol.toStringTag in value)
  if (prototype === Object.prototype) return true
  // another realm's Object.prototype: the end of its chain
  return Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype, 'hasOwnProperty')
}

/** True for what Python calls a mapping. */
export function isMapping(value: unknown): boolean {
  return value instanceof Map || isPlainObject(value) || isMappingObject(value)
}

function isMappingObject(value: unknown): value is MappingObject {
  return (
    typeof value === 'object' &&
    value !== null &&
    '__getitem__' in value &&
    typeof (value as { keys?: unknown }).keys === 'function'
  )
}

function mapOf(value: unknown): ReadonlyMap<unknown, unknown> | null {
  if (value instanceof Map) return value
  return isPlainObject(value) ? ((value as PlainObject)[dictEntries] ?? null) : null
}

/** `mapping.get(key)`: the value, or `fallback` (undefined when left out) where the key is absent. */
export function get(mapping: unknown, key: unknown, fallback?: unknown): unknown {
  const map = mapOf(mapping)
  if (map !== null) return map.has(key) ? map.get(key) : fallback
  if (isPlainObject(mapping)) {
    return Object.hasOwn(mapping, String(key)) ? mapping[String(key)] : fallback
  }
  if (isMappingObject(mapping) && has(mapping, key)) return mapping.__getitem__(key)
  return fallback
}

/** `key in mapping`. */
export function has(mapping: unknown, key: unknown): boolean {
  const map = mapOf(mapping)
  if (map !== null) return map.has(key)
  if (isPlainObject(mapping)) return Object.hasOwn(mapping, String(key))
  if (!isMappingObject(mapping)) return false
  if (mapping.__contains__) return mapping.__contains__(key)
  for (const own of mapping.keys()) if (own === key) return true
  return false
}

/** `list(mapping)`: the keys in order. */
export function keys(mapping: unknown): unknown[] {
  const map = mapOf(mapping)
  if (map !== null) return [...map.keys()]
  if (isPlainObject(mapping)) return Object.keys(mapping)
  return isMappingObject(mapping) ? [...mapping.keys()] : []
}

/** `list(mapping.items())` in order. */
export function entries(mapping: unknown): [unknown, unknown][] {
  const map = mapOf(mapping)
  if (map !== null) return [...map.entries()]
  if (isPlainObject(mapping)) return Object.entries(mapping)
  if (!isMappingObject(mapping)) return []
  return [...mapping.keys()].map((key) => [key, mapping.__getitem__(key)])
}

/** `len(mapping)`. */
export function size(mapping: unknown): number {
  return mapOf(mapping)?.size ?? keys(mapping).length
}
