/**
 * Answers to what the database panel asks, and what a request changed. They come from a worker in which a stranger's
 * code runs, so the panel parses them; what is in a database is shown as text. Every size is capped here once more.
 */
import * as v from 'valibot'

/** Characters of a value that are sent with its row; bytes of a BLOB. */
export const CELL_TEXT = 500
export const CELL_BYTES = 32
/** Rows of a result that the console shows. */
export const CONSOLE_ROWS = 500
/** Rows of a table of which is told what a request did to them. */
export const CHANGED_ROWS = 50

const name = v.pipe(v.string(), v.maxLength(1_000))
const text = v.pipe(v.string(), v.maxLength(100_000))
const count = v.pipe(v.number(), v.integer(), v.minValue(0))
const place = v.object({ file: name, line: v.number() })
const names = v.pipe(v.array(name), v.maxLength(2_000))

/** A value as text: that of a BLOB in hexadecimal. `length` in characters, of a BLOB in bytes, also where it is cut. */
const cell = v.object({
  type: v.picklist(['null', 'integer', 'real', 'text', 'blob']),
  text: v.pipe(v.string(), v.maxLength(2 * CELL_TEXT)),
  length: count,
})
export type Cell = v.InferOutput<typeof cell>
const cells = v.pipe(v.array(cell), v.maxLength(2_000))

const column = v.object({
  name,
  /** As declared: `varchar(200)`; '' where the table says none. */
  type: name,
  isRequired: v.boolean(),
  /** As SQL; null: none. */
  default: v.nullable(text),
  /** Position in the primary key, from 1; 0: no part of it. */
  key: count,
  /** Computed by the database, never written. */
  isGenerated: v.boolean(),
})
export type Column = v.InferOutput<typeof column>

const table = v.object({
  name,
  kind: v.picklist(['table', 'view']),
  sql: text,
  rows: count,
  columns: v.pipe(v.array(column), v.maxLength(2_000)),
  foreignKeys: v.pipe(
    v.array(v.object({ columns: names, table: name, references: names, onDelete: name })),
    v.maxLength(500),
  ),
  indexes: v.pipe(
    v.array(
      v.object({
        name,
        isUnique: v.boolean(),
        columns: names,
        /** null: of a constraint. */ sql: v.nullable(text),
      }),
    ),
    v.maxLength(500),
  ),
  /** Rows have a rowid by which they can be named. */
  isEditable: v.boolean(),
  /** `model`: `blog.Post`; for the table of a ManyToManyField, the field: `blog.Post.tags`. */
  model: v.nullable(v.object({ label: name, where: v.nullable(place) })),
})
export type Table = v.InferOutput<typeof table>

const schema = v.object({ tables: v.pipe(v.array(table), v.maxLength(1_000)) })
export type Schema = v.InferOutput<typeof schema>

const rows = v.object({
  columns: names,
  /** `row`: the rowid in digits; null where there is none. */
  rows: v.pipe(v.array(v.object({ row: v.nullable(name), cells })), v.maxLength(200)),
  /** Of the whole table. */
  total: count,
})
export type Rows = v.InferOutput<typeof rows>

/** The database said no; its own words. */
const refused = v.object({ className: name, message: text })
export type Refused = v.InferOutput<typeof refused>

const written = v.object({
  refused: v.nullable(refused),
  /** Rows changed: 0 where the row was gone. */
  rows: count,
  /** Of an inserted row. */
  row: v.nullable(name),
})
export type Written = v.InferOutput<typeof written>

const whole = v.object({ text: v.nullable(v.pipe(v.string(), v.maxLength(1_000_000))) })

const statement = v.object({
  sql: v.pipe(v.string(), v.maxLength(200_000)),
  columns: names,
  rows: v.pipe(v.array(cells), v.maxLength(CONSOLE_ROWS)),
  /** There are more rows than were read. */
  isCut: v.boolean(),
  /** Rows that were written; null where it was no INSERT, UPDATE or DELETE. */
  changed: v.nullable(count),
  durationUs: v.number(),
  refused: v.nullable(refused),
})
export type StatementResult = v.InferOutput<typeof statement>

const run = v.object({
  statements: v.pipe(v.array(statement), v.maxLength(1_000)),
  /** A transaction was left open, and rolled back. */
  isRolledBack: v.boolean(),
})
export type RunResult = v.InferOutput<typeof run>

const fileReport = v.object({
  /** Why it cannot be opened; null: it can. */
  problem: v.nullable(text),
  tables: count,
  rows: count,
  /** What does not fit the models, a sentence for each table. */
  differences: v.pipe(v.array(text), v.maxLength(500)),
})
export type FileReport = v.InferOutput<typeof fileReport>

const changedTable = v.object({
  table: name,
  columns: names,
  inserted: count,
  updated: count,
  deleted: count,
  /** Of the table itself: its columns were changed, too. */
  structure: v.picklist(['same', 'created', 'dropped', 'altered']),
  /** Too many rows to compare one by one: the numbers are the difference of the counts. */
  isCounted: v.boolean(),
  rows: v.pipe(
    v.array(v.object({ row: name, before: v.nullable(cells), after: v.nullable(cells) })),
    v.maxLength(CHANGED_ROWS),
  ),
})
export type ChangedTable = v.InferOutput<typeof changedTable>
const changes = v.pipe(v.array(changedTable), v.maxLength(1_000))

function parser<T>(of: v.GenericSchema<unknown, T>): (answer: unknown) => T | null {
  return (answer) => {
    const result = v.safeParse(of, answer)
    return result.success ? result.output : null
  }
}

/** Each returns null for what is no answer of ours, or too large. */
export const parseSchema = parser(schema)
export const parseRows = parser(rows)
export const parseWritten = parser(written)
export const parseWhole = parser(whole)
export const parseRun = parser(run)
export const parseFileReport = parser(fileReport)
export const parseChanges = parser(changes)
