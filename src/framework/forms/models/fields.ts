/**
 * Between a model and a form: which form fields a model gives, what an instance puts into them, and what comes back.
 *
 * Django: django/forms/models.py, topics/forms/modelforms
 */
import { callMethodWithKwargs, callWithKwargs, isCallable } from '../../../base/kwargs.ts'
import { class_name } from '../../../base/python/class_name.ts'
import { TypeError } from '../../../base/python/exceptions.ts'
import * as mapping from '../../../base/python/mapping.ts'
import { contains, truthy } from '../../../base/python/protocols.ts'
import { FieldError } from '../../core/exceptions.ts'
import { OuterRef } from '../../db/models/expressions/references.ts'
import { Exists } from '../../db/models/expressions/subquery.ts'
import { AutoField } from '../../db/models/fields/numbers.ts'
import { setFormClasses } from '../../db/models/fields/form_classes.ts'
import { FileField } from '../../db/models/fields/files.ts'
import { Q } from '../../db/models/query_utils.ts'
import * as formFields from '../fields.ts'
import type { Field } from '../fields/base.ts'
import type { Fields } from '../declared_fields.ts'
import type { BaseForm } from '../forms.ts'
import { Textarea } from '../widgets/input.ts'
import { ModelChoiceField, ModelMultipleChoiceField } from './choice.ts'

setFormClasses({ ...formFields, Textarea, ModelChoiceField, ModelMultipleChoiceField })

export const ALL_FIELDS = '__all__'

/** Names of fields; null for all of them. */
type Names = readonly string[] | null

export interface ModelFieldOptions {
  readonly fields?: Names
  readonly exclude?: Names
  readonly widgets?: any
  /** Makes the form field of a model field, in place of its `formfield()`. */
  readonly formfield_callback?: unknown
  /** `'__all__'` or names. */
  readonly localized_fields?: any
  readonly labels?: any
  readonly help_texts?: any
  readonly error_messages?: any
  readonly field_classes?: any
}

interface FurtherOptions extends ModelFieldOptions {
  readonly apply_limit_choices_to?: boolean
  /** Fields that the form's class declares itself: they are taken as they are. */
  readonly form_declared_fields?: Fields
}

function isChosen(name: string, fields: Names, exclude: Names): boolean {
  if (fields !== null && !contains(fields, name)) return false
  return !(truthy(exclude) && contains(exclude, name))
}

/** Puts a form's cleaned data on the instance, without saving it. */
export function construct_instance(
  form: BaseForm,
  instance: any,
  fields: Names = null,
  exclude: Names = null,
): any {
  const { cleaned_data } = form
  const files: any[] = []
  for (const field of instance._meta.fields) {
    const { name } = field
    if (!field.editable || field instanceof AutoField || !Object.hasOwn(cleaned_data, name))
      continue
    if (!isChosen(name, fields, exclude)) continue
    if (field.has_default() && isLeftOut(form, name)) continue
    // the name of an upload may be made of the other fields' values
    if (field instanceof FileField) files.push(field)
    else field.save_form_data(instance, cleaned_data[name])
  }
  for (const field of files) field.save_form_data(instance, cleaned_data[field.name])
  return instance
}

/** The data has no such name and no value came of it: the model's default stays. */
function isLeftOut(form: BaseForm, name: string): boolean {
  const { field } = form.__getitem__(name)
  const { widget, empty_values } = field
  if (!widget.value_omitted_from_data(form.data, form.files, form.add_prefix(name))) return false
  return contains(empty_values, form.cleaned_data[name] ?? null)
}

/** The instance's values as a form's `initial`. */
export function model_to_dict(
  instance: any,
  fields: Names = null,
  exclude: Names = null,
): Record<string, unknown> {
  const { concrete_fields, private_fields, many_to_many } = instance._meta
  const data: Record<string, unknown> = {}
  for (const field of [...concrete_fields, ...private_fields, ...many_to_many]) {
    if (field.editable === true && isChosen(field.name, fields, exclude)) {
      data[field.name] = field.value_from_object(instance)
    }
  }
  return data
}

/** Narrows the choices of a relation to `limit_choices_to`; EXISTS, so that no object comes twice. */
export function apply_limit_choices_to_to_formfield(field: Field): void {
  if (!(field instanceof ModelChoiceField)) return
  const limit = field.get_limit_choices_to()
  if (!truthy(limit)) return
  const condition: any = limit instanceof Q ? limit : new (Q as any)(limit)
  const matching = condition.and(new (Q as any)({ pk: new OuterRef('pk') }))
  const { queryset } = field
  field.queryset = queryset.filter(new Exists(queryset.model._base_manager.filter(matching)))
}

/** Form fields by name; null for a name in `fields` that the model does not have. */
export function fields_for_model(
  model: any,
  options: FurtherOptions = {},
): Record<string, Field | null> {
  const { fields = null, exclude = null } = options
  const { apply_limit_choices_to = true, form_declared_fields = {} } = options
  const { concrete_fields, private_fields, many_to_many } = model._meta
  const found: Record<string, Field> = {}
  const ignored: string[] = []
  const all = [...concrete_fields, ...private_fields, ...many_to_many]
  all.sort((a: any, b: any) => a.creation_counter - b.creation_counter)
  for (const field of all) {
    const { name } = field
    if (field.editable !== true) {
      if (fields !== null && isChosen(name, fields, exclude)) {
        throw new FieldError(
          `'${name}' cannot be specified for ${class_name(model)} model form as it is a non-editable field`,
        )
      }
      continue
    }
    if (!isChosen(name, fields, exclude)) continue
    const declared = form_declared_fields[name]
    const formfield = declared ?? formFieldOf(field, options)
    if (!formfield) ignored.push(name)
    else {
      if (!declared && apply_limit_choices_to) apply_limit_choices_to_to_formfield(formfield)
      found[name] = formfield
    }
  }
  if (fields === null || fields.length === 0) return found
  const chosen = fields.filter((name) => isChosen(name, null, exclude) && !ignored.includes(name))
  return Object.fromEntries(chosen.map((name) => [name, found[name] ?? null]))
}

function formFieldOf(field: any, options: ModelFieldOptions): Field | null {
  const kwargs: Record<string, unknown> = {}
  const take = (from: any, key: string) => {
    if (truthy(from) && mapping.has(from, field.name)) kwargs[key] = mapping.get(from, field.name)
  }
  const { localized_fields = null, formfield_callback = null } = options
  take(options.widgets, 'widget')
  const isLocalized =
    localized_fields === ALL_FIELDS || isChosen(field.name, localized_fields ?? [], null)
  if (isLocalized) kwargs['localize'] = true
  take(options.labels, 'label')
  take(options.help_texts, 'help_text')
  take(options.error_messages, 'error_messages')
  take(options.field_classes, 'form_class')
  if (formfield_callback === null) {
    return callMethodWithKwargs(field, 'formfield', [], kwargs) as Field | null
  }
  if (!isCallable(formfield_callback)) {
    throw new TypeError('formfield_callback must be a function or callable')
  }
  return callWithKwargs(formfield_callback, [field], kwargs) as Field | null
}
