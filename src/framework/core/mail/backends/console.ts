/**
 * Prints messages instead of sending them: in the playground they stand where `print` stands.
 *
 * Django: django/core/mail/backends/console.py
 */
import { tracing } from '../../../../trace/tracer.ts'
import type { EmailMessage } from '../message.ts'
import { BaseEmailBackend, noteSent, type BackendOptions } from './base.ts'

interface Stream {
  write(text: string): unknown
}

const RULE = '-'.repeat(79)

const printed: Stream = {
  write: (text) => tracing.tracer?.event('print', { text }, 'caller'),
}

export class EmailBackend extends BaseEmailBackend {
  readonly stream: Stream

  constructor({ stream, ...options }: BackendOptions = {}) {
    super(options)
    this.stream = (stream as Stream | undefined) ?? printed
  }

  write_message(message: EmailMessage): void {
    this.stream.write(`${message.message().as_string()}\n${RULE}\n`)
  }

  override send_messages(email_messages: readonly EmailMessage[]): number {
    for (const email of email_messages) {
      this.write_message(email)
      noteSent('console', email)
    }
    return email_messages.length
  }
}
