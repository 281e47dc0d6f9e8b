/**
 * The default: the cookie first, and in the session what does not fit there.
 *
 * Django: django/contrib/messages/storage/fallback.py
 */
import type { HttpRequest } from '../../../http/request.ts'
import type { HttpResponseBase } from '../../../http/response_base.ts'
import { BaseStorage, type Message, type Retrieved } from './base.ts'
import { CookieStorage } from './cookie.ts'
import { SessionStorage } from './session.ts'

export class FallbackStorage extends BaseStorage {
  readonly storages: readonly BaseStorage[]
  private readonly usedStorages = new Set<BaseStorage>()

  constructor(request: HttpRequest) {
    super(request)
    this.storages = [new CookieStorage(request), new SessionStorage(request)]
  }

  _get(): Retrieved {
    const all: Message[] = []
    let complete = false
    for (const storage of this.storages) {
      const [messages, allRetrieved] = storage._get()
      complete = allRetrieved
      if (messages === null) break
      if (messages.length > 0) this.usedStorages.add(storage)
      all.push(...messages)
      if (allRetrieved) break
    }
    return [all, complete]
  }

  /** Storages that had messages and get none are emptied. */
  _store(messages: readonly Message[], response: HttpResponseBase): Message[] {
    let left = [...messages]
    for (const storage of this.storages) {
      if (left.length > 0) left = storage._store(left, response, { remove_oldest: false })
      else if (this.usedStorages.delete(storage)) storage._store([], response)
    }
    return left
  }
}
