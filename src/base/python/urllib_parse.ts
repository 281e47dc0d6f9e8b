/**
 * Python's `urllib.parse`: quoting, query strings and the splitting of URLs. Not the browser's `URL`: this one
 * neither resolves nor repairs, and that difference decides what Django calls a safe redirect.
 *
 * Python: library/urllib.parse
 */
import { Bytes, decode, encode } from './bytes.ts'
import { ValueError } from './exceptions.ts'
import { ipVersion } from './ipaddress.ts'
import * as mapping from './mapping.ts'
import { isIterable, iterate, str } from './protocols.ts'

const ALWAYS_SAFE = /[A-Za-z0-9_.~-]/

/** Percent-encodes all bytes but letters, digits, `_.-~` and those of `safe`. */
export function quote(text: unknown, safe = '/'): string {
  const bytes = text instanceof Uint8Array ? text : encode(str(text))
  let result = ''
  for (const byte of bytes) {
    const char = String.fromCharCode(byte)
    if (byte < 0x80 && (ALWAYS_SAFE.test(char) || safe.includes(char))) result += char
    else result += `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
  }
  return result
}

/** As `quote`, for form data: spaces become `+`, and nothing else is safe. */
export function quote_plus(text: unknown, safe = ''): string {
  return quote(text, `${safe} `).replaceAll(' ', '+')
}

/** The bytes that percent escapes stand for; characters beyond ASCII as UTF-8. */
export function unquote_to_bytes(text: string | Uint8Array): Bytes {
  const source =
    text instanceof Uint8Array ? decode(text, 'latin-1') : decode(encode(text), 'latin-1')
  const plain = source.replace(/%([0-9a-fA-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(parseInt(hex, 16)),
  )
  return Bytes.latin1(plain)
}

/** Percent escapes as text; bytes that are no UTF-8 become U+FFFD. */
export function unquote(text: string, encoding = 'utf-8', errors = 'replace'): string {
  if (!text.includes('%')) return text
  // only runs of ASCII are decoded as bytes, what lies between stays
  return text.replace(/[\0-\x7f]+/g, (run) => decode(unquote_to_bytes(run), encoding, errors))
}

export function unquote_plus(text: string, encoding = 'utf-8', errors = 'replace'): string {
  return unquote(text.replaceAll('+', ' '), encoding, errors)
}

/**
 * `key=value&…` of pairs or a mapping.
 * @param doseq  each item of a sequence becomes a pair of its own
 */
export function urlencode(query: unknown, doseq = false): string {
  const pairs = mapping.isMapping(query) ? mapping.entries(query) : iterate(query)
  const parts: string[] = []
  for (const pair of pairs) {
    const [key, value] = pair as [unknown, unknown]
    const isText =
      typeof value === 'string' || value instanceof String || value instanceof Uint8Array
    const values = doseq && !isText && isIterable(value) ? iterate(value) : [value]
    for (const one of values) parts.push(`${quote_plus(key)}=${quote_plus(one)}`)
  }
  return parts.join('&')
}

export interface ParseOptions {
  readonly keep_blank_values?: boolean
  readonly encoding?: string
  readonly max_num_fields?: number | null
}

/** Pairs of a query string, in order. @throws ValueError for more than `max_num_fields` */
export function parse_qsl(
  query: string,
  { keep_blank_values = false, encoding = 'utf-8', max_num_fields = null }: ParseOptions = {},
): [string, string][] {
  if (query === '') return []
  const fields = query.split('&')
  if (max_num_fields !== null && fields.length > max_num_fields) {
    throw new ValueError('Max number of fields exceeded')
  }
  const pairs: [string, string][] = []
  for (const field of fields) {
    if (field === '') continue
    const at = field.indexOf('=')
    const name = at === -1 ? field : field.slice(0, at)
    const value = at === -1 ? '' : field.slice(at + 1)
    if (value === '' && !keep_blank_values) continue
    pairs.push([unquote_plus(name, encoding), unquote_plus(value, encoding)])
  }
  return pairs
}

/** The five parts of a URL, and what stands in its `netloc`. */
export class SplitResult {
  constructor(
    readonly scheme: string,
    readonly netloc: string,
    readonly path: string,
    readonly query: string,
    readonly fragment: string,
  ) {}

  /** Lower case, without brackets; null where there is none. */
  get hostname(): string | null {
    const [host] = this.hostAndPort()
    if (host === '') return null
    const [name = '', ...zone] = host.split('%')
    return [name.toLowerCase(), ...zone].join('%')
  }

  /** @throws ValueError for what is no port */
  get port(): number | null {
    const [, port] = this.hostAndPort()
    if (port === '') return null
    if (!/^\d+$/.test(port)) {
      throw new ValueError(`Port could not be cast to integer value as '${port}'`)
    }
    if (Number(port) > 65535) throw new ValueError('Port out of range 0-65535')
    return Number(port)
  }

  get username(): string | null {
    return this.userinfo()?.split(':')[0] ?? null
  }

  get password(): string | null {
    return this.userinfo()?.split(':').slice(1).join(':') ?? null
  }

  geturl(): string {
    return urlunsplit([this.scheme, this.netloc, this.path, this.query, this.fragment])
  }

  private userinfo(): string | null {
    const at = this.netloc.lastIndexOf('@')
    return at === -1 ? null : this.netloc.slice(0, at)
  }

  private hostAndPort(): [string, string] {
    const hostinfo = this.netloc.slice(this.netloc.lastIndexOf('@') + 1)
    const bracketed = /^[^[]*\[([^\]]*)\]?(.*)$/s.exec(hostinfo)
    if (bracketed) return [bracketed[1] ?? '', (bracketed[2] ?? '').replace(/^[^:]*:?/, '')]
    const at = hostinfo.indexOf(':')
    return at === -1 ? [hostinfo, ''] : [hostinfo.slice(0, at), hostinfo.slice(at + 1)]
  }
}

/** @throws ValueError for a host that cannot be one: odd brackets, characters that normalise to delimiters */
export function urlsplit(url: string): SplitResult {
  let rest = url.replace(/^[\0- ]+/, '').replace(/[\t\r\n]/g, '')
  let scheme = ''
  let netloc = ''
  const match = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(rest)
  if (match) {
    scheme = (match[1] ?? '').toLowerCase()
    rest = rest.slice(match[0].length)
  }
  if (rest.startsWith('//')) {
    const end = /[/?#]/.exec(rest.slice(2))
    netloc = end ? rest.slice(2, 2 + end.index) : rest.slice(2)
    rest = rest.slice(2 + netloc.length)
    checkBrackets(netloc)
  }
  const [beforeFragment, fragment] = cut(rest, '#')
  const [path, query] = cut(beforeFragment, '?')
  checkNormalised(netloc)
  return new SplitResult(scheme, netloc, path, query, fragment)
}

function cut(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator)
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
}

function checkBrackets(netloc: string): void {
  const [open, close] = [netloc.includes('['), netloc.includes(']')]
  if (!open && !close) return
  if (!open || !close) throw new ValueError('Invalid IPv6 URL')
  const host = /\[([^\]]*)/.exec(netloc)?.[1] ?? ''
  if (host.startsWith('v')) {
    if (!/^v[a-fA-F0-9]+\..+$/s.test(host)) throw new ValueError('IPvFuture address is invalid')
    return
  }
  const version = ipVersion(host)
  if (version === 4) throw new ValueError('An IPv4 address cannot be in brackets')
  if (version === null) {
    throw new ValueError(`'${host}' does not appear to be an IPv4 or IPv6 address`)
  }
}

/** `℀` becomes `a/c` when a browser normalises the host: refused. */
function checkNormalised(netloc: string): void {
  const plain = netloc.replace(/[@:#?]/g, '')
  const normal = plain.normalize('NFKC')
  if (plain !== normal && /[/?#@:]/.test(normal)) {
    throw new ValueError(`netloc '${netloc}' contains invalid characters under NFKC normalization`)
  }
}

/** Puts five parts together: scheme, netloc, path, query, fragment. */
export function urlunsplit(
  parts: readonly [string, string, string, string, string] | SplitResult,
): string {
  const [scheme, netloc, path, query, fragment] =
    parts instanceof SplitResult
      ? [parts.scheme, parts.netloc, parts.path, parts.query, parts.fragment]
      : parts
  let url = path
  if (netloc !== '' || (scheme === 'file' && !path.startsWith('//')) || path.startsWith('//')) {
    if (path !== '' && !path.startsWith('/')) url = `/${path}`
    url = `//${netloc}${url}`
  }
  if (scheme !== '') url = `${scheme}:${url}`
  if (query !== '') url += `?${query}`
  if (fragment !== '') url += `#${fragment}`
  return url
}

/** `urljoin(base, url)`, for absolute bases and relative ones. */
export function urljoin(base: string, url: string): string {
  if (base === '') return url
  if (url === '') return base
  const from = urlsplit(base)
  const to = urlsplit(url)
  if (to.scheme !== '' && to.scheme !== from.scheme) return url
  const scheme = from.scheme
  if (to.netloc !== '') return urlunsplit([scheme, to.netloc, to.path, to.query, to.fragment])
  if (to.path === '') {
    const query = to.query === '' ? from.query : to.query
    return urlunsplit([scheme, from.netloc, from.path, query, to.fragment])
  }
  const path = to.path.startsWith('/')
    ? to.path
    : withoutGaps(from.path.replace(/[^/]*$/, '') + to.path)
  const rooted = from.netloc !== '' && !path.startsWith('/') ? `/${path}` : path
  return urlunsplit([scheme, from.netloc, withoutDots(rooted), to.query, to.fragment])
}

function withoutDots(path: string): string {
  const kept: string[] = []
  const segments = path.split('/')
  segments.forEach((segment, i) => {
    const isLast = i === segments.length - 1
    if (segment === '..') {
      if (kept.length > 1) kept.pop()
      if (isLast) kept.push('')
    } else if (segment === '.') {
      if (isLast) kept.push('')
    } else kept.push(segment)
  })
  return kept.join('/') || '/'
}

/** `//a//b` → `/a/b`: a joined path keeps empty pieces only at its ends. */
function withoutGaps(path: string): string {
  const pieces = path.split('/')
  return pieces
    .filter((piece, at) => piece !== '' || at === 0 || at === pieces.length - 1)
    .join('/')
}
