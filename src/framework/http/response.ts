/**
 * Responses with their content at hand, one class for each status people name. Content is bytes; text is encoded in the
 * response's charset when it is set.
 *
 * Django: django/http/response.py, ref/request-response
 */
import { Bytes, decode } from '../../base/python/bytes.ts'
import { AttributeError } from '../../base/python/exceptions.ts'
import { class_name } from '../../base/python/class_name.ts'
import { isIterable, iterate, str, truthy } from '../../base/python/protocols.ts'
import { isString } from '../../base/python/safe_string.ts'
import { urlsplit } from '../../base/python/urllib_parse.ts'
import { DisallowedRedirect } from '../core/exceptions.ts'
import { iri_to_uri } from '../utils/encoding.ts'
import { SimpleCookie } from './cookie.ts'
import { ResponseHeaders } from './headers.ts'
import { HttpResponseBase, type ResponseOptions, withContentType } from './response_base.ts'

/** Longer redirects are not followed by browsers and only serve attackers. */
const MAX_URL_REDIRECT_LENGTH = 16_384

export class HttpResponse extends HttpResponseBase {
  _container: Bytes[] = []

  /** @param content  text, bytes, or an iterable of them, which is read at once */
  constructor(
    content: unknown = '',
    content_type: ResponseOptions | string | null = null,
    options: ResponseOptions = {},
  ) {
    super(withContentType(content_type, options))
    this.content = content
  }

  get content(): Bytes {
    const [only] = this._container
    return this._container.length === 1 && only !== undefined ? only : join(this._container)
  }

  set content(value: unknown) {
    const isWhole = isString(value) || value instanceof Uint8Array || !isIterable(value)
    this._container = isWhole
      ? [this.make_bytes(value)]
      : [join(Array.from(iterate(value), (chunk) => this.make_bytes(chunk)))]
  }

  /** The content as text. */
  get text(): string {
    return decode(this.content, this.charset)
  }

  override write(content: unknown): void {
    this._container.push(this.make_bytes(content))
  }

  override writelines(lines: Iterable<unknown>): void {
    for (const line of lines) this.write(line)
  }

  override writable(): boolean {
    return true
  }

  override tell(): number {
    return this.content.length
  }

  getvalue(): Bytes {
    return this.content
  }

  /** Headers and content, as they go over the wire. */
  serialize(): Bytes {
    return join([this.serialize_headers(), Bytes.latin1('\r\n\r\n'), this.content])
  }

  override __bytes__(): Bytes {
    return this.serialize()
  }

  [Symbol.iterator](): Iterator<Bytes> {
    return this._container[Symbol.iterator]()
  }

  /** What a cache keeps, as Django's pickled responses: content, headers and cookies, nothing of the request. */
  __deepcopy__(): this {
    const copy = Object.create(Object.getPrototypeOf(this) as object) as this
    const cookies = new SimpleCookie()
    for (const [name, morsel] of this.cookies.items()) cookies.__setitem__(name, morsel)
    return Object.assign(copy, this, {
      _container: [this.content],
      headers: new ResponseHeaders(this.headers),
      cookies,
      resolver_match: null,
      _resource_closers: [],
    })
  }
}

/** Chunks in one piece. */
export function join(chunks: readonly Uint8Array[]): Bytes {
  const whole = new Bytes(chunks.reduce((size, chunk) => size + chunk.length, 0))
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.length
  }
  return whole
}

export interface RedirectOptions extends ResponseOptions {
  readonly content?: unknown
}

class HttpResponseRedirectBase extends HttpResponse {
  static allowed_schemes: readonly string[] = ['http', 'https', 'ftp']
  static status_code_preserve_request = 307
  declare allowed_schemes: readonly string[]
  declare status_code_preserve_request: number

  /**
   * @param preserve_request  307 or 308: the browser sends method and body again
   * @throws {DisallowedRedirect}  too long, or a scheme such as `javascript:`
   */
  constructor(
    redirect_to: unknown,
    preserve_request = false,
    { content = '', ...options }: RedirectOptions = {},
  ) {
    super(content, options)
    this.headers.__setitem__('Location', iri_to_uri(redirect_to))
    const target = str(redirect_to)
    if (target.length > MAX_URL_REDIRECT_LENGTH) {
      throw new DisallowedRedirect(
        `Unsafe redirect exceeding ${MAX_URL_REDIRECT_LENGTH} characters`,
      )
    }
    if (preserve_request) this.status_code = this.status_code_preserve_request
    const { scheme } = urlsplit(target)
    if (scheme !== '' && !this.allowed_schemes.includes(scheme)) {
      throw new DisallowedRedirect(`Unsafe redirect to URL with protocol '${scheme}'`)
    }
  }

  get url(): string {
    return this.headers.__getitem__('Location')
  }

  override __repr__(): string {
    return `${super.__repr__().slice(0, -1)}, url="${this.url}">`
  }
}

export class HttpResponseRedirect extends HttpResponseRedirectBase {
  static override status_code = 302
  static override status_code_preserve_request = 307
}

export class HttpResponsePermanentRedirect extends HttpResponseRedirectBase {
  static override status_code = 301
  static override status_code_preserve_request = 308
}

export class HttpResponseNotModified extends HttpResponse {
  static override status_code = 304

  constructor(content: unknown = '', options: ResponseOptions = {}) {
    super(content, options)
    this.headers.__delitem__('Content-Type')
  }

  override get content(): Bytes {
    return super.content
  }

  /** @throws {AttributeError}  a 304 has no content */
  override set content(value: unknown) {
    if (truthy(value)) {
      throw new AttributeError('You cannot set content to a 304 (Not Modified) response')
    }
    this._container = []
  }
}

export class HttpResponseBadRequest extends HttpResponse {
  static override status_code = 400
}

export class HttpResponseNotFound extends HttpResponse {
  static override status_code = 404
}

export class HttpResponseForbidden extends HttpResponse {
  static override status_code = 403
}

export class HttpResponseNotAllowed extends HttpResponse {
  static override status_code = 405

  constructor(
    permitted_methods: Iterable<string>,
    { content = '', ...options }: RedirectOptions = {},
  ) {
    super(content, options)
    this.headers.__setitem__('Allow', [...permitted_methods].join(', '))
  }

  override __repr__(): string {
    const allowed = `[${this.headers.__getitem__('Allow')}]`
    const name = class_name(this.constructor)
    return `<${name} ${allowed} status_code=${this.status_code}${this._content_type_for_repr}>`
  }
}

export class HttpResponseGone extends HttpResponse {
  static override status_code = 410
}

export class HttpResponseServerError extends HttpResponse {
  static override status_code = 500
}
