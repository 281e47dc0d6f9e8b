/**
 * What every mail backend answers. A project's own backend extends BaseEmailBackend and writes `send_messages`.
 *
 * Django: django/core/mail/backends/base.py, topics/email#defining-a-custom-email-backend
 */
import { NotImplementedError } from '../../../../base/python/exceptions.ts'
import { str } from '../../../../base/python/protocols.ts'
import { tracing } from '../../../../trace/tracer.ts'
import type { EmailMessage } from '../message.ts'

export interface BackendOptions {
  /** Errors of the connection are swallowed. */
  readonly fail_silently?: boolean
  readonly [option: string]: unknown
}

export class BaseEmailBackend {
  readonly fail_silently: boolean

  constructor({ fail_silently = false }: BackendOptions = {}) {
    this.fail_silently = fail_silently
  }

  /** @returns whether a new connection was opened; null for a backend that needs none */
  open(): boolean | null {
    return null
  }

  close(): void {}

  __enter__(): this {
    this.open()
    return this
  }

  __exit__(): void {
    this.close()
  }

  /** @returns how many were sent */
  send_messages(_email_messages: readonly EmailMessage[]): number | null {
    throw new NotImplementedError(
      'subclasses of BaseEmailBackend must override send_messages() method',
    )
  }
}

/** For the trace: this message left the project. */
export function noteSent(backend: string, email: EmailMessage): void {
  tracing.tracer?.event(
    'mail',
    {
      backend,
      subject: str(email.subject),
      from: str(email.from_email),
      recipients: email.recipients().map(str),
    },
    'caller',
  )
}
