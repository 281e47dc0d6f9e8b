/**
 * Sessions in a cache: quick, and gone with it.
 *
 * Django: django/contrib/sessions/backends/cache.py
 */
import { settings } from '../../../conf/index.ts'
import { caches, type BaseCache } from '../../../core/cache/index.ts'
import { CreateError, SessionBase, UpdateError, type SessionData } from './base.ts'

const KEY_PREFIX = 'django.contrib.sessions.cache'

export class SessionStore extends SessionBase {
  readonly cache_key_prefix: string = KEY_PREFIX

  get _cache(): BaseCache {
    return caches.get(settings.SESSION_CACHE_ALIAS)
  }

  get cache_key(): string {
    return this.cache_key_prefix + this._get_or_create_session_key()
  }

  load(): SessionData {
    const data = this._cache.get(this.cache_key)
    if (data !== null) return data as SessionData
    this._session_key = null
    return {}
  }

  create(): void {
    this.createWithNewKey()
  }

  save(must_create = false): void {
    if (this.session_key === null) {
      this.create()
      return
    }
    // a session that is gone stays unread: it leaves no trace in Vary
    if (!must_create && this._cache.get(this.cache_key) === null) throw new UpdateError()
    const data = this._get_session(must_create)
    const age = this.get_expiry_age()
    if (!must_create) this._cache.set(this.cache_key, data, age)
    else if (!this._cache.add(this.cache_key, data, age)) throw new CreateError()
  }

  exists(session_key: string): boolean {
    return session_key !== '' && this._cache.has_key(this.cache_key_prefix + session_key)
  }

  delete(session_key: string | null = null): void {
    const key = session_key ?? this.session_key
    if (key !== null) this._cache.delete(this.cache_key_prefix + key)
  }
}
