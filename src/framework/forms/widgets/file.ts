/**
 * File inputs. They read from FILES, never from POST, and never draw a value.
 *
 * Django: django/forms/widgets.py (FileInput, ClearableFileInput), ref/forms/widgets#file-upload-widgets
 */
import { class_name } from '../../../base/python/class_name.ts'
import { ValueError } from '../../../base/python/exceptions.ts'
import * as mapping from '../../../base/python/mapping.ts'
import { truthy } from '../../../base/python/protocols.ts'
import {
  Input,
  valueOf,
  valuesOf,
  type Attrs,
  type WidgetContext,
  type WidgetOptions,
} from './base.ts'
import { CheckboxInput } from './input.ts'

/** Both a new file and "clear" were sent: FileField makes an error of it. */
export const FILE_INPUT_CONTRADICTION: object = Object.freeze({})

export class FileInput extends Input {
  static allow_multiple_selected = false
  static override input_type: string | null = 'file'
  static override template_name = 'django/forms/widgets/file.html'
  declare allow_multiple_selected: boolean

  /** @throws {ValueError} `multiple` where the class takes one file */
  constructor({ attrs = null }: WidgetOptions = {}) {
    const { allow_multiple_selected } = new.target
    if (!allow_multiple_selected && truthy(attrs?.multiple ?? false)) {
      throw new ValueError(`${class_name(new.target)} doesn't support uploading multiple files.`)
    }
    super({ attrs: allow_multiple_selected ? { multiple: true, ...attrs } : attrs })
  }

  override get needs_multipart_form(): boolean {
    return true
  }

  override format_value(_value: unknown): unknown {
    return null
  }

  override value_from_datadict(_data: unknown, files: unknown, name: string): unknown {
    return this.allow_multiple_selected ? valuesOf(files, name) : valueOf(files, name)
  }

  override value_omitted_from_data(_data: unknown, files: unknown, name: string): boolean {
    return !mapping.has(files, name)
  }

  override use_required_attribute(initial: unknown): boolean {
    return super.use_required_attribute(initial) && !truthy(initial)
  }
}

/** Shows the present file and offers to clear it. */
export class ClearableFileInput extends FileInput {
  static clear_checkbox_label = 'Clear'
  static initial_text = 'Currently'
  static input_text = 'Change'
  static checked = false
  static override template_name = 'django/forms/widgets/clearable_file_input.html'
  declare clear_checkbox_label: string
  declare initial_text: string
  declare input_text: string
  declare checked: boolean

  clear_checkbox_name(name: string): string {
    return `${name}-clear`
  }

  clear_checkbox_id(name: string): string {
    return `${name}_id`
  }

  is_initial(value: unknown): boolean {
    return truthy(value) && truthy((value as { url?: unknown }).url ?? false)
  }

  override format_value(value: unknown): unknown {
    return this.is_initial(value) ? value : null
  }

  override get_context(name: string, value: unknown, attrs: Attrs | null): WidgetContext {
    const context = super.get_context(name, value, attrs)
    const checkboxName = this.clear_checkbox_name(name)
    const { attrs: own } = context.widget
    own.disabled ??= false
    own.checked = this.checked
    Object.assign(context.widget, {
      checkbox_name: checkboxName,
      checkbox_id: this.clear_checkbox_id(checkboxName),
      is_initial: this.is_initial(value),
      input_text: this.input_text,
      initial_text: this.initial_text,
      clear_checkbox_label: this.clear_checkbox_label,
    })
    return context
  }

  /** @returns the upload, false to clear, null for no change, or FILE_INPUT_CONTRADICTION */
  override value_from_datadict(data: unknown, files: unknown, name: string): unknown {
    const upload = super.value_from_datadict(data, files, name)
    const checkboxName = this.clear_checkbox_name(name)
    this.checked = mapping.has(data, checkboxName)
    const clears = new CheckboxInput().value_from_datadict(data, files, checkboxName)
    if (this.is_required || !truthy(clears)) return upload
    return truthy(upload) ? FILE_INPUT_CONTRADICTION : false
  }

  override value_omitted_from_data(data: unknown, files: unknown, name: string): boolean {
    const isAbsent = super.value_omitted_from_data(data, files, name)
    return isAbsent && !mapping.has(data, this.clear_checkbox_name(name))
  }
}
