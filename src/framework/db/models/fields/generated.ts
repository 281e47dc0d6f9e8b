/**
 * A column that the database works out from others of the row. Nobody sets it: it is read back after an INSERT, and a
 * save leaves it as it was read.
 *
 * Django: django/db/models/fields/generated.py, ref/models/fields#generatedfield
 */
import { AttributeError, TypeError, ValueError } from '../../../../base/python/exceptions.ts'
import { splitKwargs, type Options } from '../arguments.ts'
import type { AnyField, Instance, ModelClass } from '../declared.ts'
import { late } from '../late.ts'
import { Field, FIELD_PARAMETERS } from './field.ts'

export class GeneratedField extends Field {
  override readonly generated: boolean = true
  declare expression: Instance
  declare output_field: AnyField
  declare db_persist: boolean

  /** `new GeneratedField({ expression, output_field, db_persist })` */
  constructor(...args: unknown[]) {
    const [positional, options] = splitKwargs(args)
    checkOptions(options)
    super(...positional, { ...options, editable: false, blank: true })
  }

  override get parameters(): readonly string[] {
    return ['expression', 'output_field', 'db_persist', ...FIELD_PARAMETERS]
  }

  protected override take(options: Options): void {
    this.expression = options['expression']
    this.output_field = options['output_field']
    this.db_persist = options['db_persist']
  }

  override contribute_to_class(cls: ModelClass, name: string): void {
    super.contribute_to_class(cls, name)
    this.output_field.model ??= cls
    this.output_field.name ??= this.name
  }

  override get_internal_type(): string {
    return this.output_field.get_internal_type()
  }
  override db_type(connection: Instance): string | null {
    return this.output_field.db_type(connection)
  }
  override rel_db_type(connection: Instance): string | null {
    return this.output_field.rel_db_type(connection)
  }
  override cast_db_type(connection: Instance): string | null {
    return this.output_field.cast_db_type(connection)
  }
  override db_type_suffix(): string | null {
    return null
  }
  override db_check(): string | null {
    return null
  }

  override get_col(alias: string | null, output_field: AnyField = null): Instance {
    const type = output_field === null || output_field === this ? this.output_field : output_field
    return new late.Col(alias, this, type)
  }

  override get_lookup(name: string): unknown {
    return super.get_lookup(name) ?? this.output_field.get_lookup(name)
  }
  override get_transform(name: string): unknown {
    return super.get_transform(name) ?? this.output_field.get_transform(name)
  }

  override get_prep_value(value: unknown): unknown {
    return this.output_field.get_prep_value(value)
  }
  override to_python(value: unknown): unknown {
    return this.output_field.to_python(value)
  }
}

/** @throws {ValueError} a value of its own, or no word on whether it is stored */
function checkOptions(options: Options): void {
  const missing = ['expression', 'output_field', 'db_persist'].find((name) => {
    return name !== 'db_persist' && options[name] === undefined
  })
  if (missing !== undefined) {
    throw new TypeError(
      `GeneratedField.__init__() missing 1 required keyword-only argument: '${missing}'`,
    )
  }
  if (options['editable'] ?? false) throw new ValueError('GeneratedField cannot be editable.')
  if (!(options['blank'] ?? true)) throw new ValueError('GeneratedField must be blank.')
  if (options['default'] !== undefined)
    throw new ValueError('GeneratedField cannot have a default.')
  if (options['db_default'] !== undefined)
    throw new ValueError('GeneratedField cannot have a database default.')
  if (typeof options['db_persist'] !== 'boolean')
    throw new ValueError('GeneratedField.db_persist must be True or False.')
}

/** @throws {AttributeError} there is no row yet that could tell */
export function checkReadable(instance: Instance, field: AnyField): void {
  if (field.generated && !instance._is_pk_set())
    throw new AttributeError('Cannot read a generated field from an unsaved model.')
}
