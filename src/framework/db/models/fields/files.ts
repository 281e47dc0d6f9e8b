/**
 * FileField: the column holds the file's name; the attribute is a FieldFile that knows its URL.
 *
 * Django: django/db/models/fields/files.py, ref/models/fields#filefield
 * Left out: storage of contents (`save`, `open`, `delete`), image dimensions.
 */
import { ValueError } from '../../../../base/python/exceptions.ts'
import { eq, str } from '../../../../base/python/protocols.ts'
import { settings } from '../../../conf/index.ts'
import type { Options } from '../arguments.ts'
import { forms } from './form_classes.ts'
import { Field } from './field.ts'

const isNone = (value: unknown) => value === null || value === undefined

/** A file's name in a model's field; false where there is none. */
export class FieldFile {
  constructor(
    readonly instance: any,
    readonly field: any,
    public name: string | null,
  ) {}

  /** @throws {ValueError} there is no file */
  get url(): string {
    if (!this.name) {
      throw new ValueError(`The '${this.field.name}' attribute has no file associated with it.`)
    }
    return settings.MEDIA_URL + this.name.split('/').map(encodeURIComponent).join('/')
  }

  __str__(): string {
    return this.name ?? ''
  }
  toString(): string {
    return this.__str__()
  }
  __bool__(): boolean {
    return Boolean(this.name)
  }
  __eq__(other: unknown): boolean {
    return other instanceof FieldFile ? this.name === other.name : eq(this.name, other)
  }
  __repr__(): string {
    return `<FieldFile: ${this.name === null ? 'None' : this.name}>`
  }
  toJSON(): string {
    return this.__str__()
  }
}

export class FileField extends Field {
  declare upload_to: unknown

  override get parameters(): readonly string[] {
    return ['verbose_name', 'name', 'upload_to', 'storage', ...super.parameters.slice(2)]
  }

  protected override take(options: Options): void {
    ;(this as { max_length: number | null }).max_length ??= 100
    this.upload_to = options['upload_to'] ?? ''
  }

  override get_internal_type(): string {
    return 'FileField'
  }

  /** Assigning a name makes a FieldFile of it. */
  override contribute_to_class(cls: any, name: string): void {
    super.contribute_to_class(cls, name)
    const field = this
    // made when it is first read: most rows are loaded without anybody asking for their files
    const slot = Symbol(name)
    type Slots = Record<symbol, unknown>
    Object.defineProperty(cls.prototype, this.attname, {
      configurable: true,
      get(this: Slots) {
        const value = this[slot]
        if (value instanceof FieldFile) return value
        const made = new FieldFile(this, field, isNone(value) ? null : str(value))
        this[slot] = made
        return made
      },
      set(this: Slots, value: unknown) {
        this[slot] = value
      },
    })
  }

  override get_prep_value(value: unknown): any {
    return value === null || value === undefined ? null : str(value)
  }

  override to_python(value: unknown): any {
    return value
  }

  override formfield(options: Options = {}): any {
    const { max_length } = this
    return super.formfield({ form_class: forms.FileField, max_length, ...options })
  }

  /** A form that sent no file leaves the name; `false` is the checked box "Clear". */
  override save_form_data(instance: any, data: any): void {
    if (data !== null && data !== undefined) instance[this.name] = data === false ? '' : data
  }
}

export class ImageField extends FileField {
  override formfield(options: Options = {}): any {
    return super.formfield({ form_class: forms.ImageField, ...options })
  }
}
