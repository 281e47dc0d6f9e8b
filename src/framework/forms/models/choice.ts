/**
 * Fields that choose model instances. The queryset is asked anew each time the choices are looped over, so a form shows
 * what is there when the page is drawn, not when the class was made.
 *
 * Django: django/forms/models.py (ModelChoiceField …), ref/forms/fields#fields-which-handle-relationships
 */
import { callMethodWithKwargs, callWithKwargs, isCallable } from '../../../base/kwargs.ts'
import { TypeError, ValueError } from '../../../base/python/exceptions.ts'
import { eq, hash, isIterable, iterate, len, str, truthy } from '../../../base/python/protocols.ts'
import { isString } from '../../../base/python/safe_string.ts'
import { ProhibitNullCharactersValidator } from '../../core/validators.ts'
import { BaseChoiceIterator, type Choice } from '../../utils/choices.ts'
import type { FieldOptions } from '../fields/base.ts'
import { ChoiceField } from '../fields/choice.ts'
import type { Widget } from '../widgets/base.ts'
import { RadioSelect, SelectMultiple, type ChoiceWidget } from '../widgets/choice.ts'
import { MultipleHiddenInput } from '../widgets/input.ts'

/** An option's value that still knows its object, for widgets that want more than the key. */
export class ModelChoiceIteratorValue {
  constructor(
    readonly value: unknown,
    readonly instance: any,
  ) {}

  __str__(): string {
    return str(this.value)
  }

  toString(): string {
    return this.__str__()
  }

  __hash__(): unknown {
    return hash(this.value)
  }

  __eq__(other: unknown): boolean {
    return eq(this.value, other instanceof ModelChoiceIteratorValue ? other.value : other)
  }
}

export class ModelChoiceIterator extends BaseChoiceIterator {
  readonly queryset: any

  constructor(readonly field: ModelChoiceField) {
    super()
    this.queryset = field.queryset
  }

  *__iter__(): Iterator<Choice> {
    if (this.field.empty_label !== null) yield ['', this.field.empty_label]
    // iterator() keeps no rows, but cannot prefetch
    const prefetches = this.queryset._prefetch_related_lookups.length > 0
    for (const obj of prefetches ? this.queryset : this.queryset.iterator()) yield this.choice(obj)
  }

  /** Counts in the database. */
  __len__(): number {
    return this.queryset.count() + (this.field.empty_label === null ? 0 : 1)
  }

  __bool__(): boolean {
    return this.field.empty_label !== null || this.queryset.exists()
  }

  choice(obj: any): Choice {
    const value = new ModelChoiceIteratorValue(this.field.prepare_value(obj), obj)
    return [value, this.field.label_from_instance(obj)]
  }
}

export interface ModelChoiceOptions extends FieldOptions {
  readonly queryset?: any
  /** The first option of a field that may stay empty; null for none. */
  readonly empty_label?: unknown
  /** The model field whose value is submitted, instead of the key. */
  readonly to_field_name?: string | null
  /** A dict or Q that narrows the queryset, or a function that gives one. */
  readonly limit_choices_to?: unknown
  readonly blank?: boolean
}

export class ModelChoiceField extends ChoiceField {
  static override default_error_messages: Record<string, unknown> = {
    invalid_choice: 'Select a valid choice. That choice is not one of the available choices.',
  }
  static iterator: new (field: ModelChoiceField) => BaseChoiceIterator = ModelChoiceIterator
  declare iterator: new (field: ModelChoiceField) => BaseChoiceIterator

  limit_choices_to: unknown
  to_field_name: string | null
  _queryset: any = null
  private readonly givenEmptyLabel: unknown
  private readonly mayBeBlank: boolean
  private emptyLabel: { value: unknown } | null = null
  private isListGiven = false

  /** @param queryset  or `{ queryset, … }` alone, as keyword arguments come */
  constructor(queryset: any, options: ModelChoiceOptions = {}) {
    const isNamed = queryset !== null && Object.getPrototypeOf(queryset) === Object.prototype
    const named: ModelChoiceOptions = isNamed ? queryset : { ...options, queryset }
    const {
      queryset: rows = null,
      empty_label = '---------',
      to_field_name = null,
      limit_choices_to = null,
      blank = false,
      ...rest
    } = named
    super(rest)
    this.givenEmptyLabel = empty_label
    this.mayBeBlank = blank
    this.queryset = rows
    this.limit_choices_to = limit_choices_to
    this.to_field_name = to_field_name
  }

  /** A required field that starts with a value, and radio buttons that must be chosen, offer no empty choice. */
  get empty_label(): unknown {
    if (this.emptyLabel === null) {
      const startsFull = this.required && this.initial !== null
      const isRadio = this.widget instanceof RadioSelect && !this.mayBeBlank
      this.emptyLabel = { value: startsFull || isRadio ? null : this.givenEmptyLabel }
    }
    return this.emptyLabel.value
  }

  set empty_label(value: unknown) {
    this.emptyLabel = { value }
  }

  get queryset(): any {
    return this._queryset
  }

  set queryset(queryset: any) {
    this._queryset = queryset === null ? null : queryset.all()
    if (this._widget !== null) (this._widget as ChoiceWidget).choices = this.choices
  }

  /** A fresh iterator each time: one that was looped over keeps its rows. */
  override get choices(): unknown {
    return this.isListGiven ? this._choices : new this.iterator(this)
  }

  override set choices(choices: unknown) {
    this.isListGiven = true
    super.choices = choices
  }

  protected override makeWidget(): Widget {
    const widget = super.makeWidget()
    ;(widget as ChoiceWidget).choices = this.choices
    return widget
  }

  override __deepcopy__(): this {
    const copy = super.__deepcopy__()
    if (this._queryset !== null) copy.queryset = this._queryset
    return copy
  }

  get_limit_choices_to(): unknown {
    const limit = this.limit_choices_to
    return isCallable(limit) ? callWithKwargs(limit, []) : limit
  }

  /** The text of an object's option; override it to say more than `str(obj)`. */
  label_from_instance(obj: any): unknown {
    return str(obj)
  }

  validate_no_null_characters(value: unknown): void {
    callWithKwargs(new ProhibitNullCharactersValidator(), [value])
  }

  override prepare_value(value: any): unknown {
    if (!isInstance(value)) return super.prepare_value(value)
    return this.to_field_name === null ? value.pk : value.serializable_value(this.to_field_name)
  }

  override to_python(value: any): unknown {
    if (this.isEmpty(value)) return null
    this.validate_no_null_characters(value)
    const key = this.to_field_name ?? 'pk'
    const { model } = this.queryset
    try {
      const wanted = value instanceof model ? value[key] : value
      return callMethodWithKwargs(this.queryset, 'get', [], { [key]: wanted })
    } catch (error) {
      const isUnknown = error instanceof ValueError || error instanceof TypeError
      if (isUnknown || error instanceof model.DoesNotExist) {
        throw this.invalid('invalid_choice', { value })
      }
      throw error
    }
  }

  override validate(value: unknown): void {
    if (this.required && this.isEmpty(value)) throw this.invalid('required')
  }

  override has_changed(initial: unknown, data: unknown): boolean {
    if (this.disabled) return false
    return str(this.prepare_value(initial ?? '')) !== str(data ?? '')
  }
}

export class ModelMultipleChoiceField extends ModelChoiceField {
  static override widget: new () => Widget = SelectMultiple
  static override hidden_widget: new () => Widget = MultipleHiddenInput
  static override default_error_messages: Record<string, unknown> = {
    invalid_list: 'Enter a list of values.',
    invalid_choice: 'Select a valid choice. %(value)s is not one of the available choices.',
    invalid_pk_value: '“%(pk)s” is not a valid value.',
  }

  constructor(queryset: any, options: ModelChoiceOptions = {}) {
    const isNamed = queryset !== null && Object.getPrototypeOf(queryset) === Object.prototype
    const named: ModelChoiceOptions = isNamed ? queryset : { ...options, queryset }
    super({ ...named, empty_label: null })
  }

  override to_python(value: unknown): unknown {
    return truthy(value) ? [...iterate(this._check_values(value))] : []
  }

  /** @returns a queryset of the chosen objects */
  override clean(given: unknown): unknown {
    const value = this.prepare_value(given)
    if (!truthy(value)) {
      if (this.required) throw this.invalid('required')
      return this.queryset.none()
    }
    if (!Array.isArray(value)) throw this.invalid('invalid_list')
    const rows = this._check_values(value)
    this.run_validators(value)
    return rows
  }

  /** @throws {ValidationError} a value is no key, or no key of the queryset */
  _check_values(given: unknown): any {
    const key = this.to_field_name ?? 'pk'
    const values = [...new Set(iterate(given))]
    if (values.some(Array.isArray)) throw this.invalid('invalid_list')
    for (const pk of values) {
      this.validate_no_null_characters(pk)
      try {
        this.queryset.filter({ [key]: pk })
      } catch (error) {
        const isNoKey = error instanceof ValueError || error instanceof TypeError
        throw isNoKey ? this.invalid('invalid_pk_value', { pk }) : error
      }
    }
    const rows = this.queryset.filter({ [`${key}__in`]: values })
    const found = new Set([...iterate(rows)].map((obj: any) => str(obj[key])))
    const missing = values.find((value) => !found.has(str(value)))
    if (missing !== undefined) throw this.invalid('invalid_choice', { value: missing })
    return rows
  }

  override prepare_value(value: unknown): unknown {
    const isMany = isIterable(value) && !isString(value) && !isInstance(value)
    if (!isMany) return super.prepare_value(value)
    return [...iterate(value)].map((item) => super.prepare_value(item))
  }

  override has_changed(initial: unknown, data: unknown): boolean {
    if (this.disabled) return false
    const [before, after] = [initial ?? [], data ?? []]
    if (len(before) !== len(after)) return true
    const keys = new Set([...iterate(this.prepare_value(before))].map(str))
    const sent = new Set([...iterate(after)].map(str))
    return keys.size !== sent.size || [...sent].some((key) => !keys.has(key))
  }
}

function isInstance(value: unknown): boolean {
  return typeof value === 'object' && value !== null && '_meta' in value
}
