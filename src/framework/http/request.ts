/**
 * A request as views see it. Its parts are worked out when they are read first: the body is not touched before somebody
 * asks for `POST`, `FILES` or `body`.
 *
 * Django: django/http/request.py, ref/request-response
 * Left out: custom upload handlers.
 */
import { decode, encode, type Bytes } from '../../base/python/bytes.ts'
import { BytesIO } from '../../base/python/bytes_io.ts'
import { class_name } from '../../base/python/class_name.ts'
import { Dict } from '../../base/python/dict.ts'
import { Exception, KeyError, LookupError, OSError } from '../../base/python/exceptions.ts'
import { repr, str } from '../../base/python/protocols.ts'
import { settings } from '../conf/index.ts'
import {
  BadRequest,
  DisallowedHost,
  ImproperlyConfigured,
  RequestDataTooBig,
} from '../core/exceptions.ts'
import { _unsign_cookie, BadSignature } from '../core/signing.ts'
import type { ResolverMatch } from '../urls/resolver_match.ts'
import { MultiValueDict } from '../utils/datastructures.ts'
import { escape_uri_path, iri_to_uri } from '../utils/encoding.ts'
import { parse_header_parameters } from '../utils/http.ts'
import { HttpHeaders } from './headers.ts'
import { split_domain_port, validate_host } from './host.ts'
import { MediaType } from './media_type.ts'
import { MultiPartParser, MultiPartParserError } from './multipartparser.ts'
import { QueryDict } from './query_dict.ts'
import { TooManyFilesSent } from '../core/exceptions.ts'
import { urljoin, urlsplit } from '../../base/python/urllib_parse.ts'

export { HttpHeaders } from './headers.ts'
export { split_domain_port, validate_host } from './host.ts'
export { MediaType } from './media_type.ts'
export { QueryDict } from './query_dict.ts'

export class UnreadablePostError extends OSError {}
/** The body was read as a stream before, so it is no longer there as a whole. */
export class RawPostDataException extends Exception {}

/** What a body can be read from. */
interface Stream {
  read(size?: number | null): Bytes
  readline(size?: number | null): Bytes
  close?(): void
}

export class HttpRequest {
  /** Server variables and headers, as WSGI hands them over. */
  META: Dict = new Dict()
  path = ''
  path_info = ''
  method: string | null = null
  resolver_match: ResolverMatch | null = null
  content_type: string | null = null
  content_params: Readonly<Record<string, string>> | null = null
  /** Set by middleware to answer with another URLconf. */
  declare urlconf?: unknown;
  /** Middleware and views may hang anything on a request. */
  [attribute: string]: unknown

  _encoding: string | null = null
  _stream: Stream = new BytesIO()
  _read_started = false
  _body: Bytes | null = null
  _get: QueryDict | null = null
  _post: QueryDict | null = null
  _files: MultiValueDict | null = null
  _cookies: Dict<string> | null = null
  _headers: HttpHeaders | null = null
  _accepted: readonly MediaType[] | null = null

  get GET(): QueryDict {
    this._get ??= this._make_get()
    return this._get
  }

  set GET(value: QueryDict) {
    this._get = value
  }

  _make_get(): QueryDict {
    return new QueryDict('', { mutable: true })
  }

  get POST(): QueryDict {
    if (this._post === null) this._load_post_and_files()
    return this._post as unknown as QueryDict
  }

  set POST(value: QueryDict) {
    this._post = value
  }

  get FILES(): MultiValueDict {
    if (this._files === null) this._load_post_and_files()
    return this._files as unknown as MultiValueDict
  }

  get COOKIES(): Dict<string> {
    this._cookies ??= this._make_cookies()
    return this._cookies
  }

  set COOKIES(value: Dict<string>) {
    this._cookies = value
  }

  _make_cookies(): Dict<string> {
    return new Dict<string>()
  }

  get headers(): HttpHeaders {
    this._headers ??= new HttpHeaders(this.META)
    return this._headers
  }

  /** What the client wants, best first; types with `q=0` are left out. */
  get accepted_types(): readonly MediaType[] {
    this._accepted ??= str(this.headers.get('Accept', '*/*'))
      .split(',')
      .filter((token) => token.trim() !== '')
      .map((token) => new MediaType(token))
      .filter(({ quality }) => quality !== 0)
      .sort((a, b) => b.quality - a.quality || b.specificity - a.specificity)
    return this._accepted
  }

  get accepted_types_by_precedence(): readonly MediaType[] {
    return [...this.accepted_types].sort(
      (a, b) => b.specificity - a.specificity || b.quality - a.quality,
    )
  }

  accepted_type(media_type: string): MediaType | null {
    const wanted = new MediaType(media_type)
    return this.accepted_types_by_precedence.find((accepted) => wanted.match(accepted)) ?? null
  }

  /** The one of `media_types` that the client likes best; null where it likes none. */
  get_preferred_type(media_types: readonly string[]): string | null {
    let best: { type: string; rank: number } | null = null
    for (const type of media_types) {
      const accepted = this.accepted_type(type)
      if (accepted === null) continue
      const rank = this.accepted_types.indexOf(accepted)
      if (best === null || rank < best.rank) best = { type, rank }
    }
    return best?.type ?? null
  }

  accepts(media_type: string): boolean {
    return this.accepted_type(media_type) !== null
  }

  _set_content_type_params(meta: Dict): void {
    const [type, params] = parse_header_parameters(str(meta.get('CONTENT_TYPE', '')))
    this.content_type = type
    this.content_params = params
    const { charset } = params
    if (charset !== undefined && isCodec(charset)) this.encoding = charset
  }

  /** The host as the client wrote it: not to be believed. */
  _get_raw_host(): string {
    const { META } = this
    if (settings.USE_X_FORWARDED_HOST && META.__contains__('HTTP_X_FORWARDED_HOST')) {
      return str(META.get('HTTP_X_FORWARDED_HOST'))
    }
    if (META.__contains__('HTTP_HOST')) return str(META.get('HTTP_HOST'))
    const host = str(META.__getitem__('SERVER_NAME'))
    const port = this.get_port()
    return port === (this.is_secure() ? '443' : '80') ? host : `${host}:${port}`
  }

  /** @throws {DisallowedHost}  ALLOWED_HOSTS does not name it */
  get_host(): string {
    const host = this._get_raw_host()
    const isOpen = settings.DEBUG && settings.ALLOWED_HOSTS.length === 0
    const allowed = isOpen ? ['.localhost', '127.0.0.1', '[::1]'] : settings.ALLOWED_HOSTS
    const [domain] = split_domain_port(host)
    if (domain !== '' && validate_host(domain, allowed)) return host
    const why =
      domain === ''
        ? ' The domain name provided is not valid according to RFC 1034/1035.'
        : ` You may need to add ${repr(domain)} to ALLOWED_HOSTS.`
    throw new DisallowedHost(`Invalid HTTP_HOST header: ${repr(host)}.${why}`)
  }

  get_port(): string {
    const { META } = this
    const isForwarded = settings.USE_X_FORWARDED_PORT && META.__contains__('HTTP_X_FORWARDED_PORT')
    return str(META.__getitem__(isForwarded ? 'HTTP_X_FORWARDED_PORT' : 'SERVER_PORT'))
  }

  /** Path and query, encoded. */
  get_full_path(force_append_slash = false): string {
    return this._get_full_path(this.path, force_append_slash)
  }

  get_full_path_info(force_append_slash = false): string {
    return this._get_full_path(this.path_info, force_append_slash)
  }

  _get_full_path(path: string, force_append_slash: boolean): string {
    const slash = force_append_slash && !path.endsWith('/') ? '/' : ''
    const query = str(this.META.get('QUERY_STRING', ''))
    return `${escape_uri_path(path)}${slash}${query === '' ? '' : `?${str(iri_to_uri(query))}`}`
  }

  /** A whole address; relative ones are joined to this request's. */
  build_absolute_uri(location: unknown = null): string {
    const target = location === null ? `//${this.get_full_path()}` : str(location)
    const bits = urlsplit(target)
    if (bits.scheme !== '' && bits.netloc !== '') return str(iri_to_uri(target))
    const base = `${this.scheme}://${this.get_host()}`
    const isPlain =
      bits.path.startsWith('/') &&
      bits.scheme === '' &&
      bits.netloc === '' &&
      !bits.path.includes('/./') &&
      !bits.path.includes('/../')
    if (isPlain) return str(iri_to_uri(base + target.replace(/^\/\//, '')))
    return str(iri_to_uri(urljoin(base + this.path, target)))
  }

  _get_scheme(): string {
    return 'http'
  }

  get scheme(): string {
    const proxy = settings.SECURE_PROXY_SSL_HEADER
    if (proxy) {
      if (proxy.length !== 2) {
        throw new ImproperlyConfigured(
          'The SECURE_PROXY_SSL_HEADER setting must be a tuple containing two values.',
        )
      }
      const value = this.META.get(proxy[0])
      if (value !== null) return str(value).split(',')[0]?.trim() === proxy[1] ? 'https' : 'http'
    }
    return this._get_scheme()
  }

  is_secure(): boolean {
    return this.scheme === 'https'
  }

  get encoding(): string | null {
    return this._encoding
  }

  /** Changing it reads GET and POST again. */
  set encoding(value: string | null) {
    this._encoding = value
    this._get = null
    this._post = null
  }

  /** @throws {RequestDataTooBig | RawPostDataException} */
  get body(): Bytes {
    if (this._body !== null) return this._body
    if (this._read_started) {
      throw new RawPostDataException(
        "You cannot access body after reading from request's data stream",
      )
    }
    this._check_data_too_big(Number(str(this.META.get('CONTENT_LENGTH') ?? '0')) || 0)
    const body = this.read()
    this._check_data_too_big(body.length)
    this._body = body
    this._stream = new BytesIO(body)
    return body
  }

  _check_data_too_big(length: number): void {
    const most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    if (most !== null && length > most) {
      throw new RequestDataTooBig('Request body exceeded settings.DATA_UPLOAD_MAX_MEMORY_SIZE.')
    }
  }

  /** After an error while parsing, so that the error page does not run into it again. */
  _mark_post_parse_error(): void {
    this._post = new QueryDict('')
    this._files = new MultiValueDict()
  }

  _load_post_and_files(): void {
    const isForm = this.content_type === 'application/x-www-form-urlencoded'
    if (this.method === 'POST' && this._read_started && this._body === null) {
      this._mark_post_parse_error()
    } else if (this.method === 'POST' && this.content_type === 'multipart/form-data') {
      this._load_multipart()
    } else if (this.method === 'POST' && isForm) {
      if (this._encoding !== null && this._encoding.toLowerCase() !== 'utf-8') {
        throw new BadRequest(
          "HTTP requests with the 'application/x-www-form-urlencoded' content type must be UTF-8 encoded.",
        )
      }
      this._post = new QueryDict(this.body, { encoding: 'utf-8' })
      this._files = new MultiValueDict()
    } else {
      this._post = new QueryDict('', { encoding: this._encoding })
      this._files = new MultiValueDict()
    }
  }

  _load_multipart(): void {
    const data = this._body ?? this.read()
    try {
      const parsed = new MultiPartParser(this.META, data, this.encoding).parse()
      ;[this._post, this._files] = parsed
    } catch (error) {
      if (error instanceof MultiPartParserError || error instanceof TooManyFilesSent) {
        this._mark_post_parse_error()
      }
      throw error
    }
  }

  /** Uploaded files are closed with the response. */
  close(): void {
    for (const files of this._files?._lists.values() ?? []) {
      for (const file of files) (file as { close?(): void }).close?.()
    }
  }

  read(size: number | null = null): Bytes {
    this._read_started = true
    return this._stream.read(size)
  }

  readline(size: number | null = null): Bytes {
    this._read_started = true
    return this._stream.readline(size)
  }

  readlines(): Bytes[] {
    return [...this]
  }

  *[Symbol.iterator](): Iterator<Bytes> {
    for (let line = this.readline(); line.length > 0; line = this.readline()) yield line
  }

  /**
   * The value of a signed cookie: `get_signed_cookie('a', null, { max_age: 60 })`. Without a default, a missing one and a
   * bad or old signature raise.
   * @throws {KeyError | BadSignature}
   */
  get_signed_cookie(
    key: string,
    fallback: unknown = undefined,
    { salt = '', max_age = null }: { salt?: string; max_age?: number | null } = {},
  ): unknown {
    if (!this.COOKIES.__contains__(key)) {
      if (fallback !== undefined) return fallback
      throw new KeyError(key)
    }
    try {
      return _unsign_cookie(this.COOKIES.__getitem__(key), { cookie_name: key, salt, max_age })
    } catch (error) {
      if (error instanceof BadSignature && fallback !== undefined) return fallback
      throw error
    }
  }

  __repr__(): string {
    const name = class_name(this.constructor)
    if (this.method === null || this.get_full_path() === '') return `<${name}>`
    return `<${name}: ${this.method} ${repr(this.get_full_path())}>`
  }
}

function isCodec(charset: string): boolean {
  try {
    decode(encode('a', charset), charset)
    return true
  } catch (error) {
    if (error instanceof LookupError) return false
    throw error
  }
}
