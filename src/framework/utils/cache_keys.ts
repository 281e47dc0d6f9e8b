/**
 * Under which key a page is cached. Which headers matter is known only once a response said so in `Vary`; that list is
 * kept beside the pages, by URL, and so a second request finds its page before anything is built.
 *
 * Django: django/utils/cache.py (get_cache_key, learn_cache_key)
 */
import { str } from '../../base/python/protocols.ts'
import { settings } from '../conf/index.ts'
import { caches, type BaseCache } from '../core/cache/index.ts'
import type { HttpRequest } from '../http/request.ts'
import type { HttpResponseBase } from '../http/response_base.ts'
import { hashBytes } from './crypto.ts'
import { encode } from '../../base/python/bytes.ts'
import { get_current_timezone_name } from './timezone.ts'
import { get_language } from './translation/index.ts'

/** A page in another language, or with other local times, is another page. */
function withLocale(request: HttpRequest, key: string): string {
  const { LANGUAGE_CODE } = request as { LANGUAGE_CODE?: string }
  const language = settings.USE_I18N ? `.${LANGUAGE_CODE ?? get_language() ?? 'None'}` : ''
  const zone = settings.USE_TZ ? `.${get_current_timezone_name()}` : ''
  return key + language + zone
}

function urlDigest(request: HttpRequest): string {
  return hashBytes('md5', encode(request.build_absolute_uri(), 'ascii')).hexdigest()
}

function pageKey(
  request: HttpRequest,
  method: string,
  headerlist: readonly string[],
  key_prefix: string,
): string {
  const values = headerlist.map((header) => request.META.get(header, null))
  const given = values.filter((value) => value !== null).map(str)
  const digest = hashBytes('md5', given.join('')).hexdigest()
  const prefix = `views.decorators.cache.cache_page.${key_prefix}`
  return withLocale(request, `${prefix}.${method}.${urlDigest(request)}.${digest}`)
}

function headersKey(request: HttpRequest, key_prefix: string): string {
  const prefix = `views.decorators.cache.cache_header.${key_prefix}`
  return withLocale(request, `${prefix}.${urlDigest(request)}`)
}

interface CacheOptions {
  /** The default: the one of CACHE_MIDDLEWARE_ALIAS. */
  readonly cache?: BaseCache | null
}

/** The key of the page that answers this request; null: this URL has never been cached. */
export function get_cache_key(
  request: HttpRequest,
  key_prefix: string | null = null,
  method = 'GET',
  { cache = null }: CacheOptions = {},
): string | null {
  const prefix = key_prefix ?? settings.CACHE_MIDDLEWARE_KEY_PREFIX
  const kept = cache ?? caches.get(settings.CACHE_MIDDLEWARE_ALIAS)
  const headerlist = kept.get(headersKey(request, prefix)) as string[] | null
  return headerlist === null ? null : pageKey(request, method, headerlist, prefix)
}

/** Keeps which headers the response varies on. @returns the key under which the page belongs */
export function learn_cache_key(
  request: HttpRequest,
  response: HttpResponseBase,
  cache_timeout: number | null = null,
  key_prefix: string | null = null,
  { cache = null }: CacheOptions = {},
): string {
  const prefix = key_prefix ?? settings.CACHE_MIDDLEWARE_KEY_PREFIX
  const timeout = cache_timeout ?? settings.CACHE_MIDDLEWARE_SECONDS
  const kept = cache ?? caches.get(settings.CACHE_MIDDLEWARE_ALIAS)
  const headerlist = variedHeaders(response)
  kept.set(headersKey(request, prefix), headerlist, timeout)
  return pageKey(request, request.method ?? '', headerlist, prefix)
}

/** META names, sorted. The language is part of every key already, so its header would only split the cache. */
function variedHeaders(response: HttpResponseBase): string[] {
  if (!response.has_header('Vary')) return []
  const names = response.headers.__getitem__('Vary').split(/\s*,\s*/)
  return names
    .map((name) => name.toUpperCase().replaceAll('-', '_'))
    .filter((name) => name !== 'ACCEPT_LANGUAGE' || !settings.USE_I18N)
    .map((name) => `HTTP_${name}`)
    .sort()
}
