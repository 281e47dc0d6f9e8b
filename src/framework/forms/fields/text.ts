/**
 * Fields of text, and of what is written as text: addresses, UUIDs, JSON.
 *
 * Django: django/forms/fields.py, ref/forms/fields#built-in-field-classes
 */
import { ValueError } from '../../../base/python/exceptions.ts'
import { isNumber } from '../../../base/python/float.ts'
import * as json from '../../../base/python/json.ts'
import * as mapping from '../../../base/python/mapping.ts'
import { str } from '../../../base/python/protocols.ts'
import { Pattern } from '../../../base/python/re.ts'
import { isString, SafeString } from '../../../base/python/safe_string.ts'
import { UUID } from '../../../base/python/uuid.ts'
import { settings } from '../../conf/index.ts'
import {
  ip_address_validators,
  MaxLengthValidator,
  MinLengthValidator,
  ProhibitNullCharactersValidator,
  RegexValidator,
  URLValidator,
  validate_email,
  validate_slug,
  validate_unicode_slug,
} from '../../core/validators.ts'
import { clean_ipv6_address } from '../../utils/ipv6.ts'
import type { Attrs, Widget } from '../widgets/base.ts'
import { EmailInput, Textarea, URLInput } from '../widgets/input.ts'
import { Field, type FieldOptions } from './base.ts'

export interface CharOptions extends FieldOptions {
  readonly max_length?: number | null
  readonly min_length?: number | null
  /** Drops the blanks around. */
  readonly strip?: boolean
  readonly empty_value?: unknown
}

export class CharField extends Field {
  readonly max_length: number | null
  readonly min_length: number | null
  readonly strip: boolean
  readonly empty_value: unknown

  constructor(options: CharOptions = {}) {
    super(options)
    this.max_length = options.max_length ?? null
    this.min_length = options.min_length ?? null
    this.strip = options.strip ?? true
    this.empty_value = options.empty_value === undefined ? '' : options.empty_value
    if (this.min_length !== null) this.validators.push(new MinLengthValidator(this.min_length))
    if (this.max_length !== null) this.validators.push(new MaxLengthValidator(this.max_length))
    this.validators.push(new ProhibitNullCharactersValidator())
  }

  override to_python(value: unknown): unknown {
    if (this.isEmpty(value)) return this.empty_value
    const whole = value instanceof SafeString ? value : str(value)
    const text = this.strip ? str(value).trim() : whole
    return this.isEmpty(text) ? this.empty_value : text
  }

  override widget_attrs(widget: Widget): Attrs {
    const attrs = super.widget_attrs(widget)
    if (widget.is_hidden) return attrs
    if (this.max_length !== null) attrs.maxlength = String(this.max_length)
    if (this.min_length !== null) attrs.minlength = String(this.min_length)
    return attrs
  }
}

export class RegexField extends CharField {
  private pattern: Pattern
  private validator: unknown

  /** @param regex  a text in Python's syntax, or a compiled Pattern */
  constructor(regex: unknown, options: CharOptions = {}) {
    super({ strip: false, ...options })
    this.pattern = patternOf(regex)
    this.validator = new RegexValidator(this.pattern)
    this.validators.push(this.validator)
  }

  get regex(): Pattern {
    return this.pattern
  }

  set regex(regex: unknown) {
    this.pattern = patternOf(regex)
    this.validators = this.validators.filter((validator) => validator !== this.validator)
    this.validator = new RegexValidator(this.pattern)
    this.validators.push(this.validator)
  }
}

function patternOf(regex: unknown): Pattern {
  return isString(regex) ? new Pattern(str(regex)) : (regex as Pattern)
}

export class EmailField extends CharField {
  static override widget: new () => Widget = EmailInput
  static override default_validators: readonly unknown[] = [validate_email]

  /** No address may be longer than 320 characters (RFC 3696). */
  constructor(options: CharOptions = {}) {
    super({ max_length: 320, ...options, strip: true })
  }
}

export interface SlugOptions extends CharOptions {
  readonly allow_unicode?: boolean
}

export class SlugField extends CharField {
  static override default_validators: readonly unknown[] = [validate_slug]
  readonly allow_unicode: boolean

  constructor({ allow_unicode = false, ...options }: SlugOptions = {}) {
    super(options)
    this.allow_unicode = allow_unicode
    if (allow_unicode) {
      const own = this.validators.indexOf(validate_slug)
      this.validators.splice(own, 1, validate_unicode_slug)
    }
  }
}

export interface UrlOptions extends CharOptions {
  /** For addresses without a scheme. */
  readonly assume_scheme?: string | null
}

export class URLField extends CharField {
  static override widget: new () => Widget = URLInput
  static override default_error_messages = { invalid: 'Enter a valid URL.' }
  static override default_validators: readonly unknown[] = [new URLValidator()]
  readonly assume_scheme: string

  constructor({ assume_scheme = null, ...options }: UrlOptions = {}) {
    super({ ...options, strip: true })
    const byDefault = settings.FORMS_URLFIELD_ASSUME_HTTPS === true ? 'https' : 'http'
    this.assume_scheme = assume_scheme ?? byDefault
  }

  override to_python(value: unknown): unknown {
    const url = super.to_python(value)
    if (!isString(url) || str(url) === '') return url
    const text = str(url)
    const colon = text.indexOf(':')
    if (colon > 0 && /^[a-z][^/]*$/i.test(text.slice(0, colon))) return text
    return `${this.assume_scheme}:${text.startsWith('//') ? '' : '//'}${text}`
  }
}

export interface IpOptions extends CharOptions {
  readonly protocol?: string
  readonly unpack_ipv4?: boolean
}

/** The longest IPv6 address, an embedded IPv4 one included. */
const MAX_IPV6_LENGTH = 39

export class GenericIPAddressField extends CharField {
  readonly unpack_ipv4: boolean

  constructor({ protocol = 'both', unpack_ipv4 = false, ...options }: IpOptions = {}) {
    super({ max_length: MAX_IPV6_LENGTH, ...options })
    this.unpack_ipv4 = unpack_ipv4
    this.validators.unshift(...ip_address_validators(protocol, unpack_ipv4))
  }

  override to_python(value: unknown): unknown {
    if (this.isEmpty(value)) return ''
    const text = str(value).trim()
    if (!text.includes(':')) return text
    return clean_ipv6_address(text, {
      unpack_ipv4: this.unpack_ipv4,
      max_length: this.max_length ?? MAX_IPV6_LENGTH,
    })
  }
}

export class UUIDField extends CharField {
  static override default_error_messages = { invalid: 'Enter a valid UUID.' }

  override prepare_value(value: unknown): unknown {
    return value instanceof UUID ? str(value) : value
  }

  override to_python(value: unknown): unknown {
    const text = super.to_python(value)
    if (this.isEmpty(text)) return null
    try {
      return new UUID(str(text))
    } catch (error) {
      if (error instanceof ValueError) throw this.invalid()
      throw error
    }
  }
}

/** What was sent is no JSON: shown again as it was. */
class InvalidJSONInput extends String {}
/** A JSON string that was read already: never read a second time. */
class JSONString extends String {
  __str__(): string {
    return this.valueOf()
  }
}

export interface JsonOptions extends CharOptions {
  /** Writes what JSON has no word for. */
  readonly encoder?: ((value: unknown) => string) | null
  readonly decoder?: ((text: string) => unknown) | null
}

export class JSONField extends CharField {
  static override default_error_messages = { invalid: 'Enter a valid JSON.' }
  static override widget: new () => Widget = Textarea
  readonly encoder: ((value: unknown) => string) | null
  readonly decoder: ((text: string) => unknown) | null

  constructor({ encoder = null, decoder = null, ...options }: JsonOptions = {}) {
    super(options)
    this.encoder = encoder
    this.decoder = decoder
  }

  override to_python(value: unknown): unknown {
    if (this.disabled) return value
    if (this.isEmpty(value)) return null
    const isRead = Array.isArray(value) || mapping.isMapping(value) || typeof value === 'boolean'
    if (isRead || isNumber(value) || value instanceof JSONString) return value
    const read = this.read(str(value))
    if (read === undefined) throw this.invalid('invalid', { value })
    return typeof read === 'string' ? new JSONString(read) : read
  }

  /** @returns undefined where the text is no JSON */
  private read(text: string): unknown {
    try {
      return this.decoder === null ? json.loads(text) : this.decoder(text)
    } catch (error) {
      if (error instanceof ValueError) return undefined
      throw error
    }
  }

  override bound_data(data: unknown, initial: unknown): unknown {
    if (this.disabled) return initial
    if (data === null || data === undefined) return null
    const read = this.read(str(data))
    return read === undefined ? new InvalidJSONInput(str(data)) : read
  }

  override prepare_value(value: unknown): unknown {
    return value instanceof InvalidJSONInput ? value.valueOf() : this.write(value)
  }

  private write(value: unknown, sorted = false): string {
    return this.encoder === null
      ? json.dumps(value, { ensure_ascii: false, sort_keys: sorted })
      : this.encoder(value)
  }

  override has_changed(initial: unknown, data: unknown): boolean {
    if (super.has_changed(initial, data)) return true
    // true is not 1 here, and the order of keys does not matter
    return this.write(initial, true) !== this.write(this.to_python(data), true)
  }
}
