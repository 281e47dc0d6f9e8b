/**
 * Tables as Django makes them on SQLite: same types, same checks, same names of indexes and constraints.
 *
 * Django: django/db/backends/sqlite3/schema.py, django/db/backends/base/schema.py
 */
import { names_digest } from '../digest.ts'
import type { AnyField, Instance, ModelClass } from '../../models/declared.ts'
import { Col, OrderBy, Value } from '../../models/expressions.ts'
import { Collate } from '../../models/functions/comparison.ts'
import type { Index } from '../../models/indexes.ts'
import { quoteValue } from './defaults.ts'

export const quote = (name: string) => `"${name.replaceAll('"', '""')}"`

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
    if (meta.is_composite_pk) {
      const key = meta.pk_fields.map((field: any) => quote(field.column)).join(', ')
      constraints.push(`PRIMARY KEY (${key})`)
    }
    return `CREATE TABLE ${quote(table)} (${[...columns, ...constraints].join(', ')})`
  }

  /** Type and rules of a column, as they stand in CREATE TABLE. */
  columnSql(field: any): string {
    const parts = [field.db_type(this.connection)]
    if (field.db_collation) parts.push(`COLLATE ${field.db_collation}`)
    if (field.has_db_default()) parts.push(`DEFAULT ${this.dbDefaultSql(field)}`)
    if (field.generated) parts.push(this.generatedSql(field))
    else parts.push(field.null ? 'NULL' : 'NOT NULL')
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

  private generatedSql(field: AnyField): string {
    const sql = this.compiled(field.model, (query) =>
      field.expression.resolve_expression(query, false),
    )
    return `GENERATED ALWAYS AS (${sql}) ${field.db_persist ? 'STORED' : 'VIRTUAL'}`
  }

  /** A value as it is, an expression in parentheses. */
  dbDefaultSql(field: AnyField): string {
    const expression = field.db_default_expression
    const sql = this.compiled(field.model, (query) => expression.resolve_expression(query, false))
    return expression instanceof Value ? sql : `(${sql})`
  }

  /** The SQL of a condition in a table's definition. */
  conditionSql(model: ModelClass, q: unknown): string {
    return this.compiled(model, (query) => query.build_filter(q, { allow_joins: false })[0])
  }

  /** Part of an index: a column as it is, anything else in parentheses, its order behind. */
  indexPartSql(model: ModelClass, given: Instance): string {
    const ordered = given instanceof OrderBy
    const inner: Instance = ordered ? given.expression : given
    const collated = inner instanceof Collate
    const root: Instance = collated ? inner.get_source_expressions()[0] : inner
    let is_column = false
    const sql = this.compiled(model, (query) => {
      const resolved = root.resolve_expression(query, false)
      is_column = resolved instanceof Col
      return resolved
    })
    const part = is_column ? sql : `(${sql})`
    const collation = collated ? ` COLLATE ${quote(inner.collation)}` : ''
    return `${part}${collation}${ordered ? directionOf(given) : ''}`
  }

  /** SQL of this model's columns, without their table's name, its values written out. */
  private compiled(model: ModelClass, resolve: (query: Instance) => unknown): string {
    const query = new (model.plainManager().get_queryset().query.constructor)(model, false)
    const [sql, params] = query.get_compiler(this.connection).compile(resolve(query))
    let next = 0
    return sql.replace(/%[s%]/g, (slot: string) =>
      slot === '%%' ? '%' : quoteValue(params[next++]),
    )
  }
}

function directionOf({ descending, nulls_first, nulls_last }: OrderBy): string {
  const nulls = nulls_last ? ' NULLS LAST' : nulls_first ? ' NULLS FIRST' : ''
  return `${descending ? ' DESC' : ' ASC'}${nulls}`
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
  const named = meta.indexes.map((index: Index) => index.create_sql(model, editor))
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
