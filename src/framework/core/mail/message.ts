/**
 * A message to be sent. Nothing is checked when it is made; newlines in headers are refused when it is sent.
 *
 * Django: django/core/mail/message.py, topics/email#the-emailmessage-class
 * Left out: attach_file (there is no disk), EmailMessage.encoding as a Charset object.
 */
import { Bytes, decode } from '../../../base/python/bytes.ts'
import { TypeError, UnicodeDecodeError, ValueError } from '../../../base/python/exceptions.ts'
import * as mapping from '../../../base/python/mapping.ts'
import { contains, iterate, str, truthy } from '../../../base/python/protocols.ts'
import { isString } from '../../../base/python/safe_string.ts'
import { exposeStatics } from '../../../base/python/statics.ts'
import { Tuple } from '../../../base/python/tuple.ts'
import { settings } from '../../conf/index.ts'
import { get_random_string } from '../../utils/crypto.ts'
import { http_date } from '../../utils/http.ts'
import { guess_type } from '../../utils/mimetypes.ts'
import { ports } from '../../utils/ports.ts'
import * as timezone from '../../utils/timezone.ts'
import type { BaseEmailBackend } from './backends/base.ts'
import { get_connection } from './connection.ts'
import {
  dispositionOf,
  MIMEBinary,
  MIMEPart,
  ParsedMessage,
  SafeMIMEMessage,
  SafeMIMEMultipart,
  SafeMIMEText,
} from './mime.ts'

export { BadHeaderError, forbid_multi_line_headers, sanitize_address } from './headers.ts'
export { SafeMIMEMessage, SafeMIMEMultipart, SafeMIMEText } from './mime.ts'

export const DEFAULT_ATTACHMENT_MIME_TYPE = 'application/octet-stream'

/** `(content, mimetype)`. */
export class EmailAlternative extends Tuple {
  get content(): unknown {
    return this[0]
  }
  get mimetype(): string {
    return str(this[1])
  }
}

/** `(filename, content, mimetype)`. */
export class EmailAttachment extends Tuple {
  get filename(): string | null {
    return this[0] as string | null
  }
  get content(): unknown {
    return this[1]
  }
  get mimetype(): string {
    return str(this[2])
  }
}

export interface EmailOptions {
  readonly bcc?: unknown
  readonly connection?: BaseEmailBackend | null
  /** MIME parts, or `[filename, content, mimetype]`. */
  readonly attachments?: Iterable<unknown> | null
  readonly headers?: unknown
  readonly cc?: unknown
  readonly reply_to?: unknown
}

/** @throws {TypeError}  one address where a list belongs: its letters would be the addresses */
function addresses(given: unknown, argument: string): unknown[] {
  if (given === null || given === undefined || !truthy(given)) return []
  if (isString(given)) throw new TypeError(`"${argument}" argument must be a list or tuple`)
  return [...iterate(given)]
}

export class EmailMessage {
  static content_subtype = 'plain'
  static mixed_subtype = 'mixed'
  /** null: DEFAULT_CHARSET. */
  static encoding: string | null = null
  declare content_subtype: string
  declare mixed_subtype: string
  declare encoding: string | null

  to: unknown[]
  cc: unknown[]
  bcc: unknown[]
  reply_to: unknown[]
  from_email: unknown
  attachments: unknown[] = []
  extra_headers: unknown
  connection: BaseEmailBackend | null

  constructor(
    public subject: unknown = '',
    public body: unknown = '',
    from_email: unknown = null,
    to: unknown = null,
    options: EmailOptions = {},
  ) {
    exposeStatics(new.target)
    this.to = addresses(to, 'to')
    this.cc = addresses(options.cc, 'cc')
    this.bcc = addresses(options.bcc, 'bcc')
    this.reply_to = addresses(options.reply_to, 'reply_to')
    this.from_email = truthy(from_email) ? from_email : settings.DEFAULT_FROM_EMAIL
    this.body = truthy(body) ? body : ''
    this.extra_headers = options.headers ?? {}
    this.connection = options.connection ?? null
    for (const attachment of options.attachments ?? []) {
      if (attachment instanceof MIMEPart) this.attach(attachment)
      else this.attach(...([...iterate(attachment)] as [unknown, unknown, unknown]))
    }
  }

  get_connection(fail_silently = false): BaseEmailBackend {
    this.connection ??= get_connection(null, { fail_silently })
    return this.connection
  }

  /** The message as it would be sent. @throws {BadHeaderError} a header with a newline */
  message(): MIMEPart {
    const message = this._create_message(
      new SafeMIMEText(str(this.body), this.content_subtype, this.charset),
    )
    message.__setitem__('Subject', this.subject)
    message.__setitem__('From', mapping.get(this.extra_headers, 'From', this.from_email))
    this.setList(message, 'To', this.to)
    this.setList(message, 'Cc', this.cc)
    this.setList(message, 'Reply-To', this.reply_to)
    const names = new Set(mapping.keys(this.extra_headers).map((name) => str(name).toLowerCase()))
    if (!names.has('date')) message.__setitem__('Date', dateHeader())
    if (!names.has('message-id')) message.__setitem__('Message-ID', make_msgid())
    for (const [name, value] of mapping.entries(this.extra_headers)) {
      const isSet = ['from', 'to', 'cc', 'reply-to'].includes(str(name).toLowerCase())
      if (!isSet) message.__setitem__(str(name), value)
    }
    return message
  }

  protected get charset(): string {
    return this.encoding ?? settings.DEFAULT_CHARSET
  }

  private setList(message: MIMEPart, header: string, values: readonly unknown[]): void {
    if (mapping.has(this.extra_headers, header)) {
      message.__setitem__(header, mapping.get(this.extra_headers, header))
    } else if (values.length > 0) message.__setitem__(header, values.map(str).join(', '))
  }

  /** Everybody who gets it: to, cc and bcc. */
  recipients(): unknown[] {
    return [...this.to, ...this.cc, ...this.bcc].filter(truthy)
  }

  /** @returns how many messages were sent: 1, or 0 where nobody was named */
  send(fail_silently = false): number | null {
    if (this.recipients().length === 0) return 0
    return this.get_connection(fail_silently).send_messages([this])
  }

  /**
   * @param filename  its name, or a MIME part
   * @param mimetype  guessed from the name where it is not given
   */
  attach(filename: unknown = null, content: unknown = null, mimetype: unknown = null): void {
    if (filename instanceof MIMEPart) {
      if (content !== null || mimetype !== null) {
        throw new ValueError(
          'content and mimetype must not be given when a MIMEBase instance is provided.',
        )
      }
      this.attachments.push(filename)
      return
    }
    if (content === null || content === undefined) throw new ValueError('content must be provided.')
    const name = filename === null || filename === undefined ? '' : str(filename)
    const type =
      (truthy(mimetype ?? null) ? str(mimetype) : guess_type(name)[0]) ??
      DEFAULT_ATTACHMENT_MIME_TYPE
    this.attachments.push(new EmailAttachment(filename ?? null, ...textOrBinary(content, type)))
  }

  _create_message(body: MIMEPart): MIMEPart {
    return this._create_attachments(body)
  }

  _create_attachments(body: MIMEPart): MIMEPart {
    if (this.attachments.length === 0) return body
    const message = new SafeMIMEMultipart(this.mixed_subtype, this.charset)
    if (truthy(this.body) || body.is_multipart()) message.attach(body)
    for (const attachment of this.attachments) {
      message.attach(
        attachment instanceof MIMEPart
          ? attachment
          : this._create_attachment(...([...iterate(attachment)] as [unknown, unknown, string])),
      )
    }
    return message
  }

  _create_mime_attachment(content: unknown, mimetype: string): MIMEPart {
    const [base = '', subtype = ''] = mimetype.split('/')
    if (base === 'text') return new SafeMIMEText(str(content), subtype, this.charset)
    if (mimetype !== 'message/rfc822') return new MIMEBinary(binary(content), mimetype)
    if (content instanceof EmailMessage) return new SafeMIMEMessage(content.message(), subtype)
    const inner = content instanceof MIMEPart ? content : new ParsedMessage(textOf(content))
    return new SafeMIMEMessage(inner, subtype)
  }

  _create_attachment(filename: unknown, content: unknown, mimetype: string): MIMEPart {
    const attachment = this._create_mime_attachment(content, mimetype)
    if (truthy(filename)) {
      attachment._headers.push(['Content-Disposition', dispositionOf(str(filename))])
    }
    return attachment
  }
}

function textOf(content: unknown): string {
  return content instanceof Uint8Array ? decode(content) : str(content)
}

/** Text as Python's email takes it for bytes: Latin-1, and escapes beyond. */
function binary(content: unknown): Uint8Array {
  if (content instanceof Uint8Array) return content
  const escaped = str(content).replace(
    /[^\x00-\xff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  return Bytes.latin1(escaped)
}

/** Bytes of a text type are decoded; where that fails, they are bytes and no text. */
function textOrBinary(content: unknown, mimetype: string): [unknown, string] {
  if (!mimetype.startsWith('text/') || !(content instanceof Uint8Array)) return [content, mimetype]
  try {
    return [decode(content), mimetype]
  } catch (error) {
    if (!(error instanceof UnicodeDecodeError)) throw error
    return [content, DEFAULT_ATTACHMENT_MIME_TYPE]
  }
}

function dateHeader(): string {
  if (settings.EMAIL_USE_LOCALTIME) {
    return timezone.localtime().strftime('%a, %d %b %Y %H:%M:%S %z')
  }
  return http_date().replace('GMT', '-0000')
}

const CENTISECOND_US = 10_000

/** A Message-ID that nobody else makes. */
export function make_msgid({ domain = 'localhost' }: { domain?: string } = {}): string {
  const moment = Math.floor(ports.now() / CENTISECOND_US)
  return `<${moment}.${get_random_string(4, '0123456789')}.${get_random_string(20, '0123456789')}@${domain}>`
}

export interface AlternativesOptions extends EmailOptions {
  /** `[content, mimetype]` of each. */
  readonly alternatives?: Iterable<unknown> | null
}

/** The same message in several forms: text, and HTML for those who want it. */
export class EmailMultiAlternatives extends EmailMessage {
  static alternative_subtype = 'alternative'
  declare alternative_subtype: string
  alternatives: EmailAlternative[]

  constructor(
    subject: unknown = '',
    body: unknown = '',
    from_email: unknown = null,
    to: unknown = null,
    { alternatives = null, ...options }: AlternativesOptions = {},
  ) {
    super(subject, body, from_email, to, options)
    this.alternatives = Array.from(
      alternatives ?? [],
      (one) => new EmailAlternative(...iterate(one)),
    )
  }

  attach_alternative(content: unknown, mimetype: unknown): void {
    if ((content ?? null) === null || (mimetype ?? null) === null) {
      throw new ValueError('Both content and mimetype must be provided.')
    }
    this.alternatives.push(new EmailAlternative(content, mimetype))
  }

  override _create_message(body: MIMEPart): MIMEPart {
    return this._create_attachments(this._create_alternatives(body))
  }

  _create_alternatives(body: MIMEPart): MIMEPart {
    if (this.alternatives.length === 0) return body
    const message = new SafeMIMEMultipart(this.alternative_subtype, this.charset)
    if (truthy(this.body)) message.attach(body)
    for (const { content, mimetype } of this.alternatives) {
      message.attach(this._create_mime_attachment(content, mimetype))
    }
    return message
  }

  /** Whether the text stands in the body and in every alternative that is text. */
  body_contains(text: string): boolean {
    const texts = this.alternatives.filter(({ mimetype }) => mimetype.startsWith('text/'))
    return [this.body, ...texts.map(({ content }) => content)].every((one) =>
      contains(isString(one) ? one : str(one), text),
    )
  }
}
