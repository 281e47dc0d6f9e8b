/**
 * The form field that edits a model field: required unless it may be blank, with the model's default as initial value,
 * and a choice where the model field has choices.
 *
 * Django: Field.formfield and Field.get_choices in django/db/models/fields/__init__.py, topics/forms/modelforms#field-types
 */
import { callWithKwargs, isCallable } from '../../../../base/kwargs.ts'
import type { Choice } from '../../../utils/choices.ts'
import { capfirst } from '../../../utils/text.ts'
import type { Options } from '../arguments.ts'
import { forms } from './form_classes.ts'
import type { Field } from './field.ts'

export const BLANK_CHOICE_DASH: readonly Choice[] = [['', '---------']]

/** What a field of choices takes; the rest is meant for the field without choices. */
const CHOICE_OPTIONS = [
  'coerce',
  'empty_value',
  'choices',
  'required',
  'widget',
  'label',
  'initial',
  'help_text',
  'error_messages',
  'show_hidden_initial',
  'disabled',
]

/** @param options  `form_class`, `choices_form_class`, and what the form field takes */
export function makeFormField(field: Field, options: Options): any {
  const { form_class, choices_form_class, ...given } = options
  const defaults: Options = {
    required: !field.blank,
    label: capfirst(field.verbose_name),
    help_text: field.help_text,
  }
  if (field.has_default()) {
    const isComputed = isCallable(field.default)
    defaults['initial'] = isComputed ? field.default : field.get_default()
    // what a function gave when the page was drawn must not count as changed
    if (isComputed) defaults['show_hidden_initial'] = true
  }
  if (field.choices === null) return new (form_class ?? forms.CharField)({ ...defaults, ...given })
  defaults['choices'] = formChoices(field, given)
  defaults['coerce'] = (value: unknown) => field.to_python(value)
  if (field.null) defaults['empty_value'] = null
  const kept = Object.entries(given).filter(([name]) => CHOICE_OPTIONS.includes(name))
  const Class = choices_form_class ?? forms.TypedChoiceField
  return new Class({ ...defaults, ...Object.fromEntries(kept) })
}

/** The blank choice stands in front unless there is a value to start with. */
export function formChoices(field: Field, options: Options): unknown {
  const include_blank = field.blank || !(field.has_default() || 'initial' in options)
  return callWithKwargs(field.get_choices, [], { include_blank }, field)
}
