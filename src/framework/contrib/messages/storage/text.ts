/**
 * Messages as JSON: `["__json_message", safe (0 or 1), level, text, extra tags]`.
 *
 * Django: django/contrib/messages/storage/cookie.py (MessageEncoder, MessageDecoder)
 */
import * as json from '../../../../base/python/json.ts'
import { mark_safe, SafeString } from '../../../../base/python/safe_string.ts'
import { Message } from './base.ts'

const MESSAGE_KEY = '__json_message'

/** One text for each message. @param separator  between the items of one */
export function writeMessages(messages: readonly Message[], separator: string): string[] {
  return messages.map(({ message, level, extra_tags }) => {
    const isSafe = message instanceof SafeString ? 1 : 0
    const parts = [MESSAGE_KEY, isSafe, level, message]
    if (extra_tags !== null) parts.push(extra_tags)
    return json.dumps(parts, { separators: [separator, ':'] })
  })
}

/** What was written, messages made anew. @throws {JSONDecodeError} */
export function readMessages(text: string): unknown {
  return revive(json.loads(text))
}

function revive(value: unknown): unknown {
  if (!Array.isArray(value)) return value
  if (value[0] !== MESSAGE_KEY) return value.map(revive)
  const [, isSafe, level, text, extra_tags = null] = value as unknown[]
  return new Message(level, isSafe ? mark_safe(text) : text, extra_tags)
}
