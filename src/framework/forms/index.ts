/**
 * `django.forms`: forms, fields, widgets and formsets.
 *
 * Django: django/forms/__init__.py, topics/forms
 */
export { NON_FIELD_ERRORS, ValidationError } from '../core/exceptions.ts'
export { BoundField } from './boundfield.ts'
export * from './fields.ts'
export { BaseForm, Form } from './forms.ts'
export { all_valid, BaseFormSet, formset_factory } from './formsets.ts'
export * from './models.ts'
export * from './widgets.ts'
