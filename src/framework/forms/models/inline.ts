/**
 * Inline formsets: the objects that point to one parent, edited together. The parent is set on each of them, whatever
 * the data says.
 *
 * Django: django/forms/models.py (BaseInlineFormSet), topics/forms/modelforms#inline-formsets
 */
import { ValueError } from '../../../base/python/exceptions.ts'
import { truthy } from '../../../base/python/protocols.ts'
import { ForeignKey } from '../../db/models/fields/related.ts'
import { capfirst } from '../../utils/text.ts'
import { formArguments } from '../form_arguments.ts'
import type { BaseForm } from '../forms.ts'
import type { BaseModelForm } from './form.ts'
import {
  BaseModelFormSet,
  modelformset_factory,
  type ModelFormSetFactoryOptions,
  type ModelFormSetInit,
} from './formset.ts'
import { InlineForeignKeyField } from './inline_field.ts'

export interface InlineFormSetInit extends ModelFormSetInit {
  /** The parent; a new one without it. */
  readonly instance?: any
  /** Everything that was submitted becomes a new object. */
  readonly save_as_new?: boolean
}

export class BaseInlineFormSet extends BaseModelFormSet {
  /** The key to the parent; set by inlineformset_factory. */
  static fk: any
  declare fk: any
  readonly instance: any
  readonly save_as_new: boolean

  constructor(data: unknown = null, files: unknown = null, options: InlineFormSetInit = {}) {
    const given = formArguments(data, files, options, () => false)
    const { fk, model } = new.target
    const instance = given.instance ?? new fk.remote_field.model()
    const rows = given.queryset ?? model._default_manager
    super(given.data, given.files, {
      ...given,
      queryset: instance._is_pk_set() ? rows.filter({ [fk.name]: instance }) : rows.none(),
    })
    this.instance = instance
    this.save_as_new = given.save_as_new ?? false
    this.unique_fields = new Set([fk.name])
    // else the form would leave the key out of what it validates
    const { fields } = (this.form as unknown as typeof BaseModelForm)._meta
    if (truthy(fields) && !fields!.includes(fk.name)) fields!.push(fk.name)
  }

  override initial_form_count(): number {
    return this.save_as_new ? 0 : super.initial_form_count()
  }

  override _construct_form(
    index: number,
    kwargs: Readonly<Record<string, unknown>> = {},
  ): BaseForm {
    const form = super._construct_form(index, kwargs) as BaseModelForm
    if (this.save_as_new) this.dropKeys(form)
    form.instance[this.fk.attname] = this.parentKey()
    return form
  }

  /** The submitted keys belong to the objects that are copied. */
  private dropKeys(form: BaseModelForm): void {
    const data = form.data as { _mutable?: boolean; set?(name: string, value: unknown): void }
    const names = [this.model._meta.pk.name, this.fk.name].map((name) => form.add_prefix(name))
    const wasMutable = data._mutable
    if (wasMutable !== undefined) data._mutable = true
    for (const name of names) {
      if (typeof data.set === 'function') data.set(name, null)
      else (data as Record<string, unknown>)[name] = null
    }
    if (wasMutable !== undefined) data._mutable = wasMutable
  }

  /** Whether the key points to another field than the parent's primary key. */
  private get pointsElsewhere(): boolean {
    const { field_name, model } = this.fk.remote_field
    return field_name !== model._meta.pk.name
  }

  private parentKey(): unknown {
    if (!this.pointsElsewhere) return this.instance.pk
    const value = this.instance[this.fk.remote_field.field_name]
    return value?.pk ?? value
  }

  static override get_default_prefix(): string {
    return (this.fk.remote_field.get_accessor_name() ?? '').replace('+', '')
  }

  override save_new(form: BaseModelForm, commit = true): any {
    // it may have been saved, and got its key, after the forms were made
    form.instance[this.fk.name] = this.instance
    return super.save_new(form, commit)
  }

  override add_fields(form: BaseForm, index: number | null): void {
    super.add_fields(form, index)
    const { fk, instance } = this
    const isKey = this.model._meta.pk === fk
    const own = isKey
      ? { pk_field: true }
      : { label: form.fields[fk.name]?.label ?? capfirst(fk.verbose_name) }
    const to_field = this.pointsElsewhere ? (fk.remote_field.field_name as string) : null
    // a new parent's key that a default made will be made anew when it is saved
    if (instance._state.adding) {
      const target = to_field === null ? instance._meta.pk : instance._meta.get_field(to_field)
      const isKeyOfParent = target.attname === fk.remote_field.model._meta.pk.name
      if (target.has_default() && (isKeyOfParent || !truthy(form.data)))
        instance[target.attname] = null
    }
    form.fields[fk.name] = new InlineForeignKeyField(instance, { ...own, to_field })
  }

  override get_unique_error_message(unique_check: readonly string[]): string {
    return super.get_unique_error_message(unique_check.filter((name) => name !== this.fk.name))
  }
}

/** The key from `model` to its parent. @throws {ValueError} there is none, or more than one and no `fk_name` */
function foreignKeyTo(parent: any, model: any, fk_name: string | null): any {
  const parents = [...parent._meta.all_parents, parent]
  const pointsThere = (field: any) => {
    if (!(field instanceof ForeignKey)) return false
    const target = field.remote_field.model
    return (
      parents.includes(target) ||
      (target._meta.proxy && parents.includes(target._meta.proxy_for_model))
    )
  }
  const [from, to] = [model._meta.label, parent._meta.label]
  if (fk_name) {
    const named = model._meta.fields.find((field: any) => field.name === fk_name)
    if (named === undefined) throw new ValueError(`'${from}' has no field named '${fk_name}'.`)
    if (!pointsThere(named)) {
      throw new ValueError(`fk_name '${fk_name}' is not a ForeignKey to '${to}'.`)
    }
    return named
  }
  const found = model._meta.fields.filter(pointsThere)
  if (found.length === 0) throw new ValueError(`'${from}' has no ForeignKey to '${to}'.`)
  if (found.length > 1) {
    throw new ValueError(
      `'${from}' has more than one ForeignKey to '${to}'. You must specify a 'fk_name' attribute.`,
    )
  }
  return found[0]
}

export interface InlineFormSetFactoryOptions extends ModelFormSetFactoryOptions {
  /** Which key leads to the parent, where there are several. */
  readonly fk_name?: string | null
}

/** A formset class for the objects of `model` that point to one `parent_model`. */
export function inlineformset_factory(
  parent_model: any,
  model: any,
  options: InlineFormSetFactoryOptions = {},
): any {
  const { fk_name = null, ...rest } = options
  const fk = foreignKeyTo(parent_model, model, fk_name)
  const FormSet = modelformset_factory(model, {
    formset: BaseInlineFormSet,
    extra: 3,
    can_delete: true,
    ...rest,
    // a unique key means one object at most
    ...(fk.unique ? { max_num: 1 } : {}),
  })
  return Object.assign(FormSet, { fk })
}
