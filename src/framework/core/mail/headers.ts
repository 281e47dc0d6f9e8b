/**
 * Header values made safe: no newlines (they would begin another header), and nothing but ASCII on the wire.
 *
 * Django: django/core/mail/message.py (forbid_multi_line_headers, sanitize_address)
 */
import { ValueError } from '../../../base/python/exceptions.ts'
import { repr, str } from '../../../base/python/protocols.ts'
import { Tuple } from '../../../base/python/tuple.ts'
import { settings } from '../../conf/index.ts'
import { punycode } from '../../utils/encoding.ts'
import { addrSpecText, formataddr, getaddresses, parseMailbox } from './address.ts'
import { encodeHeader, HeaderParseError } from './header.ts'

export class BadHeaderError extends ValueError {}

const ADDRESS_HEADERS: ReadonlySet<string> = new Set([
  ...['from', 'sender', 'reply-to', 'to', 'cc', 'bcc'],
  ...['resent-from', 'resent-sender', 'resent-to', 'resent-cc', 'resent-bcc'],
])

const isAscii = (text: string): boolean => /^[\x00-\x7f]*$/.test(text)

/**
 * `(name, value)` as they go into a message.
 * @param encoding  charset of what is not ASCII; null: DEFAULT_CHARSET
 * @throws {BadHeaderError}  the value has a newline
 */
export function forbid_multi_line_headers(
  name: string,
  val: unknown,
  encoding: string | null,
): Tuple<string> {
  const charset = encoding || settings.DEFAULT_CHARSET
  const text = str(val)
  if (/[\n\r]/.test(text)) {
    throw new BadHeaderError(
      `Header values can't contain newlines (got ${repr(text)} for header ${repr(name)})`,
    )
  }
  const lower = name.toLowerCase()
  if (isAscii(text)) {
    return new Tuple(name, lower === 'subject' ? encodeHeader(text) : text)
  }
  if (!ADDRESS_HEADERS.has(lower)) return new Tuple(name, encodeHeader(text, charset))
  const addresses = getaddresses(text).map((pair) => sanitize_address(new Tuple(...pair), charset))
  return new Tuple(name, addresses.join(', '))
}

/**
 * An address as it is sent, `name <address>`: the domain as punycode, other parts as encoded words.
 * @param addr  a text, or a tuple of name and address
 * @throws {ValueError}  no address, or one with newlines
 */
export function sanitize_address(addr: unknown, encoding: string): string {
  const { display_name, local_part, domain } = partsOf(addr)
  if (/[\n\r]/.test(display_name + local_part + domain)) {
    throw new ValueError('Invalid address; address parts cannot contain newlines.')
  }
  const name = encodeHeader(display_name, isAscii(display_name) ? null : encoding)
  const local = isAscii(local_part) ? local_part : encodeHeader(local_part, encoding)
  return formataddr(name, addrSpecText(local, punycode(domain)))
}

function partsOf(addr: unknown): ReturnType<typeof parseMailbox>[0] {
  if (addr instanceof Tuple) {
    const [display_name, address] = [str(addr[0]), str(addr[1])]
    const at = address.lastIndexOf('@')
    if (at === -1) throw new ValueError(`Invalid address "${address}"`)
    return { display_name, local_part: address.slice(0, at), domain: address.slice(at + 1) }
  }
  const text = str(addr)
  const [mailbox, token, rest] = parsed(text)
  if (rest !== '') {
    throw new ValueError(`Invalid address; only ${token} could be parsed from "${text}"`)
  }
  return mailbox
}

function parsed(text: string): ReturnType<typeof parseMailbox> {
  try {
    return parseMailbox(text)
  } catch (error) {
    if (!(error instanceof HeaderParseError)) throw error
    throw new ValueError(`Invalid address "${text}"`)
  }
}
