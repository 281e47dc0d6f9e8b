/**
 * Domain names, URLs, e-mail and IP addresses. Each accepts what DNS and browsers could make sense of, not only what
 * exists; domains may be written in Unicode.
 *
 * Django: django/core/validators.py
 */
import { ValueError } from '../../../base/python/exceptions.ts'
import { parseIPv4 } from '../../../base/python/ipaddress.ts'
import { eq, repr, str } from '../../../base/python/protocols.ts'
import { isString } from '../../../base/python/safe_string.ts'
import { splitLast } from '../../../base/python/strings.ts'
import { urlsplit, type SplitResult } from '../../../base/python/urllib_parse.ts'
import { MAX_URL_LENGTH } from '../../utils/http.ts'
import { is_valid_ipv6_address } from '../../utils/ipv6.ts'
import { gettext_lazy as _ } from '../../utils/translation/index.ts'
import { ValidationError } from '../exceptions.ts'
import { RegexValidator, namedArguments, type MessageOptions } from './regex_validator.ts'

/** Letters beyond ASCII, within the basic plane. */
const UL = '\u00a1-\uffff'
const HOSTNAME = `[a-z${UL}0-9](?:[a-z${UL}0-9-]{0,61}[a-z${UL}0-9])?`
const DOMAIN = `(?:\\.(?!-)[a-z${UL}0-9-]{1,63}(?<!-))*`
const TLD_NO_DOT = `\\.(?!-)(?:[a-z${UL}-]{2,63}|xn--[a-z0-9]{1,59})(?<!-)`
const TLD = `${TLD_NO_DOT}\\.?`

const ASCII_HOSTNAME = '[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?'
const ASCII_DOMAIN = '(?:\\.(?!-)[a-zA-Z0-9-]{1,63}(?<!-))*'
const ASCII_TLD = '\\.(?!-)(?:[a-zA-Z0-9-]{2,63})(?<!-)\\.?'

const UNICODE_NAME = new RegExp(`^${HOSTNAME}${DOMAIN}${TLD}$`, 'iu')
const ASCII_NAME = new RegExp(`^${ASCII_HOSTNAME}${ASCII_DOMAIN}${ASCII_TLD}$`, 'i')

export class DomainNameValidator extends RegexValidator {
  static override readonly message: unknown = _('Enter a valid domain name.')
  static readonly max_length = 255
  readonly accept_idna: boolean

  /** @param options  `accept_idna: false` allows ASCII only */
  constructor({ accept_idna = true, ...options }: MessageOptions & { accept_idna?: boolean } = {}) {
    super({ ...options, regex: accept_idna ? UNICODE_NAME : ASCII_NAME })
    this.accept_idna = accept_idna
  }

  override __call__(value: unknown): void {
    if (!isString(value) || codePoints(value) > DomainNameValidator.max_length) this.fail(value)

    if (!this.accept_idna && /[^\0-\x7f]/.test(str(value))) this.fail(value)
    super.__call__(value)
  }
}

function codePoints(text: string): number {
  return [...str(text)].length
}

const OCTET = '(?:0|25[0-5]|2[0-4][0-9]|1[0-9]?[0-9]?|[1-9][0-9]?)'
const URL_PATTERN = new RegExp(
  '^(?:[a-z0-9.+-]*)://' +
    '(?:[^\\s:@/]+(?::[^\\s:@/]*)?@)?' +
    `(?:${OCTET}(?:\\.${OCTET}){3}|\\[[0-9a-f:.]+\\]|(${HOSTNAME}${DOMAIN}${TLD}|localhost))` +
    '(?::[0-9]{1,5})?' +
    '(?:[/?#][^\\s]*)?$',
  'iu',
)

export class URLValidator extends RegexValidator {
  static override readonly regex: string | RegExp = URL_PATTERN
  static override readonly message: unknown = _('Enter a valid URL.')
  static readonly schemes: readonly string[] = ['http', 'https', 'ftp', 'ftps']
  static readonly max_length = MAX_URL_LENGTH
  readonly schemes: readonly string[]

  /** @param args  the schemes allowed, then options */
  constructor(...args: unknown[]) {
    const { schemes, ...options } = namedArguments(['schemes'], args)
    super(options)
    this.schemes = (schemes as string[] | null | undefined) ?? URLValidator.schemes
  }

  override __call__(value: unknown): void {
    if (!isString(value) || codePoints(value) > URLValidator.max_length) this.fail(value)
    const url = str(value)
    if (/[\t\r\n]/.test(url)) this.fail(value)
    const scheme = (url.split('://')[0] ?? '').toLowerCase()
    if (!this.schemes.includes(scheme)) this.fail(value)
    const parts = this.#split(url)
    super.__call__(value)
    // the pattern lets any hexadecimal digits stand in the brackets
    const inBrackets = /^\[(.+)\](?::[0-9]{1,5})?$/.exec(parts.netloc)
    if (inBrackets && !is_valid_ipv6_address(inBrackets[1])) this.fail(value)
    // RFC 1034: 255 bytes, of which one is a length and one the last dot
    if (parts.hostname === null || codePoints(parts.hostname) > 253) this.fail(value)
  }

  #split(url: string): SplitResult {
    try {
      return urlsplit(url)
    } catch (error) {
      if (error instanceof ValueError) return this.fail(url)
      throw error
    }
  }
}

const ATOM = "[-!#$%&'*+/=?^_`{}|~0-9A-Z]+"

const QUOTED = /^"(?:[\x01-\x08\x0b\x0c\x0e-\x1f!#-[\]-\x7f]|\\[\x01-\x09\x0b\x0c\x0e-\x7f])*"$/i
const DOT_ATOM = new RegExp(`^${ATOM}(?:\\.${ATOM})*$`, 'iu')
const EMAIL_DOMAIN = new RegExp(`^${HOSTNAME}${DOMAIN}${TLD_NO_DOT}$`, 'iu')
const LITERAL = /^\[([A-F0-9:.]+)\]$/i

export interface EmailOptions extends MessageOptions {
  /** Domains that are accepted whatever they look like. */
  readonly allowlist?: readonly string[] | null
}

export class EmailValidator {
  static readonly message: unknown = _('Enter a valid email address.')
  static readonly code: string = 'invalid'
  static readonly domain_allowlist: readonly string[] = ['localhost']

  readonly message: unknown
  readonly code: string
  readonly domain_allowlist: readonly string[]

  /** Django's positional order is message, code, allowlist; all may be named. */
  constructor(...args: unknown[]) {
    const cls = new.target
    const options = namedArguments(['message', 'code', 'allowlist'], args) as EmailOptions
    this.message = options.message ?? cls.message
    this.code = options.code ?? cls.code
    this.domain_allowlist = options.allowlist ?? cls.domain_allowlist
  }

  /** @throws ValidationError */
  __call__(value: unknown): void {
    const text = value === null || value === undefined ? '' : str(value)
    const [user, domain] = splitLast(text, '@')
    const isValid =
      domain !== null &&
      // RFC 3696, section 3
      codePoints(text) <= 320 &&
      (DOT_ATOM.test(user) || QUOTED.test(user)) &&
      (this.domain_allowlist.includes(domain) || this.validate_domain_part(domain))
    if (!isValid) throw new ValidationError(this.message, { code: this.code, params: { value } })
  }

  validate_domain_part(domain_part: string): boolean {
    if (EMAIL_DOMAIN.test(domain_part)) return true
    const literal = LITERAL.exec(domain_part)?.[1]
    return literal !== undefined && (parseIPv4(literal) !== null || is_valid_ipv6_address(literal))
  }

  __eq__(other: unknown): boolean {
    return (
      other instanceof EmailValidator &&
      eq(new Set(this.domain_allowlist), new Set(other.domain_allowlist)) &&
      eq(this.message, other.message) &&
      this.code === other.code
    )
  }
}

const domainName = new DomainNameValidator()
const email = new EmailValidator()

/** @throws ValidationError */
export function validate_domain_name(value: unknown): void {
  domainName.__call__(value)
}

/** @throws ValidationError */
export function validate_email(value: unknown): void {
  email.__call__(value)
}

function failAddress(protocol: string, value: unknown): never {
  throw new ValidationError(_('Enter a valid %(protocol)s address.'), {
    code: 'invalid',
    params: { protocol: _(protocol), value },
  })
}

function isIPv4(value: unknown): boolean {
  return isString(value) && parseIPv4(str(value)) !== null
}

/** @throws ValidationError */
export function validate_ipv4_address(value: unknown): void {
  if (!isIPv4(value)) failAddress('IPv4', value)
}

/** @throws ValidationError */
export function validate_ipv6_address(value: unknown): void {
  if (!is_valid_ipv6_address(value)) failAddress('IPv6', value)
}

/** @throws ValidationError */
export function validate_ipv46_address(value: unknown): void {
  if (!isIPv4(value) && !is_valid_ipv6_address(value)) failAddress('IPv4 or IPv6', value)
}

type Validator = (value: unknown) => void

const BY_PROTOCOL: Readonly<Record<string, Validator>> = {
  both: validate_ipv46_address,
  ipv4: validate_ipv4_address,
  ipv6: validate_ipv6_address,
}

/** The validators of a GenericIPAddressField. @throws ValueError for an unknown protocol */
export function ip_address_validators(protocol: string, unpack_ipv4: boolean): Validator[] {
  if (protocol !== 'both' && unpack_ipv4) {
    throw new ValueError("You can only use `unpack_ipv4` if `protocol` is set to 'both'")
  }
  const validator = BY_PROTOCOL[protocol.toLowerCase()]
  if (!validator) {
    throw new ValueError(
      `The protocol '${protocol}' is unknown. Supported: ${repr(Object.keys(BY_PROTOCOL))}`,
    )
  }
  return [validator]
}
