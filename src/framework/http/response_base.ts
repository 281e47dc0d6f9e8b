/**
 * What every response has: status, headers, cookies; no content yet. `response['X-Time'] = '1'` is written
 * `response.headers['X-Time'] = '1'`.
 *
 * Django: django/http/response.py (HttpResponseBase), ref/request-response
 */
import { Bytes, encode } from '../../base/python/bytes.ts'
import { datetime, timedelta, timezone } from '../../base/python/datetime.ts'
import { OSError, TypeError, ValueError } from '../../base/python/exceptions.ts'
import { Float } from '../../base/python/float.ts'
import { isString, text } from '../../base/python/safe_string.ts'
import { class_name } from '../../base/python/class_name.ts'
import { str, truthy } from '../../base/python/protocols.ts'
import { exposeStatics } from '../../base/python/statics.ts'
import { tracing } from '../../trace/tracer.ts'
import { settings } from '../conf/index.ts'
import { _cookie_signer_salt, get_cookie_signer } from '../core/signing.ts'
import { request_finished } from '../core/signals.ts'
import { http_date } from '../utils/http.ts'
import { ports } from '../utils/ports.ts'
import { SimpleCookie } from './cookie.ts'
import { ResponseHeaders } from './headers.ts'
import { REASON_PHRASES } from './reason_phrases.ts'

export interface ResponseOptions {
  readonly content_type?: string | null
  readonly status?: unknown
  readonly reason?: string | null
  readonly charset?: string | null
  readonly headers?: unknown
}

/** `HttpResponse(content, 'text/plain', {…})` and `HttpResponse(content, {…})` alike. */
export function withContentType(
  content_type: ResponseOptions | string | null,
  options: ResponseOptions,
): ResponseOptions {
  if (content_type === null) return options
  return typeof content_type === 'string' ? { ...options, content_type } : content_type
}

export interface CookieOptions {
  /** Seconds, or a timedelta. */
  readonly max_age?: unknown
  /** A datetime, or the text as it is sent. */
  readonly expires?: unknown
  readonly path?: string | null
  readonly domain?: string | null
  readonly secure?: boolean
  readonly httponly?: boolean
  readonly samesite?: string | null | false
}

/** A browser deletes a cookie only where it was set. */
type CookiePlace = Pick<CookieOptions, 'path' | 'domain' | 'samesite'>

export class HttpResponseBase {
  static status_code = 200

  declare status_code: number
  readonly headers: ResponseHeaders
  readonly cookies = new SimpleCookie()
  closed = false
  /** Streaming or whole: what middleware may read. */
  streaming = false
  _resource_closers: (() => void)[] = []
  _handler_class: unknown = null
  _has_been_logged = false
  _charset: string | null
  _reason_phrase: string | null

  /** @throws {ValueError}  a status outside of 100 to 599, or two content types */
  constructor({
    content_type = null,
    status = null,
    reason = null,
    charset = null,
    headers = null,
  }: ResponseOptions = {}) {
    exposeStatics(new.target)
    this.headers = new ResponseHeaders(headers)
    this._charset = charset
    this._reason_phrase = reason
    if (!this.headers.__contains__('Content-Type')) {
      this.headers.__setitem__('Content-Type', content_type ?? `text/html; charset=${this.charset}`)
    } else if (content_type) {
      throw new ValueError(
        "'headers' must not contain 'Content-Type' when the 'content_type' parameter is provided.",
      )
    }
    if (status !== null && status !== undefined) this.status_code = statusOf(status)
  }

  get reason_phrase(): string {
    return this._reason_phrase ?? REASON_PHRASES[this.status_code] ?? 'Unknown Status Code'
  }

  set reason_phrase(value: string) {
    this._reason_phrase = value
  }

  /** From the constructor, else from Content-Type, else DEFAULT_CHARSET. */
  get charset(): string {
    if (this._charset !== null) return this._charset
    const type = this.headers.get('Content-Type') as string | null
    const found = type === null ? null : /;\s*charset=([^\s;]+)/i.exec(type)
    return found?.[1]?.replaceAll('"', '') ?? settings.DEFAULT_CHARSET
  }

  set charset(value: string) {
    this._charset = value
  }

  __setitem__(header: string, value: unknown): void {
    this.headers.__setitem__(header, value)
  }

  __getitem__(header: string): string {
    return this.headers.__getitem__(header)
  }

  __delitem__(header: string): void {
    this.headers.__delitem__(header)
  }

  __contains__(header: string): boolean {
    return this.headers.__contains__(header)
  }

  has_header(header: string): boolean {
    return this.headers.__contains__(header)
  }

  items(): [string, string][] {
    return this.headers.items()
  }

  get(header: string, alternate: unknown = null): unknown {
    return this.headers.get(header, alternate)
  }

  setdefault(header: string, value: unknown): void {
    this.headers.setdefault(header, value)
  }

  /** Headers as they go over the wire. */
  serialize_headers(): Bytes {
    return encode(
      this.items()
        .map(([name, value]) => `${name}: ${value}`)
        .join('\r\n'),
      'latin-1',
    )
  }

  __bytes__(): Bytes {
    return this.serialize_headers()
  }

  /**
   * @throws {ValueError}  `expires` as a datetime together with `max_age`, or an unknown `samesite`
   */
  set_cookie(key: string, value: unknown = '', options: CookieOptions = {}): void {
    const { path = '/', domain = null, secure = false, httponly = false, samesite = null } = options
    this.cookies.__setitem__(key, value)
    const morsel = this.cookies.__getitem__(key)
    const { expires, max_age } = expiry(options)
    morsel.__setitem__('expires', expires ?? '')
    if (max_age !== null) {
      morsel.__setitem__('max-age', Math.trunc(max_age))
      if (!expires) morsel.__setitem__('expires', http_date(ports.now() / 1e6 + max_age))
    }
    if (path !== null) morsel.__setitem__('path', path)
    if (domain !== null) morsel.__setitem__('domain', domain)
    if (secure) morsel.__setitem__('secure', true)
    if (httponly) morsel.__setitem__('httponly', true)
    if (samesite) {
      if (!['lax', 'none', 'strict'].includes(samesite.toLowerCase())) {
        throw new ValueError('samesite must be "lax", "none", or "strict".')
      }
      morsel.__setitem__('samesite', samesite)
    }
    tracing.tracer?.event(
      'cookie.set',
      {
        name: key,
        value: morsel.value,
        attributes: Object.fromEntries(
          morsel
            .items()
            .filter(([, set]) => set !== '')
            .map(([name, set]) => [name, str(set)]),
        ),
      },
      'caller',
    )
  }

  /** A cookie that the browser can read and not change: `request.get_signed_cookie` finds out. */
  set_signed_cookie(
    key: string,
    value: unknown,
    { salt = '', ...options }: CookieOptions & { salt?: string } = {},
  ): void {
    this.set_cookie(key, get_cookie_signer(_cookie_signer_salt(key, salt)).sign(value), options)
  }

  /** A cookie that has already expired: browsers drop it. Path and domain must be those it was set with. */
  delete_cookie(
    key: string,
    path: string | null | CookiePlace = '/',
    options: CookiePlace = {},
  ): void {
    const place = typeof path === 'object' && path !== null ? path : { path, ...options }
    const { domain = null, samesite = null } = place
    const isPrefixed = key.startsWith('__Secure-') || key.startsWith('__Host-')
    this.set_cookie(key, '', {
      max_age: 0,
      path: place.path === undefined ? '/' : place.path,
      domain,
      secure: isPrefixed || (samesite ? samesite.toLowerCase() === 'none' : false),
      expires: 'Thu, 01 Jan 1970 00:00:00 GMT',
      samesite,
    })
  }

  /** A value in the response's charset. */
  make_bytes(value: unknown): Bytes {
    if (value instanceof Bytes) return value
    if (value instanceof Uint8Array) return new Bytes(value)
    return encode(isString(value) ? text(value) : str(value), this.charset)
  }

  /** After the body went out: files are closed, the request is over. */
  close(): void {
    for (const closer of this._resource_closers) {
      try {
        closer()
      } catch {
        // Django ignores what goes wrong here too: the answer has been sent
      }
    }
    this._resource_closers = []
    this.closed = true
    request_finished.send(this._handler_class)
  }

  write(_content: unknown): void {
    throw new OSError(`This ${class_name(this.constructor)} instance is not writable`)
  }

  writelines(_lines: Iterable<unknown>): void {
    throw new OSError(`This ${class_name(this.constructor)} instance is not writable`)
  }

  flush(): void {}

  tell(): number {
    throw new OSError(`This ${class_name(this.constructor)} instance cannot tell its position`)
  }

  readable(): boolean {
    return false
  }

  seekable(): boolean {
    return false
  }

  writable(): boolean {
    return false
  }

  get _content_type_for_repr(): string {
    return this.has_header('Content-Type') ? `, "${this.headers.__getitem__('Content-Type')}"` : ''
  }

  __repr__(): string {
    return `<${class_name(this.constructor)} status_code=${this.status_code}${this._content_type_for_repr}>`
  }
}

function statusOf(status: unknown): number {
  const number = typeof status === 'string' ? Number(status.trim() || NaN) : Number(status)
  if (Number.isNaN(number)) throw new TypeError('HTTP status code must be an integer.')
  const code = Math.trunc(number)
  if (code < 100 || code > 599) {
    throw new ValueError('HTTP status code must be an integer from 100 to 599.')
  }
  return code
}

/** Seconds and the text of `expires`; a datetime becomes seconds, as browsers prefer them. */
function expiry({ expires = null, max_age = null }: CookieOptions): {
  expires: unknown
  max_age: number | null
} {
  const moment = expires instanceof Date ? datetime.fromDate(expires) : expires
  if (!(moment instanceof datetime)) {
    return { expires: moment, max_age: max_age === null ? null : secondsOf(max_age) }
  }
  if (max_age !== null) throw new ValueError("'expires' and 'max_age' can't be used together.")
  const aware = moment.tzinfo === null ? moment.replace({ tzinfo: timezone.utc }) : moment
  // a second more, since the fraction is lost on the way
  const left = Math.floor(aware.timestamp().valueOf() - ports.now() / 1e6 + 1)
  return { expires: null, max_age: Math.max(0, left) }
}

function secondsOf(max_age: unknown): number {
  if (max_age instanceof timedelta) return max_age.total_seconds().valueOf()
  if (max_age instanceof Float) return max_age.valueOf()
  const seconds = Number(max_age)
  if (Number.isNaN(seconds) || !truthy(str(max_age))) {
    throw new ValueError(`invalid literal for int() with base 10: '${str(max_age)}'`)
  }
  return seconds
}
