/**
 * What changed between two states of the database, row by row: of the rows that SQLite told of, else (after a DELETE
 * without WHERE, a REPLACE, very many rows) of all rows of a table that is not too large, else in numbers. A row that
 * was written and rolled back is the same before and after, and is not listed.
 */
import { CHANGED_ROWS, type ChangedTable } from '../protocol/database-answers.ts'
import type { DriverValue } from '../framework/db/backends/base.ts'
import type { SqlJsDatabase } from './database.ts'
import type { Pending } from './keeper.ts'
import { cellOf, quoted } from './panel/cells.ts'
import { columnsOf, countOf, rowidOf } from './panel/schema.ts'

/** Larger tables are counted. */
const MAX_COMPARED = 5_000
const MAX_TABLES = 1_000

type Row = readonly DriverValue[] | null

interface Sides {
  readonly before: SqlJsDatabase
  readonly after: SqlJsDatabase
}

export function changesBetween(
  pending: Pending,
  open: (bytes: Uint8Array) => SqlJsDatabase,
): ChangedTable[] {
  const before = open(pending.before)
  const after = open(pending.after)
  try {
    const [old, now] = [tablesOf(before), tablesOf(after)]
    const names = [...new Set([...old, ...now])].sort().slice(0, MAX_TABLES)
    return names.flatMap((table) => {
      const sides = { before, after }
      if (!old.includes(table)) return changed(sides, table, 'created', pending)
      if (!now.includes(table)) return changed(sides, table, 'dropped', pending)
      const isSame = columnList(before, table) === columnList(after, table)
      return changed(sides, table, isSame ? 'same' : 'altered', pending)
    })
  } finally {
    before.close()
    after.close()
  }
}

function changed(
  sides: Sides,
  table: string,
  structure: ChangedTable['structure'],
  pending: Pending,
): ChangedTable[] {
  const counts = {
    before: structure === 'created' ? 0 : countOf(sides.before, table),
    after: structure === 'dropped' ? 0 : countOf(sides.after, table),
  }
  const touched = pending.touched.get(table)
  if (structure === 'same' && touched === undefined && counts.before === counts.after) return []
  const head = {
    table,
    columns: names(structure === 'dropped' ? sides.before : sides.after, table),
  }
  const growth = counts.after - counts.before
  if (structure === 'same' && pending.isComplete && touched !== undefined) {
    const told = compare(sides, table, touched)
    // a REPLACE pushes rows out of which SQLite does not tell
    if (told.inserted - told.deleted === growth) return isEmpty(told) ? [] : [{ ...head, ...told }]
  }
  const rowids = structure === 'same' ? allRowids(sides, table, counts) : null
  if (rowids !== null) {
    const told = compare(sides, table, rowids)
    return isEmpty(told) ? [] : [{ ...head, ...told }]
  }
  return [
    {
      ...head,
      inserted: Math.max(growth, 0),
      updated: 0,
      deleted: Math.max(-growth, 0),
      structure,
      isCounted: true,
      rows: [],
    },
  ]
}

type Compared = Omit<ChangedTable, 'table' | 'columns'>

function compare(sides: Sides, table: string, rowids: Iterable<number>): Compared {
  const found = { inserted: 0, updated: 0, deleted: 0 }
  const rows: Compared['rows'] = []
  const [readBefore, readAfter] = [readerOf(sides.before, table), readerOf(sides.after, table)]
  for (const rowid of [...rowids].sort((a, b) => a - b)) {
    const [before, after] = [readBefore(rowid), readAfter(rowid)]
    if (isSame(before, after)) continue
    if (before === null) found.inserted += 1
    else if (after === null) found.deleted += 1
    else found.updated += 1
    if (rows.length < CHANGED_ROWS)
      rows.push({
        row: String(rowid),
        before: before?.map(cellOf) ?? null,
        after: after?.map(cellOf) ?? null,
      })
  }
  return { ...found, structure: 'same', isCounted: false, rows }
}

const isEmpty = ({ inserted, updated, deleted }: Compared): boolean =>
  inserted + updated + deleted === 0

/** @returns a function that reads one row by its id; null: there is none */
function readerOf(database: SqlJsDatabase, table: string): (rowid: number) => Row {
  const name = rowidOf(database, table)
  if (name === null) return () => null
  const columns = names(database, table).map(quoted).join(', ')
  const sql = `SELECT ${columns} FROM ${quoted(table)} WHERE ${name} = CAST(? AS INTEGER)`
  return (rowid) => database.exact(sql, [String(rowid)]).rows[0] ?? null
}

/** null: too many, or the table has no row ids. */
function allRowids(
  { before, after }: Sides,
  table: string,
  counts: { readonly before: number; readonly after: number },
): Set<number> | null {
  const name = rowidOf(after, table)
  if (name === null || Math.max(counts.before, counts.after) > MAX_COMPARED) return null
  const sql = `SELECT ${name} FROM ${quoted(table)}`
  return new Set(
    [...before.exact(sql).rows, ...after.exact(sql).rows].map(([rowid]) => Number(rowid)),
  )
}

function isSame(a: Row, b: Row): boolean {
  if (a === null || b === null) return a === b
  return a.every((value, index) => {
    const other = b[index]
    if (!(value instanceof Uint8Array) || !(other instanceof Uint8Array)) return value === other
    return value.length === other.length && value.every((byte, at) => byte === other[at])
  })
}

function tablesOf(database: SqlJsDatabase): string[] {
  return database
    .exact(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
    )
    .rows.map(([name]) => String(name))
}

const names = (database: SqlJsDatabase, table: string): string[] =>
  columnsOf(database, table).map(({ name }) => name)

const columnList = (database: SqlJsDatabase, table: string): string =>
  JSON.stringify(names(database, table))
