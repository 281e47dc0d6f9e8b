/**
 * What every cache backend answers. A key gets the version and a prefix in front; a timeout is in seconds, null for
 * ever, zero or less for already gone.
 *
 * Django: django/core/cache/backends/base.py, topics/cache#the-low-level-cache-api
 * Left out: warnings about keys that memcached would refuse.
 */
import { defineTwins } from '../../../../base/async/twins.ts'
import { callWithKwargs, isCallable } from '../../../../base/kwargs.ts'
import { ValueError } from '../../../../base/python/exceptions.ts'
import { isNumber } from '../../../../base/python/float.ts'
import * as mapping from '../../../../base/python/mapping.ts'
import { iterate, str } from '../../../../base/python/protocols.ts'
import { isString } from '../../../../base/python/safe_string.ts'
import type { EventDetails } from '../../../../trace/kinds.ts'
import { tracing } from '../../../../trace/tracer.ts'
import { ImproperlyConfigured } from '../../exceptions.ts'
import { import_string } from '../../../utils/module_loading.ts'
import { ports } from '../../../utils/ports.ts'

export class InvalidCacheBackendError extends ImproperlyConfigured {}

export type Timeout = number | null | undefined
export interface VersionOptions {
  readonly version?: number | null
}

/** One entry of CACHES, without BACKEND and LOCATION. */
export type CacheParams = Readonly<Record<string, unknown>>
type KeyFunction = (key: unknown, key_prefix: string, version: number) => string

const DEFAULT_SECONDS = 300
const DEFAULT_MAX_ENTRIES = 300
const DEFAULT_CULL_FREQUENCY = 3

/** Given back for a key that is not there; null is a value that may be stored. */
const MISSING = Symbol('missing')

function default_key_func(key: unknown, key_prefix: string, version: number): string {
  return `${key_prefix}:${version}:${str(key)}`
}

function keyFunction(given: unknown): KeyFunction {
  if (given === null || given === undefined) return default_key_func
  const found = isString(given) ? import_string(str(given)) : given
  return (key, prefix, version) => str(callWithKwargs(found, [key, prefix, version]))
}

function whole(value: unknown, fallback: number): number {
  const number = Math.trunc(Number(value))
  return Number.isFinite(number) ? number : fallback
}

export abstract class BaseCache {
  readonly default_timeout: number | null
  readonly key_prefix: string
  readonly version: number
  protected readonly maxEntries: number
  /** One entry in so many is dropped from a full cache; 0 empties it. */
  protected readonly cullFrequency: number
  private readonly keyFunction: KeyFunction

  constructor(params: CacheParams) {
    const options = (params.OPTIONS ?? {}) as CacheParams
    const timeout = params.TIMEOUT ?? params.timeout ?? DEFAULT_SECONDS
    const isForever = params.TIMEOUT === null || params.timeout === null
    this.default_timeout = isForever ? null : whole(timeout, DEFAULT_SECONDS)
    this.maxEntries = whole(params.max_entries ?? options.MAX_ENTRIES, DEFAULT_MAX_ENTRIES)
    const frequency = params.cull_frequency ?? options.CULL_FREQUENCY
    this.cullFrequency = whole(frequency, DEFAULT_CULL_FREQUENCY)
    this.key_prefix = str(params.KEY_PREFIX ?? '')
    this.version = Number(params.VERSION ?? 1)
    this.keyFunction = keyFunction(params.KEY_FUNCTION)
  }

  /** Seconds since 1970 at which an entry is gone; null for never. @param timeout  undefined: the default */
  get_backend_timeout(timeout: Timeout = this.default_timeout): number | null {
    if (timeout === null) return null
    // already expired, whatever the clock says
    return timeout === 0 ? -1 : now() + timeout
  }

  make_key(key: unknown, version: number | null = null): string {
    return this.keyFunction(key, this.key_prefix, version ?? this.version)
  }

  /** For backends that cannot take every key. */
  validate_key(_key: string): void {}

  make_and_validate_key(key: unknown, version: number | null = null): string {
    const made = this.make_key(key, version)
    this.validate_key(made)
    return made
  }

  /** @returns undefined where there is no entry, or it has expired */
  protected abstract read(key: string): unknown
  protected abstract write(key: string, value: unknown, timeout: Timeout): void
  protected abstract remove(key: string): boolean
  protected abstract renew(key: string, timeout: Timeout): boolean
  protected abstract empty(): void

  get(key: unknown, fallback: unknown = null, { version = null }: VersionOptions = {}): unknown {
    const made = this.make_and_validate_key(key, version)
    const value = this.read(made)
    note('get', made, value === undefined ? 'miss' : 'hit')
    return value === undefined ? fallback : value
  }

  set(
    key: unknown,
    value: unknown,
    timeout?: Timeout,
    { version = null }: VersionOptions = {},
  ): void {
    const made = this.make_and_validate_key(key, version)
    this.write(made, value, timeout)
    note('set', made, 'stored')
  }

  /** Only where there is no such key. */
  add(
    key: unknown,
    value: unknown,
    timeout?: Timeout,
    { version = null }: VersionOptions = {},
  ): boolean {
    const made = this.make_and_validate_key(key, version)
    if (this.read(made) !== undefined) return false
    this.write(made, value, timeout)
    note('set', made, 'stored')
    return true
  }

  /** A new timeout for an entry that is there. */
  touch(key: unknown, timeout?: Timeout, { version = null }: VersionOptions = {}): boolean {
    return this.renew(this.make_and_validate_key(key, version), timeout)
  }

  delete(key: unknown, { version = null }: VersionOptions = {}): boolean {
    const made = this.make_and_validate_key(key, version)
    const removed = this.remove(made)
    note('delete', made, removed ? 'removed' : 'miss')
    return removed
  }

  /** Only the keys that are there. */
  get_many(keys: unknown, options: VersionOptions = {}): Record<string, unknown> {
    const found: Record<string, unknown> = {}
    for (const key of iterate(keys)) {
      const value = this.get(key, MISSING, options)
      if (value !== MISSING) found[str(key)] = value
    }
    return found
  }

  /** @param fallback  a value, or a function that is called only for a missing key */
  get_or_set(
    key: unknown,
    fallback: unknown,
    timeout?: Timeout,
    options: VersionOptions = {},
  ): unknown {
    const known = this.get(key, MISSING, options)
    if (known !== MISSING) return known
    const value = isCallable(fallback) ? callWithKwargs(fallback, []) : fallback
    this.add(key, value, timeout, options)
    return this.get(key, value, options)
  }

  has_key(key: unknown, { version = null }: VersionOptions = {}): boolean {
    return this.read(this.make_and_validate_key(key, version)) !== undefined
  }

  __contains__(key: unknown): boolean {
    return this.has_key(key)
  }

  /** @throws {ValueError} no such key */
  incr(key: unknown, delta = 1, options: VersionOptions = {}): unknown {
    const made = this.make_and_validate_key(key, options.version)
    const value = this.read(made)
    if (value === undefined) throw new ValueError(`Key '${made}' not found`)
    if (!isNumber(value)) throw new ValueError(`The value of '${made}' is no number`)
    const sum = Number(value) + delta
    this.write(made, sum, undefined)
    return sum
  }

  decr(key: unknown, delta = 1, options: VersionOptions = {}): unknown {
    return this.incr(key, -delta, options)
  }

  /** @returns the keys that could not be stored: none */
  set_many(data: unknown, timeout?: Timeout, options: VersionOptions = {}): unknown[] {
    for (const [key, value] of mapping.entries(data)) this.set(key, value, timeout, options)
    return []
  }

  delete_many(keys: unknown, options: VersionOptions = {}): void {
    for (const key of iterate(keys)) this.delete(key, options)
  }

  clear(): void {
    this.empty()
    note('clear', '*', 'removed')
  }

  /** Moves an entry to another version. @throws {ValueError} no such key */
  incr_version(key: unknown, delta = 1, options: VersionOptions = {}): number {
    const version = options.version ?? this.version
    if (!this.has_key(key, { version })) throw new ValueError(`Key '${str(key)}' not found`)
    this.set(key, this.get(key, null, { version }), undefined, { version: version + delta })
    this.delete(key, { version })
    return version + delta
  }

  decr_version(key: unknown, delta = 1, options: VersionOptions = {}): number {
    return this.incr_version(key, -delta, options)
  }

  close(): void {}
}

/** Seconds since 1970. */
export function now(): number {
  return ports.now() / 1e6
}

function note(
  op: EventDetails['cache']['op'],
  key: string,
  outcome: EventDetails['cache']['outcome'],
): void {
  tracing.tracer?.event('cache', { op, key, outcome }, 'caller')
}

defineTwins(BaseCache.prototype, [
  ...['add', 'get', 'set', 'touch', 'delete', 'get_many', 'get_or_set', 'has_key', 'set_many'],
  ...['delete_many', 'clear', 'close', 'incr', 'decr', 'incr_version', 'decr_version'],
])
