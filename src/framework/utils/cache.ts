/**
 * The headers by which caches are governed, and conditional answers: 304 for what the client has, 412 for a
 * precondition that fails. Keys of cached pages are in cache_keys.ts.
 *
 * Django: django/utils/cache.py
 */
import { ValueError } from '../../base/python/exceptions.ts'
import { repr, str } from '../../base/python/protocols.ts'
import { settings } from '../conf/index.ts'
import type { HttpRequest } from '../http/request.ts'
import { HttpResponse, HttpResponseNotModified } from '../http/response.ts'
import type { HttpResponseBase } from '../http/response_base.ts'
import { hashBytes } from './crypto.ts'
import { http_date, parse_etags, parse_http_date_safe, quote_etag } from './http.ts'
import { log_response } from './log.ts'
import { ports } from './ports.ts'

export { get_cache_key, learn_cache_key } from './cache_keys.ts'

export const cc_delim_re = /\s*,\s*/

/** True: a directive without value. */
type Directive = true | unknown

function directivesOf(response: HttpResponseBase): Map<string, Directive | Set<Directive>> {
  const found = new Map<string, Directive | Set<Directive>>()
  const header = str(response.get('Cache-Control', ''))
  for (const field of header === '' ? [] : header.split(cc_delim_re)) {
    const equals = field.indexOf('=')
    const name = (equals === -1 ? field : field.slice(0, equals)).toLowerCase()
    put(found, name, equals === -1 ? true : field.slice(equals + 1))
  }
  return found
}

/** `no-cache` may name several fields, everything else stands once. */
function put(all: Map<string, Directive | Set<Directive>>, name: string, value: Directive): void {
  if (name !== 'no-cache') {
    all.set(name, value)
    return
  }
  const known = all.get(name)
  if (known instanceof Set) known.add(value)
  else all.set(name, new Set([value]))
}

/** `patch_cache_control(response, { max_age: 60, private: true })`; an existing smaller max-age stays. */
export function patch_cache_control(
  response: HttpResponseBase,
  kwargs: Readonly<Record<string, unknown>> = {},
): void {
  const all = directivesOf(response)
  const wanted: Record<string, unknown> = { ...kwargs }
  if (all.has('max-age') && 'max_age' in wanted) {
    wanted['max_age'] = Math.min(secondsOf(all.get('max-age')), Number(wanted['max_age']))
  }
  if (all.has('private') && 'public' in wanted) all.delete('private')
  else if (all.has('public') && 'private' in wanted) all.delete('public')
  for (const [name, value] of Object.entries(wanted)) put(all, name.replaceAll('_', '-'), value)
  const texts: string[] = []
  for (const [name, value] of all) {
    const values = value instanceof Set ? (value.has(true) ? [true] : [...value]) : [value]
    for (const one of values) texts.push(one === true ? name : `${name}=${str(one)}`)
  }
  response.headers.__setitem__('Cache-Control', texts.join(', '))
}

/** @throws {ValueError}  an existing max-age that is no number */
function secondsOf(value: unknown): number {
  if (typeof value === 'string' && /^\s*[+-]?\d+\s*$/.test(value)) return Number(value)
  throw new ValueError(`invalid literal for int() with base 10: ${repr(value)}`)
}

/** Seconds; null where Cache-Control has none. */
export function get_max_age(response: HttpResponseBase): number | null {
  const value = directivesOf(response).get('max-age')
  return typeof value === 'string' && /^\s*[+-]?\d+\s*$/.test(value) ? Number(value) : null
}

export function set_response_etag(response: HttpResponseBase): HttpResponseBase {
  if (response instanceof HttpResponse && response.content.length > 0) {
    const digest = hashBytes('md5', response.content).hexdigest()
    response.headers.__setitem__('ETag', quote_etag(digest))
  }
  return response
}

function preconditionFailed(request: HttpRequest): HttpResponse {
  const response = new HttpResponse('', { status: 412 })
  log_response('Precondition Failed: %s', [request.path], response)
  return response
}

const KEPT = [
  ...['Cache-Control', 'Content-Location', 'Date', 'ETag', 'Expires', 'Last-Modified', 'Vary'],
]

function notModified(response: HttpResponseBase | null): HttpResponseNotModified {
  const answer = new HttpResponseNotModified()
  for (const name of KEPT) {
    if (response?.has_header(name))
      answer.headers.__setitem__(name, response.headers.__getitem__(name))
  }
  if (response !== null) answer.cookies.update(response.cookies)
  return answer
}

interface Validators {
  readonly etag?: string | null
  /** Seconds since the epoch. */
  readonly last_modified?: number | null
  readonly response?: HttpResponseBase | null
}

/** @returns the response given (or null), unless the request's conditions ask for 304 or 412 */
export function get_conditional_response(
  request: HttpRequest,
  { etag = null, last_modified = null, response = null }: Validators = {},
): HttpResponseBase | null {
  if (response !== null && (response.status_code < 200 || response.status_code >= 300))
    return response
  const header = (name: string) => str(request.META.get(name, ''))
  const date = (name: string) => (header(name) === '' ? null : parse_http_date_safe(header(name)))
  const ifMatch = parse_etags(header('HTTP_IF_MATCH'))
  const ifNoneMatch = parse_etags(header('HTTP_IF_NONE_MATCH'))
  const ifUnmodifiedSince = date('HTTP_IF_UNMODIFIED_SINCE')
  const ifModifiedSince = date('HTTP_IF_MODIFIED_SINCE')
  const isRead = request.method === 'GET' || request.method === 'HEAD'

  if (ifMatch.length > 0) {
    if (!ifMatchPasses(etag, ifMatch)) return preconditionFailed(request)
  } else if (ifUnmodifiedSince) {
    if (!last_modified || last_modified > ifUnmodifiedSince) return preconditionFailed(request)
  }
  if (ifNoneMatch.length > 0) {
    if (!ifNoneMatchPasses(etag, ifNoneMatch)) {
      return isRead ? notModified(response) : preconditionFailed(request)
    }
  } else if (ifModifiedSince && isRead) {
    if (last_modified && last_modified <= ifModifiedSince) return notModified(response)
  }
  return response
}

function ifMatchPasses(target: string | null, etags: readonly string[]): boolean {
  if (!target) return false
  if (etags.length === 1 && etags[0] === '*') return true
  return !target.startsWith('W/') && etags.includes(target)
}

function ifNoneMatchPasses(target: string | null, etags: readonly string[]): boolean {
  if (!target) return true
  if (etags.length === 1 && etags[0] === '*') return false
  const strong = (etag: string) => etag.replace(/^[W/]+|[W/]+$/g, '')
  return !etags.map(strong).includes(strong(target))
}

/** Expires and max-age; CACHE_MIDDLEWARE_SECONDS unless told otherwise. */
export function patch_response_headers(
  response: HttpResponseBase,
  cache_timeout: number | null = null,
): void {
  const seconds = Math.max(0, cache_timeout ?? settings.CACHE_MIDDLEWARE_SECONDS)
  if (!response.has_header('Expires')) {
    response.headers.__setitem__('Expires', http_date(ports.now() / 1e6 + seconds))
  }
  patch_cache_control(response, { max_age: seconds })
}

export function add_never_cache_headers(response: HttpResponseBase): void {
  patch_response_headers(response, -1)
  patch_cache_control(response, {
    no_cache: true,
    no_store: true,
    must_revalidate: true,
    private: true,
  })
}

/** Adds to Vary what is not in it yet; a star swallows all. */
export function patch_vary_headers(
  response: HttpResponseBase,
  newheaders: readonly string[],
): void {
  const header = response.has_header('Vary') ? response.headers.__getitem__('Vary') : null
  const vary = header === null ? [] : header.split(cc_delim_re)
  const known = new Set(vary.map((name) => name.toLowerCase()))
  vary.push(...newheaders.filter((name) => !known.has(name.toLowerCase())))
  response.headers.__setitem__('Vary', vary.includes('*') ? '*' : vary.join(', '))
}

export function has_vary_header(response: HttpResponseBase, header_query: string): boolean {
  if (!response.has_header('Vary')) return false
  const vary = response.headers.__getitem__('Vary').split(cc_delim_re)
  return vary.some((name) => name.toLowerCase() === header_query.toLowerCase())
}
