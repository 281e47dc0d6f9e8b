/**
 * A mail server over the network. There is no network here, so it answers as Django does where no server listens.
 *
 * Django: django/core/mail/backends/smtp.py
 * Left out: SMTP itself.
 */
import { OSError } from '../../../../base/python/exceptions.ts'
import type { EmailMessage } from '../message.ts'
import { BaseEmailBackend } from './base.ts'

export class ConnectionRefusedError extends OSError {
  override __str__(): string {
    return '[Errno 111] Connection refused'
  }
}

export class EmailBackend extends BaseEmailBackend {
  /** @throws {ConnectionRefusedError}  unless `fail_silently` */
  override open(): boolean | null {
    if (this.fail_silently) return null
    const error = new ConnectionRefusedError('[Errno 111] Connection refused')
    error.teaching = {
      id: 'mail.no_server',
      hint: "Set EMAIL_BACKEND = 'django.core.mail.backends.console.EmailBackend' in the settings: there is no mail server in a browser.",
    }
    throw error
  }

  override send_messages(email_messages: readonly EmailMessage[]): number {
    if (email_messages.length > 0) this.open()
    return 0
  }
}
