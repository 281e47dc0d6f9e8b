/**
 * `Meta.constraints`: rules that the database keeps, and that full_clean asks about beforehand.
 *
 * Django: django/db/models/constraints.py, ref/models/constraints
 * Left out: expressions in unique constraints, deferrable ones, covering indexes.
 */
import { NON_FIELD_ERRORS, ValidationError } from '../../core/exceptions.ts'
import { TypeError, ValueError } from '../../../base/python/exceptions.ts'
import { late } from './late.ts'
import { Condition, Q } from './query_utils.ts'

const quote = (name: string) => `"${name}"`

interface ConstraintOptions {
  name?: string
  violation_error_code?: string | null
  violation_error_message?: string | null
}

export abstract class BaseConstraint {
  name: string
  readonly violation_error_code: string | null
  readonly violation_error_message: string
  readonly custom_message: boolean

  constructor({
    name,
    violation_error_code = null,
    violation_error_message = null,
  }: ConstraintOptions) {
    if (name === undefined)
      throw new TypeError(
        `${new.target.name}.__init__() missing 1 required keyword-only argument: 'name'`,
      )
    this.name = name
    this.violation_error_code = violation_error_code
    this.custom_message = violation_error_message !== null
    this.violation_error_message = violation_error_message ?? 'Constraint “%(name)s” is violated.'
  }

  named(names: Readonly<Record<string, string>>): this {
    const copy = Object.assign(Object.create(Object.getPrototypeOf(this)), this)
    copy.name = this.name.replace(/%\((\w+)\)s/g, (_, key: string) => names[key] ?? '')
    return copy
  }

  get_violation_error_message(): string {
    return this.violation_error_message.replaceAll('%(name)s', this.name)
  }

  /** Its part of CREATE TABLE; null: it is an index. */
  abstract constraint_sql(model: any, editor: any): string | null
  abstract validate(model: any, instance: any, exclude: Set<string>): void

  protected violation(): ValidationError {
    return new ValidationError(this.get_violation_error_message(), {
      code: this.violation_error_code,
    })
  }
}

export class CheckConstraint extends BaseConstraint {
  readonly is_unique = false
  readonly condition: any

  constructor({
    condition,
    check,
    ...options
  }: ConstraintOptions & { condition?: any; check?: any }) {
    super(options)
    this.condition = condition ?? check
    if (this.condition?.conditional !== true)
      throw new TypeError('CheckConstraint.condition must be a Q instance or boolean expression.')
  }

  constraint_sql(model: any, editor: any): string {
    return `CONSTRAINT ${quote(this.name)} CHECK (${editor.conditionSql(model, this.condition)})`
  }

  validate(_model: any, instance: any, exclude: Set<string>): void {
    const values: Record<string, unknown> = {}
    for (const field of instance._meta.concrete_fields) {
      if (exclude.has(field.name)) return
      values[field.name] = instance[field.attname]
    }
    if (!holds(this.condition, instance, values)) throw this.violation()
  }
}

/** Asks the database whether a condition holds for these values. */
function holds(condition: any, instance: any, values: Record<string, unknown>): boolean {
  const query = new late.Query(null)
  for (const [name, value] of Object.entries(values)) {
    const field = instance._meta.get_field(name)
    query.add_annotation(new late.Value(value ?? null, field), name, false)
  }
  query.add_annotation(new late.Value(1), '_check')
  query.add_q(condition instanceof Q ? condition : new Q(condition))
  return query.get_compiler().execute_sql('single') !== null
}

export class UniqueConstraint extends BaseConstraint {
  readonly is_unique = true
  readonly fields: readonly string[]
  readonly condition: Q | null

  constructor({
    fields = [],
    condition = null,
    ...options
  }: ConstraintOptions & { fields?: readonly string[]; condition?: Q | null }) {
    super(options)
    if (fields.length === 0)
      throw new ValueError(
        'At least one field or expression is required to define a unique constraint.',
      )
    if (condition !== null && !(condition instanceof Q))
      throw new ValueError('UniqueConstraint.condition must be a Q instance.')
    this.fields = fields
    this.condition = condition
  }

  private columns(model: any): string {
    return this.fields.map((name) => quote(model._meta.get_field(name).column)).join(', ')
  }

  constraint_sql(model: any): string | null {
    return this.condition === null
      ? `CONSTRAINT ${quote(this.name)} UNIQUE (${this.columns(model)})`
      : null
  }

  index_sql(model: any, editor: any = null): string | null {
    if (this.condition === null || editor === null) return null
    return `CREATE UNIQUE INDEX ${quote(this.name)} ON ${quote(model._meta.db_table)} (${this.columns(model)}) WHERE ${editor.conditionSql(model, this.condition)}`
  }

  validate(model: any, instance: any, exclude: Set<string>): void {
    const conditions: Condition[] = []
    for (const name of this.fields) {
      if (exclude.has(name)) return
      const field = model._meta.get_field(name)
      const value = instance[field.attname]
      if (value === null) return
      conditions.push(Condition.make(field.name, value))
    }
    let rows = model._default_manager.filter(Q.create(conditions))
    if (!instance._state.adding && instance.pk !== null) rows = rows.exclude({ pk: instance.pk })
    if (this.condition !== null) rows = rows.filter(this.condition)
    if (!rows.exists()) return
    if (this.condition !== null || this.custom_message) throw this.violation()
    const error = instance.unique_error_message(model, this.fields)
    if (this.fields.length === 1) throw error
    throw new ValidationError({ [NON_FIELD_ERRORS]: [error] })
  }
}
