/**
 * What is in the database: its tables, their SQL, their columns.
 *
 * Django: django/db/backends/sqlite3/introspection.py
 */
import { quote } from './schema.ts'

export interface Column {
  readonly name: string
  readonly type: string
  /** The table that the column's key points to; null for other columns. */
  readonly target: string | null
}

/** SQLite's own tables left out. */
export function tablesOf(connection: any): string[] {
  return connection
    .cursor()
    .execute(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite#_%' ESCAPE '#' ORDER BY rowid",
    )
    .fetchall()
    .map(([name]: [string]) => name)
}

/** The CREATE TABLE statement; null where there is no such table. */
export function sqlOf(connection: any, table: string): string | null {
  const row = connection
    .cursor()
    .execute("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = %s", [table])
    .fetchone()
  return row === null ? null : (row[0] as string)
}

export function columnsOf(connection: any, table: string): Column[] {
  const rows = (pragma: string): any[][] =>
    connection
      .cursor()
      .execute(`PRAGMA ${pragma}(${quote(table)})`)
      .fetchall()
  const targets = new Map(rows('foreign_key_list').map((row) => [row[3], row[2]]))
  return rows('table_info').map(([, name, type]) => {
    // SQLite writes the names of its own types in capitals
    return { name, type: type.toLowerCase(), target: targets.get(name) ?? null }
  })
}
