/**
 * The ways to hash a password. A project may extend one, say with more iterations, and name it in PASSWORD_HASHERS.
 *
 * Django: django/contrib/auth/hashers.py (the classes), topics/auth/passwords
 */
import { scrypt } from '@noble/hashes/scrypt'
import { class_name } from '../../../base/python/class_name.ts'
import { encodeBase64 } from '../../../base/python/base64.ts'
import {
  AssertionError,
  NotImplementedError,
  TypeError,
  ValueError,
} from '../../../base/python/exceptions.ts'
import { exposeStatics } from '../../../base/python/statics.ts'
import {
  constant_time_compare,
  get_random_string,
  hashBytes,
  pbkdf2,
  RANDOM_STRING_CHARS,
} from '../../utils/crypto.ts'
import { bytesOf, force_str } from '../../utils/encoding.ts'

const CHAR_ENTROPY = Math.log2(RANDOM_STRING_CHARS.length)

/** Shows the beginning only. */
export function mask_hash(hash: string, show = 6, char = '*'): string {
  return hash.slice(0, show) + char.repeat(Math.max(0, hash.length - show))
}

export function must_update_salt(salt: string, expected_entropy: number): boolean {
  return salt.length * CHAR_ENTROPY < expected_entropy
}

/** What an encoded password says; `hash` and `salt` always. */
export type Decoded = Record<string, string | number>

export class BasePasswordHasher {
  static algorithm: string | null = null
  /** What it needs in Django: name of a library. */
  static library: string | null = null
  /** Bits. */
  static salt_entropy = 128
  declare algorithm: string | null
  declare library: string | null
  declare salt_entropy: number

  constructor() {
    exposeStatics(new.target)
  }

  /** Letters and digits with enough entropy. */
  salt(): string {
    return get_random_string(Math.ceil(this.salt_entropy / CHAR_ENTROPY))
  }

  verify(_password: unknown, _encoded: string): boolean {
    return this.missing('a verify')
  }

  encode(_password: unknown, _salt: string): string {
    return this.missing('an encode')
  }

  decode(_encoded: string): Decoded {
    return this.missing('a decode')
  }

  /** For people: what may be shown of it. */
  safe_summary(_encoded: string): Decoded {
    return this.missing('a safe_summary')
  }

  must_update(_encoded: string): boolean {
    return false
  }

  /** Makes a wrong password with less work take as long as one with all of it. */
  harden_runtime(_password: unknown, _encoded: string): void {}

  /** @throws {TypeError} no password, @throws {ValueError} no salt, or one that would split the text */
  _check_encode_args(password: unknown, salt: string | null): void {
    if (password === null) throw new TypeError('password must be provided.')
    if (!salt || salt.includes('$')) {
      throw new ValueError('salt must be provided and cannot contain $.')
    }
  }

  private missing(method: string): never {
    throw new NotImplementedError(
      `subclasses of BasePasswordHasher must provide ${method}() method`,
    )
  }

  /** The parts of an encoded password, the last one with all that is left. */
  protected split(encoded: string, count: number): string[] {
    const parts = encoded.split('$')
    if (parts.length < count) {
      throw new ValueError(`not enough values to unpack (expected ${count}, got ${parts.length})`)
    }
    if (parts[0] !== this.algorithm) throw new AssertionError()
    return [...parts.slice(0, count - 1), parts.slice(count - 1).join('$')]
  }
}

export class PBKDF2PasswordHasher extends BasePasswordHasher {
  static override algorithm = 'pbkdf2_sha256'
  static iterations = 1_000_000
  /** As `hashlib` names it. */
  static digest = 'sha256'
  declare iterations: number
  declare digest: string

  override encode(password: unknown, salt: string, iterations: number | null = null): string {
    this._check_encode_args(password, salt)
    const rounds = iterations || this.iterations
    const hash = encodeBase64(pbkdf2(password, salt, rounds, 0, this.digest))
    return `${this.algorithm}$${rounds}$${salt}$${hash}`
  }

  override decode(encoded: string): Decoded {
    const [algorithm = '', iterations = '', salt = '', hash = ''] = this.split(encoded, 4)
    return { algorithm, hash, iterations: Number(iterations), salt }
  }

  override verify(password: unknown, encoded: string): boolean {
    const { salt, iterations } = this.decode(encoded)
    return constant_time_compare(encoded, this.encode(password, String(salt), Number(iterations)))
  }

  override safe_summary(encoded: string): Decoded {
    const { algorithm = '', iterations = 0, salt, hash } = this.decode(encoded)
    return { algorithm, iterations, salt: mask_hash(String(salt)), hash: mask_hash(String(hash)) }
  }

  override must_update(encoded: string): boolean {
    const { salt, iterations } = this.decode(encoded)
    return iterations !== this.iterations || must_update_salt(String(salt), this.salt_entropy)
  }

  override harden_runtime(password: unknown, encoded: string): void {
    const { salt, iterations } = this.decode(encoded)
    const extra = this.iterations - Number(iterations)
    if (extra > 0) this.encode(password, String(salt), extra)
  }
}

export class PBKDF2SHA1PasswordHasher extends PBKDF2PasswordHasher {
  static override algorithm = 'pbkdf2_sha1'
  static override digest = 'sha1'
}

/** Work in memory as well as in time. */
export class ScryptPasswordHasher extends BasePasswordHasher {
  static override algorithm = 'scrypt'
  static block_size = 8
  static parallelism = 5
  static work_factor = 2 ** 14
  declare block_size: number
  declare parallelism: number
  declare work_factor: number

  override encode(
    password: unknown,
    salt: string,
    n: number | null = null,
    r: number | null = null,
    p: number | null = null,
  ): string {
    this._check_encode_args(password, salt)
    const work = {
      N: n || this.work_factor,
      r: r || this.block_size,
      p: p || this.parallelism,
      dkLen: 64,
    }
    const hash = encodeBase64(scrypt(bytesOf(password), bytesOf(salt), work))
    return `${this.algorithm}$${work.N}$${salt}$${work.r}$${work.p}$${hash}`
  }

  override decode(encoded: string): Decoded {
    const [algorithm = '', work = '', salt = '', block = '', parallel = '', hash = ''] = this.split(
      encoded,
      6,
    )
    return {
      algorithm,
      work_factor: Number(work),
      salt,
      block_size: Number(block),
      parallelism: Number(parallel),
      hash,
    }
  }

  override verify(password: unknown, encoded: string): boolean {
    const { salt, work_factor, block_size, parallelism } = this.decode(encoded)
    const again = this.encode(
      password,
      String(salt),
      Number(work_factor),
      Number(block_size),
      Number(parallelism),
    )
    return constant_time_compare(encoded, again)
  }

  override safe_summary(encoded: string): Decoded {
    const decoded = this.decode(encoded)
    const masked = (name: string) => mask_hash(String(decoded[name]))
    return { ...decoded, salt: masked('salt'), hash: masked('hash') }
  }

  override must_update(encoded: string): boolean {
    const { work_factor, block_size, parallelism } = this.decode(encoded)
    return (
      work_factor !== this.work_factor ||
      block_size !== this.block_size ||
      parallelism !== this.parallelism
    )
  }
}

/** Quick, so only for tests. */
export class MD5PasswordHasher extends BasePasswordHasher {
  static override algorithm = 'md5'

  override encode(password: unknown, salt: string): string {
    this._check_encode_args(password, salt)
    const hash = hashBytes('md5', salt + String(force_str(password))).hexdigest()
    return `${this.algorithm}$${salt}$${hash}`
  }

  override decode(encoded: string): Decoded {
    const [algorithm = '', salt = '', hash = ''] = this.split(encoded, 3)
    return { algorithm, hash, salt }
  }

  override verify(password: unknown, encoded: string): boolean {
    const { salt } = this.decode(encoded)
    return constant_time_compare(encoded, this.encode(password, String(salt)))
  }

  override safe_summary(encoded: string): Decoded {
    const { algorithm = '', salt, hash } = this.decode(encoded)
    return {
      algorithm,
      salt: mask_hash(String(salt), 2),
      hash: mask_hash(String(hash)),
    }
  }

  override must_update(encoded: string): boolean {
    return must_update_salt(String(this.decode(encoded)['salt']), this.salt_entropy)
  }
}

/** Known by name, so that it may stand in PASSWORD_HASHERS; used, it says what is missing, as Django does. */
class LibraryHasher extends BasePasswordHasher {
  override encode(): string {
    throw new ValueError(
      `Couldn't load '${class_name(this.constructor)}' algorithm library: No module named '${this.library}'`,
    )
  }

  override verify(): boolean {
    return this.encode() === ''
  }
}

export class Argon2PasswordHasher extends LibraryHasher {
  static override algorithm = 'argon2'
  static override library = 'argon2'
}

export class BCryptSHA256PasswordHasher extends LibraryHasher {
  static override algorithm = 'bcrypt_sha256'
  static override library = 'bcrypt'
}

export class BCryptPasswordHasher extends LibraryHasher {
  static override algorithm = 'bcrypt'
  static override library = 'bcrypt'
}
