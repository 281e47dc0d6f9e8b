/**
 * Passwords as they are stored: `algorithm$work$salt$hash`, so that a stored one says how it was made. The first of
 * PASSWORD_HASHERS makes new ones; the others can still be checked, and are replaced at the next login.
 *
 * Django: django/contrib/auth/hashers.py, topics/auth/passwords
 * Left out: Argon2 and bcrypt, which need libraries in Django as well (they say that theirs is missing).
 */
import { ImproperlyConfigured } from '../../core/exceptions.ts'
import { TypeError, ValueError } from '../../../base/python/exceptions.ts'
import { str, type_name } from '../../../base/python/protocols.ts'
import { isString } from '../../../base/python/safe_string.ts'
import { settings } from '../../conf/index.ts'
import { get_random_string } from '../../utils/crypto.ts'
import { import_string } from '../../utils/module_loading.ts'
import type { BasePasswordHasher } from './hasher_classes.ts'

export {
  Argon2PasswordHasher,
  BasePasswordHasher,
  BCryptPasswordHasher,
  BCryptSHA256PasswordHasher,
  mask_hash,
  MD5PasswordHasher,
  must_update_salt,
  PBKDF2PasswordHasher,
  PBKDF2SHA1PasswordHasher,
  ScryptPasswordHasher,
} from './hasher_classes.ts'

/** A password that nothing matches begins so; random letters follow, so that it is never the same twice. */
export const UNUSABLE_PASSWORD_PREFIX = '!'
export const UNUSABLE_PASSWORD_SUFFIX_LENGTH = 40

/** False for what `make_password(null)` gave. */
export function is_password_usable(encoded: string | null): boolean {
  return encoded === null || !encoded.startsWith(UNUSABLE_PASSWORD_PREFIX)
}

type Hasher = string | BasePasswordHasher

/** @returns whether the password is right, and whether it should be stored anew */
export function verify_password(
  password: unknown,
  encoded: string | null,
  preferred: Hasher = 'default',
): [is_correct: boolean, must_update: boolean] {
  const wanted = get_hasher(preferred)
  const hasher = password === null || !is_password_usable(encoded) ? null : hasherOf(encoded)
  if (hasher === null) {
    // takes as long as a wrong password does: who tries names learns nothing
    make_password(get_random_string(UNUSABLE_PASSWORD_SUFFIX_LENGTH))
    return [false, false]
  }
  const stored = encoded ?? ''
  const hasherChanged = hasher.algorithm !== wanted.algorithm
  const mustUpdate = hasherChanged || wanted.must_update(stored)
  const isCorrect = hasher.verify(password, stored)
  if (!isCorrect && !hasherChanged && mustUpdate) hasher.harden_runtime(password, stored)
  return [isCorrect, mustUpdate]
}

/** null for what no hasher made. */
function hasherOf(encoded: string | null): BasePasswordHasher | null {
  try {
    return identify_hasher(encoded ?? '')
  } catch (error) {
    if (!(error instanceof ValueError)) throw error
    return null
  }
}

/** @param setter  called with the password where it should be stored anew */
export function check_password(
  password: unknown,
  encoded: string | null,
  setter: ((password: unknown) => void) | null = null,
  preferred: Hasher = 'default',
): boolean {
  const [isCorrect, mustUpdate] = verify_password(password, encoded, preferred)
  if (setter !== null && isCorrect && mustUpdate) setter(password)
  return isCorrect
}

/** The stored form of a password. @param password  null: one that nobody has */
export function make_password(
  password: unknown,
  salt: string | null = null,
  hasher: Hasher = 'default',
): string {
  if (password === null || password === undefined) {
    return UNUSABLE_PASSWORD_PREFIX + get_random_string(UNUSABLE_PASSWORD_SUFFIX_LENGTH)
  }
  if (!isString(password) && !(password instanceof Uint8Array)) {
    throw new TypeError(`Password must be a string or bytes, got ${type_name(password)}.`)
  }
  const used = get_hasher(hasher)
  return used.encode(password, salt || used.salt())
}

let hashers: readonly BasePasswordHasher[] = []
let generation = -1

/** Those of PASSWORD_HASHERS, in order. */
export function get_hashers(): readonly BasePasswordHasher[] {
  if (generation === settings.generation) return hashers
  hashers = settings.PASSWORD_HASHERS.map((path) => {
    const hasher = new (import_string(path) as new () => BasePasswordHasher)()
    if (hasher.algorithm) return hasher
    throw new ImproperlyConfigured(`hasher doesn't specify an algorithm name: ${path}`)
  })
  generation = settings.generation
  return hashers
}

/** @throws {ValueError}  PASSWORD_HASHERS has none of that name */
export function get_hasher(algorithm: Hasher = 'default'): BasePasswordHasher {
  if (typeof algorithm !== 'string') return algorithm
  const known = get_hashers()
  const found =
    algorithm === 'default' ? known[0] : known.find((hasher) => hasher.algorithm === algorithm)
  if (found !== undefined) return found
  throw new ValueError(
    `Unknown password hashing algorithm '${algorithm}'. Did you specify it in the PASSWORD_HASHERS setting?`,
  )
}

/** The hasher that made it. @throws {ValueError} */
export function identify_hasher(encoded: string): BasePasswordHasher {
  const text = str(encoded)
  const isBareMd5 = (text.length === 32 && !text.includes('$')) || /^md5\$\$.{32}$/s.test(text)
  if (isBareMd5) return get_hasher('unsalted_md5')
  if (/^sha1\$\$.{40}$/s.test(text)) return get_hasher('unsalted_sha1')
  return get_hasher(text.split('$')[0] ?? '')
}
