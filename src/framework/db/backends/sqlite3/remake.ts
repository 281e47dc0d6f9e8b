/**
 * Makes a table anew from its model and fills it from the old one. A row that does not fit the new columns is refused
 * with the column, a value and what to write: SQLite itself would store a text in an integer column.
 *
 * Django: _remake_table in django/db/backends/sqlite3/schema.py, django/db/migrations/questioner.py
 */
import { class_name } from '../../../../base/python/class_name.ts'
import { repr } from '../../../../base/python/protocols.ts'
import { IntegrityError } from '../../utils.ts'
import { columnsOf, type Column } from './introspection.ts'
import { indexSql, quote, type DatabaseSchemaEditor } from './schema.ts'

export interface Rebuilt {
  readonly table: string
  readonly added: readonly string[]
  readonly removed: readonly string[]
  /** Old and new name. */
  readonly renamed: readonly (readonly [string, string])[]
}

/** @throws {IntegrityError} with `model` and `field_name`, from which the host finds the line */
export function remake(connection: any, editor: DatabaseSchemaEditor, model: any): Rebuilt {
  const table: string = model._meta.db_table
  const fields: any[] = model._meta.local_concrete_fields
  const old = columnsOf(connection, table)
  const sources = sourcesOf(connection, fields, old)
  const isFilled =
    connection
      .cursor()
      .execute(`SELECT 1 FROM ${quote(table)} LIMIT 1`)
      .fetchone() !== null
  const params: unknown[] = []
  const columns: string[] = []
  const values: string[] = []
  for (const field of fields) {
    const value = valueOf(connection, model, field, sources.get(field) ?? null, isFilled, params)
    if (value === null) continue
    columns.push(quote(field.column))
    values.push(value)
  }
  const other = `new__${table}`
  editor.execute(editor.tableSql(model, other))
  if (isFilled) {
    const select = `SELECT ${values.join(', ')} FROM ${quote(table)}`
    fill(connection, model, `INSERT INTO ${quote(other)} (${columns.join(', ')}) ${select}`, params)
    for (const field of fields) if (sources.has(field)) checkValues(connection, model, field, other)
  }
  editor.execute(`DROP TABLE ${quote(table)}`)
  editor.execute(`ALTER TABLE ${quote(other)} RENAME TO ${quote(table)}`)
  for (const sql of indexSql(model, editor)) fill(connection, model, sql, null)
  const used = new Set(sources.values())
  return {
    table,
    added: fields.filter((field) => !sources.has(field)).map((field) => field.column),
    removed: old.map(({ name }) => name).filter((name) => !used.has(name)),
    renamed: [...sources]
      .filter(([field, name]) => field.column !== name)
      .map(([field, name]) => [name, field.column]),
  }
}

/** Which old column each field takes its values from: that of its name, else the only lost one of its kind. */
function sourcesOf(connection: any, fields: readonly any[], old: readonly Column[]) {
  const names = new Set(old.map(({ name }) => name))
  const wanted = new Set(fields.map((field) => field.column))
  const sources = new Map<any, string>()
  for (const field of fields) if (names.has(field.column)) sources.set(field, field.column)
  const lost = old.filter(({ name }) => !wanted.has(name))
  const fresh = fields.filter((field) => !sources.has(field))
  const isKin = (field: any, { type, target }: Column) =>
    field.db_type(connection) === type && targetOf(field) === target
  for (const field of fresh) {
    const fits = lost.filter((column) => isKin(field, column))
    const only = fits.length === 1 ? fits[0]! : null
    if (only === null || fresh.filter((rival) => isKin(rival, only)).length !== 1) continue
    sources.set(field, only.name)
  }
  return sources
}

function targetOf(field: any): string | null {
  return field.remote_field === null ? null : field.remote_field.model._meta.db_table
}

/** The SQL that fills a column; null where SQLite does it: numbers of rows, defaults, generated columns. */
function valueOf(
  connection: any,
  model: any,
  field: any,
  source: string | null,
  isFilled: boolean,
  params: unknown[],
): string | null {
  const fallback = () => {
    params.push(field.get_db_prep_save(fallbackOf(field), connection))
    return '%s'
  }
  if (field.generated || (source === null && field.has_db_default())) return null
  if (source === null) {
    if (field.primary_key && field.get_internal_type().endsWith('AutoField')) return null
    if (isFilled && !hasFallback(field)) throw missingDefault(model, field, 'add')
    return isFilled ? fallback() : 'NULL'
  }
  const column = quote(source)
  if (field.null || field.primary_key) return column
  if (hasFallback(field)) return `COALESCE(${column}, ${fallback()})`
  const sql = `SELECT 1 FROM ${quote(model._meta.db_table)} WHERE ${column} IS NULL LIMIT 1`
  if (connection.cursor().execute(sql).fetchone() !== null) {
    throw missingDefault(model, field, 'change')
  }
  return column
}

/** What Django gives to rows that are there, without asking. */
function hasFallback(field: any): boolean {
  return field.has_default() || field.null || (field.blank && field.empty_strings_allowed)
}

function fallbackOf(field: any): unknown {
  if (field.has_default()) return field.get_default()
  return field.null ? null : ''
}

/** Django asks this question in makemigrations. */
function missingDefault(model: any, field: any, what: 'add' | 'change'): IntegrityError {
  const { model_name } = model._meta
  const message =
    what === 'add'
      ? `It is impossible to add a non-nullable field '${field.name}' to ${model_name} without specifying a default. This is because the database needs something to populate existing rows.`
      : `It is impossible to change a nullable field '${field.name}' on ${model_name} to non-nullable without providing a default. This is because the database needs something to populate existing rows.`
  const cls = class_name(field.constructor)
  return placed(
    message,
    model,
    field,
    'db.missing_default',
    `Write ${field.name} = new models.${cls}({ default: … }), or { null: true } to leave it empty in the rows that are there.`,
  )
}

function placed(message: string, model: any, field: any, id: string, hint: string): IntegrityError {
  const error = new IntegrityError(message)
  error.teaching = { id, hint }
  return Object.assign(error, { model, field_name: field?.name ?? null })
}

/** A rule of the new table may not hold in the old rows. */
function fill(connection: any, model: any, sql: string, params: readonly unknown[] | null): void {
  try {
    connection.cursor().execute(sql, params)
  } catch (error) {
    if (!(error instanceof IntegrityError)) throw error
    const message = error.__str__().replaceAll('new__', '')
    const [, column] = /\.(\w+)/.exec(message) ?? []
    const field = model._meta.local_concrete_fields.find((one: any) => one.column === column)
    const { verbose_name_plural } = model._meta
    throw placed(
      message,
      model,
      field,
      'db.rows_do_not_fit',
      `Change the ${verbose_name_plural} that break the new rule first, or reset the database.`,
    )
  }
}

/** SQL that is true for a value which a column of this type cannot hold. */
const MISFITS: Readonly<Record<string, (column: string) => string>> = {
  integer: (column) => `typeof(${column}) NOT IN ('integer', 'null')`,
  bigint: (column) => `typeof(${column}) NOT IN ('integer', 'null')`,
  smallint: (column) => `typeof(${column}) NOT IN ('integer', 'null')`,
  'integer unsigned': (column) => `typeof(${column}) NOT IN ('integer', 'null')`,
  bool: (column) => `${column} NOT IN (0, 1)`,
  real: (column) => `typeof(${column}) NOT IN ('integer', 'real', 'null')`,
  decimal: (column) => `typeof(${column}) NOT IN ('integer', 'real', 'null')`,
  date: (column) => `${column} IS NOT NULL AND date(${column}) IS NOT ${column}`,
  datetime: (column) => `${column} IS NOT NULL AND datetime(${column}) IS NULL`,
}

function checkValues(connection: any, model: any, field: any, table: string): void {
  const misfit = MISFITS[String(field.db_type(connection)).replace(/\(.*$/, '')]
  if (misfit === undefined) return
  const column = quote(field.column)
  const sql = `SELECT ${column} FROM ${quote(table)} WHERE ${misfit(column)} LIMIT 1`
  // a cursor would convert the value by the column's type
  const [row] = connection.driver.execute(sql).rows
  if (row === undefined) return
  const cls = class_name(field.constructor)
  throw placed(
    `Field '${field.name}' of ${model._meta.model_name} cannot become ${/^[AEIOU]/.test(cls) ? 'an' : 'a'} ${cls}: a row has ${repr(row[0])}.`,
    model,
    field,
    'db.rows_do_not_fit',
    `Change these values first, add a new field instead, or reset the database.`,
  )
}
