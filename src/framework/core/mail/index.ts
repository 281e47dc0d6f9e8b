/**
 * `django.core.mail`: sending mail in one call. `mail.outbox` holds what the locmem backend got.
 *
 * Django: django/core/mail/__init__.py, topics/email
 */
import { ValueError } from '../../../base/python/exceptions.ts'
import { iterate, str, truthy } from '../../../base/python/protocols.ts'
import { settings } from '../../conf/index.ts'
import type { BaseEmailBackend } from './backends/base.ts'
import { get_connection } from './connection.ts'
import { EmailMessage, EmailMultiAlternatives } from './message.ts'

export { get_connection } from './connection.ts'
export {
  BadHeaderError,
  DEFAULT_ATTACHMENT_MIME_TYPE,
  EmailAlternative,
  EmailAttachment,
  EmailMessage,
  EmailMultiAlternatives,
  forbid_multi_line_headers,
  make_msgid,
  SafeMIMEMultipart,
  SafeMIMEText,
} from './message.ts'
export { outbox } from './outbox.ts'

interface SendOptions {
  readonly fail_silently?: boolean
  readonly connection?: BaseEmailBackend | null
}

interface LoginOptions extends SendOptions {
  readonly auth_user?: string | null
  readonly auth_password?: string | null
}

interface HtmlOptions {
  /** The same message as HTML. */
  readonly html_message?: string | null
}

function connectionOf({
  connection = null,
  fail_silently = false,
  auth_user = null,
  auth_password = null,
}: LoginOptions): BaseEmailBackend {
  if (connection !== null) return connection
  return get_connection(null, { username: auth_user, password: auth_password, fail_silently })
}

/**
 * One message to everybody in the list, who all see each other.
 * @param from_email  null: DEFAULT_FROM_EMAIL
 * @returns 1, or 0 where it could not be sent and `fail_silently` was given
 * @throws {BadHeaderError}  a newline in the subject or an address
 */
export function send_mail(
  subject: unknown,
  message: unknown,
  from_email: unknown,
  recipient_list: unknown,
  { html_message = null, ...options }: LoginOptions & HtmlOptions = {},
): number | null {
  const connection = connectionOf(options)
  const mail = new EmailMultiAlternatives(subject, message, from_email, recipient_list, {
    connection,
  })
  if (html_message) mail.attach_alternative(html_message, 'text/html')
  return mail.send()
}

/** @param datatuple  `[subject, message, from_email, recipient_list]` of each message; one connection sends them all */
export function send_mass_mail(datatuple: unknown, options: LoginOptions = {}): number | null {
  const connection = connectionOf(options)
  const messages = Array.from(iterate(datatuple), (one) => {
    const [subject, message, sender, recipients] = [...iterate(one)]
    return new EmailMessage(subject, message, sender, recipients, { connection })
  })
  return connection.send_messages(messages)
}

function mailPeople(
  setting: 'ADMINS' | 'MANAGERS',
  subject: unknown,
  message: unknown,
  { fail_silently = false, connection = null, html_message = null }: SendOptions & HtmlOptions,
): void {
  const people = settings[setting]
  if (!truthy(people)) return
  if (!people.every((one) => Array.isArray(one) && one.length === 2)) {
    throw new ValueError(`The ${setting} setting must be a list of 2-tuples.`)
  }
  const mail = new EmailMultiAlternatives(
    `${settings.EMAIL_SUBJECT_PREFIX}${str(subject)}`,
    message,
    settings.SERVER_EMAIL,
    people.map((one) => (one as unknown[])[1]),
    { connection },
  )
  if (html_message) mail.attach_alternative(html_message, 'text/html')
  mail.send(fail_silently)
}

/** To settings.ADMINS, with EMAIL_SUBJECT_PREFIX before the subject. */
export function mail_admins(
  subject: unknown,
  message: unknown,
  options: SendOptions & HtmlOptions = {},
): void {
  mailPeople('ADMINS', subject, message, options)
}

/** To settings.MANAGERS, with EMAIL_SUBJECT_PREFIX before the subject. */
export function mail_managers(
  subject: unknown,
  message: unknown,
  options: SendOptions & HtmlOptions = {},
): void {
  mailPeople('MANAGERS', subject, message, options)
}
