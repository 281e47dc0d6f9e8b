/**
 * Text and bytes, IRIs and URIs.
 *
 * Django: django/utils/encoding.py, ref/utils#module-django.utils.encoding
 */
import { Bytes, decode, encode } from '../../base/python/bytes.ts'
import { Decimal } from '../../base/python/decimal.ts'
import { date, time } from '../../base/python/datetime.ts'
import { UnicodeDecodeError } from '../../base/python/exceptions.ts'
import { isNumber } from '../../base/python/float.ts'
import { bytesRepr, str } from '../../base/python/protocols.ts'
import { isString } from '../../base/python/safe_string.ts'
import { quote } from '../../base/python/urllib_parse.ts'
import { LazyValue } from './functional.ts'

export { punycode } from './punycode.ts'

export class DjangoUnicodeDecodeError extends UnicodeDecodeError {}

export interface ConvertOptions {
  /** Numbers, dates and None come back as they are. */
  readonly strings_only?: boolean
  readonly errors?: 'strict' | 'replace' | 'ignore'
}

/** What `strings_only` leaves alone. */
export function is_protected_type(obj: unknown): boolean {
  return (
    obj === null ||
    obj === undefined ||
    typeof obj === 'boolean' ||
    isNumber(obj) ||
    obj instanceof Decimal ||
    obj instanceof date ||
    obj instanceof time ||
    obj instanceof Date
  )
}

/** Text of anything; bytes are decoded. @throws DjangoUnicodeDecodeError */
export function force_str(
  s: unknown,
  encoding = 'utf-8',
  { strings_only = false, errors = 'strict' }: ConvertOptions = {},
): unknown {
  if (isString(s) || (strings_only && is_protected_type(s))) return s
  if (!(s instanceof Uint8Array)) return str(s)
  try {
    return decode(s, encoding, errors)
  } catch (error) {
    if (!(error instanceof UnicodeDecodeError)) throw error
    throw new DjangoUnicodeDecodeError(
      `${error.message}. You passed in ${bytesRepr(s)} (<class 'bytes'>)`,
    )
  }
}

/** As `force_str`, but lazy texts stay lazy. */
export function smart_str(s: unknown, encoding = 'utf-8', options: ConvertOptions = {}): unknown {
  return s instanceof LazyValue ? s : force_str(s, encoding, options)
}

/** Bytes of anything, by way of its text. */
export function force_bytes(
  s: unknown,
  encoding = 'utf-8',
  { strings_only = false, errors = 'strict' }: ConvertOptions = {},
): unknown {
  if (s instanceof Uint8Array) {
    return encoding === 'utf-8' ? s : encode(decode(s, 'utf-8', errors), encoding, errors)
  }
  if (strings_only && is_protected_type(s)) return s
  return encode(str(s), encoding, errors)
}

export function smart_bytes(s: unknown, encoding = 'utf-8', options: ConvertOptions = {}): unknown {
  return s instanceof LazyValue ? s : force_bytes(s, encoding, options)
}

/** `force_bytes` without options, typed as what it then is. */
export function bytesOf(s: unknown): Uint8Array {
  return force_bytes(s) as Uint8Array
}

/** What may stand unescaped in any part of a URI, `%` included. */
const URI_SAFE = "/#%[]=:;$&()+,!?*@'~"

/** Percent-encodes what a URI cannot hold; what is encoded already stays. */
export function iri_to_uri(iri: unknown): string | null {
  if (iri === null || iri === undefined) return null
  return quote(iri instanceof Uint8Array ? iri : str(iri), URI_SAFE)
}

/** Decodes the escapes of letters, digits, `-._~` and of whole UTF-8 characters; all others stay. */
export function uri_to_iri(uri: unknown): string | null {
  if (uri === null || uri === undefined) return null
  const source = decode(bytesOf(uri), 'latin-1')
  const plain = source.replace(/%([0-9a-fA-F]{2})/g, (whole, hex: string) => {
    const char = String.fromCharCode(parseInt(hex, 16))
    return /[A-Za-z0-9._~\x80-\xff-]/.test(char) ? char : whole
  })
  return decode(repercent_broken_unicode(Bytes.latin1(plain)))
}

/** Percent-encodes the bytes that are not part of valid UTF-8. */
export function repercent_broken_unicode(path: Uint8Array): Bytes {
  const parts: string[] = []
  let rest = path
  for (;;) {
    const valid = validPrefix(rest)
    parts.push(decode(rest.subarray(0, valid.length), 'latin-1'))
    if (valid.length === rest.length) return Bytes.latin1(parts.join(''))
    parts.push(quote(rest.subarray(valid.length, valid.next), URI_SAFE))
    rest = rest.subarray(valid.next)
  }
}

/** Length of the valid UTF-8 at the beginning, and where to go on after the bytes that are not. */
function validPrefix(bytes: Uint8Array): { length: number; next: number } {
  try {
    decode(bytes)
    return { length: bytes.length, next: bytes.length }
  } catch (error) {
    if (!(error instanceof UnicodeDecodeError)) throw error
    return { length: error.start, next: error.end }
  }
}

/** Percent-encodes what a URL's path cannot hold: `;`, `=`, `?` and `%` too. */
export function escape_uri_path(path: unknown): string {
  return quote(path, "/:@&+$,-_.!~*'()")
}

/** A file's path as part of a URL; backslashes become slashes. */
export function filepath_to_uri(path: unknown): string | null {
  if (path === null || path === undefined) return null
  return quote(str(path).replaceAll('\\', '/'), "/~!*()'")
}
