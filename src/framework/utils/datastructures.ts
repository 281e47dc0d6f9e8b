/**
 * Django's own collections. A MultiValueDict keeps a list for each key and gives its last item: that is how
 * `?tag=a&tag=b` can be read both ways.
 *
 * Django: django/utils/datastructures.py, ref/request-response#querydict-objects
 * Left out: DictWrapper.
 */
import { AttributeError, KeyError, ValueError } from '../../base/python/exceptions.ts'
import * as mapping from '../../base/python/mapping.ts'
import { eq, hash, iterate, repr, str } from '../../base/python/protocols.ts'
import { isString } from '../../base/python/safe_string.ts'
import { subscriptable } from '../../base/python/subscript.ts'
import { Tuple } from '../../base/python/tuple.ts'

export { MultiValueDict, MultiValueDictKeyError } from './multi_value_dict.ts'

/** A set that remembers in which order its items came. */
export class OrderedSet {
  readonly #items = new Map<unknown, unknown>()

  constructor(iterable: unknown = null) {
    if (iterable !== null) for (const item of iterate(iterable)) this.add(item)
  }

  add(item: unknown): void {
    const key = hash(item)
    if (!this.#items.has(key)) this.#items.set(key, item)
  }

  /** @throws KeyError */
  remove(item: unknown): void {
    if (!this.#items.delete(hash(item))) throw new KeyError(item)
  }

  discard(item: unknown): void {
    this.#items.delete(hash(item))
  }

  __contains__(item: unknown): boolean {
    return this.#items.has(hash(item))
  }

  __len__(): number {
    return this.#items.size
  }

  __reversed__(): unknown[] {
    return [...this.#items.values()].reverse()
  }

  [Symbol.iterator](): Iterator<unknown> {
    return this.#items.values()
  }

  __repr__(): string {
    return `OrderedSet(${this.#items.size === 0 ? '' : repr([...this])})`
  }
}

/** A tuple that says why it cannot be changed. */
export class ImmutableList<T = unknown> extends Tuple<T> {
  declare readonly warning: string

  constructor(
    items: Iterable<T> | number = [],
    { warning = 'ImmutableList object is immutable.' }: { warning?: string } = {},
  ) {
    super()
    // Array's own methods make new arrays by length
    const initial = typeof items === 'number' ? [] : items
    for (const item of initial) super.push(item)
    Object.defineProperty(this, 'warning', { value: warning })
  }

  /** @throws AttributeError always */
  private complain(): never {
    throw new AttributeError(this.warning)
  }

  __setitem__ = (): never => this.complain()
  __delitem__ = (): never => this.complain()
  append = (): never => this.complain()
  extend = (): never => this.complain()
  insert = (): never => this.complain()
  remove = (): never => this.complain()
  override push = (): never => this.complain()
  override pop = (): never => this.complain()
  override sort = (): never => this.complain()
  override reverse = (): never => this.complain()
}

/** Keys by any spelling of their case; iterating gives the one they came with. */
export class CaseInsensitiveMapping {
  readonly _store: Map<string, readonly [string, unknown]>

  constructor(data: unknown) {
    this._store = new Map(itemsOf(data).map(([key, value]) => [key.toLowerCase(), [key, value]]))
    return subscriptable(this)
  }

  /** @throws KeyError */
  __getitem__(key: string): unknown {
    const found = this._store.get(str(key).toLowerCase())
    if (!found) throw new KeyError(str(key).toLowerCase())
    return found[1]
  }

  get(key: string, fallback: unknown = null): unknown {
    return this.__contains__(key) ? this.__getitem__(key) : fallback
  }

  __contains__(key: unknown): boolean {
    return isString(key) && this._store.has(str(key).toLowerCase())
  }

  __len__(): number {
    return this._store.size
  }

  keys(): string[] {
    return Array.from(this._store.values(), ([key]) => key)
  }

  values(): unknown[] {
    return Array.from(this._store.values(), ([, value]) => value)
  }

  items(): Tuple[] {
    return Array.from(this._store.values(), ([key, value]) => new Tuple<unknown>(key, value))
  }

  [Symbol.iterator](): Iterator<string> {
    return this.keys()[Symbol.iterator]()
  }

  copy(): this {
    return this
  }

  __eq__(other: unknown): boolean {
    if (!mapping.isMapping(other)) return false
    const lower = (entries: Iterable<readonly [unknown, unknown]>) =>
      new Map(Array.from(entries, ([key, value]) => [str(key).toLowerCase(), value]))
    return eq(lower(this._store.values()), lower(mapping.entries(other)))
  }

  __repr__(): string {
    return repr(new Map(this._store.values()))
  }
}

/** Pairs of a mapping or of a sequence. @throws ValueError for what is no pair or has no text for a key */
function itemsOf(data: unknown): [string, unknown][] {
  if (mapping.isMapping(data)) return mapping.entries(data) as [string, unknown][]
  return Array.from(iterate(data), (element, i) => {
    const pair = [...iterate(element)]
    if (pair.length !== 2) {
      throw new ValueError(
        `dictionary update sequence element #${i} has length ${pair.length}; 2 is required.`,
      )
    }
    if (!isString(pair[0])) {
      throw new ValueError(`Element key ${repr(pair[0])} invalid, only strings are allowed`)
    }
    return pair as [string, unknown]
  })
}
