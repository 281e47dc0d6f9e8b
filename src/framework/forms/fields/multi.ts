/**
 * Fields made of fields: one value cleaned by several, or several values made into one.
 *
 * Django: django/forms/fields.py (ComboField, MultiValueField, SplitDateTimeField), ref/forms/fields
 */
import { datetime, type date, type time } from '../../../base/python/datetime.ts'
import { NotImplementedError } from '../../../base/python/exceptions.ts'
import { eq, truthy } from '../../../base/python/protocols.ts'
import { ValidationError } from '../../core/exceptions.ts'
import { from_current_timezone } from '../utils.ts'
import type { Widget } from '../widgets/base.ts'
import {
  SplitDateTimeWidget,
  SplitHiddenDateTimeWidget,
  type MultiWidget,
} from '../widgets/multi.ts'
import { Field, type FieldOptions } from './base.ts'
import { DateField, TimeField } from './temporal.ts'

/** Cleans by each field in turn. */
export class ComboField extends Field {
  readonly fields: readonly Field[]

  constructor(fields: readonly Field[], options: FieldOptions = {}) {
    super(options)
    for (const field of fields) field.required = false
    this.fields = fields
  }

  override clean(value: unknown): unknown {
    super.clean(value)
    return this.fields.reduce((cleaned, field) => field.clean(cleaned), value)
  }
}

export interface MultiValueOptions extends FieldOptions {
  /** false: only those parts whose own `required` says so. */
  readonly require_all_fields?: boolean
}

/** Each part of a list is cleaned by its field; `compress` makes one value of them. */
export class MultiValueField extends Field {
  static override default_error_messages: Record<string, unknown> = {
    invalid: 'Enter a list of values.',
    incomplete: 'Enter a complete value.',
  }
  readonly require_all_fields: boolean
  fields: readonly Field[]

  constructor(
    fields: readonly Field[],
    { require_all_fields = true, ...options }: MultiValueOptions = {},
  ) {
    super(options)
    this.require_all_fields = require_all_fields
    for (const field of fields) {
      field.error_messages.incomplete ??= this.error_messages.incomplete
      if (this.disabled) field.disabled = true
      if (require_all_fields) field.required = false
    }
    this.fields = fields
  }

  override __deepcopy__(): this {
    const copy = super.__deepcopy__()
    copy.fields = this.fields.map((field) => field.__deepcopy__())
    return copy
  }

  override validate(_value: unknown): void {}

  override clean(value: unknown): unknown {
    const isList = Array.isArray(value)
    const given = this.disabled && !isList ? this.decompressed(value) : value
    if (truthy(given) && !Array.isArray(given)) throw this.invalid()
    const values: readonly unknown[] = Array.isArray(given) ? given : []
    if (values.every((part) => this.isEmpty(part))) {
      if (this.required) throw this.invalid('required')
      return this.compress([])
    }
    const compressed = this.compress(this.cleanParts(values))
    this.validate(compressed)
    this.run_validators(compressed)
    return compressed
  }

  private decompressed(value: unknown): readonly unknown[] {
    return (this.widget as MultiWidget).decompress(value)
  }

  /** The parts' errors are raised together, each once. */
  private cleanParts(values: readonly unknown[]): unknown[] {
    const cleaned: unknown[] = []
    const errors: unknown[] = []
    const add = (error: unknown): void => {
      if (!errors.some((known) => eq(known, error))) errors.push(error)
    }
    this.fields.forEach((field, index) => {
      const value = values[index] ?? null
      if (this.isEmpty(value)) {
        if (this.require_all_fields) {
          if (this.required) throw this.invalid('required')
        } else if (field.required) {
          add(field.error_messages.incomplete)
          return
        }
      }
      try {
        cleaned.push(field.clean(value))
      } catch (error) {
        if (!(error instanceof ValidationError)) throw error
        error.error_list?.forEach(add)
      }
    })
    if (errors.length > 0) throw new ValidationError(errors)
    return cleaned
  }

  /** One value of the cleaned parts; of no parts the empty value. */
  compress(_parts: readonly unknown[]): unknown {
    throw new NotImplementedError('Subclasses must implement this method.')
  }

  override has_changed(initial: unknown, data: unknown): boolean {
    if (this.disabled) return false
    const sent = (data ?? []) as readonly unknown[]
    const isNothing = initial === null || initial === undefined
    const before = isNothing
      ? sent.map(() => '')
      : Array.isArray(initial)
        ? initial
        : this.decompressed(initial)
    return this.fields.some((field, index) => {
      if (index >= before.length || index >= sent.length) return false
      try {
        return field.has_changed(field.to_python(before[index]), sent[index])
      } catch (error) {
        if (error instanceof ValidationError) return true
        throw error
      }
    })
  }
}

export interface SplitDateTimeFieldOptions extends FieldOptions {
  readonly input_date_formats?: unknown
  readonly input_time_formats?: unknown
}

export class SplitDateTimeField extends MultiValueField {
  static override widget: new () => Widget = SplitDateTimeWidget
  static override hidden_widget: new () => Widget = SplitHiddenDateTimeWidget
  static override default_error_messages: Record<string, unknown> = {
    invalid_date: 'Enter a valid date.',
    invalid_time: 'Enter a valid time.',
  }

  constructor(options: SplitDateTimeFieldOptions = {}) {
    const { input_date_formats = null, input_time_formats = null, ...rest } = options
    const messages = { ...new.target.default_error_messages, ...options.error_messages }
    const { localize = false } = options
    super(
      [
        new DateField({
          input_formats: input_date_formats,
          error_messages: { invalid: messages.invalid_date },
          localize,
        }),
        new TimeField({
          input_formats: input_time_formats,
          error_messages: { invalid: messages.invalid_time },
          localize,
        }),
      ],
      rest,
    )
  }

  override compress(parts: readonly unknown[]): unknown {
    if (parts.length === 0) return null
    const [day, clock] = parts
    if (this.isEmpty(day)) throw this.invalid('invalid_date')
    if (this.isEmpty(clock)) throw this.invalid('invalid_time')
    return from_current_timezone(datetime.combine(day as date, clock as time))
  }
}
