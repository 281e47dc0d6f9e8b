/**
 * Links that may be used once: the token is made of the user's password and last login, so both a new password and a
 * login make it worthless. It also ends by itself, after PASSWORD_RESET_TIMEOUT.
 *
 * Django: django/contrib/auth/tokens.py
 */
import { datetime } from '../../../base/python/datetime.ts'
import { ValueError } from '../../../base/python/exceptions.ts'
import { str, truthy } from '../../../base/python/protocols.ts'
import { exposeStatics } from '../../../base/python/statics.ts'
import { settings } from '../../conf/index.ts'
import { constant_time_compare, salted_hmac } from '../../utils/crypto.ts'
import { base36_to_int, int_to_base36 } from '../../utils/http.ts'
import { ports } from '../../utils/ports.ts'
import * as timezone from '../../utils/timezone.ts'
import type { UserLike } from './user_like.ts'

const EPOCH = new datetime(2001, 1, 1)

export class PasswordResetTokenGenerator {
  static key_salt = 'django.contrib.auth.tokens.PasswordResetTokenGenerator'
  static algorithm: string | null = null
  declare key_salt: string
  declare algorithm: string | null
  _secret: string | null = null
  _secret_fallbacks: readonly string[] | null = null

  constructor() {
    exposeStatics(new.target)
    this.algorithm = this.algorithm || 'sha256'
  }

  get secret(): string {
    return this._secret || settings.SECRET_KEY
  }

  set secret(secret: string) {
    this._secret = secret
  }

  get secret_fallbacks(): readonly string[] {
    return this._secret_fallbacks ?? settings.SECRET_KEY_FALLBACKS
  }

  set secret_fallbacks(fallbacks: readonly string[]) {
    this._secret_fallbacks = fallbacks
  }

  make_token(user: unknown): string {
    return this._make_token_with_timestamp(user, this._num_seconds(this._now()), this.secret)
  }

  check_token(user: unknown, token: unknown): boolean {
    if (!truthy(user) || !truthy(token)) return false
    const parts = str(token).split('-')
    const timestamp = parts.length === 2 ? timestampOf(parts[0] ?? '') : null
    if (timestamp === null) return false
    const isOurs = [this.secret, ...this.secret_fallbacks].some((secret) =>
      constant_time_compare(this._make_token_with_timestamp(user, timestamp, secret), token),
    )
    const age = this._num_seconds(this._now()) - timestamp
    return isOurs && age <= settings.PASSWORD_RESET_TIMEOUT
  }

  _make_token_with_timestamp(user: unknown, timestamp: number, secret: string): string {
    const value = this._make_hash_value(user, timestamp)
    const algorithm = this.algorithm ?? 'sha256'
    const digest = salted_hmac(this.key_salt, value, secret, { algorithm }).hexdigest()
    // every second digit, for a shorter address
    const half = [...digest].filter((_, index) => index % 2 === 0).join('')
    return `${int_to_base36(timestamp)}-${half}`
  }

  /** What must stay the same between the making of the token and its use. */
  _make_hash_value(user: unknown, timestamp: number): string {
    const known = user as UserLike & { get_email_field_name?(): string }
    const { last_login = null } = known
    const login =
      last_login === null
        ? ''
        : str((last_login as datetime).replace({ microsecond: 0, tzinfo: null }))
    const email = known[known.get_email_field_name?.() ?? 'email']
    return `${str(known.pk)}${known.password}${login}${timestamp}${truthy(email ?? null) ? str(email) : ''}`
  }

  /** Seconds since 2001: six letters in base 36 until about 2069. */
  _num_seconds(moment: datetime): number {
    const since = moment.__sub__(EPOCH) as { total_seconds(): { valueOf(): number } }
    return Math.trunc(since.total_seconds().valueOf())
  }

  /** In the project's time zone, without it. */
  _now(): datetime {
    return timezone.make_naive(
      datetime.fromMicroseconds(ports.now(), timezone.get_default_timezone()),
    )
  }
}

function timestampOf(text: string): number | null {
  try {
    return Number(base36_to_int(text))
  } catch (error) {
    if (!(error instanceof ValueError)) throw error
    return null
  }
}

export const default_token_generator: PasswordResetTokenGenerator =
  new PasswordResetTokenGenerator()
