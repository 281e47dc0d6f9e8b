/**
 * The path of one of the project's files, chosen in forms from a folder; the column holds the path as text.
 *
 * Django: FilePathField in django/db/models/fields/__init__.py, ref/models/fields#filepathfield
 */
import { callWithKwargs, isCallable } from '../../../../base/kwargs.ts'
import { str } from '../../../../base/python/protocols.ts'
import type { Options } from '../arguments.ts'
import { isExpression } from '../late.ts'
import { Field } from './field.ts'
import { forms } from './form_classes.ts'

export class FilePathField extends Field {
  /** A folder, or a function that gives one when a form is made. */
  declare path: unknown
  declare match: string | null
  declare recursive: boolean
  declare allow_files: boolean
  declare allow_folders: boolean

  override get parameters(): readonly string[] {
    const own = ['path', 'match', 'recursive', 'allow_files', 'allow_folders']
    return ['verbose_name', 'name', ...own, ...super.parameters.slice(2)]
  }

  protected override take(options: Options): void {
    ;(this as { max_length: number | null }).max_length ??= 100
    this.path = options['path'] ?? ''
    this.match = options['match'] ?? null
    this.recursive = options['recursive'] ?? false
    this.allow_files = options['allow_files'] ?? true
    this.allow_folders = options['allow_folders'] ?? false
  }

  override get_prep_value(value: unknown): unknown {
    return value === null || isExpression(value) ? value : str(value)
  }

  override formfield(options: Options = {}): unknown {
    const { match, recursive, allow_files, allow_folders } = this
    return super.formfield({
      path: isCallable(this.path) ? callWithKwargs(this.path, []) : this.path,
      match,
      recursive,
      form_class: forms.FilePathField,
      allow_files,
      allow_folders,
      ...options,
    })
  }
}
