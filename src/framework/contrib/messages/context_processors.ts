/**
 * `messages` for every template.
 *
 * Django: django/contrib/messages/context_processors.py
 */
import type { HttpRequest } from '../../http/request.ts'
import { get_messages } from './api.ts'
import { DEFAULT_LEVELS } from './constants.ts'

export function messages(request: HttpRequest): object {
  return { messages: get_messages(request), DEFAULT_MESSAGE_LEVELS: DEFAULT_LEVELS }
}
