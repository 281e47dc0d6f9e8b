/**
 * `django.forms.widgets`: the public door to all widgets.
 *
 * Django: django/forms/widgets.py, ref/forms/widgets
 */
export { Media, Script } from './widgets/media.ts'
export { Input, Widget } from './widgets/base.ts'
export {
  CheckboxInput,
  ColorInput,
  DateInput,
  DateTimeInput,
  EmailInput,
  HiddenInput,
  MultipleHiddenInput,
  NumberInput,
  PasswordInput,
  SearchInput,
  TelInput,
  Textarea,
  TextInput,
  TimeInput,
  URLInput,
} from './widgets/input.ts'
export {
  CheckboxSelectMultiple,
  ChoiceWidget,
  NullBooleanSelect,
  RadioSelect,
  Select,
  SelectMultiple,
} from './widgets/choice.ts'
export { ClearableFileInput, FILE_INPUT_CONTRADICTION, FileInput } from './widgets/file.ts'
export { MultiWidget, SplitDateTimeWidget, SplitHiddenDateTimeWidget } from './widgets/multi.ts'
export { SelectDateWidget } from './widgets/select_date.ts'
