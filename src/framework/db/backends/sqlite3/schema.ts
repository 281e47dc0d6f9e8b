/**
 * Tables as Django makes them on SQLite: same types, same checks, same names of indexes and constraints.
 *
 * Django: django/db/backends/sqlite3/schema.py, django/db/backends/base/schema.py
 */
import { str } from '../../../../base/python/protocols.ts'
import { names_digest } from '../digest.ts'
import type { Index } from '../../models/indexes.ts'

export const quote = (name: string) => `"${name}"`

/** `blog_post_author_id_dd7a8485`: readable in front, unique at the end, at most 30 letters where Django has that limit. */
export function createIndexName(table: string, columns: readonly string[], suffix = ''): string {
  const hash_suffix = `${names_digest([table, ...columns], 8)}${suffix}`
  const max_length = 200
  const name = `${table}_${columns.join('_')}_${hash_suffix}`
  if (name.length <= max_length) return name
  const other = Math.floor((max_length - hash_suffix.length - 2) / 2)
  return `${table.slice(0, other)}_${columns.join('_').slice(0, other)}_${hash_suffix}`
}

export class DatabaseSchemaEditor {
  constructor(readonly connection: any) {}

  execute(sql: string): void {
    this.connection.cursor().execute(sql)
  }

  /** Makes the model's table, its indexes and the tables between. */
  create_model(model: any): void {
    this.create_table(model)
    for (const field of model._meta.local_many_to_many)
      if (field.remote_field.through._meta.auto_created)
        this.create_model(field.remote_field.through)
  }

  /** The table and its indexes alone. */
  create_table(model: any): void {
    this.execute(this.tableSql(model, model._meta.db_table))
    for (const sql of indexSql(model, this)) this.execute(sql)
  }

  delete_model(model: any): void {
    for (const field of model._meta.local_many_to_many)
      if (field.remote_field.through._meta.auto_created)
        this.delete_model(field.remote_field.through)
    this.execute(`DROP TABLE ${quote(model._meta.db_table)}`)
  }

  tableSql(model: any, table: string): string {
    const meta = model._meta
    const columns = meta.local_concrete_fields.map(
      (field: any) => `${quote(field.column)} ${this.columnSql(field)}`,
    )
    const constraints = [
      ...meta.constraints
        .map((item: any) => item.constraint_sql(model, this))
        .filter((sql: string | null) => sql !== null),
    ]
    return `CREATE TABLE ${quote(table)} (${[...columns, ...constraints].join(', ')})`
  }

  /** Type and rules of a column, as they stand in CREATE TABLE. */
  columnSql(field: any): string {
    const parts = [field.db_type(this.connection)]
    if (field.db_collation) parts.push(`COLLATE ${field.db_collation}`)
    parts.push(field.null ? 'NULL' : 'NOT NULL')
    if (field.primary_key) parts.push('PRIMARY KEY')
    else if (field.unique) parts.push('UNIQUE')
    const suffix = field.db_type_suffix(this.connection)
    if (suffix !== null) parts.push(suffix)
    const check = field.db_check(this.connection)
    if (check !== null) parts.push(`CHECK (${check})`)
    if (field.remote_field !== null && field.db_constraint) {
      const target = field.target_field
      parts.push(
        `REFERENCES ${quote(field.remote_field.model._meta.db_table)} (${quote(target.column)}) DEFERRABLE INITIALLY DEFERRED`,
      )
    }
    return parts.join(' ')
  }

  /** The SQL of an expression or condition in a table's definition. */
  conditionSql(model: any, q: any): string {
    const query = new (model.plainManager().get_queryset().query.constructor)(model, false)
    const where = query.build_filter(q, { allow_joins: false })[0]
    const [sql, params] = query.get_compiler(this.connection).compile(where)
    let next = 0
    return sql.replace(/%[s%]/g, (slot: string) => (slot === '%%' ? '%' : literal(params[next++])))
  }
}

function literal(value: unknown): string {
  if (value === null) return 'NULL'
  if (typeof value === 'boolean') return value ? '1' : '0'
  if (typeof value === 'number' || typeof value === 'bigint') return String(value)
  return `'${str(value).replaceAll("'", "''")}'`
}

/** CREATE INDEX statements of a model. */
export function indexSql(model: any, editor: DatabaseSchemaEditor): string[] {
  const meta = model._meta
  const table = meta.db_table
  const plain = meta.local_concrete_fields
    .filter((field: any) => field.db_index && !field.unique)
    .map(
      (field: any) =>
        `CREATE INDEX ${quote(createIndexName(table, [field.column]))} ON ${quote(table)} (${quote(field.column)})`,
    )
  const together = meta.unique_together.map((names: string[]) => {
    const columns = names.map((name) => meta.get_field(name).column as string)
    const name = createIndexName(table, columns, '_uniq')
    return `CREATE UNIQUE INDEX ${quote(name)} ON ${quote(table)} (${columns.map(quote).join(', ')})`
  })
  const named = meta.indexes.map((index: Index) => index.create_sql(model))
  const conditional = meta.constraints.map((item: any) => item.index_sql?.(model, editor) ?? null)
  return [
    ...together,
    ...conditional.filter((sql: string | null) => sql !== null),
    ...plain,
    ...named,
  ]
}

/** Models with a table, tables between included, in the order of registration. */
export function withTables(models: Iterable<any>): any[] {
  return [...models].filter((model) => model._meta.can_migrate() && !model._meta.auto_created)
}

/** Makes the tables of all models in an empty database. */
export function create_all_tables(connection: any, models: Iterable<any>): void {
  const editor = new DatabaseSchemaEditor(connection)
  for (const model of withTables(models)) editor.create_model(model)
}
