/**
 * Sessions in the database: the default.
 *
 * Django: django/contrib/sessions/backends/db.py
 */
import { ObjectDoesNotExist } from '../../../core/exceptions.ts'
import { IntegrityError, DatabaseError } from '../../../db/utils.ts'
import { atomic } from '../../../db/transaction.ts'
import * as timezone from '../../../utils/timezone.ts'
import { Session } from '../models.ts'
import { CreateError, SessionBase, UpdateError, type SessionData } from './base.ts'

export class SessionStore extends SessionBase {
  static get_model_class(): typeof Session {
    return Session
  }

  get model(): typeof Session {
    return (this.constructor as typeof SessionStore).get_model_class()
  }

  protected fromDatabase(): Session | null {
    try {
      return this.model.objects.get({
        session_key: this.session_key,
        expire_date__gt: timezone.now(),
      }) as Session
    } catch (error) {
      if (!(error instanceof ObjectDoesNotExist)) throw error
      this._session_key = null
      return null
    }
  }

  load(): SessionData {
    const session = this.fromDatabase()
    return session === null ? {} : this.decode(session.session_data)
  }

  exists(session_key: string): boolean {
    return this.model.objects.filter({ session_key }).exists()
  }

  create(): void {
    this.createWithNewKey()
  }

  /** The row that keeps the session as it is now. */
  create_model_instance(data: SessionData): Session {
    return new this.model({
      session_key: this._get_or_create_session_key(),
      session_data: this.encode(data),
      expire_date: this.get_expiry_date(),
    })
  }

  save(must_create = false): void {
    if (this.session_key === null) {
      this.create()
      return
    }
    const row = this.create_model_instance(this._get_session(must_create))
    try {
      atomic().run(() => row.save({ force_insert: must_create, force_update: !must_create }))
    } catch (error) {
      if (error instanceof IntegrityError && must_create) throw new CreateError()
      if (error instanceof DatabaseError && !must_create) throw new UpdateError()
      throw error
    }
  }

  delete(session_key: string | null = null): void {
    const key = session_key ?? this.session_key
    if (key === null) return
    try {
      ;(this.model.objects.get({ session_key: key }) as Session).delete()
    } catch (error) {
      if (!(error instanceof ObjectDoesNotExist)) throw error
    }
  }

  static override clear_expired(): void {
    this.get_model_class().objects.filter({ expire_date__lt: timezone.now() }).delete()
  }
}
