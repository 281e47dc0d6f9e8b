/**
 * The classes that `formfield()` of a model field names. `django.forms` puts them here when it is loaded: it builds on
 * models, not the other way round, and a project without forms need not load them.
 *
 * Django: `from django import forms` at the head of django/db/models/fields/__init__.py
 */
import type * as fields from '../../../forms/fields.ts'
import type { ModelChoiceField, ModelMultipleChoiceField } from '../../../forms/models/choice.ts'
import type { Textarea } from '../../../forms/widgets/input.ts'

type FormClasses = typeof fields & {
  readonly Textarea: typeof Textarea
  readonly ModelChoiceField: typeof ModelChoiceField
  readonly ModelMultipleChoiceField: typeof ModelMultipleChoiceField
}

export const forms = {} as FormClasses

export function setFormClasses(classes: FormClasses): void {
  Object.assign(forms, classes)
}
