/**
 * `pk = models.CompositePrimaryKey('tenant_id', 'id')`: a key of several fields. It has no column; its value is the
 * tuple of theirs, and assigning a tuple sets each of them.
 *
 * Django: django/db/models/fields/composite.py, topics/composite-primary-key
 */
import { loads } from '../../../../base/python/json.ts'
import { ValueError } from '../../../../base/python/exceptions.ts'
import { isPlainObject } from '../../../../base/python/mapping.ts'
import { repr } from '../../../../base/python/protocols.ts'
import { isString } from '../../../../base/python/safe_string.ts'
import { tuple, type Tuple } from '../../../../base/python/tuple.ts'
import type { Options } from '../arguments.ts'
import type { AnyField, Instance, ModelClass } from '../declared.ts'
import { late } from '../late.ts'
import { Field } from './field.ts'

export class CompositePrimaryKey extends Field {
  readonly field_names: readonly string[]

  /** @throws {ValueError}  the names, or what no composite key can be */
  constructor(...args: unknown[]) {
    const last = args.at(-1)
    const given = isPlainObject(last) ? (last as Options) : {}
    const names = isPlainObject(last) ? args.slice(0, -1) : args
    const options: Options = { editable: false, primary_key: true, blank: true, ...given }
    const isUnique = new Set(names).size === names.length
    const { default: fallback, db_default, db_column = null } = options
    const refused: [boolean, string][] = [
      [names.length === 0 || !names.every(isString) || !isUnique, 'args must be unique strings'],
      [names.length === 1, 'must include at least two fields'],
      [fallback !== undefined, 'cannot have a default'],
      [db_default !== undefined, 'cannot have a database default'],
      [db_column !== null, 'cannot have a db_column'],
      [options['editable'], 'cannot be editable'],
      [!options['primary_key'], 'must be a primary key'],
      [!options['blank'], 'must be blank'],
    ]
    for (const [isRefused, why] of refused)
      if (isRefused) throw new ValueError(`CompositePrimaryKey ${why}.`)
    super(options)
    this.field_names = names.map(String)
  }

  /** @param names  of the fields, where they were renamed */
  override clone(names = this.field_names): this {
    const Class = this.constructor as new (...args: unknown[]) => this
    const copy = new Class(...names, ...this.constructor_args)
    return Object.assign(copy, { creation_counter: this.creation_counter })
  }

  /** The fields of the key, in its order. */
  get fields(): AnyField[] {
    return this.field_names.map((name) => this.model._meta.get_field(name))
  }

  override contribute_to_class(cls: ModelClass, name: string): void {
    super.contribute_to_class(cls, name)
    const valueOf = (instance: Instance) =>
      tuple(this.fields.map(({ attname }) => instance[attname] as unknown))
    const assign = (instance: Instance, value: unknown) => {
      const { fields } = this
      const values = value === null ? fields.map(() => null) : value
      if (!Array.isArray(values)) throw new ValueError(`'${name}' must be a list or a tuple.`)
      if (values.length !== fields.length)
        throw new ValueError(`'${name}' must have ${fields.length} elements.`)
      fields.forEach(({ attname }, i) => (instance[attname] = values[i]))
    }
    Object.defineProperty(cls.prototype, name, {
      configurable: true,
      get(this: Instance) {
        return valueOf(this)
      },
      set(this: Instance, value: unknown) {
        assign(this, value)
      },
    })
  }

  override get_attname_column(): [string, string | null] {
    return [this.get_attname(), null]
  }

  override get_col(alias: string | null): unknown {
    return new late.ColPairs(alias, this.fields, this)
  }

  override get_pk_value_on_save(instance: Instance): Tuple {
    return tuple(
      this.fields.map(
        (field) => instance[field.attname] ?? (field.get_pk_value_on_save(instance) as unknown),
      ),
    )
  }

  /** A text is what a fixture may hold: a list in JSON. */
  override to_python(value: unknown): unknown {
    if (!isString(value)) return value
    const { fields } = this
    return (loads(value) as unknown[]).map((item, i) => fields[i].to_python(item) as unknown)
  }

  override __repr__(): string {
    return `<django.db.models.fields.composite.CompositePrimaryKey${this.name === null ? '' : `: ${repr(this.name).slice(1, -1)}`}>`
  }
}
