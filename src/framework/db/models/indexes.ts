/**
 * `Meta.indexes`: over fields, or over expressions (`new Index(new Lower('title'), { name })`).
 *
 * Django: django/db/models/indexes.py, ref/models/indexes
 * Left out: what SQLite has not and Django leaves out there, too: covering columns, operator classes, tablespaces.
 */
import { ValueError } from '../../../base/python/exceptions.ts'
import { repr } from '../../../base/python/protocols.ts'
import { Tuple } from '../../../base/python/tuple.ts'
import { names_digest } from '../backends/digest.ts'
import { splitKwargs } from './arguments.ts'
import type { Instance, ModelClass } from './declared.ts'
import { asExpressions } from './constraint_expressions.ts'
import { structuralIdentity } from './identity.ts'
import { Q } from './query_utils.ts'

const quote = (name: string) => `"${name}"`
const MAX_NAME_LENGTH = 30

interface SqlEditor {
  conditionSql(model: ModelClass, q: Q): string
  indexPartSql(model: ModelClass, expression: Instance): string
}

export class Index {
  readonly suffix = 'idx'
  readonly expressions: readonly Instance[]
  readonly fields: readonly string[]
  /** [field name, 'DESC' or ''] */
  readonly fields_orders: readonly (readonly [string, string])[]
  name: string
  readonly db_tablespace: string | null
  readonly opclasses: readonly string[]
  readonly condition: Q | null
  readonly include: readonly string[] | null

  constructor(...args: unknown[]) {
    const [given, options] = splitKwargs(args)
    const { fields = [], name = null, db_tablespace = null } = options
    const { opclasses = [], condition = null, include = null } = options
    checkIndex(given, { fields, name, opclasses, condition, include })
    this.expressions = asExpressions(given)
    this.fields = [...fields]
    this.fields_orders = this.fields.map((field) =>
      field.startsWith('-') ? [field.slice(1), 'DESC'] : [field, ''],
    )
    this.name = name ?? ''
    this.db_tablespace = db_tablespace
    this.opclasses = [...opclasses]
    this.condition = condition
    this.include = include === null ? null : Tuple.from(include)
  }

  get contains_expressions(): boolean {
    return this.expressions.length > 0
  }

  /** The same with `%(class)s` and the like filled in. */
  named(names: Readonly<Record<string, string>>): this {
    const copy = Object.assign(Object.create(Object.getPrototypeOf(this)), this)
    copy.name = this.name.replace(/%\((\w+)\)s/g, (_, key: string) => names[key] ?? '')
    return copy
  }

  /** @param editor  writes expressions and conditions; null where there are none */
  create_sql(model: ModelClass, editor: SqlEditor | null = null): string {
    const { db_table } = model._meta
    const columns = this.columns(model)
    const name = this.name || this.automaticName(db_table, columns)
    const parts = this.contains_expressions
      ? this.expressions.map((expression) => editor!.indexPartSql(model, expression))
      : columns.map(([column, order]) => quote(column) + (order && ` ${order}`))
    const where =
      this.condition === null ? '' : ` WHERE ${editor!.conditionSql(model, this.condition)}`
    return `CREATE INDEX ${quote(name)} ON ${quote(db_table)} (${parts.join(', ')})${where}`
  }

  private columns(model: ModelClass): (readonly [string, string])[] {
    return this.fields_orders.map(([name, order]) => [model._meta.get_field(name).column, order])
  }

  /** Takes the name that it would have in the database. */
  set_name_with_model(model: ModelClass): void {
    this.name = this.automaticName(model._meta.db_table, this.columns(model))
  }

  private automaticName(table: string, columns: readonly (readonly [string, string])[]): string {
    const parts = columns.map(([column, order]) => (order ? `-${column}` : column))
    const hash = `${names_digest([table, ...parts, this.suffix], 6)}_${this.suffix}`
    return `${table.slice(0, 11)}_${columns[0]![0].slice(0, 7)}_${hash}`.slice(0, MAX_NAME_LENGTH)
  }

  __eq__(other: unknown): boolean {
    return other instanceof Index && structuralIdentity(this) === structuralIdentity(other)
  }

  __repr__(): string {
    const parts = [
      this.fields.length > 0 && `fields=${repr(this.fields)}`,
      this.contains_expressions && `expressions=${repr(Tuple.from(this.expressions))}`,
      this.name && `name=${repr(this.name)}`,
      this.db_tablespace !== null && `db_tablespace=${repr(this.db_tablespace)}`,
      this.condition !== null && `condition=${this.condition.__str__()}`,
      this.include !== null && `include=${repr(this.include)}`,
      this.opclasses.length > 0 && `opclasses=${repr(this.opclasses)}`,
    ]
    return `<Index: ${parts.filter(Boolean).join(' ')}>`
  }
}

interface Given {
  readonly fields: unknown
  readonly name: unknown
  readonly opclasses: readonly unknown[]
  readonly condition: unknown
  readonly include: unknown
}

/** @throws {ValueError} what cannot be an index */
function checkIndex(expressions: readonly unknown[], given: Given): void {
  const { fields, name, opclasses, condition, include } = given
  const refuse = (message: string): never => {
    throw new ValueError(message)
  }
  if (opclasses.length > 0 && !name) refuse('An index must be named to use opclasses.')
  if (condition !== null && !(condition instanceof Q))
    refuse('Index.condition must be a Q instance.')
  if (condition !== null && !name) refuse('An index must be named to use condition.')
  if (!Array.isArray(fields)) return refuse('Index.fields must be a list or tuple.')
  if (include !== null && !Array.isArray(include)) refuse('Index.include must be a list or tuple.')
  if (expressions.length === 0 && fields.length === 0)
    refuse('At least one field or expression is required to define an index.')
  if (expressions.length > 0 && fields.length > 0)
    refuse('Index.fields and expressions are mutually exclusive.')
  if (expressions.length > 0 && !name) refuse('An index must be named to use expressions.')
  if (expressions.length > 0 && opclasses.length > 0) {
    refuse(
      'Index.opclasses cannot be used with expressions. Use django.contrib.postgres.indexes.OpClass() instead.',
    )
  }
  if (opclasses.length > 0 && fields.length !== opclasses.length)
    refuse('Index.fields and Index.opclasses must have the same number of elements.')
  if (!fields.every((field) => typeof field === 'string'))
    refuse('Index.fields must contain only strings with field names.')
  if (include !== null && !name) refuse('A covering index must be named.')
}
