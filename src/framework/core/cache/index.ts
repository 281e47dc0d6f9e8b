/**
 * `django.core.cache`: the caches of settings.CACHES by name, and the default one.
 *
 * Django: django/core/cache/__init__.py, topics/cache
 * Left out: the file-based and memcached backends.
 */
import { ImportError } from '../../../base/python/exceptions.ts'
import { str } from '../../../base/python/protocols.ts'
import { settings } from '../../conf/index.ts'
import { import_string } from '../../utils/module_loading.ts'
import { InvalidCacheBackendError, type BaseCache, type CacheParams } from './backends/base.ts'
import { DummyCache } from './backends/dummy.ts'
import { LocMemCache } from './backends/locmem.ts'

export { BaseCache, InvalidCacheBackendError } from './backends/base.ts'

export const DEFAULT_CACHE_ALIAS = 'default'

type CacheClass = new (location: string, params: CacheParams) => BaseCache

const BUILT_IN: Readonly<Record<string, CacheClass>> = {
  'django.core.cache.backends.locmem.LocMemCache': LocMemCache,
  'django.core.cache.backends.dummy.DummyCache': DummyCache,
}

/** `caches['default']` in Django; each cache is made when it is first asked for. */
class CacheHandler {
  private readonly made = new Map<string, BaseCache>()
  private generation = -1

  /** @throws {InvalidCacheBackendError} CACHES has no such name, or its backend cannot be imported */
  __getitem__(alias: string): BaseCache {
    if (this.generation !== settings.generation) {
      this.made.clear()
      this.generation = settings.generation
    }
    const known = this.made.get(alias)
    if (known) return known
    const params = (settings.CACHES as Record<string, CacheParams | undefined>)[alias]
    if (params === undefined) {
      throw new InvalidCacheBackendError(`The connection '${alias}' doesn't exist.`)
    }
    const { BACKEND, LOCATION = '', ...rest } = params
    const cache = new (backendClass(str(BACKEND)))(str(LOCATION), rest)
    this.made.set(alias, cache)
    return cache
  }

  get(alias: string): BaseCache {
    return this.__getitem__(alias)
  }

  /** Those that were used. */
  all(): BaseCache[] {
    return [...this.made.values()]
  }
}

/** Tables of the caches that need one, as `manage.py createcachetable` makes them. */
export function createCacheTables(): void {
  for (const alias of Object.keys(settings.CACHES)) {
    const { create_table } = caches.get(alias) as { create_table?: () => void }
    create_table?.call(caches.get(alias))
  }
}

function backendClass(path: string): CacheClass {
  const known = BUILT_IN[path]
  if (known) return known
  try {
    return import_string(path) as CacheClass
  } catch (error) {
    if (!(error instanceof ImportError)) throw error
    throw new InvalidCacheBackendError(`Could not find backend '${path}': ${error.message}`)
  }
}

export const caches: CacheHandler = new CacheHandler()

/** The default cache, whichever the settings say at the moment of use. */
export const cache: BaseCache = new Proxy({} as BaseCache, {
  get(_, name) {
    const target = caches.get(DEFAULT_CACHE_ALIAS)
    const value = Reflect.get(target, name) as unknown
    return typeof value === 'function' ? (value.bind(target) as unknown) : value
  },
})
