/**
 * What every user model has: a password and the questions that views ask.
 *
 * Django: django/contrib/auth/base_user.py, topics/auth/customizing
 */
import { settings } from '../../conf/index.ts'
import { salted_hmac } from '../../utils/crypto.ts'
import { import_module } from '../../utils/module_loading.ts'
import type * as passwordValidation from './password_validation.ts'
import { check_password, is_password_usable, make_password } from './hashers.ts'
import { CharField, DateTimeField, Manager, Model } from '../../db/models/index.ts'

/** `manager.get(lookups)`. */
export function rowOf(manager: object, lookups: Readonly<Record<string, unknown>>): unknown {
  return (manager as { get(lookups: object): unknown }).get(lookups)
}

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

  get_by_natural_key(username: string): unknown {
    const { model } = this as unknown as { model: typeof AbstractBaseUser }
    return rowOf(this, { [model.USERNAME_FIELD]: username })
  }
}

export abstract class AbstractBaseUser extends Model {
  static password = new CharField('password', { max_length: 128 })
  static last_login = new DateTimeField('last login', { blank: true, null: true })
  static is_active: unknown = true
  static USERNAME_FIELD = 'username'
  static EMAIL_FIELD = 'email'
  static REQUIRED_FIELDS: string[] = []
  static Meta: object = { abstract: true }

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

  /** Not saved yet. @param raw_password  null: nobody can log in with a password */
  set_password(raw_password: string | null): void {
    this['password'] = make_password(raw_password)
    this['_password'] = raw_password
  }

  /** A password with less work than is usual now is stored anew at once. */
  check_password(raw_password: unknown): boolean {
    const setter = (password: unknown): void => {
      this.set_password(password as string)
      // the same password in another form is no change of it
      this['_password'] = null
      this.save({ update_fields: ['password'] })
    }
    return check_password(raw_password, this['password'], setter)
  }

  set_unusable_password(): void {
    this['password'] = make_password(null)
  }

  has_usable_password(): boolean {
    return is_password_usable(this['password'])
  }

  /** Saves, and tells the password validators of a new password. */
  override save(...args: Parameters<Model['save']>): void {
    super.save(...args)
    const password = this['_password'] ?? null
    if (password === null) return
    this['_password'] = null
    if (settings.AUTH_PASSWORD_VALIDATORS.length === 0) return
    const validation = import_module(
      'django.contrib.auth.password_validation',
    ) as unknown as typeof passwordValidation
    validation.password_changed(password, this)
  }

  /** Stands in the session: another password, another hash. */
  get_session_auth_hash(): string {
    return this._get_session_auth_hash()
  }

  /** Those of older secret keys. */
  *get_session_auth_fallback_hash(): Generator<string> {
    for (const secret of settings.SECRET_KEY_FALLBACKS) yield this._get_session_auth_hash(secret)
  }

  _get_session_auth_hash(secret: string | null = null): string {
    const salt = 'django.contrib.auth.models.AbstractBaseUser.get_session_auth_hash'
    return salted_hmac(salt, this['password'], secret, { algorithm: 'sha256' }).hexdigest()
  }

  static get_email_field_name(): string {
    return this.EMAIL_FIELD
  }

  get_email_field_name(): string {
    return (this.constructor as typeof AbstractBaseUser).get_email_field_name()
  }

  /** Letters that look alike become the same letter. */
  static normalize_username(username: unknown): unknown {
    return typeof username === 'string' ? username.normalize('NFKC') : username
  }

  override clean(): void {
    const field = (this.constructor as typeof AbstractBaseUser).USERNAME_FIELD
    this[field] = this.get_username().normalize('NFKC')
  }

  override __str__(): string {
    return this.get_username()
  }
}
