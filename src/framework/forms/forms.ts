/**
 * Forms: fields with data. Nothing is cleaned before `errors` or `is_valid()` is asked; then each field in order, its
 * `clean_NAME()`, and `clean()` of the whole.
 *
 * Django: django/forms/forms.py, ref/forms/api
 */
import { class_name } from '../../base/python/class_name.ts'
import { datetime, time } from '../../base/python/datetime.ts'
import { KeyError, TypeError, ValueError } from '../../base/python/exceptions.ts'
import * as mapping from '../../base/python/mapping.ts'
import { linksOf } from '../../base/python/mixin.ts'
import { compareText, iterate, str, truthy } from '../../base/python/protocols.ts'
import type { SafeString } from '../../base/python/safe_string.ts'
import { exposeStatics } from '../../base/python/statics.ts'
import { briefError } from '../../trace/brief-error.ts'
import { inSpan } from '../../trace/tracer.ts'
import { NON_FIELD_ERRORS, ValidationError } from '../core/exceptions.ts'
import { MultiValueDict } from '../utils/datastructures.ts'
import { gettext } from '../utils/translation/index.ts'
import type { BoundField } from './boundfield.ts'
import { declaredFieldsOf, type Fields } from './declared_fields.ts'
import { Field } from './fields/base.ts'
import { formArguments } from './form_arguments.ts'
import { get_default_renderer, type Renderer } from './renderers.ts'
import { tellField } from './tell_field.ts'
import { ErrorDict, ErrorList, Renderable } from './utils.ts'
import type { Widget } from './widgets/base.ts'
import { Media, mediaOf } from './widgets/media.ts'

type BoundFieldClass = new (form: BaseForm, field: Field, name: string) => BoundField

export interface FormOptions {
  /** `'id_%s'`, true for the name alone, or false for no ids. */
  readonly auto_id?: unknown
  readonly prefix?: string | null
  readonly initial?: unknown
  readonly error_class?: typeof ErrorList
  readonly label_suffix?: string | null
  readonly empty_permitted?: boolean
  readonly field_order?: readonly string[] | null
  readonly use_required_attribute?: boolean | null
  readonly renderer?: Renderer | null
  readonly bound_field_class?: BoundFieldClass | null
}

export class BaseForm extends Renderable {
  static default_renderer: unknown = null
  static field_order: readonly string[] | null = null
  static prefix: string | null = null
  static use_required_attribute = true
  static template_name_div = 'django/forms/div.html'
  static template_name_p = 'django/forms/p.html'
  static template_name_table = 'django/forms/table.html'
  static template_name_ul = 'django/forms/ul.html'
  static template_name_label = 'django/forms/label.html'
  static bound_field_class: BoundFieldClass | null = null
  declare default_renderer: unknown
  declare field_order: readonly string[] | null
  declare prefix: string | null
  declare use_required_attribute: boolean
  declare template_name_div: string
  declare template_name_p: string
  declare template_name_table: string
  declare template_name_ul: string
  declare template_name_label: string
  declare bound_field_class: BoundFieldClass | null
  declare error_css_class?: string
  declare required_css_class?: string
  /** Only after cleaning. */
  declare cleaned_data: Record<string, unknown>

  readonly is_bound: boolean
  readonly data: unknown
  readonly files: unknown
  readonly auto_id: unknown
  initial: unknown
  readonly error_class: typeof ErrorList
  readonly label_suffix: string
  readonly empty_permitted: boolean
  fields: Fields
  _errors: ErrorDict | null = null
  readonly #bound = new Map<string, BoundField>()
  #changed: readonly string[] | null = null

  /** @param data  the submitted data, null for an unbound form; `new PostForm({ initial })` is one too */
  constructor(data: unknown = null, files: unknown = null, options: FormOptions = {}) {
    super()
    exposeStatics(new.target, (_, value) => value instanceof Field)
    const { base_fields } = new.target
    const given = formArguments(data, files, options, (name) => Object.hasOwn(base_fields, name))
    const submitted = given.data ?? null
    const uploaded = given.files ?? null
    this.is_bound = submitted !== null || uploaded !== null
    this.data = submitted ?? new MultiValueDict()
    this.files = uploaded ?? new MultiValueDict()
    this.auto_id = given.auto_id ?? 'id_%s'
    if (given.prefix !== null && given.prefix !== undefined) this.prefix = given.prefix
    this.initial = given.initial ?? {}
    this.error_class = given.error_class ?? ErrorList
    this.label_suffix = given.label_suffix ?? gettext(':')
    this.empty_permitted = given.empty_permitted ?? false
    this.fields = Object.fromEntries(
      Object.entries(this.base_fields).map(([name, field]) => [name, field.__deepcopy__()]),
    )
    this.order_fields(given.field_order ?? this.field_order)
    if (given.use_required_attribute !== null && given.use_required_attribute !== undefined) {
      this.use_required_attribute = given.use_required_attribute
    }
    if (this.empty_permitted && this.use_required_attribute) {
      throw new ValueError(
        'The empty_permitted and use_required_attribute arguments may not both be True.',
      )
    }
    this.renderer = given.renderer ?? this.defaultRenderer()
    const { bound_field_class } = this.renderer
    this.bound_field_class = given.bound_field_class ?? this.bound_field_class ?? bound_field_class
  }

  /** The class's own fields, shared by all its instances: each form copies them. */
  static get base_fields(): Fields {
    return declaredFieldsOf(this)
  }

  get base_fields(): Fields {
    return (this.constructor as typeof BaseForm).base_fields
  }

  private defaultRenderer(): Renderer {
    const own = this.default_renderer
    if (own === null) return get_default_renderer()
    return typeof own === 'function' ? new (own as new () => Renderer)() : (own as Renderer)
  }

  /** Unknown names are ignored, fields that are not named keep their order at the end. */
  order_fields(field_order: readonly string[] | null): void {
    if (field_order === null) return
    const ordered: Fields = {}
    for (const name of [...field_order, ...Object.keys(this.fields)]) {
      const field = this.fields[name]
      if (field !== undefined && Object.hasOwn(this.fields, name)) ordered[name] ??= field
    }
    this.fields = ordered
  }

  _bound_items(): [string, BoundField][] {
    return Object.keys(this.fields).map((name) => [name, this.__getitem__(name)])
  }

  *__iter__(): Iterator<BoundField> {
    for (const [, field] of this._bound_items()) yield field
  }

  /** @throws {KeyError} naming the choices */
  __getitem__(name: string): BoundField {
    const field = Object.hasOwn(this.fields, name) ? this.fields[name] : undefined
    if (field === undefined) {
      const choices = Object.keys(this.fields).sort(compareText).join(', ')
      const form = class_name(this.constructor)
      const message = `Key '${name}' not found in '${form}'. Choices are: ${choices}.`
      // templates try every name here before they look for an attribute
      throw briefError(() => new KeyError(message))
    }
    const known = this.#bound.get(name)
    if (known) return known
    const bound = field.get_bound_field(this, name)
    this.#bound.set(name, bound)
    return bound
  }

  __repr__(): string {
    const errors = this._errors
    const valid = errors === null ? 'Unknown' : str(this.is_bound && errors.__len__() === 0)
    const names = Object.keys(this.fields).join(';')
    const form = class_name(this.constructor)
    return `<${form} bound=${str(this.is_bound)}, valid=${valid}, fields=(${names})>`
  }

  get errors(): ErrorDict {
    if (this._errors === null) this.full_clean()
    return this._errors ?? new ErrorDict({ renderer: this.renderer })
  }

  is_valid(): boolean {
    return this.is_bound && this.errors.__len__() === 0
  }

  add_prefix(field_name: string): string {
    return truthy(this.prefix) ? `${this.prefix}-${field_name}` : field_name
  }

  add_initial_prefix(field_name: string): string {
    return `initial-${this.add_prefix(field_name)}`
  }

  _widget_data_value(widget: Widget, html_name: string): unknown {
    return widget.value_from_datadict(this.data, this.files, html_name)
  }

  get template_name(): string {
    return this.renderer.form_template_name
  }

  /** Errors of hidden fields stand on top, with those of no field. */
  get_context(): object {
    const fields: [BoundField, ErrorList][] = []
    const hidden_fields: BoundField[] = []
    const errors = this.non_field_errors().copy()
    for (const [name, field] of this._bound_items()) {
      if (field.is_hidden) {
        errors.extend([...field.errors].map((error) => `(Hidden field ${name}) ${str(error)}`))
        hidden_fields.push(field)
      } else fields.push([field, field.errors])
    }
    return { form: this, fields, hidden_fields, errors }
  }

  as_p(): SafeString {
    return this.render(this.template_name_p)
  }

  as_table(): SafeString {
    return this.render(this.template_name_table)
  }

  as_ul(): SafeString {
    return this.render(this.template_name_ul)
  }

  as_div(): SafeString {
    return this.render(this.template_name_div)
  }

  non_field_errors(): ErrorList {
    const none = this.errorList({ error_class: 'nonfield' })
    return this.errors.get(NON_FIELD_ERRORS, none) ?? none
  }

  private errorList(options: object): ErrorList {
    return new this.error_class(null, { ...options, renderer: this.renderer })
  }

  /**
   * @param field  null: the errors belong to no field, or `error` is by field itself
   * @throws {ValueError} no field of that name
   */
  add_error(field: string | null, error: unknown): void {
    const given = error instanceof ValidationError ? error : new ValidationError(error)
    if (given.error_dict && field !== null) {
      throw new TypeError(
        'The argument `field` must be `None` when the `error` argument contains errors for multiple fields.',
      )
    }
    const byField: Iterable<[unknown, unknown]> =
      given.error_dict ?? new Map([[field ?? NON_FIELD_ERRORS, given.error_list]])
    for (const [name, errors] of byField) this.addErrorsOf(str(name), errors)
  }

  private addErrorsOf(name: string, errors: unknown): void {
    if (!this.errors.__contains__(name)) {
      const isNonField = name === NON_FIELD_ERRORS
      if (!isNonField && !Object.hasOwn(this.fields, name)) {
        throw new ValueError(`'${class_name(this.constructor)}' has no field named '${name}'.`)
      }
      const options = isNonField
        ? { error_class: 'nonfield' }
        : { field_id: this.__getitem__(name).auto_id }
      this.errors.set(name, this.errorList(options))
    }
    this.errors.get(name)?.extend(errors)
    delete this.cleaned_data[name]
  }

  has_error(field: string, code: string | null = null): boolean {
    const errors = this.errors.get(field)
    if (errors === null) return false
    return code === null || errors.as_data().some((error) => error.code === code)
  }

  /** Fills `errors` and `cleaned_data`. */
  full_clean(): void {
    this._errors = new ErrorDict({ renderer: this.renderer })
    if (!this.is_bound) return
    this.cleaned_data = {}
    if (this.empty_permitted && !this.has_changed()) return
    inSpan(
      'form.clean',
      () => ({ form: class_name(this.constructor) }),
      () => {
        this._clean_fields()
        this._clean_form()
        this._post_clean()
      },
      'caller',
      () => ({ valid: this._errors?.__len__() === 0 }),
    )
  }

  _clean_fields(): void {
    for (const [name, bound] of this._bound_items()) {
      try {
        this.cleaned_data[name] = bound.field._clean_bound_field(bound)
        const own = (this as Record<string, unknown>)[`clean_${name}`]
        if (typeof own === 'function') {
          this.cleaned_data[name] = (own as () => unknown).call(this) ?? null
        }
      } catch (error) {
        if (!(error instanceof ValidationError)) throw error
        this.add_error(name, error)
      }
      tellField(this, name, bound)
    }
  }

  _clean_form(): void {
    try {
      const cleaned = this.clean()
      if (cleaned !== null && cleaned !== undefined) {
        this.cleaned_data = cleaned as Record<string, unknown>
      }
    } catch (error) {
      if (!(error instanceof ValidationError)) throw error
      this.add_error(null, error)
    }
  }

  /** For model forms: validates the model after the form. */
  _post_clean(): void {}

  /** For rules over several fields; returns the cleaned data, or nothing to keep it. */
  clean(): unknown {
    return this.cleaned_data
  }

  has_changed(): boolean {
    return this.changed_data.length > 0
  }

  get changed_data(): readonly string[] {
    this.#changed ??= this._bound_items()
      .filter(([, field]) => field._has_changed())
      .map(([name]) => name)
    return this.#changed
  }

  /** Of the form's own class and of all its widgets. */
  get media(): Media {
    const own = linksOf(this.constructor).reduceRight(
      (media, cls) =>
        mediaOf(Object.hasOwn(cls, 'Media') ? (cls as { Media?: unknown }).Media : null, media),
      new Media(),
    )
    const widgets = Object.values(this.fields).map((field) => field.widget.media)
    return [...widgets, own].reduce((sum, media) => sum.__add__(media), new Media())
  }

  is_multipart(): boolean {
    return Object.values(this.fields).some((field) => field.widget.needs_multipart_form)
  }

  hidden_fields(): BoundField[] {
    return [...iterate(this)].filter((field) => (field as BoundField).is_hidden) as BoundField[]
  }

  visible_fields(): BoundField[] {
    return [...iterate(this)].filter((field) => !(field as BoundField).is_hidden) as BoundField[]
  }

  /** The form's initial value, else the field's; functions are called. */
  get_initial_for_field(field: Field, field_name: string): unknown {
    let value = mapping.get(this.initial, field_name, field.initial)
    if (typeof value === 'function') value = (value as () => unknown)()
    const isMoment = value instanceof datetime || value instanceof time
    if (!isMoment || field.widget.supports_microseconds) return value
    // what a widget cannot show must not count as changed
    return (value as datetime | time).replace({ microsecond: 0 })
  }
}

/** A form whose fields are declared as class attributes: `static title = new forms.CharField()`. */
export class Form extends BaseForm {}
