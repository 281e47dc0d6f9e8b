/**
 * Gives each request its messages and stores on the way out what was not shown.
 *
 * Django: django/contrib/messages/middleware.py
 */
import { ValueError } from '../../../base/python/exceptions.ts'
import { settings } from '../../conf/index.ts'
import type { HttpRequest } from '../../http/request.ts'
import type { HttpResponseBase } from '../../http/response_base.ts'
import { MiddlewareMixin } from '../../utils/deprecation.ts'
import type { BaseStorage } from './storage/base.ts'
import { default_storage } from './storage/index.ts'

type WithMessages = HttpRequest & { _messages?: BaseStorage }

export class MessageMiddleware extends MiddlewareMixin {
  process_request(request: WithMessages): void {
    request._messages = default_storage(request)
  }

  /** @throws {ValueError} under DEBUG: not all messages could be stored */
  process_response(request: WithMessages, response: HttpResponseBase): HttpResponseBase {
    const unstored = request._messages?.update(response) ?? []
    if (unstored.length > 0 && settings.DEBUG) {
      throw new ValueError('Not all temporary messages could be stored.')
    }
    return response
  }
}
