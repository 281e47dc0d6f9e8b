/**
 * What the database panel may ask. Values that are written go to SQLite as parameters, with the type that the person
 * chose: a column without a type would else make a number of the text `007`.
 */
import * as v from 'valibot'

/** Of a file that is opened, and of what the host keeps of a database. */
export const MAX_DATABASE_BYTES = 200_000_000
export const MAX_SQL = 200_000
/** Rows asked for at once. */
export const MAX_PAGE = 200

const name = v.pipe(v.string(), v.maxLength(1_000))
const row = v.pipe(v.string(), v.regex(/^-?\d{1,19}$/))

/** A database file, or what is said to be one. */
export const databaseBytes = v.pipe(
  v.instance(ArrayBuffer),
  v.check((bytes) => bytes.byteLength <= MAX_DATABASE_BYTES, 'database too large'),
)

export const inputSchema = v.variant('type', [
  v.object({ type: v.literal('null') }),
  v.object({ type: v.literal('integer'), text: v.pipe(v.string(), v.regex(/^[+-]?\d{1,19}$/)) }),
  v.object({
    type: v.literal('real'),
    text: v.pipe(v.string(), v.maxLength(100), v.regex(/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i)),
  }),
  v.object({ type: v.literal('text'), text: v.pipe(v.string(), v.maxLength(1_000_000)) }),
])
/** A value for a cell. */
export type Input = v.InferOutput<typeof inputSchema>

/** `row` is SQLite's rowid, in digits. */
export const databaseQuestion = v.variant('ask', [
  v.object({ ask: v.literal('schema') }),
  v.object({
    ask: v.literal('rows'),
    table: name,
    offset: v.pipe(v.number(), v.integer(), v.minValue(0)),
    limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_PAGE)),
    /** null: in the order in which SQLite keeps them. */
    order: v.nullable(v.object({ column: name, isDescending: v.boolean() })),
  }),
  /** A value in full length: pages of rows hold the beginning of a long one. */
  v.object({ ask: v.literal('cell'), table: name, row, column: name }),
  v.object({ ask: v.literal('update'), table: name, row, column: name, value: inputSchema }),
  /** Columns that are left out get their default. */
  v.object({ ask: v.literal('insert'), table: name, values: v.record(name, inputSchema) }),
  v.object({ ask: v.literal('delete'), table: name, row }),
  v.object({ ask: v.literal('run'), sql: v.pipe(v.string(), v.maxLength(MAX_SQL)) }),
  /** Whether this file could take the place of the database. Changes nothing. */
  v.object({ ask: v.literal('check'), bytes: databaseBytes }),
])
export type DatabaseQuestion = v.InferOutput<typeof databaseQuestion>
