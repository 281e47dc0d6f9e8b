/**
 * Whole pages from a cache. UpdateCacheMiddleware stands first in MIDDLEWARE, since it must see the response last;
 * FetchFromCacheMiddleware stands last. CacheMiddleware is both, and what `cache_page` uses.
 *
 * Django: django/middleware/cache.py, topics/cache#the-per-site-cache
 */
import { str } from '../../base/python/protocols.ts'
import { settings } from '../conf/index.ts'
import { caches, DEFAULT_CACHE_ALIAS, type BaseCache } from '../core/cache/index.ts'
import type { GetResponse } from '../core/handlers/layer.ts'
import type { HttpRequest } from '../http/request.ts'
import type { HttpResponseBase } from '../http/response_base.ts'
import {
  get_cache_key,
  get_max_age,
  has_vary_header,
  learn_cache_key,
  patch_response_headers,
  patch_vary_headers,
} from '../utils/cache.ts'
import { MiddlewareMixin } from '../utils/deprecation.ts'
import { parse_http_date_safe } from '../utils/http.ts'
import { ports } from '../utils/ports.ts'

type Marked = HttpRequest & { _cache_update_cache?: boolean }
type RenderedLater = {
  render?: unknown
  add_post_render_callback?(callback: (rendered: unknown) => void): void
}

class CachingMiddleware extends MiddlewareMixin {
  cache_timeout: number = settings.CACHE_MIDDLEWARE_SECONDS
  /** `cache_page`'s own seconds, which win over the response's max-age. */
  page_timeout: number | null = null
  key_prefix: string = settings.CACHE_MIDDLEWARE_KEY_PREFIX
  cache_alias: string = settings.CACHE_MIDDLEWARE_ALIAS

  get cache(): BaseCache {
    return caches.get(this.cache_alias)
  }
}

/** Answers from the cache where it can. */
function fetchPage(layer: CachingMiddleware, request: Marked): HttpResponseBase | null {
  const { method } = request
  request._cache_update_cache = false
  if (method !== 'GET' && method !== 'HEAD') return null
  const { cache, key_prefix } = layer
  const found = (kind: string): HttpResponseBase | null => {
    const key = get_cache_key(request, key_prefix, kind, { cache })
    return key === null ? null : (cache.get(key) as HttpResponseBase | null)
  }
  const response = found('GET') ?? (method === 'HEAD' ? found('HEAD') : null)
  request._cache_update_cache = response === null
  if (response !== null) setAge(response)
  return response
}

/** How long ago the page was made, from what it still has left. */
function setAge(response: HttpResponseBase): void {
  const max_age = get_max_age(response)
  const expires = parse_http_date_safe(str(response.get('Expires', '')))
  if (max_age === null || expires === null) return
  const left = expires - Math.floor(ports.now() / 1e6)
  response.headers.__setitem__('Age', Math.max(0, max_age - left))
}

const FORBIDDEN = ['private', 'no-cache', 'no-store']

/** Whether others may get this response as well. */
function isCacheable(response: HttpResponseBase): boolean {
  if (response.streaming || ![200, 304].includes(response.status_code)) return false
  // a cookie for one person, on a page that depends on cookies
  if (response.cookies.__len__() > 0 && has_vary_header(response, 'Cookie')) return false
  const control = str(response.get('Cache-Control', '')).toLowerCase()
  return !FORBIDDEN.some((word) => control.includes(word)) && !has_vary_header(response, '*')
}

function updatePage(
  layer: CachingMiddleware,
  request: Marked,
  response: HttpResponseBase,
): HttpResponseBase {
  if (!request._cache_update_cache || !isCacheable(response)) return response
  const { cache, key_prefix, page_timeout } = layer
  const max_age = get_max_age(response)
  if (page_timeout === null && max_age === 0) return response
  const timeout = page_timeout ?? max_age ?? layer.cache_timeout
  const isPublic = str(response.get('Cache-Control', '')).toLowerCase().includes('public')
  patch_response_headers(response, timeout)
  if (request.META.get('HTTP_AUTHORIZATION') && !isPublic) {
    patch_vary_headers(response, ['Authorization'])
  }
  if (timeout === 0 || response.status_code !== 200) return response
  const key = learn_cache_key(request, response, timeout, key_prefix, { cache })
  const late = response as RenderedLater
  if (typeof late.render === 'function' && late.add_post_render_callback) {
    late.add_post_render_callback((rendered) => cache.set(key, rendered, timeout))
  } else cache.set(key, response, timeout)
  return response
}

export class UpdateCacheMiddleware extends CachingMiddleware {
  process_response(request: HttpRequest, response: HttpResponseBase): HttpResponseBase {
    return updatePage(this, request, response)
  }
}

export class FetchFromCacheMiddleware extends CachingMiddleware {
  process_request(request: HttpRequest): HttpResponseBase | null {
    return fetchPage(this, request)
  }
}

export interface CacheMiddlewareOptions {
  /** null: none at all; left out: that of the settings. */
  readonly key_prefix?: string | null
  /** null: the default cache; left out: that of the settings. */
  readonly cache_alias?: string | null
}

export class CacheMiddleware extends UpdateCacheMiddleware {
  constructor(
    get_response: GetResponse | null,
    cache_timeout: number | null = null,
    page_timeout: number | null = null,
    { key_prefix, cache_alias }: CacheMiddlewareOptions = {},
  ) {
    super(get_response)
    if (key_prefix !== undefined) this.key_prefix = key_prefix ?? ''
    if (cache_alias !== undefined) this.cache_alias = cache_alias ?? DEFAULT_CACHE_ALIAS
    if (cache_timeout !== null) this.cache_timeout = cache_timeout
    this.page_timeout = page_timeout
  }

  process_request(request: HttpRequest): HttpResponseBase | null {
    return fetchPage(this, request)
  }
}
