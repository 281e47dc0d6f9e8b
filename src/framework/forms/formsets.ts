/**
 * `django.forms.formsets`: the public door to formsets.
 *
 * Django: django/forms/formsets.py, topics/forms/formsets
 */
export { BaseFormSet, type FormSetOptions } from './base_formset.ts'
export { all_valid, formset_factory, type FormSetFactoryOptions } from './formset_factory.ts'
export { ManagementForm } from './management_form.ts'
