/**
 * Small parts of HTTP: query strings, dates, ETags, base 36 and 64, and which redirect targets are this site's own.
 *
 * Django: django/utils/http.py, ref/utils#module-django.utils.http
 */
import type { Bytes } from '../../base/python/bytes.ts'
import { datetime, timezone } from '../../base/python/datetime.ts'
import { TypeError, ValueError } from '../../base/python/exceptions.ts'
import type { Float } from '../../base/python/float.ts'
import * as mapping from '../../base/python/mapping.ts'
import { contains, isIterable, iterate, repr, str } from '../../base/python/protocols.ts'
import { isString } from '../../base/python/safe_string.ts'
import { DAY_NAMES, MONTH_NAMES } from '../../base/python/strftime.ts'
import { strip } from '../../base/python/strings.ts'
import { BinasciiError, decodeBase64Url, encodeBase64Url } from '../../base/python/base64.ts'
import {
  quote,
  urlencode as encodePairs,
  urlsplit,
  type SplitResult,
} from '../../base/python/urllib_parse.ts'
import { MultiValueDict } from './datastructures.ts'
import { ports } from './ports.ts'

export { parse_header_parameters } from './header_parameters.ts'

export const MAX_URL_LENGTH = 2048
export const MAX_URL_REDIRECT_LENGTH = 16384

/**
 * `a=1&b=2` of a dict, a MultiValueDict or pairs.
 * @param doseq  each item of a list value becomes a pair of its own
 * @throws TypeError for None, which would become the text "None"
 */
export function urlencode(query: unknown, doseq = false): string {
  const pairs =
    query instanceof MultiValueDict
      ? query.lists()
      : mapping.isMapping(query)
        ? mapping.entries(query)
        : iterate(query)
  const checked = Array.from(pairs, (pair) => {
    const [key, value] = unpacked(pair)
    if (value === null || value === undefined) throw noneInQuery(key)
    const isSingle = !doseq || isString(value) || value instanceof Uint8Array || !isIterable(value)
    if (isSingle) return [key, value]
    const items = Array.from(iterate(value), (item) => {
      if (item === null || item === undefined) throw noneInQuery(key)
      return item
    })
    return [key, items]
  })
  return encodePairs(checked, doseq)
}

/** Two values of a sequence. @throws ValueError for another number */
function unpacked(pair: unknown): [unknown, unknown] {
  const items = [...iterate(pair)]
  if (items.length > 2) throw new ValueError('too many values to unpack (expected 2)')
  if (items.length < 2) {
    throw new ValueError(`not enough values to unpack (expected 2, got ${items.length})`)
  }
  return items as [unknown, unknown]
}

function noneInQuery(key: unknown): TypeError {
  return new TypeError(
    `Cannot encode None for key '${str(key)}' in a query string. Did you mean to pass an empty string or omit the value?`,
  )
}

/** `Sun, 05 Jan 2025 11:55:00 GMT`; without a time, of now. Seconds since the epoch. */
export function http_date(epoch_seconds: number | Float | null = null): string {
  const seconds = Math.floor(epoch_seconds === null ? ports.now() / 1e6 : Number(epoch_seconds))
  const when = datetime.fromMicroseconds(seconds * 1e6)
  const day = (DAY_NAMES[when.weekday()] ?? '').slice(0, 3)
  const month = (MONTH_NAMES[when.month] ?? '').slice(0, 3)
  const year = String(when.year).padStart(4, '0')
  return `${day}, ${String(when.day).padStart(2, '0')} ${month} ${year} ${when.strftime('%H:%M:%S')} GMT`
}

const TIME = String.raw`(?<hour>\d{2}):(?<min>\d{2}):(?<sec>\d{2})`
const HTTP_DATES = [
  new RegExp(String.raw`^\w{3}, (?<day>\d{2}) (?<mon>\w{3}) (?<year>\d{4}) ${TIME} GMT\n?$`),
  new RegExp(String.raw`^\w{6,9}, (?<day>\d{2})-(?<mon>\w{3})-(?<year>\d{2}) ${TIME} GMT\n?$`),
  new RegExp(String.raw`^\w{3} (?<mon>\w{3}) (?<day>[ \d]\d) ${TIME} (?<year>\d{4})\n?$`),
]
const MONTHS = MONTH_NAMES.map((name) => name.slice(0, 3).toLowerCase())

/** Seconds since the epoch of a date in any of HTTP's three forms. @throws ValueError */
export function parse_http_date(date: string): number {
  const parts = HTTP_DATES.map((form) => form.exec(date)?.groups).find((groups) => groups)
  if (!parts) throw new ValueError(`${repr(date)} is not in a valid HTTP date format`)
  const part = (name: string) => Number(parts[name])
  const month = MONTHS.indexOf((parts['mon'] ?? '').toLowerCase())
  try {
    const when = new datetime(
      fullYear(part('year')),
      month,
      part('day'),
      part('hour'),
      part('min'),
      part('sec'),
      { tzinfo: timezone.utc },
    )
    return when.instantMicroseconds() / 1e6
  } catch (error) {
    const invalid = new ValueError(`${repr(date)} is not a valid date`)
    invalid.__cause__ = error
    throw invalid
  }
}

/** Two digits mean the year closest to now that is at most 50 years ahead. */
function fullYear(year: number): number {
  if (year >= 100) return year
  const now = datetime.fromMicroseconds(ports.now()).year
  const century = now - (now % 100)
  return year - (now % 100) > 50 ? century - 100 + year : century + year
}

/** As `parse_http_date`, null for what is no date. */
export function parse_http_date_safe(date: unknown): number | null {
  try {
    return parse_http_date(str(date))
  } catch {
    return null
  }
}

/** @throws ValueError for what is no base 36 number or longer than 13 digits */
export function base36_to_int(s: string): number | bigint {
  if (s.length > 13) throw new ValueError('Base36 input too large')
  const text = strip(s).toLowerCase()
  if (!/^[+-]?[0-9a-z]+$/.test(text)) {
    throw new ValueError(`invalid literal for int() with base 36: ${repr(s)}`)
  }
  let value = 0n
  for (const digit of text.replace(/^[+-]/, '')) value = value * 36n + BigInt(parseInt(digit, 36))
  if (text.startsWith('-')) value = -value
  return Number.isSafeInteger(Number(value)) ? Number(value) : value
}

/** @throws ValueError for negative numbers, TypeError for what is no integer */
export function int_to_base36(i: number | bigint): string {
  if (typeof i !== 'bigint' && !Number.isInteger(i)) throw new TypeError('base36 needs an integer')
  if (i < 0) throw new ValueError('Negative base36 conversion input.')
  return i.toString(36)
}

/** Without the `=` at the end. */
export function urlsafe_base64_encode(s: Uint8Array): string {
  return encodeBase64Url(s)
}

/** @throws ValueError for what is no base 64 */
export function urlsafe_base64_decode(s: string): Bytes {
  try {
    return decodeBase64Url(s)
  } catch (error) {
    if (error instanceof BinasciiError) throw new ValueError(error.message)
    throw error
  }
}

const ETAG = /^(?:W\/)?"[^"]*"$/

/** The ETags of `If-Match` or `If-None-Match`, in their quotes; `['*']` for any. */
export function parse_etags(etag_str: string): string[] {
  if (strip(etag_str) === '*') return ['*']
  return etag_str
    .split(',')
    .map((tag) => strip(tag))
    .filter((tag) => ETAG.test(tag))
}

/** In quotes, once. */
export function quote_etag(etag_str: string): string {
  return ETAG.test(etag_str) ? etag_str : `"${etag_str}"`
}

/** Exact, or any subdomain where the pattern begins with a dot. */
export function is_same_domain(host: string, pattern: string): boolean {
  const wanted = pattern.toLowerCase()
  if (wanted === '') return false
  return (
    wanted === host ||
    (wanted.startsWith('.') && (host.endsWith(wanted) || host === wanted.slice(1)))
  )
}

/**
 * Whether a redirect to `url` stays here: no host, or one of `allowed_hosts` (a text, a set, null for none).
 * A true answer does not make the URL otherwise safe.
 */
export function url_has_allowed_host_and_scheme(
  url: unknown,
  allowed_hosts: unknown,
  { require_https = false }: { require_https?: boolean } = {},
): boolean {
  const text = url === null || url === undefined ? '' : strip(str(url))
  if (text === '') return false
  const hosts =
    allowed_hosts === null || allowed_hosts === undefined
      ? []
      : isString(allowed_hosts)
        ? [str(allowed_hosts)]
        : allowed_hosts
  // Chrome reads a backslash as a slash, but not everywhere
  return [text, text.replaceAll('\\', '/')].every((form) => staysHere(form, hosts, require_https))
}

function staysHere(url: string, hosts: unknown, requireHttps: boolean): boolean {
  // browsers take three slashes for a host, urlsplit does not
  if (url.startsWith('///') || url.length > MAX_URL_LENGTH) return false
  let parts: SplitResult
  try {
    parts = urlsplit(url)
  } catch (error) {
    if (error instanceof ValueError) return false
    throw error
  }
  // http:///example.com: a path for us, a host for Chrome
  if (parts.netloc === '' && parts.scheme !== '') return false
  // browsers skip control characters in front
  if (/^\p{C}/u.test(url)) return false
  const scheme = parts.scheme === '' && parts.netloc !== '' ? 'http' : parts.scheme
  const allowedSchemes = requireHttps ? ['https'] : ['http', 'https']
  const hostAllowed = parts.netloc === '' || contains(hosts, parts.netloc)
  return hostAllowed && (scheme === '' || allowedSchemes.includes(scheme))
}

/** A path may not begin with two slashes: a browser would read a host. */
export function escape_leading_slashes(url: string): string {
  return url.startsWith('//') ? `/%2F${url.slice(2)}` : url
}

/** Value of `Content-Disposition`; null where none is needed. */
export function content_disposition_header(
  as_attachment: boolean,
  filename: string | null,
): string | null {
  if (filename === null || filename === '') return as_attachment ? 'attachment' : null
  const disposition = as_attachment ? 'attachment' : 'inline'
  const isQuotable = /^[\t \x21-\x7e]*\n?$/.test(filename)
  const expression = isQuotable
    ? `filename="${filename.replace(/[\\"]/g, '\\$&')}"`
    : `filename*=utf-8''${quote(filename)}`
  return `${disposition}; ${expression}`
}
