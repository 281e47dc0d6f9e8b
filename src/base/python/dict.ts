/**
 * A dict with Python's methods, for places where people write `request.META['X']` as well as `request.META.get('X')`.
 * A missing key raises KeyError in the first form.
 */
import { KeyError } from './exceptions.ts'
import { eq, repr } from './protocols.ts'
import * as mapping from './mapping.ts'
import { subscriptable } from './subscript.ts'

/** As `new Map(Object.entries(items))`, without a pair for each. */
function mapOf<V>(items: Readonly<Record<string, V>>): Map<string, V> {
  const map = new Map<string, V>()
  for (const key of Object.keys(items)) map.set(key, items[key] as V)
  return map
}

export class Dict<V = unknown> {
  readonly _items: Map<string, V>;
  [key: string]: unknown

  constructor(items: Readonly<Record<string, V>> | Iterable<readonly [string, V]> = {}) {
    const isIterable =
      typeof (items as { [Symbol.iterator]?: unknown })[Symbol.iterator] === 'function'
    this._items = isIterable
      ? new Map(items as Iterable<readonly [string, V]>)
      : mapOf(items as Record<string, V>)
    return subscriptable(this)
  }

  __getitem__(key: string): V {
    if (!this._items.has(key)) throw new KeyError(key)
    return this._items.get(key) as V
  }

  __setitem__(key: string, value: V): void {
    this._items.set(key, value)
  }

  __delitem__(key: string): void {
    if (!this._items.delete(key)) throw new KeyError(key)
  }

  __contains__(key: string): boolean {
    return this._items.has(key)
  }

  __len__(): number {
    return this._items.size
  }

  get(key: string): V | null
  get<F>(key: string, fallback: F): V | F
  get(key: string, fallback: unknown = null): unknown {
    return this._items.has(key) ? this._items.get(key) : fallback
  }

  keys(): string[] {
    return [...this._items.keys()]
  }

  values(): V[] {
    return [...this._items.values()]
  }

  items(): [string, V][] {
    return [...this._items]
  }

  /** @throws {KeyError}  absent, and no fallback given */
  pop(key: string, ...fallback: unknown[]): unknown {
    if (!this._items.has(key)) {
      if (fallback.length > 0) return fallback[0]
      throw new KeyError(key)
    }
    const value = this._items.get(key)
    this._items.delete(key)
    return value
  }

  setdefault(key: string, value: V): V {
    if (!this._items.has(key)) this._items.set(key, value)
    return this._items.get(key) as V
  }

  update(other: unknown): void {
    for (const [key, value] of mapping.entries(other)) this._items.set(String(key), value as V)
  }

  copy(): Dict<V> {
    return new Dict(this._items)
  }

  clear(): void {
    this._items.clear()
  }

  [Symbol.iterator](): Iterator<string> {
    return this._items.keys()
  }

  __eq__(other: unknown): boolean {
    const keys = mapping.keys(other)
    return (
      mapping.isMapping(other) &&
      keys.length === this._items.size &&
      keys.every(
        (key) =>
          this._items.has(String(key)) && eq(this._items.get(String(key)), mapping.get(other, key)),
      )
    )
  }

  __repr__(): string {
    return `{${this.items()
      .map(([key, value]) => `${repr(key)}: ${repr(value)}`)
      .join(', ')}}`
  }
}
