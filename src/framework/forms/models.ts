/**
 * `django.forms.models`: the public door to forms made of models.
 *
 * Django: django/forms/models.py, topics/forms/modelforms
 */
export {
  ModelChoiceField,
  ModelChoiceIterator,
  ModelChoiceIteratorValue,
  ModelMultipleChoiceField,
} from './models/choice.ts'
export {
  ALL_FIELDS,
  apply_limit_choices_to_to_formfield,
  construct_instance,
  fields_for_model,
  model_to_dict,
} from './models/fields.ts'
export {
  BaseModelForm,
  modelform_defines_fields,
  modelform_factory,
  ModelForm,
  ModelFormOptions,
} from './models/form.ts'
export { BaseModelFormSet, modelformset_factory } from './models/formset.ts'
export { BaseInlineFormSet, inlineformset_factory } from './models/inline.ts'
export { InlineForeignKeyField } from './models/inline_field.ts'
