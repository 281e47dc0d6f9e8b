/** Rows of one table: a page of them, one value whole, and the three ways to change them. Values go as parameters. */
import type { Refused, Rows, Written } from '../../protocol/database-answers.ts'
import type { DatabaseQuestion, Input } from '../../protocol/database-questions.ts'
import { class_name } from '../../base/python/class_name.ts'
import type { SqlJsDatabase } from '../database.ts'
import { cellOf, quoted } from './cells.ts'
import { columnsOf, countOf, rowidOf } from './schema.ts'

type Question<Ask extends DatabaseQuestion['ask']> = Extract<DatabaseQuestion, { ask: Ask }>

export function rowsOf(database: SqlJsDatabase, question: Question<'rows'>): Rows {
  const { table, offset, limit, order } = question
  const columns = columnsOf(database, table).map(({ name }) => name)
  const rowid = rowidOf(database, table)
  const chosen = [rowid ?? 'NULL', ...columns.map(quoted)].join(', ')
  const sorted = [
    ...(order !== null && columns.includes(order.column)
      ? [`${quoted(order.column)} ${order.isDescending ? 'DESC' : 'ASC'}`]
      : []),
    // rows with the same value keep their places from page to page
    ...(rowid === null ? [] : [rowid]),
  ]
  const { rows } = database.exact(
    `SELECT ${chosen} FROM ${quoted(table)} ${sorted.length === 0 ? '' : `ORDER BY ${sorted.join(', ')}`} LIMIT ${limit} OFFSET ${offset}`,
  )
  return {
    columns,
    rows: rows.map(([row, ...values]) => ({
      row: row === null || row === undefined ? null : String(row),
      cells: values.map(cellOf),
    })),
    total: countOf(database, table),
  }
}

/** null: the row is gone, or holds no text. */
export function wholeCell(database: SqlJsDatabase, question: Question<'cell'>) {
  const { table, row, column } = question
  const { rows } = database.exact(
    `SELECT ${quoted(column)} FROM ${quoted(table)} WHERE ${named(database, table)}`,
    [row],
  )
  const value = rows[0]?.[0]
  return { text: typeof value === 'string' ? value : null }
}

export function update(database: SqlJsDatabase, question: Question<'update'>): Written {
  const { table, row, column, value } = question
  const { sql, params } = written(value)
  return attempt(
    database,
    table,
    `UPDATE ${quoted(table)} SET ${quoted(column)} = ${sql} WHERE ${named(database, table)}`,
    [...params, row],
  )
}

export function insert(database: SqlJsDatabase, question: Question<'insert'>): Written {
  const { table, values } = question
  const given = Object.entries(values).map(([column, value]) => ({ column, ...written(value) }))
  const target =
    given.length === 0
      ? 'DEFAULT VALUES'
      : `(${given.map(({ column }) => quoted(column)).join(', ')}) VALUES (${given.map(({ sql }) => sql).join(', ')})`
  return attempt(
    database,
    table,
    `INSERT INTO ${quoted(table)} ${target}`,
    given.flatMap(({ params }) => params),
  )
}

export function remove(database: SqlJsDatabase, question: Question<'delete'>): Written {
  const { table, row } = question
  return attempt(database, table, `DELETE FROM ${quoted(table)} WHERE ${named(database, table)}`, [
    row,
  ])
}

/** The condition that takes a rowid as its last parameter: digits, since numbers lose some. */
function named(database: SqlJsDatabase, table: string): string {
  return `${rowidOf(database, table) ?? 'NULL'} = CAST(? AS INTEGER)`
}

function written(value: Input): { readonly sql: string; readonly params: readonly string[] } {
  switch (value.type) {
    case 'null':
      return { sql: 'NULL', params: [] }
    case 'integer':
      return { sql: 'CAST(? AS INTEGER)', params: [value.text] }
    case 'real':
      return { sql: 'CAST(? AS REAL)', params: [value.text] }
    case 'text':
      return { sql: '?', params: [value.text] }
  }
}

function attempt(
  database: SqlJsDatabase,
  table: string,
  sql: string,
  params: readonly string[],
): Written {
  const isInsert = sql.startsWith('INSERT')
  try {
    database.exact(sql, params)
    const [told] = database.exact('SELECT changes(), last_insert_rowid()').rows
    const row = isInsert && rowidOf(database, table) !== null ? String(told?.[1]) : null
    return { refused: null, rows: Number(told?.[0] ?? 0), row }
  } catch (error) {
    return { refused: refusedBy(error), rows: 0, row: null }
  }
}

/** What the database said, in its own words. */
export function refusedBy(error: unknown): Refused {
  const message = error instanceof Error ? error.message : String(error)
  return { className: class_name((error as object).constructor), message: message.slice(0, 10_000) }
}
