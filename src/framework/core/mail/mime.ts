/**
 * A message as a tree of parts, and its text: what would go over the wire, to the byte as Python's email package writes
 * it. Headers keep the order in which they were set.
 *
 * Django: django/core/mail/message.py (SafeMIMEText, SafeMIMEMultipart), Python's email.generator
 */
import { encode, type Bytes } from '../../../base/python/bytes.ts'
import { splitlines } from '../../../base/python/strings.ts'
import { quote } from '../../../base/python/urllib_parse.ts'
import { ports } from '../../utils/ports.ts'
import { Charset } from './charset.ts'
import { base64Lines, quotedPrintable } from './encoders.ts'
import { encodeHeader } from './header.ts'
import { forbid_multi_line_headers } from './headers.ts'

/** Longer lines break mail servers (RFC 5322): such a body is sent as quoted-printable. */
const LINE_LIMIT = 998

/** What every part has: headers, and a body that becomes text. */
export abstract class MIMEPart {
  readonly _headers: [name: string, value: string][] = []

  constructor(
    content_type: string,
    /** For header values that are not ASCII. */
    readonly encoding: string | null,
  ) {
    this._headers.push(['Content-Type', content_type], ['MIME-Version', '1.0'])
  }

  /** The body as it is sent; called once the headers are complete. */
  abstract bodyText(): string

  is_multipart(): boolean {
    return false
  }

  /** Adds a header, also where there is one of that name. @throws {BadHeaderError} */
  __setitem__(name: string, value: unknown): void {
    const [key = name, text = ''] = forbid_multi_line_headers(name, value, this.encoding)
    this._headers.push([key, text])
  }

  __getitem__(name: string): string | null {
    return this.get(name)
  }

  get(name: string, fallback: string | null = null): string | null {
    const lower = name.toLowerCase()
    return this._headers.find(([key]) => key.toLowerCase() === lower)?.[1] ?? fallback
  }

  items(): [string, string][] {
    return this._headers.map(([name, value]) => [name, value])
  }

  keys(): string[] {
    return this._headers.map(([name]) => name)
  }

  /** `text/plain`, without its parameters. */
  get_content_type(): string {
    return (this.get('Content-Type') ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  }

  as_string(): string {
    const body = this.bodyText()
    const headers = this._headers.map(
      ([name, value]) => `${name}: ${encodeHeader(value, null, name)}\n`,
    )
    return `${headers.join('')}\n${body}`
  }

  as_bytes(): Bytes {
    return encode(this.as_string())
  }

  __str__(): string {
    return this.as_string()
  }

  __bytes__(): Bytes {
    return this.as_bytes()
  }
}

/** Text: readable as it is where a mail server lets it pass. */
export class SafeMIMEText extends MIMEPart {
  private readonly payload: string

  constructor(
    readonly text: string,
    subtype = 'plain',
    charset = 'utf-8',
  ) {
    super(`text/${subtype}; charset="${charset}"`, charset)
    const used = charsetOf(charset, text)
    const bytes = used.encode(text)
    const isAscii = bytes.every((byte) => byte < 0x80)
    const plain = isAscii ? '7bit' : '8bit'
    this._headers.push(['Content-Transfer-Encoding', used.body === '7or8bit' ? plain : used.body])
    const encoders = { base64: base64Lines, 'quoted-printable': quotedPrintable }
    this.payload = used.body === '7or8bit' ? text : encoders[used.body](bytes)
  }

  /** The text itself. */
  get_payload(): string {
    return this.payload
  }

  bodyText(): string {
    return this.payload.replace(/\r\n|\r/g, '\n')
  }
}

/** UTF-8 stays as it is (base64 looks like spam), unless its lines are too long. */
function charsetOf(charset: string, text: string): Charset {
  if (charset !== 'utf-8') return new Charset(charset)
  const isLong = splitlines(text).some((line) => encode(line).length > LINE_LIMIT)
  return new Charset(charset, isLong ? 'quoted-printable' : '7or8bit')
}

/** Bytes as base64. */
export class MIMEBinary extends MIMEPart {
  constructor(
    readonly bytes: Uint8Array,
    mimetype: string,
  ) {
    super(mimetype, null)
    this._headers.push(['Content-Transfer-Encoding', 'base64'])
  }

  get_payload(): string {
    return base64Lines(this.bytes)
  }

  bodyText(): string {
    return this.get_payload()
  }
}

/** A message inside a message; its headers must be ASCII (RFC 2046). */
export class SafeMIMEMessage extends MIMEPart {
  constructor(
    readonly message: MIMEPart,
    subtype = 'rfc822',
  ) {
    super(`message/${subtype}`, 'ascii')
  }

  bodyText(): string {
    return this.message.as_string()
  }
}

/** A message that came as text: what stands before the first blank line is its headers. */
export class ParsedMessage extends MIMEPart {
  private readonly body: string

  constructor(text: string) {
    super('', null)
    const [head = '', ...rest] = text.replace(/\r\n|\r/g, '\n').split('\n\n')
    const lines = head.replace(/\n(?=[ \t])/g, '\0').split('\n')
    const isHead = lines.every((line) => /^[!-9;-~]+:/.test(line))
    this._headers.length = 0
    for (const line of isHead ? lines : []) {
      const colon = line.indexOf(':')
      const value = line.slice(colon + 1).replaceAll('\0', '\n')
      this._headers.push([line.slice(0, colon), value.replace(/^[ \t]+/, '')])
    }
    this.body = isHead ? rest.join('\n\n') : text
  }

  bodyText(): string {
    return this.body
  }
}

export class SafeMIMEMultipart extends MIMEPart {
  readonly parts: MIMEPart[] = []
  private boundary: string | null = null

  constructor(subtype = 'mixed', encoding: string | null = null) {
    super(`multipart/${subtype}`, encoding)
  }

  override is_multipart(): boolean {
    return true
  }

  attach(part: MIMEPart): void {
    this.parts.push(part)
  }

  get_payload(): MIMEPart[] {
    return this.parts
  }

  get_boundary(): string | null {
    return this.boundary
  }

  /** Chooses the boundary at the first call, one that stands in no part. */
  bodyText(): string {
    const texts = this.parts.map((part) => part.as_string())
    if (this.boundary === null) {
      this.boundary = newBoundary(texts.join('\n'))
      const type = this._headers[0]
      if (type) type[1] += `; boundary="${this.boundary}"`
    }
    const line = `--${this.boundary}`
    return `${line}\n${texts.join(`\n${line}\n`)}\n${line}--\n`
  }
}

const BOUNDARY_DIGITS = 19

function newBoundary(text: string): string {
  for (;;) {
    const digits = Array.from(ports.random(BOUNDARY_DIGITS), (byte) => byte % 10).join('')
    const boundary = `===============${digits}==`
    if (!text.includes(`--${boundary}`)) return boundary
  }
}

/** `attachment; filename="…"`: a name that is not ASCII goes as RFC 2231 wants it. */
export function dispositionOf(filename: string): string {
  const isAscii = /^[\x00-\x7f]*$/.test(filename)
  const parameter = isAscii
    ? `filename="${filename.replace(/[\\"]/g, '\\$&')}"`
    : `filename*=utf-8''${quote(filename, '')}`
  return `attachment; ${parameter}`
}
