/**
 * Messages in the session.
 *
 * Django: django/contrib/messages/storage/session.py
 */
import { truthy } from '../../../../base/python/protocols.ts'
import { isString } from '../../../../base/python/safe_string.ts'
import { ImproperlyConfigured } from '../../../core/exceptions.ts'
import type { HttpRequest } from '../../../http/request.ts'
import type { HttpResponseBase } from '../../../http/response_base.ts'
import type { SessionBase } from '../../sessions/backends/base.ts'
import { BaseStorage, type Message, type Retrieved } from './base.ts'
import { readMessages, writeMessages } from './text.ts'

export class SessionStorage extends BaseStorage {
  readonly session_key: string = '_messages'

  /** @throws {ImproperlyConfigured} there is no session yet */
  constructor(request: HttpRequest) {
    if ((request as { session?: unknown }).session === undefined) {
      throw new ImproperlyConfigured(
        'The session-based temporary message storage requires session middleware to be installed, and come before the message middleware in the MIDDLEWARE list.',
      )
    }
    super(request)
  }

  private get session(): SessionBase {
    return (this.request as unknown as { session: SessionBase }).session
  }

  _get(): Retrieved {
    const data = this.session.get(this.session_key)
    if (truthy(data) && isString(data)) return [readMessages(data) as Message[], true]
    return [data as Message[] | null, true]
  }

  _store(messages: readonly Message[], _response: HttpResponseBase): Message[] {
    if (messages.length > 0) this.session.__setitem__(this.session_key, this.serialized(messages))
    else this.session.pop(this.session_key, null)
    return []
  }

  private serialized(messages: readonly Message[]): string {
    return `[${writeMessages(messages, ', ').join(', ')}]`
  }
}
