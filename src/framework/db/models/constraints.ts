/**
 * `Meta.constraints`: rules that the database keeps, and that full_clean asks about beforehand.
 *
 * Django: django/db/models/constraints.py, ref/models/constraints
 * Left out: what SQLite cannot keep is not made there, as in Django: deferrable and covering ones, `nulls_distinct`.
 */
import { class_name } from '../../../base/python/class_name.ts'
import { TypeError, ValueError } from '../../../base/python/exceptions.ts'
import { repr } from '../../../base/python/protocols.ts'
import { Tuple } from '../../../base/python/tuple.ts'
import { FieldError, ValidationError } from '../../core/exceptions.ts'
import { splitKwargs } from './arguments.ts'
import {
  asExpressions,
  fieldExpressions,
  holds,
  namesIn,
  replacementsFor,
} from './constraint_expressions.ts'
import type { Instance, ModelClass } from './declared.ts'
import { structuralIdentity } from './identity.ts'
import { Exists, OrderBy } from './expressions.ts'
import { Exact } from './lookups.ts'
import { Condition, Q } from './query_utils.ts'

const quote = (name: string) => `"${name}"`

/** What writes conditions and expressions into a table's definition. */
interface SqlEditor {
  conditionSql(model: ModelClass, q: Q): string
  indexPartSql(model: ModelClass, expression: Instance): string
}

interface ConstraintOptions {
  name?: string
  violation_error_code?: string | null
  violation_error_message?: string | null
}

const DEFAULT_MESSAGE = 'Constraint “%(name)s” is violated.'

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
        `${class_name(new.target)}.__init__() missing 1 required keyword-only argument: 'name'`,
      )
    this.name = name
    this.violation_error_code = violation_error_code
    this.custom_message = violation_error_message !== null
    this.violation_error_message = violation_error_message ?? DEFAULT_MESSAGE
  }

  named(names: Readonly<Record<string, string>>): this {
    const copy = Object.assign(Object.create(Object.getPrototypeOf(this)), this)
    copy.name = this.name.replace(/%\((\w+)\)s/g, (_, key: string) => names[key] ?? '')
    return copy
  }

  get contains_expressions(): boolean {
    return false
  }

  get_violation_error_message(): string {
    return this.violation_error_message.replaceAll('%(name)s', this.name)
  }

  /** Its part of CREATE TABLE; null: it is an index. */
  abstract constraint_sql(model: ModelClass, editor: SqlEditor): string | null
  abstract validate(model: ModelClass, instance: Instance, exclude?: Iterable<string> | null): void

  protected violation(): ValidationError {
    return new ValidationError(this.get_violation_error_message(), {
      code: this.violation_error_code,
    })
  }

  __eq__(other: unknown): boolean {
    return other instanceof BaseConstraint && structuralIdentity(this) === structuralIdentity(other)
  }

  protected text(parts: readonly (string | false)[]): string {
    const all = [
      ...parts,
      this.violation_error_code !== null &&
        `violation_error_code=${repr(this.violation_error_code)}`,
      this.custom_message && `violation_error_message=${repr(this.violation_error_message)}`,
    ]
    return `<${class_name(this.constructor)}: ${all.filter(Boolean).join(' ')}>`
  }
}

export class CheckConstraint extends BaseConstraint {
  readonly is_unique = false
  readonly condition: Instance

  constructor({
    condition,
    check,
    ...options
  }: ConstraintOptions & { condition?: Instance; check?: Instance }) {
    const given = condition ?? check
    if (given?.conditional !== true)
      throw new TypeError('CheckConstraint.condition must be a Q instance or boolean expression.')
    super(options)
    this.condition = given
  }

  constraint_sql(model: ModelClass, editor: SqlEditor): string {
    return `CONSTRAINT ${quote(this.name)} CHECK (${editor.conditionSql(model, this.condition)})`
  }

  validate(model: ModelClass, instance: Instance, exclude: Iterable<string> | null = null): void {
    const values = fieldExpressions(instance, model._meta, new Set(exclude))
    try {
      if (!holds(this.condition, values)) throw this.violation()
    } catch (error) {
      // a field that is not to be looked at
      if (!(error instanceof FieldError)) throw error
    }
  }

  __repr__(): string {
    const { condition } = this
    const shown = condition instanceof Q ? condition.__str__() : repr(condition)
    return this.text([`condition=${shown}`, `name=${repr(this.name)}`])
  }
}

/** When a unique constraint is checked; SQLite cannot wait. */
export class Deferrable {
  static readonly DEFERRED = new Deferrable('DEFERRED')
  static readonly IMMEDIATE = new Deferrable('IMMEDIATE')

  private constructor(readonly name: string) {}

  __repr__(): string {
    return `Deferrable.${this.name}`
  }
}

interface UniqueOptions extends ConstraintOptions {
  fields?: readonly string[]
  condition?: Q | null
  deferrable?: Deferrable | null
  include?: readonly string[] | null
  opclasses?: readonly string[]
  nulls_distinct?: boolean | null
}

export class UniqueConstraint extends BaseConstraint {
  readonly is_unique = true
  readonly expressions: readonly Instance[]
  readonly fields: readonly string[]
  readonly condition: Q | null
  readonly deferrable: Deferrable | null
  readonly include: readonly string[] | null
  readonly opclasses: readonly string[]
  readonly nulls_distinct: boolean | null

  /** `new UniqueConstraint({ fields: ['a', 'b'], name })`, `new UniqueConstraint(new Lower('title'), { name })` */
  constructor(...args: unknown[]) {
    const [expressions, options] = splitKwargs(args)
    checkUnique(expressions, options)
    super(options)
    this.expressions = asExpressions(expressions)
    this.fields = Tuple.from(options.fields ?? [])
    this.condition = options.condition ?? null
    this.deferrable = options.deferrable ?? null
    this.include = options.include ? Tuple.from(options.include) : null
    this.opclasses = [...(options.opclasses ?? [])]
    this.nulls_distinct = options.nulls_distinct ?? null
  }

  override get contains_expressions(): boolean {
    return this.expressions.length > 0
  }

  private get isKeptBySqlite(): boolean {
    return this.deferrable === null && this.include === null && this.nulls_distinct === null
  }

  private columns(model: ModelClass): string {
    return this.fields.map((name) => quote(model._meta.get_field(name).column)).join(', ')
  }

  constraint_sql(model: ModelClass): string | null {
    if (!this.isKeptBySqlite || this.condition !== null || this.contains_expressions) return null
    return `CONSTRAINT ${quote(this.name)} UNIQUE (${this.columns(model)})`
  }

  index_sql(model: ModelClass, editor: SqlEditor | null = null): string | null {
    if (!this.isKeptBySqlite || editor === null) return null
    if (this.condition === null && !this.contains_expressions) return null
    const parts = this.contains_expressions
      ? this.expressions.map((item) => editor.indexPartSql(model, item)).join(', ')
      : this.columns(model)
    const where =
      this.condition === null ? '' : ` WHERE ${editor.conditionSql(model, this.condition)}`
    return `CREATE UNIQUE INDEX ${quote(this.name)} ON ${quote(model._meta.db_table)} (${parts})${where}`
  }

  validate(model: ModelClass, instance: Instance, exclude: Iterable<string> | null = null): void {
    const left_out = new Set(exclude)
    const filter = this.contains_expressions
      ? this.expressionFilter(model, instance, left_out)
      : this.fieldFilter(model, instance, left_out)
    if (filter === null) return
    let rows = model._default_manager.filter(filter)
    const key: unknown = instance[model._meta.pk.attname]
    if (!instance._state.adding && key !== null) rows = rows.exclude({ pk: key })
    if (this.condition === null) {
      if (rows.exists()) throw this.taken(model, instance)
      return
    }
    if ([...namesIn(this.condition)].some((name) => left_out.has(name))) return
    const values = fieldExpressions(instance, model._meta, left_out)
    const both = this.condition.and(new Exists(rows.filter(this.condition)))
    try {
      if (holds(both, values)) throw this.taken(model, instance)
    } catch (error) {
      if (!(error instanceof FieldError)) throw error
    }
  }

  /** null: nothing can be wrong */
  private fieldFilter(model: ModelClass, instance: Instance, exclude: Set<string>): Q | null {
    const conditions: Condition[] = []
    for (const name of this.fields) {
      if (exclude.has(name)) return null
      const field = model._meta.get_field(name)
      let value: unknown
      if (field.generated) {
        const values = fieldExpressions(instance, model._meta, exclude)
        value = values.get(field.name)
        if (value === undefined) return null
      } else value = instance[field.attname]
      if (value === null && this.nulls_distinct !== false) return null
      conditions.push(Condition.make(field.name, value))
    }
    return Q.create(conditions)
  }

  private expressionFilter(model: ModelClass, instance: Instance, exclude: Set<string>): Q | null {
    for (const expression of this.expressions)
      if ([...namesIn(expression)].some((name) => exclude.has(name))) return null
    const replacements = replacementsFor(fieldExpressions(instance, model._meta, exclude))
    const filters = this.expressions.map((given) => {
      const expression = given instanceof OrderBy ? given.expression : given
      return new Q(new Exact(expression, expression.replace_expressions(replacements)))
    })
    return filters.reduce((all, one) => all.and(one))
  }

  private taken(model: ModelClass, instance: Instance): ValidationError {
    if (this.fields.length === 0 || this.custom_message) return this.violation()
    return instance.unique_error_message(model, this.fields) as ValidationError
  }

  __repr__(): string {
    return this.text([
      this.fields.length > 0 && `fields=${repr(this.fields)}`,
      this.contains_expressions && `expressions=${repr(Tuple.from(this.expressions))}`,
      `name=${repr(this.name)}`,
      this.condition !== null && `condition=${this.condition.__str__()}`,
      this.deferrable !== null && `deferrable=${repr(this.deferrable)}`,
      this.include !== null && `include=${repr(this.include)}`,
      this.opclasses.length > 0 && `opclasses=${repr(this.opclasses)}`,
      this.nulls_distinct !== null && `nulls_distinct=${repr(this.nulls_distinct)}`,
    ])
  }
}

/** @throws {ValueError} @throws {TypeError} what cannot be a unique constraint */
function checkUnique(expressions: readonly unknown[], options: UniqueOptions): void {
  const { name, fields = [], condition = null, deferrable = null } = options
  const { include = null, opclasses = [], nulls_distinct = null } = options
  const refuse = (message: string): never => {
    throw new ValueError(message)
  }
  if (!name) refuse('A unique constraint must be named.')
  if (expressions.length === 0 && fields.length === 0)
    refuse('At least one field or expression is required to define a unique constraint.')
  if (expressions.length > 0 && fields.length > 0)
    refuse('UniqueConstraint.fields and expressions are mutually exclusive.')
  if (condition !== null && !(condition instanceof Q))
    refuse('UniqueConstraint.condition must be a Q instance.')
  if (condition !== null && deferrable !== null)
    refuse('UniqueConstraint with conditions cannot be deferred.')
  if (include !== null && include.length > 0 && deferrable !== null)
    refuse('UniqueConstraint with include fields cannot be deferred.')
  if (opclasses.length > 0 && deferrable !== null)
    refuse('UniqueConstraint with opclasses cannot be deferred.')
  if (expressions.length > 0 && deferrable !== null)
    refuse('UniqueConstraint with expressions cannot be deferred.')
  if (expressions.length > 0 && opclasses.length > 0) {
    refuse(
      'UniqueConstraint.opclasses cannot be used with expressions. Use django.contrib.postgres.indexes.OpClass() instead.',
    )
  }
  if (deferrable !== null && !(deferrable instanceof Deferrable))
    throw new TypeError('UniqueConstraint.deferrable must be a Deferrable instance.')
  if (include !== null && !Array.isArray(include))
    throw new TypeError('UniqueConstraint.include must be a list or tuple.')
  if (!Array.isArray(opclasses))
    throw new TypeError('UniqueConstraint.opclasses must be a list or tuple.')
  if (nulls_distinct !== null && typeof nulls_distinct !== 'boolean')
    throw new TypeError('UniqueConstraint.nulls_distinct must be a bool.')
  if (opclasses.length > 0 && fields.length !== opclasses.length) {
    refuse(
      'UniqueConstraint.fields and UniqueConstraint.opclasses must have the same number of elements.',
    )
  }
}
