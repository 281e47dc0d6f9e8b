/**
 * Header mappings: names in any case, order of setting kept. A response's values must fit on the wire, so they are
 * checked and encoded when they are set.
 *
 * Django: django/http/response.py (ResponseHeaders), django/http/request.py (HttpHeaders)
 */
import { KeyError, UnicodeEncodeError, ValueError } from '../../base/python/exceptions.ts'
import * as mapping from '../../base/python/mapping.ts'
import { shorterWay, words } from '../../base/python/encoded_words.ts'
import { encode } from '../../base/python/bytes.ts'
import { isString, text } from '../../base/python/safe_string.ts'
import { repr, str } from '../../base/python/protocols.ts'
import { Tuple } from '../../base/python/tuple.ts'
import { subscriptable } from '../../base/python/subscript.ts'

export class BadHeaderError extends ValueError {}

/** What requests and responses share. */
class HeaderMapping {
  readonly _store = new Map<string, readonly [name: string, value: string]>();
  [name: string]: unknown

  __getitem__(key: string): string {
    const found = this._store.get(this._key(key))
    if (found === undefined) throw new KeyError(this._key(key))
    return found[1]
  }

  __contains__(key: string): boolean {
    return this._store.has(this._key(key))
  }

  __len__(): number {
    return this._store.size
  }

  get(key: string, fallback: unknown = null): unknown {
    return this._store.get(this._key(key))?.[1] ?? fallback
  }

  keys(): string[] {
    return Array.from(this._store.values(), ([name]) => name)
  }

  values(): string[] {
    return Array.from(this._store.values(), ([, value]) => value)
  }

  items(): [string, string][] {
    return Array.from(this._store.values(), ([name, value]) => [name, value])
  }

  __eq__(other: unknown): boolean {
    if (!(other instanceof HeaderMapping)) return false
    const lower = (headers: HeaderMapping) =>
      [...headers._store].map(([key, [, value]]) => `${key}:${value}`).sort()
    return lower(this).join('\n') === lower(other).join('\n')
  }

  [Symbol.iterator](): Iterator<string> {
    return this.keys()[Symbol.iterator]()
  }

  __repr__(): string {
    return repr(Object.fromEntries(this.items()))
  }

  _key(key: string): string {
    return key.toLowerCase()
  }
}

/** `response.headers`: what is set is what is sent. */
export class ResponseHeaders extends HeaderMapping {
  constructor(data: unknown = null) {
    super()
    for (const [name, value] of pairs(data)) this.__setitem__(name, value)
    return subscriptable(this)
  }

  /** @throws {BadHeaderError}  a newline, which would begin another header */
  __setitem__(key: string, value: unknown): void {
    const name = convert(key, 'ascii')
    this._store.set(name.toLowerCase(), [name, convert(value, 'latin-1', true)])
  }

  __delitem__(key: string): void {
    this._store.delete(key.toLowerCase())
  }

  /** The header as it was set, name and value, which goes. */
  pop(key: string, fallback: unknown = null): unknown {
    const found = this._store.get(key.toLowerCase())
    this._store.delete(key.toLowerCase())
    return found === undefined ? fallback : new Tuple<unknown>(...found)
  }

  setdefault(key: string, value: unknown): void {
    if (!this.__contains__(key)) this.__setitem__(key, value)
  }
}

function pairs(data: unknown): [string, unknown][] {
  if (data === null || data === undefined) return []
  if (Array.isArray(data)) return data as [string, unknown][]
  if (data instanceof HeaderMapping) return data.items()
  return Object.entries(data)
}

/** `value` as a text that fits the charset; what does not is MIME-encoded where that is allowed. */
function convert(value: unknown, charset: 'ascii' | 'latin-1', mimeEncode = false): string {
  const shown =
    value instanceof Uint8Array
      ? new TextDecoder('latin1').decode(value)
      : isString(value)
        ? text(value)
        : str(value)
  if (/[\n\r]/.test(shown)) {
    throw new BadHeaderError(`Header values can't contain newlines (got ${repr(value)})`)
  }
  const limit = charset === 'ascii' ? /[^\x00-\x7f]/ : /[^\x00-\xff]/
  if (!limit.test(shown)) return shown
  if (mimeEncode) {
    const bytes = encode(shown)
    const way = shorterWay(bytes)
    return `=?utf-8?${way}?${words[way](bytes)}?=`
  }
  try {
    encode(shown, charset)
  } catch (error) {
    if (error instanceof UnicodeEncodeError) {
      throw new UnicodeEncodeError(
        `${error.message}, HTTP response headers must be in US-ASCII format`,
      )
    }
    throw error
  }
  return shown
}

const UNPREFIXED: ReadonlySet<string> = new Set(['CONTENT_TYPE', 'CONTENT_LENGTH'])

/** `request.headers`: the `HTTP_…` entries of META by the names they came with. */
export class HttpHeaders extends HeaderMapping {
  /** @param environ  META, or any dict with names as WSGI has them */
  constructor(environ: unknown) {
    super()
    for (const [key, value] of mapping.entries(environ) as [string, unknown][]) {
      const name = HttpHeaders.parse_header_name(key)
      if (name !== null) this._store.set(name.toLowerCase(), [name, value as string])
    }
    return subscriptable(this)
  }

  /** Underscores stand for hyphens, so that templates can write `request.headers.user_agent`. */
  override __getitem__(key: string): string {
    return super.__getitem__(key.replaceAll('_', '-'))
  }

  // classmethods in Python: instances have them, too
  parse_header_name(header: string): string | null {
    return HttpHeaders.parse_header_name(header)
  }

  to_wsgi_name(header: string): string {
    return HttpHeaders.to_wsgi_name(header)
  }

  to_asgi_name(header: string): string {
    return HttpHeaders.to_asgi_name(header)
  }

  to_wsgi_names(headers: Readonly<Record<string, string>>): Record<string, string> {
    return HttpHeaders.to_wsgi_names(headers)
  }

  static parse_header_name(header: string): string | null {
    const isPrefixed = header.startsWith('HTTP_')
    if (!isPrefixed && !UNPREFIXED.has(header)) return null
    const bare = isPrefixed ? header.slice(5) : header
    return bare
      .toLowerCase()
      .split('_')
      .map((word) => word.replace(/[a-z]+/g, (part) => part[0]?.toUpperCase() + part.slice(1)))
      .join('-')
  }

  static to_wsgi_name(header: string): string {
    const name = header.replaceAll('-', '_').toUpperCase()
    return UNPREFIXED.has(name) ? name : `HTTP_${name}`
  }

  static to_asgi_name(header: string): string {
    return header.replaceAll('-', '_').toUpperCase()
  }

  static to_wsgi_names(headers: Readonly<Record<string, string>>): Record<string, string> {
    return Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [HttpHeaders.to_wsgi_name(name), value]),
    )
  }
}
