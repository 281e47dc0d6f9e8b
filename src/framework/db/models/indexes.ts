/**
 * `Meta.indexes`.
 *
 * Django: django/db/models/indexes.py, ref/models/indexes
 * Left out: expressions, covering indexes, operator classes.
 */
import { ValueError } from '../../../base/python/exceptions.ts'
import { names_digest } from '../backends/digest.ts'
import type { ModelClass } from './declared.ts'

const quote = (name: string) => `"${name}"`
const MAX_NAME_LENGTH = 30

export class Index {
  readonly suffix = 'idx'
  readonly fields: readonly string[]
  /** [field name, 'DESC' or ''] */
  readonly fields_orders: readonly (readonly [string, string])[]
  name: string

  constructor({
    fields = [],
    name = null,
  }: { fields?: readonly string[]; name?: string | null } = {}) {
    if (fields.length === 0)
      throw new ValueError('At least one field or expression is required to define an index.')
    this.fields = fields
    this.fields_orders = fields.map((field) =>
      field.startsWith('-') ? [field.slice(1), 'DESC'] : [field, ''],
    )
    this.name = name ?? ''
  }

  /** The same with `%(class)s` and the like filled in. */
  named(names: Readonly<Record<string, string>>): this {
    const copy = Object.assign(Object.create(Object.getPrototypeOf(this)), this)
    copy.name = this.name.replace(/%\((\w+)\)s/g, (_, key: string) => names[key] ?? '')
    return copy
  }

  create_sql(model: any): string {
    const meta = model._meta
    const columns = this.columns(model)
    const name = this.name || this.automaticName(meta.db_table, columns)
    const list = columns.map(([column, order]) => quote(column) + (order && ` ${order}`)).join(', ')
    return `CREATE INDEX ${quote(name)} ON ${quote(meta.db_table)} (${list})`
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
}
