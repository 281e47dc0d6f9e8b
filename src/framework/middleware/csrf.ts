/**
 * Refuses forms that another site made the browser send. The check stands in `process_view`: a 403 has passed every layer
 * and the resolver, so that a view can be exempt. Cookie and token must agree; Origin, or under https the Referer, must be
 * ours.
 *
 * Django: django/middleware/csrf.py, ref/csrf
 */
import { callWithKwargs } from '../../base/kwargs.ts'
import { Exception, ValueError } from '../../base/python/exceptions.ts'
import { getLogger } from '../../base/python/logging.ts'
import { repr, str } from '../../base/python/protocols.ts'
import { urlsplit, type SplitResult } from '../../base/python/urllib_parse.ts'
import type { EventDetails } from '../../trace/kinds.ts'
import { tracing } from '../../trace/tracer.ts'
import { settings } from '../conf/index.ts'
import { DisallowedHost, ImproperlyConfigured } from '../core/exceptions.ts'
import { HttpHeaders, UnreadablePostError, type HttpRequest } from '../http/request.ts'
import type { HttpResponseBase } from '../http/response_base.ts'
import { get_callable } from '../urls/index.ts'
import { patch_vary_headers } from '../utils/cache.ts'
import { MiddlewareMixin } from '../utils/deprecation.ts'
import { is_same_domain } from '../utils/http.ts'
import { log_response } from '../utils/log.ts'
import {
  _add_new_csrf_cookie,
  _check_token_format,
  _does_token_match,
  _unmask_cipher_token,
  CSRF_TOKEN_LENGTH,
  InvalidTokenFormat,
} from './csrf_token.ts'

export {
  _does_token_match,
  _unmask_cipher_token,
  CSRF_ALLOWED_CHARS,
  CSRF_SECRET_LENGTH,
  CSRF_TOKEN_LENGTH,
  get_token,
  rotate_token,
} from './csrf_token.ts'

export const REASON_NO_REFERER = 'Referer checking failed - no Referer.'
export const REASON_NO_CSRF_COOKIE = 'CSRF cookie not set.'
const REASON_CSRF_TOKEN_MISSING = 'CSRF token missing.'
const REASON_MALFORMED_REFERER = 'Referer checking failed - Referer is malformed.'
const REASON_INSECURE_REFERER =
  'Referer checking failed - Referer is insecure while host is secure.'
const CSRF_SESSION_KEY = '_csrftoken'

class RejectRequest extends Exception {
  constructor(readonly reason: string) {
    super(reason)
  }
}

interface Session {
  get(key: string): unknown
  __setitem__(key: string, value: unknown): void
}

export class CsrfViewMiddleware extends MiddlewareMixin {
  #origins: readonly SplitResult[] | null = null

  /** CSRF_TRUSTED_ORIGINS, taken apart. */
  get _trusted(): readonly SplitResult[] {
    this.#origins ??= settings.CSRF_TRUSTED_ORIGINS.map((origin) => urlsplit(origin))
    return this.#origins
  }

  /** Decorators that only prepare the token decide nothing, so they tell nothing. */
  _tell(decision: EventDetails['csrf']['decision'], reason: string): void {
    tracing.tracer?.event('csrf', { decision, reason })
  }

  _accept(request: HttpRequest): null {
    // decorator and middleware may both be there: one check will do
    request['csrf_processing_done'] = true
    return null
  }

  _reject(request: HttpRequest, reason: string): HttpResponseBase | null {
    this._tell('rejected', reason)
    const view = get_callable(settings.CSRF_FAILURE_VIEW)
    const response = callWithKwargs(view, [request], { reason }) as HttpResponseBase
    log_response('Forbidden (%s): %s', [reason, request.path], response, {
      logger: getLogger('django.security.csrf'),
    })
    return response
  }

  /** @throws {InvalidTokenFormat}  the cookie holds none */
  _get_secret(request: HttpRequest): string | null {
    let secret: unknown
    if (settings.CSRF_USE_SESSIONS) secret = sessionOf(request).get(CSRF_SESSION_KEY)
    else {
      secret = request.COOKIES.get(settings.CSRF_COOKIE_NAME)
      if (typeof secret === 'string') _check_token_format(secret)
    }
    if (typeof secret !== 'string') return null
    return secret.length === CSRF_TOKEN_LENGTH ? _unmask_cipher_token(secret) : secret
  }

  _set_csrf_cookie(request: HttpRequest, response: HttpResponseBase): void {
    const secret = str(request.META.__getitem__('CSRF_COOKIE'))
    if (settings.CSRF_USE_SESSIONS) {
      const session = sessionOf(request)
      if (session.get(CSRF_SESSION_KEY) !== secret) session.__setitem__(CSRF_SESSION_KEY, secret)
      return
    }
    response.set_cookie(settings.CSRF_COOKIE_NAME, secret, {
      max_age: settings.CSRF_COOKIE_AGE,
      domain: settings.CSRF_COOKIE_DOMAIN,
      path: settings.CSRF_COOKIE_PATH,
      secure: settings.CSRF_COOKIE_SECURE,
      httponly: settings.CSRF_COOKIE_HTTPONLY,
      samesite: settings.CSRF_COOKIE_SAMESITE,
    })
    patch_vary_headers(response, ['Cookie'])
  }

  _origin_verified(request: HttpRequest): boolean {
    const origin = str(request.META.__getitem__('HTTP_ORIGIN'))
    const host = hostOf(request)
    if (host !== null && origin === `${request.is_secure() ? 'https' : 'http'}://${host}`)
      return true
    if (settings.CSRF_TRUSTED_ORIGINS.includes(origin) && !origin.includes('*')) return true
    let parsed: SplitResult
    try {
      parsed = urlsplit(origin)
    } catch (error) {
      if (error instanceof ValueError) return false
      throw error
    }
    return this._trusted.some(
      ({ scheme, netloc }) =>
        netloc.includes('*') &&
        scheme === parsed.scheme &&
        is_same_domain(parsed.netloc, netloc.replace(/^\*+/, '')),
    )
  }

  /** @throws {RejectRequest} */
  _check_referer(request: HttpRequest): void {
    const header = request.META.get('HTTP_REFERER')
    if (header === null) throw new RejectRequest(REASON_NO_REFERER)
    let referer: SplitResult
    try {
      referer = urlsplit(str(header))
    } catch (error) {
      if (error instanceof ValueError) throw new RejectRequest(REASON_MALFORMED_REFERER)
      throw error
    }
    const { scheme, netloc } = referer
    if (scheme === '' || netloc === '') throw new RejectRequest(REASON_MALFORMED_REFERER)
    if (scheme !== 'https') throw new RejectRequest(REASON_INSECURE_REFERER)
    const isTrusted = this._trusted.some((origin) =>
      is_same_domain(netloc, origin.netloc.replace(/^\*+/, '')),
    )
    if (isTrusted) return
    const good = goodReferer(request)
    if (good === null || !is_same_domain(netloc, good)) {
      throw new RejectRequest(
        `Referer checking failed - ${referer.geturl()} does not match any trusted origins.`,
      )
    }
  }

  /** @throws {RejectRequest} */
  _check_token(request: HttpRequest): void {
    let secret: string | null
    try {
      secret = this._get_secret(request)
    } catch (error) {
      if (!(error instanceof InvalidTokenFormat)) throw error
      throw new RejectRequest(`CSRF cookie ${error.reason}.`)
    }
    if (secret === null) throw new RejectRequest(REASON_NO_CSRF_COOKIE)
    const { token, source } = tokenOf(request)
    try {
      _check_token_format(token)
    } catch (error) {
      if (!(error instanceof InvalidTokenFormat)) throw error
      throw new RejectRequest(`CSRF token from ${source} ${error.reason}.`)
    }
    if (!_does_token_match(token, secret)) {
      throw new RejectRequest(`CSRF token from ${source} incorrect.`)
    }
  }

  process_request(request: HttpRequest): null {
    try {
      const secret = this._get_secret(request)
      if (secret !== null) request.META.__setitem__('CSRF_COOKIE', secret)
    } catch (error) {
      if (!(error instanceof InvalidTokenFormat)) throw error
      _add_new_csrf_cookie(request)
    }
    return null
  }

  process_view(
    request: HttpRequest,
    callback: unknown,
    _callback_args: unknown,
    _callback_kwargs: unknown,
  ): HttpResponseBase | null {
    if (request['csrf_processing_done']) return null
    if ((callback as { csrf_exempt?: boolean }).csrf_exempt) {
      this._tell('exempt', 'the view is marked with csrf_exempt')
      return null
    }
    if (['GET', 'HEAD', 'OPTIONS', 'TRACE'].includes(request.method ?? '')) {
      this._tell('not needed', `${request.method} changes nothing`)
      return this._accept(request)
    }
    if (request['_dont_enforce_csrf_checks']) return this._accept(request)
    const reason = this.#reasonAgainst(request)
    if (reason !== null) return this._reject(request, reason)
    this._tell('accepted', 'cookie and token agree')
    return this._accept(request)
  }

  #reasonAgainst(request: HttpRequest): string | null {
    const { META } = request
    if (META.__contains__('HTTP_ORIGIN') && !this._origin_verified(request)) {
      return `Origin checking failed - ${str(META.get('HTTP_ORIGIN'))} does not match any trusted origins.`
    }
    try {
      // over http anyone between could have set it anyway
      if (!META.__contains__('HTTP_ORIGIN') && request.is_secure()) this._check_referer(request)
      this._check_token(request)
      return null
    } catch (error) {
      if (error instanceof RejectRequest) return error.reason
      throw error
    }
  }

  process_response(request: HttpRequest, response: HttpResponseBase): HttpResponseBase {
    if (request.META.get('CSRF_COOKIE_NEEDS_UPDATE')) {
      this._set_csrf_cookie(request, response)
      request.META.__setitem__('CSRF_COOKIE_NEEDS_UPDATE', false)
    }
    return response
  }
}

function sessionOf(request: HttpRequest): Session {
  const { session } = request as { session?: Session }
  if (session === undefined || session === null) {
    throw new ImproperlyConfigured(
      'CSRF_USE_SESSIONS is enabled, but request.session is not set. SessionMiddleware must appear before ' +
        'CsrfViewMiddleware in MIDDLEWARE.',
    )
  }
  return session
}

/** @returns null for a host that may not be */
function hostOf(request: HttpRequest): string | null {
  try {
    return request.get_host()
  } catch (error) {
    if (error instanceof DisallowedHost) return null
    throw error
  }
}

/** The cookie's domain where one is set, else this host. */
function goodReferer(request: HttpRequest): string | null {
  const domain = settings.CSRF_USE_SESSIONS
    ? settings.SESSION_COOKIE_DOMAIN
    : settings.CSRF_COOKIE_DOMAIN
  if (domain === null) return hostOf(request)
  const port = request.get_port()
  return port === '443' || port === '80' ? domain : `${domain}:${port}`
}

/** From the form, else from the header. @throws {RejectRequest}  neither */
function tokenOf(request: HttpRequest): { token: string; source: string } {
  if (request.method === 'POST') {
    try {
      const token = str(request.POST.get('csrfmiddlewaretoken', ''))
      if (token !== '') return { token, source: 'POST' }
    } catch (error) {
      // the client went away while sending: it will hardly read the 403
      if (!(error instanceof UnreadablePostError)) throw error
    }
  }
  const header = settings.CSRF_HEADER_NAME
  if (!request.META.__contains__(header)) throw new RejectRequest(REASON_CSRF_TOKEN_MISSING)
  const name = repr(HttpHeaders.parse_header_name(header))
  return { token: str(request.META.get(header)), source: `the ${name} HTTP header` }
}
