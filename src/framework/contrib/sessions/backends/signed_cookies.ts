/**
 * Sessions in the cookie itself, signed: nobody can change them, everybody can read them.
 *
 * Django: django/contrib/sessions/backends/signed_cookies.py
 */
import { Exception } from '../../../../base/python/exceptions.ts'
import * as signing from '../../../core/signing.ts'
import { SessionBase, type SessionData } from './base.ts'

const SALT = 'django.contrib.sessions.backends.signed_cookies'

export class SessionStore extends SessionBase {
  load(): SessionData {
    try {
      const { serializer } = this
      const max_age = this.get_session_cookie_age()
      return signing.loads(this._key ?? '', null, {
        salt: SALT,
        serializer,
        max_age,
      }) as SessionData
    } catch (error) {
      if (!(error instanceof Exception)) throw error
      this.create()
      return {}
    }
  }

  /** The cookie is set because of `modified`; there is nothing to store. */
  create(): void {
    this.modified = true
  }

  save(): void {
    this._session_key = this.signedData()
    this.modified = true
  }

  private signedData(): string {
    const { serializer } = this
    return signing.dumps(this._session, null, { salt: SALT, serializer, compress: true })
  }

  exists(_session_key: string): boolean {
    return false
  }

  delete(_session_key: string | null = null): void {
    this._session_key = ''
    this._session_cache = {}
    this.modified = true
  }

  override cycle_key(): void {
    this.save()
  }
}
