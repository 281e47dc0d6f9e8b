/**
 * Throws messages away.
 *
 * Django: django/core/mail/backends/dummy.py
 */
import type { EmailMessage } from '../message.ts'
import { BaseEmailBackend, noteSent } from './base.ts'

export class EmailBackend extends BaseEmailBackend {
  override send_messages(email_messages: readonly EmailMessage[]): number {
    for (const email of email_messages) noteSent('dummy', email)
    return email_messages.length
  }
}
