/**
 * Brings the tables to what the models say now and keeps the rows: a changed table is made anew and filled from the old
 * one. What makemigrations would ask (was it renamed?) is taken as yes where only one answer fits. All or nothing: an
 * error leaves the database as it was.
 *
 * Django: django/db/migrations/autodetector.py, django/db/backends/sqlite3/schema.py
 * Left out: a removed model's table stays, without its foreign keys, so that its rows are there if the model returns.
 */
import { remake, type Rebuilt } from './remake.ts'
import { columnsOf, sqlOf, tablesOf } from './introspection.ts'
import { DatabaseSchemaEditor, indexSql, quote, withTables } from './schema.ts'

/** What `sync` did to one table. */
export interface SchemaChange extends Rebuilt {
  readonly change: 'created' | 'rebuilt' | 'renamed' | 'detached'
}

const untouched = { added: [], removed: [], renamed: [] } as const

/**
 * @param isForeign  tables that are somebody else's business: those of apps with migrations
 * @returns one entry for each table that changed
 * @throws {IntegrityError} rows that are there cannot go into the new table; says which column and what to write
 */
export function sync(
  connection: any,
  models: Iterable<any>,
  isForeign: (table: string) => boolean = () => false,
): SchemaChange[] {
  const ours = () => tablesOf(connection).filter((table) => !isForeign(table))
  const editor = new DatabaseSchemaEditor(connection)
  const wanted = withTables(models).flatMap((model) => [model, ...throughModels(model)])
  connection.disable_constraint_checking()
  try {
    connection.driver.execute('BEGIN')
    try {
      const changes = [
        ...renameTables(connection, wanted, ours()),
        ...wanted.flatMap((model) => bringUp(connection, editor, model)),
        ...detachOthers(connection, wanted, ours()),
      ]
      if (changes.length > 0) connection.check_constraints()
      connection.driver.execute('COMMIT')
      return changes
    } catch (error) {
      connection.driver.execute('ROLLBACK')
      throw error
    }
  } finally {
    connection.enable_constraint_checking()
  }
}

function throughModels(model: any): any[] {
  return model._meta.local_many_to_many
    .map((field: any) => field.remote_field.through)
    .filter((through: any) => through._meta.auto_created)
}

function bringUp(connection: any, editor: DatabaseSchemaEditor, model: any): SchemaChange[] {
  const table = model._meta.db_table
  const current = sqlOf(connection, table)
  if (current === null) {
    editor.create_table(model)
    return [{ ...untouched, table, change: 'created' }]
  }
  if (current !== editor.tableSql(model, table))
    return [{ ...remake(connection, editor, model), change: 'rebuilt' }]
  syncIndexes(connection, editor, model)
  return []
}

/** A table that no model has any more and the only new model with the same columns are one model under two names. */
function renameTables(
  connection: any,
  wanted: readonly any[],
  there: readonly string[],
): SchemaChange[] {
  const names = new Set(wanted.map((model) => model._meta.db_table as string))
  const lost = there.filter((table) => !names.has(table))
  const missing = wanted.filter((model) => !there.includes(model._meta.db_table))
  const changes: SchemaChange[] = []
  for (const model of missing) {
    const shape = shapeOfModel(connection, model)
    const label = `${model._meta.app_label}_`
    const fits = lost.filter(
      (table) => table.startsWith(label) && shapeOfTable(connection, table) === shape,
    )
    const rivals = missing.filter((other) => shapeOfModel(connection, other) === shape)
    if (fits.length !== 1 || rivals.length !== 1) continue
    const table = model._meta.db_table as string
    connection.cursor().execute(`ALTER TABLE ${quote(fits[0]!)} RENAME TO ${quote(table)}`)
    changes.push({ ...untouched, table, change: 'renamed', renamed: [[fits[0]!, table]] })
  }
  return changes
}

// the columns of a table between two models are named after these, so only their number counts there
const isBetween = (model: any) => Boolean(model._meta.auto_created)

function shapeOfModel(connection: any, model: any): string {
  const fields = model._meta.local_concrete_fields
  if (isBetween(model)) return `${fields.length} columns between`
  return fields.map((field: any) => `${field.column} ${field.db_type(connection)}`).join()
}

function shapeOfTable(connection: any, table: string): string {
  const columns = columnsOf(connection, table)
  const keys = columns.filter(({ target }) => target !== null)
  if (columns.length === 3 && keys.length === 2) return '3 columns between'
  return columns.map(({ name, type }) => `${name} ${type}`).join()
}

/** Without its model a table would still forbid to delete rows that it points to. */
function detachOthers(
  connection: any,
  wanted: readonly any[],
  there: readonly string[],
): SchemaChange[] {
  const names = new Set(wanted.map((model) => model._meta.db_table as string))
  const changes: SchemaChange[] = []
  for (const table of there) {
    const sql = names.has(table) ? null : sqlOf(connection, table)
    const free = sql?.replaceAll(
      / REFERENCES "[^"]*" \("[^"]*"\) DEFERRABLE INITIALLY DEFERRED/g,
      '',
    )
    if (free === undefined || free === sql) continue
    const cursor = connection.cursor()
    const other = `new__${table}`
    cursor.execute(free.replace(quote(table), quote(other)))
    cursor.execute(`INSERT INTO ${quote(other)} SELECT * FROM ${quote(table)}`)
    cursor.execute(`DROP TABLE ${quote(table)}`)
    cursor.execute(`ALTER TABLE ${quote(other)} RENAME TO ${quote(table)}`)
    changes.push({ ...untouched, table, change: 'detached' })
  }
  return changes
}

function syncIndexes(connection: any, editor: DatabaseSchemaEditor, model: any): void {
  const table = model._meta.db_table
  const there = new Map<string, string>(
    connection
      .cursor()
      .execute(
        "SELECT sql, name FROM sqlite_master WHERE type = 'index' AND tbl_name = %s AND sql IS NOT NULL",
        [table],
      )
      .fetchall()
      .map((row: unknown[]) => [row[0] as string, row[1] as string]),
  )
  const wanted = indexSql(model, editor)
  for (const [sql, name] of there)
    if (!wanted.includes(sql)) editor.execute(`DROP INDEX ${quote(name)}`)
  for (const sql of wanted) if (!there.has(sql)) editor.execute(sql)
}
