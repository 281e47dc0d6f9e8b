/**
 * Sessions in the database with the cache in front of it.
 *
 * Django: django/contrib/sessions/backends/cached_db.py
 */
import { settings } from '../../../conf/index.ts'
import { caches, type BaseCache } from '../../../core/cache/index.ts'
import type { SessionData } from './base.ts'
import { SessionStore as DBStore } from './db.ts'

const KEY_PREFIX = 'django.contrib.sessions.cached_db'

export class SessionStore extends DBStore {
  readonly cache_key_prefix: string = KEY_PREFIX

  get _cache(): BaseCache {
    return caches.get(settings.SESSION_CACHE_ALIAS)
  }

  get cache_key(): string {
    return this.cache_key_prefix + this._get_or_create_session_key()
  }

  override load(): SessionData {
    const cached = this._cache.get(this.cache_key)
    if (cached !== null) return cached as SessionData
    const session = this.fromDatabase()
    if (session === null) return {}
    const data = this.decode(session.session_data)
    this._cache.set(this.cache_key, data, this.get_expiry_age({ expiry: session.expire_date }))
    return data
  }

  override exists(session_key: string): boolean {
    return this._cache.has_key(this.cache_key_prefix + session_key) || super.exists(session_key)
  }

  override save(must_create = false): void {
    super.save(must_create)
    this._cache.set(this.cache_key, this._session, this.get_expiry_age())
  }

  override delete(session_key: string | null = null): void {
    super.delete(session_key)
    const key = session_key ?? this.session_key
    if (key !== null) this._cache.delete(this.cache_key_prefix + key)
  }
}
