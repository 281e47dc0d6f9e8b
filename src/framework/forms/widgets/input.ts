/**
 * The widgets of one line, the text area and the check box.
 *
 * Django: django/forms/widgets.py, ref/forms/widgets#widgets-handling-input-of-text
 */
import * as mapping from '../../../base/python/mapping.ts'
import { str, truthy } from '../../../base/python/protocols.ts'
import { isString } from '../../../base/python/safe_string.ts'
import { get_format, localize_input } from '../../utils/formats.ts'
import {
  Input,
  valueOf,
  valuesOf,
  Widget,
  type Attrs,
  type WidgetContext,
  type WidgetData,
  type WidgetOptions,
} from './base.ts'

export class TextInput extends Input {
  static override input_type: string | null = 'text'
  static override template_name = 'django/forms/widgets/text.html'
}

export class NumberInput extends Input {
  static override input_type: string | null = 'number'
  static override template_name = 'django/forms/widgets/number.html'
}

export class EmailInput extends Input {
  static override input_type: string | null = 'email'
  static override template_name = 'django/forms/widgets/email.html'
}

export class URLInput extends Input {
  static override input_type: string | null = 'url'
  static override template_name = 'django/forms/widgets/url.html'
}

export class ColorInput extends Input {
  static override input_type: string | null = 'color'
  static override template_name = 'django/forms/widgets/color.html'
}

export class SearchInput extends Input {
  static override input_type: string | null = 'search'
  static override template_name = 'django/forms/widgets/search.html'
}

export class TelInput extends Input {
  static override input_type: string | null = 'tel'
  static override template_name = 'django/forms/widgets/tel.html'
}

/** Forgets its value on the way out, unless `render_value`. */
export class PasswordInput extends Input {
  static override input_type: string | null = 'password'
  static override template_name = 'django/forms/widgets/password.html'
  readonly render_value: boolean

  constructor({
    attrs = null,
    render_value = false,
  }: WidgetOptions & { render_value?: boolean } = {}) {
    super({ attrs })
    this.render_value = render_value
  }

  override get_context(name: string, value: unknown, attrs: Attrs | null): WidgetContext {
    return super.get_context(name, this.render_value ? value : null, attrs)
  }
}

export class HiddenInput extends Input {
  static override input_type: string | null = 'hidden'
  static override template_name = 'django/forms/widgets/hidden.html'
}

/** One hidden input for each value of a list. */
export class MultipleHiddenInput extends HiddenInput {
  static override template_name = 'django/forms/widgets/multiple_hidden.html'

  override get_context(name: string, value: unknown, attrs: Attrs | null): WidgetContext {
    const context = super.get_context(name, value, attrs)
    const { attrs: shared } = context.widget
    const values = context.widget.value as readonly unknown[]
    context.widget.subwidgets = [...values].map((item, index): WidgetData => {
      const widget = new HiddenInput()
      widget.is_required = this.is_required
      const own = truthy(shared.id)
        ? { ...shared, id: `${str(shared.id)}_${index}` }
        : { ...shared }
      return widget.get_context(name, item, own).widget
    })
    return context
  }

  override value_from_datadict(data: unknown, _files: unknown, name: string): unknown {
    return valuesOf(data, name)
  }

  override format_value(value: unknown): unknown {
    return value ?? []
  }
}

export class Textarea extends Widget {
  static template_name = 'django/forms/widgets/textarea.html'

  constructor({ attrs = null }: WidgetOptions = {}) {
    super({ attrs: { cols: '40', rows: '10', ...attrs } })
  }
}

export interface FormatOptions extends WidgetOptions {
  /** Of `strftime`; the first input format where left out. */
  readonly format?: string | null
}

class DateTimeBaseInput extends TextInput {
  static override supports_microseconds = false
  static format_key = ''
  declare format_key: string
  readonly format: string | null

  constructor({ attrs = null, format = null }: FormatOptions = {}) {
    super({ attrs })
    this.format = format === '' ? null : format
  }

  override format_value(value: unknown): unknown {
    const formats = get_format(this.format_key) as readonly string[]
    return localize_input(value, this.format ?? formats[0])
  }
}

export class DateInput extends DateTimeBaseInput {
  static override format_key = 'DATE_INPUT_FORMATS'
  static override template_name = 'django/forms/widgets/date.html'
}

export class DateTimeInput extends DateTimeBaseInput {
  static override format_key = 'DATETIME_INPUT_FORMATS'
  static override template_name = 'django/forms/widgets/datetime.html'
}

export class TimeInput extends DateTimeBaseInput {
  static override format_key = 'TIME_INPUT_FORMATS'
  static override template_name = 'django/forms/widgets/time.html'
}

type CheckTest = (value: unknown) => unknown

function isChecked(value: unknown): boolean {
  return !(value === false || value === null || value === undefined || value === '')
}

/** `check_test` says whether a value is drawn checked. */
export class CheckboxInput extends Input {
  static override input_type: string | null = 'checkbox'
  static override template_name = 'django/forms/widgets/checkbox.html'
  readonly check_test: CheckTest

  constructor({
    attrs = null,
    check_test = null,
  }: WidgetOptions & { check_test?: CheckTest | null } = {}) {
    super({ attrs })
    this.check_test = check_test ?? isChecked
  }

  /** A value that only says yes or no is not written out. */
  override format_value(value: unknown): unknown {
    const isPlain = value === true || value === false || value === null || value === undefined
    return isPlain || value === '' ? null : str(value)
  }

  override get_context(name: string, value: unknown, attrs: Attrs | null): WidgetContext {
    const checked = truthy(this.check_test(value))
    return super.get_context(name, value, checked ? { ...attrs, checked: true } : attrs)
  }

  /** A browser sends nothing for a box that is not checked, so absent is false. */
  override value_from_datadict(data: unknown, _files: unknown, name: string): unknown {
    if (!mapping.has(data, name)) return false
    const value = valueOf(data, name)
    if (!isString(value)) return truthy(value)
    const lower = str(value).toLowerCase()
    return lower !== 'false' && lower !== ''
  }

  override value_omitted_from_data(): boolean {
    return false
  }
}
