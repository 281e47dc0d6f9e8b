/**
 * What every user model has: a password and the questions that views ask.
 *
 * Django: django/contrib/auth/base_user.py
 * Left out: checking and hashing of passwords, which wait for `django.contrib.auth.hashers`.
 */
import { NotImplementedError } from '../../../base/python/exceptions.ts'
import { isString } from '../../../base/python/safe_string.ts'
import { get_random_string } from '../../utils/crypto.ts'
import { CharField, DateTimeField, Manager, Model } from '../../db/models/index.ts'

/** A password that nothing matches begins so; random letters follow, so that it is never the same twice. */
export const UNUSABLE_PASSWORD_PREFIX = '!'
const UNUSABLE_PASSWORD_SUFFIX_LENGTH = 40

export interface PasswordHasher {
  make_password(password: string): string
}

/** Set by `django.contrib.auth.hashers` when it is loaded. */
export const passwords: { hasher: PasswordHasher | null } = { hasher: null }

export class BaseUserManager extends Manager {
  /** The domain in lower case. */
  static normalize_email(email: string | null): string {
    const text = email ?? ''
    const at = text.trim().lastIndexOf('@')
    return at === -1
      ? text
      : `${text.trim().slice(0, at)}@${text
          .trim()
          .slice(at + 1)
          .toLowerCase()}`
  }

  get_by_natural_key(username: string): any {
    return (this as any).get({ [(this as any).model.USERNAME_FIELD]: username })
  }
}

export abstract class AbstractBaseUser extends Model {
  static password = new CharField('password', { max_length: 128 })
  static last_login = new DateTimeField('last login', { blank: true, null: true })
  static is_active = true
  static USERNAME_FIELD = 'username'
  static EMAIL_FIELD = 'email'
  static REQUIRED_FIELDS: string[] = []
  static Meta: any = { abstract: true }

  get_username(): string {
    return this[(this.constructor as typeof AbstractBaseUser).USERNAME_FIELD]
  }

  natural_key(): [string] {
    return [this.get_username()]
  }

  get is_anonymous(): boolean {
    return false
  }
  get is_authenticated(): boolean {
    return true
  }

  set_password(raw_password: string | null): void {
    this['password'] = make_password(raw_password)
  }

  set_unusable_password(): void {
    this['password'] = make_password(null)
  }

  has_usable_password(): boolean {
    return isString(this['password']) && !this['password'].startsWith(UNUSABLE_PASSWORD_PREFIX)
  }

  override clean(): void {
    const field = (this.constructor as typeof AbstractBaseUser).USERNAME_FIELD
    this[field] = this.get_username().normalize('NFKC')
  }

  override __str__(): string {
    return this.get_username()
  }
}

/** The stored form of a password; null: one that nobody has. */
export function make_password(password: string | null): string {
  if (password === null)
    return UNUSABLE_PASSWORD_PREFIX + get_random_string(UNUSABLE_PASSWORD_SUFFIX_LENGTH)
  if (passwords.hasher === null) {
    throw new NotImplementedError(
      'Hashing passwords is not there yet. Create users without a password, or load them from a fixture.',
    )
  }
  return passwords.hasher.make_password(password)
}
