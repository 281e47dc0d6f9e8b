/**
 * Values that may be handed to a browser and come back: `value:signature`, or `value:time:signature`, or whole objects
 * as JSON. Everybody can read them, nobody without the key can change them.
 *
 * Django: django/core/signing.py, topics/signing
 */
import { unzlibSync, zlibSync } from 'fflate'
import { decodeBase64Url, encodeBase64Url } from '../../base/python/base64.ts'
import { Bytes, decode, encode } from '../../base/python/bytes.ts'
import { timedelta } from '../../base/python/datetime.ts'
import { Exception, ValueError } from '../../base/python/exceptions.ts'
import { toFloat } from '../../base/python/float.ts'
import { smallInt } from '../../base/python/int.ts'
import * as json from '../../base/python/json.ts'
import { class_name } from '../../base/python/class_name.ts'
import { repr, str } from '../../base/python/protocols.ts'
import { splitLast } from '../../base/python/strings.ts'
import { settings } from '../conf/index.ts'
import { constant_time_compare, salted_hmac } from '../utils/crypto.ts'
import { bytesOf } from '../utils/encoding.ts'
import { import_string } from '../utils/module_loading.ts'
import { ports } from '../utils/ports.ts'

/** The signature does not match. */
export class BadSignature extends Exception {}
/** It matches, but is older than `max_age`. */
export class SignatureExpired extends BadSignature {}

export const BASE62_ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

export function b62_encode(s: number | bigint): string {
  let rest = BigInt(s)
  if (rest === 0n) return '0'
  const sign = rest < 0n ? '-' : ''
  if (rest < 0n) rest = -rest
  let encoded = ''
  for (; rest > 0n; rest /= 62n) encoded = BASE62_ALPHABET.charAt(Number(rest % 62n)) + encoded
  return sign + encoded
}

/** @throws ValueError for a character that is no digit */
export function b62_decode(s: string): number | bigint {
  const isNegative = s.startsWith('-')
  let decoded = 0n
  for (const digit of isNegative ? s.slice(1) : s) {
    const value = BASE62_ALPHABET.indexOf(digit)
    if (value === -1) throw new ValueError('substring not found')
    decoded = decoded * 62n + BigInt(value)
  }
  return smallInt(isNegative ? -decoded : decoded)
}

/** Bytes to bytes, for URLs, without padding. */
export function b64_encode(s: unknown): Bytes {
  return Bytes.latin1(encodeBase64Url(bytesOf(s)))
}

/** @throws ValueError for what is no base 64 */
export function b64_decode(s: unknown): Bytes {
  return decodeBase64Url(decode(bytesOf(s), 'latin-1'))
}

export function base64_hmac(
  salt: unknown,
  value: unknown,
  key: unknown,
  algorithm = 'sha1',
): string {
  return encodeBase64Url(salted_hmac(salt, value, key, { algorithm }).digest())
}

/** JSON without spaces, as bytes. A serializer of one's own has the same two methods. */
export class JSONSerializer {
  dumps(obj: unknown): Uint8Array {
    return encode(json.dumps(obj, { separators: [',', ':'] }), 'latin-1')
  }

  loads(data: Uint8Array): unknown {
    return json.loads(decode(data, 'latin-1'))
  }
}

type SerializerClass = new () => {
  dumps(obj: unknown): Uint8Array
  loads(data: Uint8Array): unknown
}

export interface SignerOptions {
  /** SECRET_KEY if left out. */
  readonly key?: unknown
  readonly sep?: string
  readonly salt?: string | null
  readonly algorithm?: string | null
  /** Older keys that still verify; SECRET_KEY_FALLBACKS if left out. */
  readonly fallback_keys?: Iterable<unknown> | null
}

export interface ObjectOptions {
  readonly serializer?: SerializerClass
  /** Compresses where that makes it shorter; a leading dot says so. */
  readonly compress?: boolean
}

export interface UnsignOptions {
  /** Seconds, or a timedelta. */
  readonly max_age?: number | timedelta | null
}

export class Signer {
  readonly key: unknown
  readonly fallback_keys: Iterable<unknown>
  readonly sep: string
  readonly salt: string
  readonly algorithm: string

  /** @throws ValueError for a separator that a signature could contain */
  constructor({
    key = null,
    sep = ':',
    salt = null,
    algorithm = null,
    fallback_keys = null,
  }: SignerOptions = {}) {
    this.key = key === null || key === '' ? settings.SECRET_KEY : key
    this.fallback_keys = [...(fallback_keys ?? settings.SECRET_KEY_FALLBACKS)]
    this.sep = sep
    this.salt = salt || `django.core.signing.${class_name(new.target)}`
    this.algorithm = algorithm || 'sha256'
    if (/^[A-z0-9\-_=]*$/.test(sep)) {
      throw new ValueError(
        `Unsafe Signer separator: ${repr(sep)} (cannot be empty or consist of only A-z0-9-_=)`,
      )
    }
  }

  signature(value: unknown, key: unknown = null): string {
    return base64_hmac(`${this.salt}signer`, value, key ?? this.key, this.algorithm)
  }

  sign(value: unknown): string {
    return `${str(value)}${this.sep}${this.signature(value)}`
  }

  /** The value. @throws BadSignature */
  unsign(signed_value: string, _options: UnsignOptions = {}): string {
    const [value, signature] = splitLast(signed_value, this.sep)
    if (signature === null) throw new BadSignature(`No "${this.sep}" found in value`)
    for (const key of [this.key, ...this.fallback_keys]) {
      if (constant_time_compare(signature, this.signature(value, key))) return value
    }
    throw new BadSignature(`Signature "${signature}" does not match`)
  }

  sign_object(
    obj: unknown,
    { serializer = JSONSerializer, compress = false }: ObjectOptions = {},
  ): string {
    const data = new serializer().dumps(obj)
    const packed = compress ? zlibSync(data) : data
    if (packed.length < data.length - 1) return this.sign(`.${encodeBase64Url(packed)}`)
    return this.sign(encodeBase64Url(data))
  }

  /** @throws BadSignature */
  unsign_object(
    signed_obj: string,
    {
      serializer = JSONSerializer,
      ...options
    }: { serializer?: SerializerClass } & UnsignOptions = {},
  ): unknown {
    const text = this.unsign(signed_obj, options)
    const isPacked = text.startsWith('.')
    const data = decodeBase64Url(isPacked ? text.slice(1) : text)
    return new serializer().loads(isPacked ? unzlibSync(data) : data)
  }
}

/** Also signs the time, so that a value can grow too old. */
export class TimestampSigner extends Signer {
  timestamp(): string {
    return b62_encode(Math.floor(ports.now() / 1e6))
  }

  override sign(value: unknown): string {
    return super.sign(`${str(value)}${this.sep}${this.timestamp()}`)
  }

  /** @throws BadSignature, SignatureExpired */
  override unsign(value: string, { max_age = null }: UnsignOptions = {}): string {
    const [result, time] = splitLast(super.unsign(value), this.sep)
    const signedAt = Number(b62_decode(time ?? ''))
    if (max_age !== null) {
      const seconds = max_age instanceof timedelta ? max_age.total_seconds() : max_age
      const age = ports.now() / 1e6 - signedAt
      if (age > Number(seconds)) {
        throw new SignatureExpired(`Signature age ${repr(toFloat(age))} > ${str(seconds)} seconds`)
      }
    }
    return result
  }
}

export interface DumpsOptions extends ObjectOptions {
  readonly salt?: string
}

/** An object as signed text with the time: `loads` reads it back. */
export function dumps(
  obj: unknown,
  key: unknown = null,
  { salt = 'django.core.signing', ...options }: DumpsOptions = {},
): string {
  return new TimestampSigner({ key, salt }).sign_object(obj, options)
}

export interface LoadsOptions extends UnsignOptions {
  readonly salt?: string
  readonly serializer?: SerializerClass
  readonly fallback_keys?: Iterable<unknown> | null
}

/** @throws BadSignature, SignatureExpired */
export function loads(
  s: string,
  key: unknown = null,
  { salt = 'django.core.signing', fallback_keys = null, ...options }: LoadsOptions = {},
): unknown {
  return new TimestampSigner({ key, salt, fallback_keys }).unsign_object(s, options)
}

/** Cookies are signed under keys of their own. */
function cookieKey(key: unknown): Bytes {
  return Bytes.from([...encode('django.http.cookies'), ...bytesOf(key)]) as Bytes
}

/** The signer of the setting SIGNING_BACKEND. */
export function get_cookie_signer(salt = 'django.core.signing.get_cookie_signer'): TimestampSigner {
  const Backend = import_string(settings.SIGNING_BACKEND) as typeof TimestampSigner
  const fallback_keys = Array.from(settings.SECRET_KEY_FALLBACKS, cookieKey)
  return new Backend({ key: cookieKey(settings.SECRET_KEY), fallback_keys, salt })
}

/** The salt of a signed cookie: the length keeps pairs of name and salt apart. */
export function _cookie_signer_salt(cookie_name: string, salt = ''): string {
  return `django.http.cookies.v2:${[...salt].length}:${salt}${cookie_name}`
}

/** The value of a signed cookie. @throws BadSignature, SignatureExpired */
export function _unsign_cookie(
  signed_value: string,
  {
    cookie_name,
    salt = '',
    max_age = null,
  }: { cookie_name: string; salt?: string } & UnsignOptions,
): string {
  const signer = get_cookie_signer(_cookie_signer_salt(cookie_name, salt))
  try {
    return signer.unsign(signed_value, { max_age })
  } catch (error) {
    const isBroken = error instanceof BadSignature && !(error instanceof SignatureExpired)
    if (!isBroken || !settings.SIGNED_COOKIE_LEGACY_SALT_FALLBACK) throw error
    return get_cookie_signer(cookie_name + salt).unsign(signed_value, { max_age })
  }
}
