/**
 * A field turns what a widget read into a value of its type (`to_python`), or says why it cannot (`ValidationError`).
 * The widget is made when it is first asked for: a subclass's `widget_attrs` then finds its own fields set.
 *
 * Django: django/forms/fields.py (Field), ref/forms/fields
 */
import { linksOf } from '../../../base/python/mixin.ts'
import { contains, eq } from '../../../base/python/protocols.ts'
import { exposeStatics } from '../../../base/python/statics.ts'
import { callWithKwargs } from '../../../base/kwargs.ts'
import { ValidationError } from '../../core/exceptions.ts'
import { EMPTY_VALUES } from '../../core/validators.ts'
import { gettext } from '../../utils/translation/index.ts'
import { BoundField } from '../boundfield.ts'
import type { BaseForm } from '../forms.ts'
import type { Attrs, Widget } from '../widgets/base.ts'
import { HiddenInput, TextInput } from '../widgets/input.ts'

type WidgetClass = new () => Widget
type BoundFieldClass = new (form: BaseForm, field: Field, name: string) => BoundField
type Messages = Record<string, unknown>

export interface FieldOptions {
  readonly required?: boolean
  readonly widget?: Widget | WidgetClass | null
  /** null: made from the field's name. */
  readonly label?: unknown
  readonly initial?: unknown
  readonly help_text?: unknown
  /** Code → text, over the class's own. */
  readonly error_messages?: Messages | null
  readonly show_hidden_initial?: boolean
  /** Besides the class's own. */
  readonly validators?: readonly unknown[]
  readonly localize?: boolean
  readonly disabled?: boolean
  readonly label_suffix?: string | null
  readonly template_name?: string | null
  readonly bound_field_class?: BoundFieldClass | null
}

let lastCounter = 0

/** What learners read from `widget` is the field's own one, not the class attribute. */
function isOwnAccessor(name: string): boolean {
  return name === 'widget'
}

export class Field {
  static widget: WidgetClass = TextInput
  static hidden_widget: WidgetClass = HiddenInput
  static default_validators: readonly unknown[] = []
  static default_error_messages: Messages = { required: 'This field is required.' }
  static empty_values: readonly unknown[] = EMPTY_VALUES
  static bound_field_class: BoundFieldClass | null = null
  declare hidden_widget: WidgetClass
  declare default_validators: readonly unknown[]
  declare default_error_messages: Messages
  declare empty_values: readonly unknown[]
  declare bound_field_class: BoundFieldClass | null

  required: boolean
  label: unknown
  initial: unknown
  help_text: unknown
  error_messages: Messages
  show_hidden_initial: boolean
  validators: unknown[]
  localize: boolean
  disabled: boolean
  label_suffix: string | null
  template_name: string | null
  _widget: Widget | null = null
  /** Rises with every field made: forms keep the order in which their fields were written. */
  readonly creation_counter: number
  private readonly widgetSource: Widget | WidgetClass | null

  constructor(options: FieldOptions = {}) {
    exposeStatics(new.target, isOwnAccessor)
    this.creation_counter = lastCounter += 1
    this.required = options.required ?? true
    this.label = options.label ?? null
    this.initial = options.initial ?? null
    this.help_text = options.help_text ?? ''
    this.show_hidden_initial = options.show_hidden_initial ?? false
    this.localize = options.localize ?? false
    this.disabled = options.disabled ?? false
    this.label_suffix = options.label_suffix ?? null
    this.template_name = options.template_name ?? null
    this.widgetSource = options.widget ?? null
    if (options.bound_field_class) this.bound_field_class = options.bound_field_class
    this.validators = [...this.default_validators, ...(options.validators ?? [])]
    this.error_messages = {}
    for (const link of [...linksOf(new.target)].reverse()) {
      if (Object.hasOwn(link, 'default_error_messages')) {
        Object.assign(this.error_messages, (link as typeof Field).default_error_messages)
      }
    }
    Object.assign(this.error_messages, options.error_messages)
  }

  get widget(): Widget {
    this._widget ??= this.makeWidget()
    return this._widget
  }

  set widget(widget: Widget) {
    this._widget = widget
  }

  protected makeWidget(): Widget {
    const source = this.widgetSource ?? this.defaultWidget()
    const widget = typeof source === 'function' ? new source() : source.__deepcopy__()
    if (this.localize) widget.is_localized = true
    widget.is_required = this.required
    Object.assign(widget.attrs, this.widget_attrs(widget))
    return widget
  }

  protected defaultWidget(): WidgetClass {
    return (this.constructor as typeof Field).widget
  }

  /** A copy for one form: changing it changes neither the class's field nor other forms. */
  __deepcopy__(): this {
    const copy = Object.assign(Object.create(Object.getPrototypeOf(this) as object) as this, this)
    copy._widget = this.widget.__deepcopy__()
    copy.error_messages = { ...this.error_messages }
    copy.validators = [...this.validators]
    return copy
  }

  /** Whether nothing was given: None, '' or an empty list, tuple or dict. */
  protected isEmpty(value: unknown): boolean {
    return value === undefined || contains(this.empty_values, value)
  }

  protected invalid(code = 'invalid', params: object | null = null): ValidationError {
    const own = this.error_messages[code]
    const message = typeof own === 'string' ? gettext(own) : own
    return new ValidationError(message, { code, params })
  }

  /** From a value as Python has it to what the widget shows. */
  prepare_value(value: unknown): unknown {
    return value
  }

  /** @throws {ValidationError} */
  to_python(value: unknown): unknown {
    return value
  }

  /** @throws {ValidationError} */
  validate(value: unknown): void {
    if (this.required && this.isEmpty(value)) throw this.invalid('required')
  }

  /** All validators run; their errors are raised together. */
  run_validators(value: unknown): void {
    if (this.isEmpty(value)) return
    const errors: ValidationError[] = []
    for (const validator of this.validators) {
      try {
        callWithKwargs(validator, [value])
      } catch (error) {
        if (!(error instanceof ValidationError)) throw error
        const own = error.code ? this.error_messages[error.code] : undefined
        if (own !== undefined) error.message = own as string
        errors.push(...(error.error_list ?? []))
      }
    }
    if (errors.length > 0) throw new ValidationError(errors)
  }

  /** @throws {ValidationError} */
  clean(value: unknown): unknown {
    const converted = this.to_python(value)
    this.validate(converted)
    this.run_validators(converted)
    return converted
  }

  /** What a bound form shows: the data as it was sent, so that it can be put right. */
  bound_data(data: unknown, initial: unknown): unknown {
    return this.disabled ? initial : data
  }

  widget_attrs(_widget: Widget): Attrs {
    return {}
  }

  /** Nothing and '' are the same; data that cannot be read has changed. */
  has_changed(initial: unknown, data: unknown): boolean {
    if (this.disabled) return false
    try {
      const converted = this.to_python(data)
      const { _coerce } = this as { _coerce?: (value: unknown) => unknown }
      if (_coerce) return !eq(_coerce.call(this, converted), _coerce.call(this, initial))
      return !eq(initial ?? '', converted ?? '')
    } catch (error) {
      if (error instanceof ValidationError) return true
      throw error
    }
  }

  get_bound_field(form: BaseForm, field_name: string): BoundField {
    const Class = this.bound_field_class ?? form.bound_field_class ?? BoundField
    return new Class(form, this, field_name)
  }

  _clean_bound_field(bound: BoundField): unknown {
    return this.clean(this.disabled ? bound.initial : bound.data)
  }
}
