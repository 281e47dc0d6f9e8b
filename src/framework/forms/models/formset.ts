/**
 * Formsets over a queryset: one form for each object, and extra ones for new objects. A hidden field of each form says
 * which object it edits; a key that the queryset does not hold edits nothing.
 *
 * Django: django/forms/models.py (BaseModelFormSet), topics/forms/modelforms#model-formsets
 */
import { IndexError } from '../../../base/python/exceptions.ts'
import * as mapping from '../../../base/python/mapping.ts'
import { hash, iterate, truthy } from '../../../base/python/protocols.ts'
import { ImproperlyConfigured, NON_FIELD_ERRORS, ValidationError } from '../../core/exceptions.ts'
import { AutoField } from '../../db/models/fields/numbers.ts'
import { get_text_list } from '../../utils/text.ts'
import { formArguments } from '../form_arguments.ts'
import type { BaseForm } from '../forms.ts'
import {
  BaseFormSet,
  formset_factory,
  type FormSetFactoryOptions,
  type FormSetOptions,
} from '../formsets.ts'
import { HiddenInput } from '../widgets/input.ts'
import { valueOf } from '../widgets/base.ts'
import { ModelChoiceField } from './choice.ts'
import type { ModelFieldOptions } from './fields.ts'
import { modelform_factory, ModelForm, type BaseModelForm } from './form.ts'

export interface ModelFormSetInit extends FormSetOptions {
  /** The objects to edit; all of them without it. */
  readonly queryset?: any
}

export class BaseModelFormSet extends BaseFormSet {
  // set by modelformset_factory
  static model: any = null
  static edit_only = false
  /** Fields that need not be compared between the forms: they are the same in all. */
  static unique_fields: ReadonlySet<string> = new Set()
  declare model: any
  declare edit_only: boolean
  declare unique_fields: ReadonlySet<string>

  readonly queryset: any
  readonly initial_extra: any
  new_objects: any[] = []
  changed_objects: [any, readonly string[]][] = []
  deleted_objects: any[] = []
  /** After `save({ commit: false })`, with `save_m2m()` for later. */
  saved_forms: BaseModelForm[] = []
  declare save_m2m?: () => void
  private ordered: any = null
  private byKey: Map<unknown, any> | null = null

  constructor(data: unknown = null, files: unknown = null, options: ModelFormSetInit = {}) {
    const given = formArguments(data, files, options, () => false)
    super(given.data, given.files, { ...given, initial: null })
    this.queryset = given.queryset ?? null
    this.initial_extra = given.initial ?? null
  }

  override initial_form_count(): number {
    return this.is_bound ? super.initial_form_count() : this.get_queryset().__len__()
  }

  private existing(pk: unknown): any {
    this.byKey ??= new Map([...iterate(this.get_queryset())].map((o: any) => [hash(o.pk), o]))
    return this.byKey.get(hash(pk)) ?? null
  }

  override _construct_form(
    index: number,
    kwargs: Readonly<Record<string, unknown>> = {},
  ): BaseForm {
    const count = this.initial_form_count()
    const own: Record<string, unknown> = { ...kwargs }
    if (index < count) Object.assign(own, this.instanceOf(index))
    else if (truthy(this.initial_extra)) {
      const initial = [...iterate(this.initial_extra)][index - count]
      if (initial !== undefined) own['initial'] = initial
    }
    const form = super._construct_form(index, own)
    if (index < count) form.fields[this.model._meta.pk.name]!.required = true
    return form
  }

  /** The instance of an initial form: by its place, or by the key that was submitted, if that is one of ours. */
  private instanceOf(index: number): { readonly instance?: any } {
    if (!this.is_bound) return { instance: this.get_queryset().at(index) }
    const { pk } = this.model._meta
    const name = `${this.add_prefix(index)}-${pk.name}`
    if (!mapping.has(this.data, name)) return {}
    try {
      return { instance: this.existing(concrete(pk).to_python(valueOf(this.data, name))) }
    } catch (error) {
      if (error instanceof ValidationError) return {}
      throw error
    }
  }

  /** Ordered, so that the forms of the next request stand in the same places. */
  get_queryset(): any {
    if (this.ordered === null) {
      const rows = this.queryset ?? this.model._default_manager.get_queryset()
      this.ordered = rows.ordered ? rows : rows.order_by(this.model._meta.pk.name)
    }
    return this.ordered
  }

  save_new(form: BaseModelForm, commit = true): any {
    return form.save(commit)
  }

  save_existing(form: BaseModelForm, _obj: any, commit = true): any {
    return form.save(commit)
  }

  delete_existing(obj: any, commit = true): void {
    if (commit) obj.delete()
  }

  /** @returns the instances that were changed or added */
  save(commit: boolean | { readonly commit?: boolean } = true): any[] {
    const now = typeof commit === 'object' ? (commit.commit ?? true) : commit
    if (!now) {
      this.saved_forms = []
      this.save_m2m = () => this.saved_forms.forEach((form) => form.save_m2m?.())
    }
    const changed = this.save_existing_objects(now)
    return this.edit_only ? changed : [...changed, ...this.save_new_objects(now)]
  }

  override clean(): void {
    this.validate_unique()
  }

  /** The database cannot know yet that two new rows would collide with each other. */
  validate_unique(): void {
    const deleted = this.deleted_forms
    const forms = (this.forms as BaseModelForm[]).filter(
      (form) => form.is_valid() && !deleted.includes(form),
    )
    const checks = new Map<string, readonly string[]>()
    for (const form of forms) {
      const exclude = form._get_validation_exclusions()
      for (const check of uniqueChecks(form.instance._meta, exclude))
        checks.set(check.join(), check)
    }
    const errors = [...checks.values()].flatMap((check) => this.duplicates(forms, check))
    if (errors.length > 0) throw new ValidationError(errors)
  }

  private duplicates(forms: readonly BaseModelForm[], check: readonly string[]): string[] {
    const seen = new Set<string>()
    const errors: string[] = []
    for (const form of forms) {
      const { cleaned_data } = form
      const values = check
        .filter((name) => Object.hasOwn(cleaned_data, name))
        .map((name) => (this.unique_fields.has(name) ? name : cleaned_data[name]))
      if (values.length === 0 || values.some((value) => value === null)) continue
      const key = values.map((value) => `${typeof value}:${String(hash(value))}`).join('\0')
      if (seen.has(key)) {
        errors.push(this.get_unique_error_message(check))
        form.errors.set(
          NON_FIELD_ERRORS,
          new this.error_class([this.get_form_error()], { renderer: this.renderer }),
        )
        for (const name of check) delete cleaned_data[name]
      }
      seen.add(key)
    }
    return errors
  }

  get_unique_error_message(unique_check: readonly string[]): string {
    if (unique_check.length === 1) {
      return `Please correct the duplicate data for ${unique_check[0]}.`
    }
    const names = get_text_list([...unique_check], 'and')
    return `Please correct the duplicate data for ${names}, which must be unique.`
  }

  get_form_error(): string {
    return 'Please correct the duplicate values below.'
  }

  save_existing_objects(commit = true): any[] {
    this.changed_objects = []
    this.deleted_objects = []
    const saved: any[] = []
    const deleted = this.deleted_forms
    for (const form of this.initial_forms as BaseModelForm[]) {
      const obj = form.instance
      // tampered data, or somebody else has deleted it
      if (!obj._is_pk_set() || obj._state.adding) continue
      if (deleted.includes(form)) {
        this.deleted_objects.push(obj)
        this.delete_existing(obj, commit)
      } else if (form.has_changed()) {
        this.changed_objects.push([obj, form.changed_data])
        saved.push(this.save_existing(form, obj, commit))
        if (!commit) this.saved_forms.push(form)
      }
    }
    return saved
  }

  save_new_objects(commit = true): any[] {
    this.new_objects = []
    for (const form of this.extra_forms as BaseModelForm[]) {
      if (!form.has_changed()) continue
      if (this.can_delete && this._should_delete_form(form)) continue
      this.new_objects.push(this.save_new(form, commit))
      if (!commit) this.saved_forms.push(form)
    }
    return this.new_objects
  }

  /** Adds the hidden key. */
  override add_fields(form: BaseForm, index: number | null): void {
    const { pk } = this.model._meta
    const { instance, _meta } = form as BaseModelForm
    if (isNotEditable(pk) || !(pk.name in form.fields)) {
      const related = pk.is_relation ? pk.remote_field.model : this.model
      const widgets = _meta.widgets ?? {}
      form.fields[pk.name] = new ModelChoiceField(
        related._default_manager.get_queryset().using(instance._state.db),
        {
          initial: this.keyOf(form as BaseModelForm, index),
          required: false,
          widget: mapping.get(widgets, pk.name, HiddenInput) as never,
        },
      )
    }
    super.add_fields(form, index)
  }

  /** null for a new object: a key that its default made is not in the database. */
  private keyOf(form: BaseModelForm, index: number | null): unknown {
    if (form.is_bound) return form.instance._state.adding ? null : form.instance.pk
    if (index === null) return null
    try {
      return this.get_queryset().at(index).pk
    } catch (error) {
      if (error instanceof IndexError) return null
      throw error
    }
  }
}

Object.assign(BaseModelFormSet.prototype.save, { alters_data: true })

/** A key that no form asks for: counted up by the database, or a parent's. */
function isNotEditable(pk: any): boolean {
  if (!pk.editable || pk.auto_created || pk instanceof AutoField) return true
  return pk.remote_field?.parent_link === true && isNotEditable(pk.remote_field.model._meta.pk)
}

/** The field that a relation's key ends at. */
function concrete(field: any): any {
  return field.is_relation ? concrete(field.remote_field.get_related_field()) : field
}

/** Sets of fields that must be unique together, without those that hold an excluded one. */
function uniqueChecks(meta: any, exclude: ReadonlySet<string>): readonly (readonly string[])[] {
  const alone = meta.fields.filter((field: any) => field.unique).map((field: any) => [field.name])
  const constraints = meta.constraints
    .filter((item: any) => (item.fields?.length ?? 0) > 0 && (item.condition ?? null) === null)
    .map((item: any) => [...item.fields])
  const checks: string[][] = [...meta.unique_together, ...constraints, ...alone]
  return checks.filter((names) => !names.some((name) => exclude.has(name)))
}

export interface ModelFormSetFactoryOptions
  extends ModelFieldOptions, Omit<FormSetFactoryOptions, 'formset'> {
  readonly form?: any
  readonly formset?: any
  /** No new objects, whatever the data says. */
  readonly edit_only?: boolean
}

/** @throws {ImproperlyConfigured} neither `fields` nor `exclude` is said */
export function modelformset_factory(model: any, options: ModelFormSetFactoryOptions = {}): any {
  const { form = ModelForm, formset = BaseModelFormSet, edit_only = false } = options
  const says = (name: 'fields' | 'exclude') => (form.Meta?.[name] ?? options[name] ?? null) !== null
  if (!says('fields') && !says('exclude')) {
    throw new ImproperlyConfigured(
      "Calling modelformset_factory without defining 'fields' or 'exclude' explicitly is prohibited.",
    )
  }
  const FormSet = formset_factory(modelform_factory(model, { ...options, form }), {
    ...options,
    formset,
  })
  return Object.assign(FormSet, { model, edit_only })
}
