/**
 * The cursor: where every statement passes. It logs and traces what is sent, refuses everything while a transaction
 * is broken, and turns `%s` placeholders into SQLite's.
 *
 * Django: CursorWrapper in django/db/backends/utils.py, SQLiteCursorWrapper
 */
import { asyncState } from '../../../base/async/state.ts'
import { Float } from '../../../base/python/float.ts'
import { isPlainObject } from '../../../base/python/mapping.ts'
import { repr, str } from '../../../base/python/protocols.ts'
import { Tuple } from '../../../base/python/tuple.ts'
import { tracing } from '../../../trace/tracer.ts'
import { SynchronousOnlyOperation } from '../../core/exceptions.ts'
import { ProgrammingError } from '../utils.ts'
import type { DriverResult, DriverValue } from './base.ts'

/** Longer parameters are cut in traces. */
const MAX_PARAM_CHARS = 200

export class CursorWrapper {
  private result: DriverResult | null = null
  private position = 0

  constructor(private readonly db: any) {}

  /** @param params  a list for `%s`, an object for `%(name)s`; null: the SQL is sent as it is */
  execute(
    sql: string,
    params: readonly unknown[] | Record<string, unknown> | null = null,
    limit?: number,
  ): this {
    if (asyncState.isInCoroutine) throw insideCoroutine()
    this.db.validate_no_broken_transaction(sql, params)
    this.db.begin_before(sql)
    const [text, values] = convertQuery(String(sql), params)
    this.result = runLogged(this.db, sql, text, values.map(adapt), values, limit)
    this.position = 0
    return this
  }

  executemany(sql: string, param_list: Iterable<readonly unknown[]>): this {
    for (const params of param_list) this.execute(sql, params)
    return this
  }

  /** For results that are read once and in full: rows as the driver gave them. */
  takeRows(): readonly (readonly DriverValue[])[] {
    return this.result?.rows ?? []
  }

  /** All rows, or the first `limit` of them and then, until it is closed, so many more at a time. */
  *takeChunks(limit: number): Generator<readonly (readonly DriverValue[])[]> {
    yield this.takeRows()
    const rest = this.result?.rest ?? null
    if (rest === null) return
    try {
      for (;;) {
        const rows = rest.next(limit)
        if (rows.length > 0) yield rows
        if (rows.length < limit) return
      }
    } finally {
      rest.close()
    }
  }

  fetchone(): Tuple | null {
    const row = this.result?.rows[this.position]
    if (row === undefined) return null
    this.position += 1
    return Tuple.from(row) as Tuple
  }

  fetchmany(size = 100): Tuple[] {
    return this.fetch(size)
  }

  fetchall(): Tuple[] {
    return this.fetch(Infinity)
  }

  private fetch(size: number): Tuple[] {
    const rows = this.result?.rows.slice(this.position, this.position + size) ?? []
    this.position += rows.length
    return rows.map((row) => Tuple.from(row) as Tuple)
  }

  get rowcount(): number {
    return this.result?.rowsChanged ?? -1
  }

  get lastrowid(): number | null {
    return this.result?.lastRowId ?? null
  }

  /** Seven-tuples of which only the name is filled; null for statements without rows. */
  get description(): Tuple[] | null {
    const { columns = [] } = this.result ?? {}
    if (columns.length === 0) return null
    return columns.map((name) => new Tuple<unknown>(name, null, null, null, null, null, null))
  }

  close(): void {
    this.result = null
  }

  *[Symbol.iterator](): Generator<Tuple> {
    for (let row = this.fetchone(); row !== null; row = this.fetchone()) yield row
  }

  __enter__(): this {
    return this
  }

  __exit__(): void {
    this.close()
  }
}

function insideCoroutine(): SynchronousOnlyOperation {
  const error = new SynchronousOnlyOperation(
    'You cannot call this from an async context - use a thread or sync_to_async.',
  )
  error.teaching = {
    id: 'async.database',
    hint: 'Await what has an `a` in front (`await Post.objects.acount()`, `for await (const post of posts)`, `await request.auser()`), or wrap the whole in sync_to_async.',
  }
  return error
}

/** Runs one statement, tells the tracer and the log. */
function runLogged(
  db: any,
  sql: string,
  text: string,
  values: DriverValue[],
  given: readonly unknown[],
  limit: number | undefined,
): DriverResult {
  const { tracer } = tracing
  if (tracer === null) {
    if (!db.queries_logged) return db.driver.execute(text, values, limit)
    return log(db, sql, values, given, () => db.driver.execute(text, values, limit))
  }
  const params = values.map((value) => {
    const shown = repr(value)
    return shown.length > MAX_PARAM_CHARS ? `${shown.slice(0, MAX_PARAM_CHARS)}…` : shown
  })
  const span = tracer.begin('db.query', { sql, params }, 'caller')
  let result: DriverResult | undefined
  try {
    result = db.queries_logged
      ? log(db, sql, values, given, () => db.driver.execute(text, values, limit))
      : (db.driver.execute(text, values, limit) as DriverResult)
    return result
  } finally {
    if (result === undefined) tracer.end(span)
    else {
      const rows = result.columns.length > 0 ? result.rows.length : Math.max(0, result.rowsChanged)
      const plan = queryPlan(db, text, values)
      tracer.end(span, plan === null ? { rows } : { rows, plan })
    }
  }
}

/** @param given  the values before they became SQLite's: 7.0 is a float still */
function log(
  db: any,
  sql: string,
  values: readonly DriverValue[],
  given: readonly unknown[],
  run: () => DriverResult,
): DriverResult {
  let text: string | undefined
  db.queries_log.push({
    // written out only for those who read it
    get sql() {
      return (text ??= lastExecutedQuery(sql, values, given))
    },
    time: '0.000',
  })
  if (db.queries_log.length > db.queries_limit) db.queries_log.shift()
  return run()
}

/** By driver, then by statement. A plan hangs on tables and indexes, not on the values. */
const plans = new WeakMap<object, Map<string, readonly string[]>>()
const MAX_PLANS = 500

/** SQLite's plan of a SELECT, one line each; null for other statements. */
function queryPlan(db: any, text: string, values: DriverValue[]): readonly string[] | null {
  if (!/^\s*SELECT/i.test(text)) {
    if (!/^\s*(?:INSERT|UPDATE|DELETE|REPLACE|SAVEPOINT|RELEASE)/i.test(text))
      plans.delete(db.driver)
    return null
  }
  const known = plans.get(db.driver) ?? new Map<string, readonly string[]>()
  plans.set(db.driver, known)
  let plan = known.get(text)
  if (plan === undefined) {
    const { rows } = db.driver.execute(`EXPLAIN QUERY PLAN ${text}`, values) as DriverResult
    plan = rows.map((row) => String(row[3]))
    if (known.size < MAX_PLANS) known.set(text, plan)
  }
  return plan
}

/** The statement with its parameters written in as SQLite's `quote()` writes them, for people. */
export function lastExecutedQuery(
  sql: string,
  values: readonly DriverValue[],
  given: readonly unknown[] = values,
): string {
  let next = 0
  return sql.replace(/%[s%]/g, (slot) => {
    if (slot === '%%') return '%'
    const index = next++
    const float = given[index]
    return isWholeFloat(float) ? str(float) : quoteLiteral(values[index] ?? null)
  })
}

function quoteLiteral(value: DriverValue): string {
  if (value === null) return 'NULL'
  // a text ends for SQLite where a null character stands
  if (typeof value === 'string') return `'${value.replace(/\0.*/s, '').replaceAll("'", "''")}'`
  if (value instanceof Uint8Array)
    return `X'${Array.from(value, (byte) => byte.toString(16).padStart(2, '0')).join('')}'`
  return String(value)
}

const converted = new Map<string, string>()

/** `%s` and `%(name)s` to `?`; the same text is converted once. */
function convertQuery(
  sql: string,
  params: readonly unknown[] | Record<string, unknown> | null,
): [string, readonly unknown[]] {
  if (params === null) return [sql, []]
  if (isPlainObject(params)) {
    const values: unknown[] = []
    const text = sql.replace(/%(?:\((\w+)\)s|%)/g, (_slot, name: string | undefined) => {
      if (name === undefined) return '%'
      values.push(params[name])
      return '?'
    })
    return [text, values]
  }
  const list = params
  let text = converted.get(sql)
  if (text === undefined) {
    text = sql.replace(/%[s%]/g, (slot) => (slot === '%%' ? '%' : '?'))
    if (converted.size > 1000) converted.clear()
    converted.set(sql, text)
  }
  if (list.some(isWholeFloat)) text = withReals(text, list)
  const slots = countSlots(text)
  if (slots !== list.length) {
    throw new ProgrammingError(
      `Incorrect number of bindings supplied. The current statement uses ${slots}, and there are ${list.length} supplied.`,
    )
  }
  return [text, list]
}

function isWholeFloat(value: unknown): boolean {
  return value instanceof Float && Number.isInteger(value.value)
}

/** 7.0 would be bound as the integer 7, and `/` would divide integers. */
function withReals(text: string, list: readonly unknown[]): string {
  let next = 0
  return text.replace(/\?/g, () => (isWholeFloat(list[next++]) ? 'CAST(? AS REAL)' : '?'))
}

const slotCounts = new Map<string, number>()

function countSlots(text: string): number {
  let count = slotCounts.get(text)
  if (count === undefined) {
    count = text.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"/g, '').split('?').length - 1
    if (slotCounts.size > 1000) slotCounts.clear()
    slotCounts.set(text, count)
  }
  return count
}

/** What is not one of SQLite's types becomes one, or is refused as Python's sqlite3 does. */
function adapt(value: unknown): DriverValue {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint')
    return value
  if (typeof value === 'boolean') return value ? 1 : 0
  if (value === null || value === undefined) return null
  if (value instanceof Uint8Array) return value
  if (value instanceof Float) return value.value
  if (typeof value === 'object' && '__str__' in value && !Array.isArray(value)) return str(value)
  if (value instanceof String) return value.valueOf()
  throw new ProgrammingError(`Error binding parameter: type '${typeof value}' is not supported`)
}
