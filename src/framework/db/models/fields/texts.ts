/**
 * Fields of text, and those that are stored as text: UUIDs, file names, raw bytes.
 *
 * Django: django/db/models/fields/__init__.py, ref/models/fields
 */
import { AttributeError } from '../../../../base/python/exceptions.ts'
import { str } from '../../../../base/python/protocols.ts'
import { ValueError } from '../../../../base/python/exceptions.ts'
import {
  MaxLengthValidator,
  URLValidator,
  validate_email,
  validate_slug,
  validate_unicode_slug,
} from '../../../core/validators.ts'
import type { Options } from '../arguments.ts'
import { isExpression, late } from '../late.ts'
import { forms } from './form_classes.ts'
import { Field } from './field.ts'
import { makeFormField } from './formfield.ts'
import { UUID } from './types.ts'

/** Plain strings for everything that is text; null stays. */
function asText(value: unknown): unknown {
  if (value === null || typeof value === 'string' || isExpression(value)) return value
  return str(value)
}

export class CharField extends Field {
  declare db_collation: string | null

  override get parameters(): readonly string[] {
    return [...super.parameters, 'db_collation']
  }

  protected override take(options: Options): void {
    this.db_collation = options['db_collation'] ?? null
  }

  override get default_validators(): readonly unknown[] {
    return this.max_length === null ? [] : [new MaxLengthValidator(this.max_length)]
  }

  override to_python(value: unknown): any {
    return asText(value)
  }

  override get_prep_value(value: unknown): any {
    return asText(value)
  }

  override slice_expression(expression: any, start: number, length: number | null): any {
    return new late.Substr(expression, start, length)
  }

  override formfield(options: Options = {}): any {
    const empty = this.null ? { empty_value: null } : {}
    return super.formfield({ max_length: this.max_length, ...empty, ...options })
  }
}

/** `max_length` of a text without limit is the form's business alone. */
export class TextField extends CharField {
  override get default_validators(): readonly unknown[] {
    return []
  }

  override formfield(options: Options = {}): any {
    const widget = this.choices === null ? { widget: forms.Textarea } : {}
    return makeFormField(this, { max_length: this.max_length, ...widget, ...options })
  }
}

export class EmailField extends CharField {
  override get default_validators(): readonly unknown[] {
    return [validate_email, ...super.default_validators]
  }

  override get_internal_type(): string {
    return 'CharField'
  }

  protected override take(options: Options): void {
    super.take(options)
    ;(this as { max_length: number | null }).max_length ??= 254
  }

  override formfield(options: Options = {}): any {
    return super.formfield({ form_class: forms.EmailField, ...options })
  }
}

export class URLField extends CharField {
  override get default_validators(): readonly unknown[] {
    return [new URLValidator(), ...super.default_validators]
  }

  override get_internal_type(): string {
    return 'CharField'
  }

  protected override take(options: Options): void {
    super.take(options)
    ;(this as { max_length: number | null }).max_length ??= 200
  }

  override formfield(options: Options = {}): any {
    return super.formfield({ form_class: forms.URLField, ...options })
  }
}

export class SlugField extends CharField {
  declare allow_unicode: boolean

  override get parameters(): readonly string[] {
    return [...super.parameters, 'allow_unicode']
  }

  protected override take(options: Options): void {
    super.take(options)
    ;(this as { max_length: number | null }).max_length ??= 50
    this.db_index = options['db_index'] ?? true
    this.allow_unicode = options['allow_unicode'] ?? false
  }

  override get default_validators(): readonly unknown[] {
    return [this.allow_unicode ? validate_unicode_slug : validate_slug, ...super.default_validators]
  }

  override get_internal_type(): string {
    return 'SlugField'
  }

  override formfield(options: Options = {}): any {
    const { allow_unicode } = this
    return super.formfield({ form_class: forms.SlugField, allow_unicode, ...options })
  }
}

export class UUIDField extends Field {
  static override default_error_messages: Record<string, string> = {
    invalid: '“%(value)s” is not a valid UUID.',
  }

  protected override take(): void {
    ;(this as { max_length: number | null }).max_length = 32
  }

  override get empty_strings_allowed(): boolean {
    return false
  }

  override get_prep_value(value: unknown): any {
    return isExpression(value) ? value : this.to_python(value)
  }

  override get_db_prep_value(value: unknown, _connection: any): any {
    if (value === null || isExpression(value)) return value
    return str(this.to_python(value)).replaceAll('-', '')
  }

  override to_python(value: unknown): any {
    if (value === null || value instanceof UUID) return value
    try {
      return new UUID(str(value))
    } catch (error) {
      if (error instanceof AttributeError || error instanceof ValueError)
        throw this.error('invalid', { value })
      throw error
    }
  }

  override formfield(options: Options = {}): any {
    return super.formfield({ form_class: forms.UUIDField, ...options })
  }
}

export class BinaryField extends Field {
  protected override take(options: Options): void {
    this.editable = options['editable'] ?? false
  }
}
