/**
 * `django.forms.fields`: the public door to all fields.
 *
 * Django: django/forms/fields.py, ref/forms/fields
 */
export { Field } from './fields/base.ts'
export {
  BooleanField,
  ChoiceField,
  MultipleChoiceField,
  NullBooleanField,
  TypedChoiceField,
  TypedMultipleChoiceField,
} from './fields/choice.ts'
export { FileField, ImageField } from './fields/file.ts'
export { FilePathField } from './fields/file_path.ts'
export { ComboField, MultiValueField, SplitDateTimeField } from './fields/multi.ts'
export { DecimalField, FloatField, IntegerField } from './fields/number.ts'
export { DateField, DateTimeField, DurationField, TimeField } from './fields/temporal.ts'
export {
  CharField,
  EmailField,
  GenericIPAddressField,
  JSONField,
  RegexField,
  SlugField,
  URLField,
  UUIDField,
} from './fields/text.ts'
