/**
 * Uploaded files.
 *
 * Django: django/forms/fields.py (FileField, ImageField), ref/forms/fields#filefield
 * Left out: what ImageField reads of an image's pixels; it looks at the name's extension only.
 */
import { len, truthy } from '../../../base/python/protocols.ts'
import { validate_image_file_extension } from '../../core/validators.ts'
import { ngettext_lazy } from '../../utils/translation/index.ts'
import type { BoundField } from '../boundfield.ts'
import type { Attrs, Widget } from '../widgets/base.ts'
import { ClearableFileInput, FILE_INPUT_CONTRADICTION, FileInput } from '../widgets/file.ts'
import { Field, type FieldOptions } from './base.ts'

export interface FileOptions extends FieldOptions {
  /** Of the file's name. */
  readonly max_length?: number | null
  readonly allow_empty_file?: boolean
}

interface Upload {
  readonly name?: unknown
  readonly size?: unknown
}

export class FileField extends Field {
  static override widget: new () => Widget = ClearableFileInput
  static override default_error_messages: Record<string, unknown> = {
    invalid: 'No file was submitted. Check the encoding type on the form.',
    missing: 'No file was submitted.',
    empty: 'The submitted file is empty.',
    max_length: ngettext_lazy(
      'Ensure this filename has at most %(max)d character (it has %(length)d).',
      'Ensure this filename has at most %(max)d characters (it has %(length)d).',
      'max',
    ),
    contradiction: 'Please either submit a file or check the clear checkbox, not both.',
  }
  readonly max_length: number | null
  readonly allow_empty_file: boolean

  constructor({ max_length = null, allow_empty_file = false, ...options }: FileOptions = {}) {
    super(options)
    this.max_length = max_length
    this.allow_empty_file = allow_empty_file
  }

  override to_python(data: unknown): unknown {
    if (this.isEmpty(data)) return null
    const { name, size } = Object(data) as Upload
    if (name === undefined || size === undefined) throw this.invalid()
    const length = name === null ? 0 : len(name)
    if (this.max_length !== null && length > this.max_length) {
      throw this.invalid('max_length', { max: this.max_length, length })
    }
    if (!truthy(name)) throw this.invalid()
    if (!this.allow_empty_file && !truthy(size)) throw this.invalid('empty')
    return data
  }

  /** @param initial  the file there is already: kept where none is sent */
  override clean(data: unknown, initial: unknown = null): unknown {
    if (data === FILE_INPUT_CONTRADICTION) throw this.invalid('contradiction')
    if (data === false && !this.required) return false
    const sent = data === false ? null : data
    return !truthy(sent) && truthy(initial) ? initial : super.clean(sent)
  }

  override bound_data(_data: unknown, initial: unknown): unknown {
    return initial
  }

  override has_changed(_initial: unknown, data: unknown): boolean {
    return !this.disabled && data !== null && data !== undefined
  }

  override _clean_bound_field(bound: BoundField): unknown {
    return this.clean(this.disabled ? bound.initial : bound.data, bound.initial)
  }
}

export class ImageField extends FileField {
  static override default_validators: readonly unknown[] = [validate_image_file_extension]
  static override default_error_messages: Record<string, unknown> = {
    invalid_image:
      'Upload a valid image. The file you uploaded was either not an image or a corrupted image.',
  }

  override widget_attrs(widget: Widget): Attrs {
    const attrs = super.widget_attrs(widget)
    if (widget instanceof FileInput && !('accept' in widget.attrs)) attrs.accept ??= 'image/*'
    return attrs
  }
}
