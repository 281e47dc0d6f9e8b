/**
 * Fields with a set of choices. Submitted texts are compared with the choices' values and with their texts.
 *
 * Django: django/forms/fields.py (BooleanField, ChoiceField …), ref/forms/fields
 */
import { callWithKwargs } from '../../../base/kwargs.ts'
import { TypeError, ValueError } from '../../../base/python/exceptions.ts'
import { eq, iterate, len, str, truthy } from '../../../base/python/protocols.ts'
import { isString } from '../../../base/python/safe_string.ts'
import { ValidationError } from '../../core/exceptions.ts'
import { choicesOf, flatten_choices, normalize_choices, type Choice } from '../../utils/choices.ts'
import type { Widget } from '../widgets/base.ts'
import { NullBooleanSelect, Select, SelectMultiple, type ChoiceWidget } from '../widgets/choice.ts'
import { CheckboxInput, MultipleHiddenInput } from '../widgets/input.ts'
import { Field, type FieldOptions } from './base.ts'

export class BooleanField extends Field {
  static override widget: new () => Widget = CheckboxInput

  /** Hidden fields submit 'False', radio buttons '0'. */
  override to_python(value: unknown): unknown {
    if (isString(value) && ['false', '0'].includes(str(value).toLowerCase())) return false
    return truthy(value)
  }

  override validate(value: unknown): void {
    if (this.required && !truthy(value)) throw this.invalid('required')
  }

  override has_changed(initial: unknown, data: unknown): boolean {
    return !this.disabled && this.to_python(initial) !== this.to_python(data)
  }
}

const TRUE_VALUES: readonly unknown[] = [true, 'True', 'true', '1']
const FALSE_VALUES: readonly unknown[] = [false, 'False', 'false', '0']

/** true, false, or null for everything else. */
export class NullBooleanField extends BooleanField {
  static override widget: new () => Widget = NullBooleanSelect

  override to_python(value: unknown): unknown {
    if (TRUE_VALUES.some((word) => eq(word, value))) return true
    return FALSE_VALUES.some((word) => eq(word, value)) ? false : null
  }

  override validate(_value: unknown): void {}
}

export interface ChoiceFieldOptions extends FieldOptions {
  /** Pairs, groups of pairs, a dict, an enumeration, or a function that gives one. */
  readonly choices?: unknown
}

const INVALID_CHOICE = 'Select a valid choice. %(value)s is not one of the available choices.'

export class ChoiceField extends Field {
  static override widget: new () => Widget = Select
  static override default_error_messages: Record<string, unknown> = {
    invalid_choice: INVALID_CHOICE,
  }
  _choices: unknown

  constructor({ choices = [], ...options }: ChoiceFieldOptions = {}) {
    super(options)
    this._choices = normalize_choices(choices)
  }

  protected override makeWidget(): Widget {
    const widget = super.makeWidget()
    ;(widget as ChoiceWidget).choices = this._choices
    return widget
  }

  override __deepcopy__(): this {
    const copy = super.__deepcopy__()
    if (Array.isArray(this._choices)) copy._choices = [...(this._choices as Choice[])]
    return copy
  }

  get choices(): unknown {
    return this._choices
  }

  /** The widget offers the same. */
  set choices(choices: unknown) {
    this._choices = normalize_choices(choices)
    ;(this.widget as ChoiceWidget).choices = this._choices
  }

  override to_python(value: unknown): unknown {
    return this.isEmpty(value) ? '' : str(value)
  }

  override validate(value: unknown): void {
    super.validate(value)
    if (truthy(value) && !this.valid_value(value)) throw this.invalid('invalid_choice', { value })
  }

  valid_value(value: unknown): boolean {
    const text = str(value)
    return flatten_choices(choicesOf(this.choices)).some(
      ([own]) => eq(value, own) || text === str(own),
    )
  }
}

export interface TypedOptions extends ChoiceFieldOptions {
  /** Makes the value of a text; its ValueError or TypeError refuses the choice. */
  readonly coerce?: unknown
  readonly empty_value?: unknown
}

/** The value by `coerce`. @throws what `refuse` makes, where `coerce` refuses */
function coerced(coerce: unknown, value: unknown, refuse: () => ValidationError): unknown {
  if (coerce === null) return value
  try {
    return callWithKwargs(coerce, [value])
  } catch (error) {
    const isRefused = error instanceof ValueError || error instanceof TypeError
    if (isRefused || error instanceof ValidationError) throw refuse()
    throw error
  }
}

export class TypedChoiceField extends ChoiceField {
  readonly coerce: unknown
  readonly empty_value: unknown

  constructor({ coerce = null, empty_value = '', ...options }: TypedOptions = {}) {
    super(options)
    this.coerce = coerce
    this.empty_value = empty_value
  }

  _coerce(value: unknown): unknown {
    if (eq(value, this.empty_value) || this.isEmpty(value)) return this.empty_value
    return coerced(this.coerce, value, () => this.invalid('invalid_choice', { value }))
  }

  override clean(value: unknown): unknown {
    return this._coerce(super.clean(value))
  }
}

export class MultipleChoiceField extends ChoiceField {
  static override hidden_widget: new () => Widget = MultipleHiddenInput
  static override widget: new () => Widget = SelectMultiple
  static override default_error_messages: Record<string, unknown> = {
    invalid_choice: INVALID_CHOICE,
    invalid_list: 'Enter a list of values.',
  }

  override to_python(value: unknown): unknown {
    if (!truthy(value)) return []
    if (!Array.isArray(value)) throw this.invalid('invalid_list')
    return value.map(str)
  }

  override validate(value: unknown): void {
    if (this.required && !truthy(value)) throw this.invalid('required')
    for (const item of iterate(value)) {
      if (!this.valid_value(item)) throw this.invalid('invalid_choice', { value: item })
    }
  }

  /** The order does not matter. */
  override has_changed(initial: unknown, data: unknown): boolean {
    if (this.disabled) return false
    const before = initial ?? []
    const after = data ?? []
    if (len(before) !== len(after)) return true
    const texts = new Set([...iterate(before)].map(str))
    const others = new Set([...iterate(after)].map(str))
    return texts.size !== others.size || [...texts].some((text) => !others.has(text))
  }
}

export class TypedMultipleChoiceField extends MultipleChoiceField {
  readonly coerce: unknown
  readonly empty_value: unknown

  constructor({ coerce = null, empty_value = [], ...options }: TypedOptions = {}) {
    super(options)
    this.coerce = coerce
    this.empty_value = empty_value
  }

  _coerce(value: unknown): unknown {
    if (eq(value, this.empty_value) || this.isEmpty(value)) return this.empty_value
    return [...iterate(value)].map((item) =>
      coerced(this.coerce, item, () => this.invalid('invalid_choice', { value: item })),
    )
  }

  override clean(value: unknown): unknown {
    return this._coerce(super.clean(value))
  }

  override validate(value: unknown): void {
    if (!eq(value, this.empty_value)) super.validate(value)
    else if (this.required) throw this.invalid('required')
  }
}
