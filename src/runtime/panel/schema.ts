/** Tables and views with their columns, keys and indexes, as SQLite tells them, and the models that they are of. */
import type { Schema, Table } from '../../protocol/database-answers.ts'
import type { SqlJsDatabase } from '../database.ts'
import { modelOfTable, type Files } from './models.ts'
import { quoted } from './cells.ts'

const MAX_TABLES = 1_000

/** Names that stand for the rowid, unless a column has them. */
const ROWID_NAMES = ['rowid', '_rowid_', 'oid']

export function schemaOf(database: SqlJsDatabase, files: Files): Schema {
  const found = database.exact(
    "SELECT name, type, sql FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name",
  )
  const modelOf = modelOfTable(files)
  return {
    tables: found.rows.slice(0, MAX_TABLES).map(([name, kind, sql]): Table => {
      const table = String(name)
      return {
        name: table,
        kind: kind === 'view' ? 'view' : 'table',
        sql: String(sql ?? ''),
        rows: countOf(database, table),
        columns: columnsOf(database, table),
        foreignKeys: foreignKeysOf(database, table),
        indexes: indexesOf(database, table),
        isEditable: rowidOf(database, table) !== null,
        model: modelOf(table),
      }
    }),
  }
}

/** 0 for a view that cannot be read: it names a table that is gone. */
export function countOf(database: SqlJsDatabase, table: string): number {
  try {
    return Number(database.exact(`SELECT count(*) FROM ${quoted(table)}`).rows[0]?.[0] ?? 0)
  } catch {
    return 0
  }
}

export function columnsOf(database: SqlJsDatabase, table: string): Table['columns'] {
  // hidden: 1 of virtual tables, 2 and 3 generated
  const { rows } = database.exact(
    'SELECT name, type, "notnull", dflt_value, pk, hidden FROM pragma_table_xinfo(?)',
    [table],
  )
  return rows
    .filter(([, , , , , hidden]) => hidden !== 1n)
    .map(([name, type, isRequired, fallback, key, hidden]) => ({
      name: String(name),
      type: String(type ?? ''),
      isRequired: isRequired === 1n,
      default: fallback === null || fallback === undefined ? null : String(fallback),
      key: Number(key),
      isGenerated: hidden === 2n || hidden === 3n,
    }))
}

/** The name by which rows of a table can be told apart in SQL; null: a view, or a table without rowid. */
export function rowidOf(database: SqlJsDatabase, table: string): string | null {
  const [kind] = database.exact(
    "SELECT type, wr FROM pragma_table_list WHERE name = ? AND schema = 'main'",
    [table],
  ).rows
  if (kind === undefined || kind[0] !== 'table' || kind[1] !== 0n) return null
  const names = new Set(columnsOf(database, table).map(({ name }) => name.toLowerCase()))
  return ROWID_NAMES.find((name) => !names.has(name)) ?? null
}

function foreignKeysOf(database: SqlJsDatabase, table: string): Table['foreignKeys'] {
  const { rows } = database.exact(
    'SELECT id, "table", "from", "to", on_delete FROM pragma_foreign_key_list(?) ORDER BY id, seq',
    [table],
  )
  const keys = new Map<unknown, Table['foreignKeys'][number]>()
  for (const [id, target, from, to, onDelete] of rows) {
    const key = keys.get(id) ?? {
      columns: [],
      table: String(target),
      references: [],
      onDelete: String(onDelete),
    }
    key.columns.push(String(from))
    if (to !== null) key.references.push(String(to))
    keys.set(id, key)
  }
  return [...keys.values()]
}

function indexesOf(database: SqlJsDatabase, table: string): Table['indexes'] {
  const { rows } = database.exact(
    'SELECT l.name, l."unique", s.sql FROM pragma_index_list(?1) l LEFT JOIN sqlite_schema s ON s.name = l.name ORDER BY l.seq',
    [table],
  )
  return rows.map(([name, isUnique, sql]) => ({
    name: String(name),
    isUnique: isUnique === 1n,
    columns: database
      .exact('SELECT name FROM pragma_index_info(?) ORDER BY seqno', [String(name)])
      // an expression has no name
      .rows.map(([column]) => String(column ?? '(expression)')),
    sql: sql === null || sql === undefined ? null : String(sql),
  }))
}
