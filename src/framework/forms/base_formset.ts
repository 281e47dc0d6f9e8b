/**
 * Formsets: several forms of one class on one page, counted by a hidden management form.
 *
 * Django: django/forms/formsets.py, topics/forms/formsets
 */
import { class_name } from '../../base/python/class_name.ts'
import { AttributeError, TypeError } from '../../base/python/exceptions.ts'
import { linksOf } from '../../base/python/mixin.ts'
import { isInt } from '../../base/python/float.ts'
import { iterate, len, str, truthy, type_name } from '../../base/python/protocols.ts'
import type { SafeString } from '../../base/python/safe_string.ts'
import { exposeStatics } from '../../base/python/statics.ts'
import { ValidationError } from '../core/exceptions.ts'
import { ngettext_lazy } from '../utils/translation/index.ts'
import { BooleanField, IntegerField } from './fields.ts'
import { formArguments } from './form_arguments.ts'
import type { BaseForm, FormOptions } from './forms.ts'
import {
  INITIAL_FORM_COUNT,
  ManagementForm,
  MAX_NUM_FORM_COUNT,
  MIN_NUM_FORM_COUNT,
  TOTAL_FORM_COUNT,
} from './management_form.ts'
import { get_default_renderer, type Renderer } from './renderers.ts'
import { ErrorList, Renderable, type ErrorDict } from './utils.ts'
import type { Widget } from './widgets/base.ts'
import { CheckboxInput, NumberInput } from './widgets/input.ts'
import type { Media } from './widgets/media.ts'

const ORDERING_FIELD_NAME = 'ORDER'
const DELETION_FIELD_NAME = 'DELETE'

export type FormClass = new (data?: unknown, files?: unknown, options?: FormOptions) => BaseForm

export interface FormSetOptions {
  readonly auto_id?: unknown
  readonly prefix?: string | null
  /** One initial dict for each form. */
  readonly initial?: unknown
  readonly error_class?: typeof ErrorList
  /** Given to every form. */
  readonly form_kwargs?: Readonly<Record<string, unknown>> | null
  readonly error_messages?: Readonly<Record<string, unknown>> | null
}

export class BaseFormSet extends Renderable {
  static deletion_widget: new () => Widget = CheckboxInput
  static ordering_widget: new () => Widget = NumberInput
  static default_error_messages: Record<string, unknown> = {
    missing_management_form:
      'ManagementForm data is missing or has been tampered with. Missing fields: %(field_names)s. You may need to file a bug report if the issue persists.',
    too_many_forms: ngettext_lazy(
      'Please submit at most %(num)d form.',
      'Please submit at most %(num)d forms.',
      'num',
    ),
    too_few_forms: ngettext_lazy(
      'Please submit at least %(num)d form.',
      'Please submit at least %(num)d forms.',
      'num',
    ),
  }
  static template_name_div = 'django/forms/formsets/div.html'
  static template_name_p = 'django/forms/formsets/p.html'
  static template_name_table = 'django/forms/formsets/table.html'
  static template_name_ul = 'django/forms/formsets/ul.html'
  declare template_name_div: string
  declare template_name_p: string
  declare template_name_table: string
  declare template_name_ul: string
  // set by formset_factory
  declare form: FormClass
  declare extra: number
  declare can_order: boolean
  declare can_delete: boolean
  declare can_delete_extra: boolean
  declare min_num: number
  declare max_num: number
  declare absolute_max: number
  declare validate_min: boolean
  declare validate_max: boolean

  readonly is_bound: boolean
  readonly prefix: string
  readonly auto_id: unknown
  readonly data: unknown
  readonly files: unknown
  readonly initial: unknown
  readonly form_kwargs: Readonly<Record<string, unknown>>
  readonly error_class: typeof ErrorList
  readonly error_messages: Readonly<Record<string, unknown>>
  private readonly formRenderer: Renderer | null
  private formErrors: ErrorDict[] | null = null
  private nonFormErrors: ErrorList | null = null
  private management: ManagementForm | null = null
  private made: BaseForm[] | null = null
  private ordering: BaseForm[] | null = null

  constructor(data: unknown = null, files: unknown = null, options: FormSetOptions = {}) {
    super()
    exposeStatics(new.target)
    const Class = new.target as typeof BaseFormSet & { renderer?: Renderer | null }
    const given = formArguments(data, files, options, () => false)
    this.is_bound = (given.data ?? null) !== null || (given.files ?? null) !== null
    this.prefix = given.prefix ? given.prefix : Class.get_default_prefix()
    this.auto_id = given.auto_id ?? 'id_%s'
    this.data = given.data ?? {}
    this.files = given.files ?? {}
    this.initial = given.initial ?? null
    this.form_kwargs = given.form_kwargs ?? {}
    this.error_class = given.error_class ?? ErrorList
    this.formRenderer = Class.renderer ?? null
    this.renderer = this.formRenderer ?? get_default_renderer()
    const messages: Record<string, unknown> = {}
    for (const link of [...linksOf(new.target)].reverse()) {
      if (Object.hasOwn(link, 'default_error_messages')) {
        Object.assign(messages, (link as typeof BaseFormSet).default_error_messages)
      }
    }
    this.error_messages = { ...messages, ...given.error_messages }
  }

  static get_default_prefix(): string {
    return 'form'
  }

  static get_deletion_widget(): new () => Widget {
    return this.deletion_widget
  }

  static get_ordering_widget(): new () => Widget {
    return this.ordering_widget
  }

  get_default_prefix(): string {
    return (this.constructor as typeof BaseFormSet).get_default_prefix()
  }

  *__iter__(): Iterator<BaseForm> {
    yield* this.forms
  }

  /** @throws {TypeError} the index is no number */
  __getitem__(index: unknown): BaseForm | undefined {
    if (!isInt(index)) {
      throw new TypeError(`list indices must be integers or slices, not ${type_name(index)}`)
    }
    return this.forms.at(Number(index))
  }

  __len__(): number {
    return this.forms.length
  }

  /** True though it has no forms: the management form is there. */
  __bool__(): boolean {
    return true
  }

  __repr__(): string {
    const valid = this.formErrors === null ? 'Unknown' : str(this.looksValid())
    const total = this.total_form_count()
    const name = class_name(this.constructor)
    return `<${name}: bound=${str(this.is_bound)} valid=${valid} total_forms=${total}>`
  }

  private looksValid(): boolean {
    const hasErrors = truthy(this.nonFormErrors) || (this.formErrors ?? []).some(truthy)
    return this.is_bound && !hasErrors
  }

  get management_form(): ManagementForm {
    if (this.management !== null) return this.management
    const { auto_id, prefix, renderer } = this
    if (this.is_bound) {
      this.management = new ManagementForm(this.data, null, { auto_id, prefix, renderer })
      this.management.full_clean()
    } else {
      const initial = {
        [TOTAL_FORM_COUNT]: this.total_form_count(),
        [INITIAL_FORM_COUNT]: this.initial_form_count(),
        [MIN_NUM_FORM_COUNT]: this.min_num,
        [MAX_NUM_FORM_COUNT]: this.max_num,
      }
      this.management = new ManagementForm(null, null, { auto_id, prefix, initial, renderer })
    }
    return this.management
  }

  private counted(name: string): number {
    return Number(this.management_form.cleaned_data[name])
  }

  total_form_count(): number {
    if (this.is_bound) return Math.min(this.counted(TOTAL_FORM_COUNT), this.absolute_max)
    const initial = this.initial_form_count()
    const total = Math.max(initial, this.min_num) + this.extra
    if (this.max_num < 0) return total
    // forms with data are all shown, whatever the limit
    return initial > this.max_num ? initial : Math.min(total, this.max_num)
  }

  initial_form_count(): number {
    if (this.is_bound) return this.counted(INITIAL_FORM_COUNT)
    return truthy(this.initial) ? len(this.initial) : 0
  }

  get forms(): BaseForm[] {
    this.made ??= Array.from({ length: this.total_form_count() }, (_, index) =>
      this._construct_form(index, this.get_form_kwargs(index)),
    )
    return this.made
  }

  /** @param index  null for the empty form */
  get_form_kwargs(_index: number | null): Record<string, unknown> {
    return { ...this.form_kwargs }
  }

  _construct_form(index: number, kwargs: Readonly<Record<string, unknown>> = {}): BaseForm {
    const initials = truthy(this.initial) ? [...iterate(this.initial)] : []
    const isExtra = index >= this.initial_form_count() && index >= this.min_num
    const { data, files, ...options } = {
      auto_id: this.auto_id,
      prefix: this.add_prefix(index),
      error_class: this.error_class,
      // a browser must not demand what an extra or deleted form may leave out
      use_required_attribute: false,
      renderer: this.formRenderer,
      ...(this.is_bound ? { data: this.data, files: this.files } : { data: null, files: null }),
      ...(index in initials ? { initial: initials[index] } : {}),
      ...(isExtra ? { empty_permitted: true } : {}),
      ...kwargs,
    }
    const form = new this.form(data, files, options)
    this.add_fields(form, index)
    return form
  }

  get initial_forms(): BaseForm[] {
    return this.forms.slice(0, this.initial_form_count())
  }

  get extra_forms(): BaseForm[] {
    return this.forms.slice(this.initial_form_count())
  }

  /** A form for scripts to copy; its names hold `__prefix__`. */
  get empty_form(): BaseForm {
    const form = new this.form(null, null, {
      ...this.get_form_kwargs(null),
      auto_id: this.auto_id,
      prefix: this.add_prefix('__prefix__'),
      empty_permitted: true,
      use_required_attribute: false,
      renderer: this.formRenderer,
    })
    this.add_fields(form, null)
    return form
  }

  /** @throws {AttributeError} the formset is not valid */
  get cleaned_data(): Record<string, unknown>[] {
    if (!this.is_valid()) throw this.noAttribute('cleaned_data')
    return this.forms.map((form) => form.cleaned_data)
  }

  private noAttribute(name: string): AttributeError {
    return new AttributeError(`'${class_name(this.constructor)}' object has no attribute '${name}'`)
  }

  /** Whether the form was left as it was sent out, beyond those with data. */
  private isUntouched(form: BaseForm, index: number): boolean {
    return index >= this.initial_form_count() && !form.has_changed()
  }

  get deleted_forms(): BaseForm[] {
    if (!this.is_valid() || !this.can_delete) return []
    return this.forms.filter(
      (form, index) => !this.isUntouched(form, index) && this._should_delete_form(form),
    )
  }

  /** In the order asked for; forms without a number last. @throws {AttributeError} not valid or not orderable */
  get ordered_forms(): BaseForm[] {
    if (!this.is_valid() || !this.can_order) throw this.noAttribute('ordered_forms')
    const orderOf = (form: BaseForm): number => {
      const order = form.cleaned_data[ORDERING_FIELD_NAME] ?? null
      return order === null ? Infinity : Number(order)
    }
    this.ordering ??= this.forms
      .filter((form, index) => !this.isUntouched(form, index))
      .filter((form) => !(this.can_delete && this._should_delete_form(form)))
      .sort((a, b) => {
        const [first, second] = [orderOf(a), orderOf(b)]
        return first === second ? 0 : first - second
      })
    return this.ordering
  }

  non_form_errors(): ErrorList {
    if (this.nonFormErrors === null) this.full_clean()
    return this.nonFormErrors ?? this.errorList()
  }

  private errorList(errors: unknown = null): ErrorList {
    return new this.error_class(errors, { error_class: 'nonform', renderer: this.renderer })
  }

  get errors(): ErrorDict[] {
    if (this.formErrors === null) this.full_clean()
    return this.formErrors ?? []
  }

  total_error_count(): number {
    const own = this.non_form_errors().__len__()
    return this.errors.reduce((sum, errors) => sum + errors.__len__(), own)
  }

  _should_delete_form(form: BaseForm): boolean {
    return truthy(form.cleaned_data[DELETION_FIELD_NAME] ?? false)
  }

  /** A form that is to be deleted need not be valid. */
  is_valid(): boolean {
    if (!this.is_bound) return false
    void this.errors
    const kept = this.forms.filter((form) => !(this.can_delete && this._should_delete_form(form)))
    return kept.every((form) => form.is_valid()) && this.non_form_errors().__len__() === 0
  }

  full_clean(): void {
    this.formErrors = []
    this.nonFormErrors = this.errorList()
    if (!this.is_bound) return
    if (!this.management_form.is_valid()) this.nonFormErrors.append(this.missingManagementForm())
    let untouched = 0
    this.forms.forEach((form, index) => {
      if (this.isUntouched(form, index)) untouched += 1
      const { errors } = form
      if (!(this.can_delete && this._should_delete_form(form))) this.formErrors?.push(errors)
    })
    try {
      this.checkCount(untouched)
      this.clean()
    } catch (error) {
      if (!(error instanceof ValidationError)) throw error
      this.nonFormErrors = this.errorList(error.error_list)
    }
  }

  private missingManagementForm(): ValidationError {
    const form = this.management_form
    const names = [...form.errors.keys()].map((name) => form.add_prefix(name)).join(', ')
    return new ValidationError(this.error_messages.missing_management_form, {
      code: 'missing_management_form',
      params: { field_names: names },
    })
  }

  private checkCount(untouched: number): void {
    const kept = (): number => this.total_form_count() - this.deleted_forms.length
    const isFlood = this.counted(TOTAL_FORM_COUNT) > this.absolute_max
    if ((this.validate_max && kept() > this.max_num) || isFlood) {
      throw this.wrongCount('too_many_forms', this.max_num)
    }
    if (this.validate_min && kept() - untouched < this.min_num) {
      throw this.wrongCount('too_few_forms', this.min_num)
    }
  }

  private wrongCount(code: string, num: number): ValidationError {
    return new ValidationError(this.error_messages[code], { code, params: { num } })
  }

  /** For rules over several forms. */
  clean(): void {}

  has_changed(): boolean {
    return this.forms.some((form) => form.has_changed())
  }

  /** Adds the order and delete fields. @param index  null for the empty form */
  add_fields(form: BaseForm, index: number | null): void {
    const Class = this.constructor as typeof BaseFormSet
    const isInitial = index !== null && index < this.initial_form_count()
    if (this.can_order) {
      form.fields[ORDERING_FIELD_NAME] = new IntegerField({
        label: 'Order',
        required: false,
        widget: Class.get_ordering_widget(),
        ...(isInitial ? { initial: index + 1 } : {}),
      })
    }
    if (this.can_delete && (this.can_delete_extra || isInitial)) {
      form.fields[DELETION_FIELD_NAME] = new BooleanField({
        label: 'Delete',
        required: false,
        widget: Class.get_deletion_widget(),
      })
    }
  }

  add_prefix(index: number | string): string {
    return `${this.prefix}-${index}`
  }

  is_multipart(): boolean {
    return (this.forms[0] ?? this.empty_form).is_multipart()
  }

  get media(): Media {
    return (this.forms[0] ?? this.empty_form).media
  }

  get template_name(): string {
    return this.renderer.formset_template_name
  }

  get_context(): object {
    return { formset: this }
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
}
