/**
 * A dict with a list behind each key, that answers with the last item of it.
 *
 * Django: MultiValueDict of django/utils/datastructures.py
 */
import { Kwargs } from '../../base/kwargs.ts'
import { KeyError, TypeError } from '../../base/python/exceptions.ts'
import { class_name } from '../../base/python/class_name.ts'
import * as mapping from '../../base/python/mapping.ts'
import { eq, iterate, repr } from '../../base/python/protocols.ts'
import { subscriptable } from '../../base/python/subscript.ts'
import { Tuple } from '../../base/python/tuple.ts'

export class MultiValueDictKeyError extends KeyError {}

/** `d['name']` and `d.get('name')` give the last value, `d.getlist('name')` all. */
export class MultiValueDict<V = unknown> {
  _lists: Map<unknown, V[]>;
  [key: string]: unknown

  /** @param key_to_list_mapping  a dict of lists, or pairs of key and list */
  constructor(key_to_list_mapping: unknown = []) {
    const pairs = mapping.isMapping(key_to_list_mapping)
      ? mapping.entries(key_to_list_mapping)
      : (iterate(key_to_list_mapping) as Iterable<[unknown, unknown]>)
    this._lists = new Map(pairs as Iterable<[unknown, V[]]>)
    return subscriptable(this)
  }

  /** The last value, `[]` for an empty list. @throws MultiValueDictKeyError */
  __getitem__(key: unknown): V | [] {
    const list = this._lists.get(key)
    if (list === undefined) throw new MultiValueDictKeyError(key)
    return list.length === 0 ? [] : (list.at(-1) as V)
  }

  /** Replaces the list by one of this value alone. */
  __setitem__(key: unknown, value: V): void {
    this._lists.set(key, [value])
  }

  /** @throws KeyError */
  __delitem__(key: unknown): void {
    if (!this._lists.delete(key)) throw new KeyError(key)
  }

  __contains__(key: unknown): boolean {
    return this._lists.has(key)
  }

  __len__(): number {
    return this._lists.size
  }

  /** The last value; `fallback` where there is none. */
  get(key: unknown, fallback: unknown = null): unknown {
    const value = this._lists.get(key)?.at(-1)
    return value === undefined || eq(value, []) ? fallback : value
  }

  /** A new list of all values; `fallback`, else an empty list, where the key is absent. */
  getlist(key: unknown, fallback: V[] | null = null): V[] {
    const list = this._lists.get(key)
    if (list === undefined) return fallback ?? []
    return list === null ? list : [...list]
  }

  setlist(key: unknown, list_: V[]): void {
    this._lists.set(key, list_)
  }

  setdefault(key: unknown, fallback: unknown = null): unknown {
    if (!this.__contains__(key)) this.__setitem__(key, fallback as V)
    return this.__getitem__(key)
  }

  /** The list itself, made where it is absent. */
  setlistdefault(key: unknown, default_list: V[] | null = null): V[] {
    if (!this.__contains__(key)) this.setlist(key, default_list ?? [])
    return this._lists.get(key) ?? []
  }

  appendlist(key: unknown, value: V): void {
    this.setlistdefault(key).push(value)
  }

  keys(): unknown[] {
    return [...this._lists.keys()]
  }

  /** The last value of each key. */
  values(): unknown[] {
    return this.keys().map((key) => this.__getitem__(key))
  }

  /** Pairs of key and last value. */
  items(): Tuple[] {
    return this.keys().map((key) => new Tuple<unknown>(key, this.__getitem__(key)))
  }

  /** Pairs of key and list. */
  lists(): Tuple[] {
    return Array.from(this._lists, ([key, list]) => new Tuple<unknown>(key, list))
  }

  [Symbol.iterator](): Iterator<unknown> {
    return this._lists.keys()
  }

  /** The list of a key, which goes. @throws KeyError where it is absent and there is no fallback */
  pop(key: unknown, ...fallback: unknown[]): unknown {
    const list = this._lists.get(key)
    if (list === undefined) {
      if (fallback.length > 0) return fallback[0]
      throw new KeyError(key)
    }
    this._lists.delete(key)
    return list
  }

  /** The last key with its list, which go. @throws KeyError when empty */
  popitem(): Tuple {
    const last = this.lists().at(-1)
    if (!last) throw new KeyError('popitem(): dictionary is empty')
    this._lists.delete(last[0])
    return last
  }

  clear(): void {
    this._lists.clear()
  }

  /** Same lists' values in new lists. */
  copy(): MultiValueDict<V> {
    const lists = this.lists().map(([key, list]) => [key, [...(list as V[])]])
    return new (this.constructor as new (lists: unknown) => MultiValueDict<V>)(lists)
  }

  /** Adds to the lists that are there, instead of replacing them. A MultiValueDict, a mapping, pairs, or names. */
  update(...args: unknown[]): void {
    if (args.length > 1) {
      throw new TypeError(`update expected at most 1 argument, got ${args.length}`)
    }
    const [given] = args
    if (given instanceof MultiValueDict) {
      for (const [key, list] of given.lists()) this.setlistdefault(key).push(...(list as V[]))
    } else if (given instanceof Kwargs) {
      for (const [key, value] of Object.entries(given.values)) this.appendlist(key, value as V)
    } else if (given !== undefined) {
      const pairs = mapping.isMapping(given) ? mapping.entries(given) : iterate(given)
      for (const pair of pairs) {
        const [key, value] = pair as [unknown, V]
        this.appendlist(key, value)
      }
    }
  }

  /** A plain dict of the last values. */
  dict(): Record<string, unknown> {
    return Object.fromEntries(this.items().map(([key, value]) => [String(key), value]))
  }

  __eq__(other: unknown): boolean {
    if (other instanceof MultiValueDict) return eq(this._lists, other._lists)
    return mapping.isPlainObject(other) && eq(this._lists, new Map(Object.entries(other)))
  }

  __repr__(): string {
    return `<${class_name(this.constructor)}: ${repr(this._lists)}>`
  }
}
