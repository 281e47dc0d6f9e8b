/**
 * Keyed hashes, random strings, comparison. Synchronous and in plain JavaScript (noble-hashes): the framework runs
 * where neither Node's nor the browser's crypto may be assumed, and Django's API cannot wait.
 *
 * Django: django/utils/crypto.py
 */
import { blake2b, blake2s } from '@noble/hashes/blake2'
import { hmac } from '@noble/hashes/hmac'
import { md5, sha1 } from '@noble/hashes/legacy'
import { pbkdf2 as derive } from '@noble/hashes/pbkdf2'
import { sha224, sha256, sha384, sha512 } from '@noble/hashes/sha2'
import type { CHash } from '@noble/hashes/utils'
import { Bytes } from '../../base/python/bytes.ts'
import { ValueError } from '../../base/python/exceptions.ts'
import { repr } from '../../base/python/protocols.ts'
import { settings } from '../conf/index.ts'
import { bytesOf } from './encoding.ts'
import { pbkdf2Sha256 } from './pbkdf2_sha256.ts'
import { ports } from './ports.ts'

export class InvalidAlgorithm extends ValueError {}

const HASHES: Readonly<Record<string, CHash>> = {
  md5,
  sha1,
  sha224,
  sha256,
  sha384,
  sha512,
  blake2b: blake2b,
  blake2s: blake2s,
}

/** Python's `hmac` object, as far as Django asks. */
export class Digest {
  readonly #bytes: Bytes

  constructor(bytes: Uint8Array) {
    this.#bytes = Bytes.from(bytes) as Bytes
  }

  digest(): Bytes {
    return this.#bytes
  }

  hexdigest(): string {
    return this.#bytes.hex()
  }
}

/** A hash by Python's name. @throws InvalidAlgorithm */
function hashNamed(algorithm: string): CHash {
  const found = Object.hasOwn(HASHES, algorithm) ? HASHES[algorithm] : undefined
  if (!found) {
    throw new InvalidAlgorithm(
      `${repr(algorithm)} is not an algorithm accepted by the hashlib module.`,
    )
  }
  return found
}

/** `hashlib.new(algorithm, data)`. @throws InvalidAlgorithm */
export function hashBytes(algorithm: string, data: unknown): Digest {
  return new Digest(hashNamed(algorithm)(bytesOf(data)))
}

/**
 * HMAC of `value` under a key made of `key_salt` and the secret (SECRET_KEY unless given): each use has its own salt.
 * @throws InvalidAlgorithm
 */
export function salted_hmac(
  key_salt: unknown,
  value: unknown,
  secret: unknown = null,
  { algorithm = 'sha1' }: { algorithm?: string } = {},
): Digest {
  const hash = hashNamed(algorithm)
  const salt = bytesOf(key_salt)
  const rest = bytesOf(secret ?? settings.SECRET_KEY)
  const material = new Uint8Array(salt.length + rest.length)
  material.set(salt)
  material.set(rest, salt.length)
  return new Digest(hmac(hash, hash(material), bytesOf(value)))
}

export const RANDOM_STRING_CHARS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'

/** Each character equally likely, from the host's secure randomness. */
export function get_random_string(
  length: number,
  allowed_chars: string = RANDOM_STRING_CHARS,
): string {
  const chars = [...allowed_chars]
  // bytes beyond the last whole multiple would favour the first characters
  const limit = 256 - (256 % chars.length)
  let result = ''
  let count = 0
  while (count < length) {
    for (const byte of ports.random(length - count)) {
      if (byte >= limit) continue
      result += chars[byte % chars.length] ?? ''
      count += 1
    }
  }
  return result
}

/** Takes as long for a near miss as for a far one. */
export function constant_time_compare(val1: unknown, val2: unknown): boolean {
  const [a, b] = [bytesOf(val1), bytesOf(val2)]
  if (a.length !== b.length) return false
  let difference = 0
  a.forEach((byte, i) => (difference |= byte ^ (b[i] ?? 0)))
  return difference === 0
}

/** @param digest  name of the hash, sha256 if null @param dklen  bytes wanted, 0: as many as the hash has */
export function pbkdf2(
  password: unknown,
  salt: unknown,
  iterations: number,
  dklen = 0,
  digest: string | null = null,
): Bytes {
  const hash = hashNamed(digest ?? 'sha256')
  const dkLen = dklen || hash.outputLen
  if (hash === sha256) {
    return Bytes.from(pbkdf2Sha256(bytesOf(password), bytesOf(salt), iterations, dkLen)) as Bytes
  }
  return Bytes.from(
    derive(hash, bytesOf(password), bytesOf(salt), { c: iterations, dkLen }),
  ) as Bytes
}
