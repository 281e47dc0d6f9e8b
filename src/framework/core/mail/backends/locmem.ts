/**
 * Keeps messages in `mail.outbox`, for tests. Headers are checked as if the message were sent.
 *
 * Django: django/core/mail/backends/locmem.py
 */
import type { EmailMessage } from '../message.ts'
import { outbox } from '../outbox.ts'
import { BaseEmailBackend, noteSent } from './base.ts'

export class EmailBackend extends BaseEmailBackend {
  override send_messages(email_messages: readonly EmailMessage[]): number {
    for (const email of email_messages) {
      email.message()
      outbox.push(copyOf(email))
      noteSent('locmem', email)
    }
    return email_messages.length
  }
}

/** What is changed later does not change what was sent. */
function copyOf(email: EmailMessage): EmailMessage {
  const copy = Object.create(Object.getPrototypeOf(email) as object) as EmailMessage
  const own = Object.entries(email).map(([name, value]: [string, unknown]) => [
    name,
    Array.isArray(value) ? value.slice() : value,
  ])
  return Object.assign(copy, Object.fromEntries(own))
}
