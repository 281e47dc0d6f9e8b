/**
 * A cache in this engine's memory, by name: caches of one LOCATION share their entries. What comes out is a copy, as
 * Django's pickled values are, so that changing it changes nothing in the cache.
 *
 * Django: django/core/cache/backends/locmem.py
 */
import * as mapping from '../../../../base/python/mapping.ts'
import { Tuple } from '../../../../base/python/tuple.ts'
import { BaseCache, now, type CacheParams, type Timeout } from './base.ts'

interface Entry {
  value: unknown
  /** Seconds since 1970; null for never. */
  expires: number | null
}

const stores = new Map<string, Map<string, Entry>>()

/** Empties all stores: a restarted server remembers nothing. */
export function forgetAll(): void {
  stores.clear()
}

export class LocMemCache extends BaseCache {
  /** Least recently used first. */
  private readonly entries: Map<string, Entry>

  constructor(name: string, params: CacheParams = {}) {
    super(params)
    const known = stores.get(name) ?? new Map<string, Entry>()
    stores.set(name, known)
    this.entries = known
  }

  private live(key: string): Entry | null {
    const entry = this.entries.get(key)
    if (entry === undefined) return null
    if (entry.expires === null || entry.expires > now()) return entry
    this.entries.delete(key)
    return null
  }

  private use(key: string, entry: Entry): void {
    this.entries.delete(key)
    this.entries.set(key, entry)
  }

  protected read(key: string): unknown {
    const entry = this.live(key)
    if (entry === null) return undefined
    this.use(key, entry)
    return copy(entry.value)
  }

  protected write(key: string, value: unknown, timeout: Timeout): void {
    if (this.entries.size >= this.maxEntries) this.cull()
    this.use(key, { value: copy(value), expires: this.get_backend_timeout(timeout) })
  }

  protected remove(key: string): boolean {
    return this.entries.delete(key)
  }

  protected renew(key: string, timeout: Timeout): boolean {
    const entry = this.live(key)
    if (entry === null) return false
    entry.expires = this.get_backend_timeout(timeout)
    return true
  }

  protected empty(): void {
    this.entries.clear()
  }

  /** A number changed in place keeps its timeout. */
  override incr(key: unknown, delta = 1, options: { version?: number | null } = {}): unknown {
    const entry = this.entries.get(this.make_and_validate_key(key, options.version))
    const expires = entry?.expires ?? null
    const sum = super.incr(key, delta, options)
    const changed = this.entries.get(this.make_and_validate_key(key, options.version))
    if (changed) changed.expires = expires
    return sum
  }

  private cull(): void {
    if (this.cullFrequency === 0) {
      this.entries.clear()
      return
    }
    const oldest = [...this.entries.keys()]
    const count = Math.floor(oldest.length / this.cullFrequency)
    for (const key of oldest.slice(0, count)) this.entries.delete(key)
  }
}

/** Containers are copied to the bottom; an object copies itself by `__deepcopy__`, or is shared. */
function copy(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof Tuple) return Tuple.from(Array.from(value, copy))
  if (Array.isArray(value)) return value.map(copy)
  if (value instanceof Set) return new Set([...value].map(copy))
  if (value instanceof Map) return new Map([...value].map(([key, item]) => [key, copy(item)]))
  if (mapping.isPlainObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copy(item)]))
  }
  const { __deepcopy__ } = value as { __deepcopy__?: () => unknown }
  return typeof __deepcopy__ === 'function' ? __deepcopy__.call(value) : value
}
