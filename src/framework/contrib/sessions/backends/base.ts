/**
 * A session: a dict of one browser, loaded when it is first asked for. `accessed` and `modified` tell the middleware
 * what the response needs: `Vary: Cookie`, and a save with a new cookie.
 *
 * Django: django/contrib/sessions/backends/base.py, topics/http/sessions
 */
import { defineTwins } from '../../../../base/async/twins.ts'
import { class_name } from '../../../../base/python/class_name.ts'
import { datetime, timedelta } from '../../../../base/python/datetime.ts'
import { Exception, KeyError } from '../../../../base/python/exceptions.ts'
import * as logging from '../../../../base/python/logging.ts'
import * as mapping from '../../../../base/python/mapping.ts'
import { str, truthy } from '../../../../base/python/protocols.ts'
import { isString } from '../../../../base/python/safe_string.ts'
import { subscriptable } from '../../../../base/python/subscript.ts'
import type { EventDetails } from '../../../../trace/kinds.ts'
import { tracing } from '../../../../trace/tracer.ts'
import { settings } from '../../../conf/index.ts'
import * as signing from '../../../core/signing.ts'
import { get_random_string } from '../../../utils/crypto.ts'
import { import_string } from '../../../utils/module_loading.ts'
import * as timezone from '../../../utils/timezone.ts'

const VALID_KEY_CHARS = 'abcdefghijklmnopqrstuvwxyz0123456789'
const KEY_LENGTH = 32
/** Shorter keys could be guessed. */
const MIN_KEY_LENGTH = 8
const SHOWN_KEY_LENGTH = 6
const TEST_COOKIE_NAME = 'testcookie'
const TEST_COOKIE_VALUE = 'worked'

/** A new session's key was taken already. */
export class CreateError extends Exception {}
/** The session to be updated is gone. */
export class UpdateError extends Exception {}

export type SessionData = Record<string, unknown>
type Serializer = (typeof signing)['JSONSerializer']

export interface ExpiryOptions {
  /** When the session was last changed; now where left out. */
  readonly modification?: datetime
  /** Seconds, a datetime or its text; the session's own where left out. */
  readonly expiry?: unknown
}

export abstract class SessionBase {
  accessed = false
  modified = false
  serializer: Serializer
  _key: string | null = null
  _session_cache: SessionData | null = null

  constructor(session_key: string | null = null) {
    this._session_key = session_key
    this.serializer =
      settings.SESSION_SERIALIZER === 'django.contrib.sessions.serializers.JSONSerializer'
        ? signing.JSONSerializer
        : (import_string(settings.SESSION_SERIALIZER) as Serializer)
    return subscriptable(this)
  }

  get session_key(): string | null {
    return this._session_key
  }

  get _session_key(): string | null {
    return this._key
  }

  /** A key that cannot be one becomes null. */
  set _session_key(key: string | null) {
    this._key = key !== null && key.length >= MIN_KEY_LENGTH ? key : null
  }

  /** Loads the data at the first access. */
  get _session(): SessionData {
    return this._get_session()
  }

  /** @param no_load  an empty session instead of the stored one */
  _get_session(no_load = false): SessionData {
    this.accessed = true
    if (this._session_cache === null) {
      const isNew = this.session_key === null || no_load
      this._session_cache = isNew ? {} : this.load()
      if (!isNew) this.note('load')
    }
    return this._session_cache
  }

  /** For the trace. Of the key only the beginning: who has all of it is logged in. */
  note(op: EventDetails['session']['op'], key: string | null = this.session_key): void {
    tracing.tracer?.event(
      'session',
      {
        op,
        key: key === null ? null : `${key.slice(0, SHOWN_KEY_LENGTH)}…`,
        engine: settings.SESSION_ENGINE,
        names: Object.keys(this._session_cache ?? {}),
      },
      'caller',
    )
  }

  __contains__(key: string): boolean {
    return mapping.has(this._session, key)
  }

  /** @throws {KeyError} */
  __getitem__(key: string): unknown {
    if (!this.__contains__(key)) throw new KeyError(key)
    return this._session[key]
  }

  __setitem__(key: string, value: unknown): void {
    this._session[key] = value
    this.modified = true
  }

  /** @throws {KeyError} */
  __delitem__(key: string): void {
    if (!this.__contains__(key)) throw new KeyError(key)
    delete this._session[key]
    this.modified = true
  }

  get(key: string, fallback: unknown = null): unknown {
    return mapping.get(this._session, key, fallback)
  }

  /** @throws {KeyError} no such key and no fallback */
  pop(key: string, fallback?: unknown): unknown {
    if (!this.__contains__(key)) {
      if (fallback === undefined) throw new KeyError(key)
      return fallback
    }
    const value = this._session[key]
    this.__delitem__(key)
    return value
  }

  setdefault(key: string, value: unknown): unknown {
    if (!this.__contains__(key)) this.__setitem__(key, value)
    return this._session[key]
  }

  update(values: unknown): void {
    for (const [key, value] of mapping.entries(values)) this._session[str(key)] = value
    this.modified = true
  }

  has_key(key: string): boolean {
    return this.__contains__(key)
  }

  keys(): string[] {
    return Object.keys(this._session)
  }

  values(): unknown[] {
    return Object.values(this._session)
  }

  items(): [string, unknown][] {
    return Object.entries(this._session)
  }

  /** Empties it without loading. */
  clear(): void {
    this._session_cache = {}
    this.accessed = true
    this.modified = true
  }

  is_empty(): boolean {
    return this._session_key === null && Object.keys(this._session_cache ?? {}).length === 0
  }

  set_test_cookie(): void {
    this.__setitem__(TEST_COOKIE_NAME, TEST_COOKIE_VALUE)
  }

  test_cookie_worked(): boolean {
    return this.get(TEST_COOKIE_NAME) === TEST_COOKIE_VALUE
  }

  delete_test_cookie(): void {
    this.__delitem__(TEST_COOKIE_NAME)
  }

  get key_salt(): string {
    return `django.contrib.sessions.${class_name(this.constructor)}`
  }

  encode(session_dict: SessionData): string {
    const { key_salt: salt, serializer } = this
    return signing.dumps(session_dict, null, { salt, serializer, compress: true })
  }

  /** Data that was tampered with or cannot be read is an empty session. */
  decode(session_data: string): SessionData {
    try {
      const { key_salt: salt, serializer } = this
      return signing.loads(session_data, null, { salt, serializer }) as SessionData
    } catch (error) {
      if (!(error instanceof Exception)) throw error
      if (error instanceof signing.BadSignature) {
        const logger = logging.getLogger('django.security.SuspiciousSession')
        logger.warning('Session data corrupted')
      }
      return {}
    }
  }

  _get_new_session_key(): string {
    for (;;) {
      const key = get_random_string(KEY_LENGTH, VALID_KEY_CHARS)
      if (!this.exists(key)) return key
    }
  }

  _get_or_create_session_key(): string {
    if (this._session_key === null) this._session_key = this._get_new_session_key()
    return this._session_key ?? ''
  }

  get_session_cookie_age(): number {
    return settings.SESSION_COOKIE_AGE
  }

  /** Seconds until it expires. */
  get_expiry_age(options: ExpiryOptions = {}): number {
    const modification = options.modification ?? timezone.now()
    const given = 'expiry' in options ? options.expiry : this.get('_session_expiry')
    if (!truthy(given)) return this.get_session_cookie_age()
    // what is no moment is handed back as it was given
    if (!isString(given) && !(given instanceof datetime)) return given as number
    const expiry = isString(given) ? datetime.fromisoformat(str(given)) : given
    const left = expiry.__sub__(modification) as timedelta
    return left.days * 86400 + left.seconds
  }

  get_expiry_date(options: ExpiryOptions = {}): datetime {
    const modification = options.modification ?? timezone.now()
    const given = 'expiry' in options ? options.expiry : this.get('_session_expiry')
    if (given instanceof datetime) return given
    if (isString(given)) return datetime.fromisoformat(str(given))
    const seconds = truthy(given) ? Number(given) : this.get_session_cookie_age()
    return modification.__add__(new timedelta({ seconds })) as datetime
  }

  /** @param value  seconds of inactivity, 0 until the browser closes, a datetime, a timedelta, null for the setting's */
  set_expiry(value: unknown): void {
    if (value === null) {
      if (this.__contains__('_session_expiry')) this.__delitem__('_session_expiry')
      return
    }
    const moment = value instanceof timedelta ? (timezone.now().__add__(value) as datetime) : value
    this.__setitem__('_session_expiry', moment instanceof datetime ? moment.isoformat() : moment)
  }

  get_expire_at_browser_close(): boolean {
    const expiry = this.get('_session_expiry')
    return expiry === null ? settings.SESSION_EXPIRE_AT_BROWSER_CLOSE : expiry === 0
  }

  /** Deletes it; the next one gets another key. */
  flush(): void {
    const key = this.session_key
    this.clear()
    this.delete()
    this._session_key = null
    if (key !== null) this.note('delete', key)
  }

  /** The same data under a new key: after a login, the old one is worth nothing. */
  cycle_key(): void {
    const data = this._session
    const key = this.session_key
    this.create()
    this._session_cache = data
    if (key !== null) this.delete(key)
    this.note('new key')
  }

  abstract exists(session_key: string): boolean
  abstract create(): void
  /** @throws {CreateError} the key is taken, @throws {UpdateError} the session is gone */
  abstract save(must_create?: boolean): void
  abstract delete(session_key?: string | null): void
  abstract load(): SessionData

  /** Creates with new keys until one is free. */
  protected createWithNewKey(): void {
    for (;;) {
      this._session_key = this._get_new_session_key()
      try {
        this.save(true)
      } catch (error) {
        if (error instanceof CreateError) continue
        throw error
      }
      this.modified = true
      return
    }
  }

  static clear_expired(): void {}
}

defineTwins(SessionBase.prototype, [
  ...['get', 'pop', 'setdefault', 'update', 'has_key', 'keys', 'values', 'items'],
  ...['set_test_cookie', 'test_cookie_worked', 'delete_test_cookie', 'get_expiry_age'],
  ...['get_expiry_date', 'set_expiry', 'get_expire_at_browser_close', 'flush', 'cycle_key'],
  ...['load', 'save', 'create', 'delete', 'exists'],
  ['aset', '__setitem__'],
])
