/**
 * SQLite in WebAssembly behind the framework's Driver port. Rows are read by position, never as objects: two columns
 * of one name are common in joins. SQLite's errors carry no code here, so their class is read from the message.
 * sql.js binds a BigInt as text and numbers beyond 32 bits as REAL: an INTEGER column makes integers of both.
 */
import type { Database, SqlValue, Statement } from 'sql.js'
import type {
  Driver,
  DriverAggregate,
  DriverResult,
  DriverValue,
} from '../framework/db/backends/base.ts'
import {
  DatabaseError,
  IntegrityError,
  OperationalError,
  ProgrammingError,
} from '../framework/db/utils.ts'
import { OpenRows } from './open-rows.ts'

const CACHED_STATEMENTS = 200

// what sql.js has and its types lack
type WithAggregates = Database & { create_aggregate(name: string, functions: object): void }
type WithBigInts = Statement & {
  get(params: null, options: { readonly useBigInt: boolean }): DriverValue[]
}

/** A statement with what is asked of it each time and never changes. */
interface Prepared {
  readonly statement: Statement
  readonly columns: string[]
  readonly isChange: boolean
  readonly isInsert: boolean
}

export class SqlJsDriver implements Driver {
  /** How often tables were made, changed or dropped, which SQLite does not count as a change. */
  protected schemaChanges = 0
  private readonly statements = new Map<string, Prepared>()
  private readonly openRows: OpenRows

  constructor(protected readonly database: Database) {
    this.openRows = new OpenRows(database, readRow, translate)
    // autocommit inserts are ten times faster with the journal in memory, and nothing here outlives a crash anyway;
    // reads are five times faster when SQLite need not look for somebody else's journal: there is nobody else
    database.exec(
      'PRAGMA journal_mode=memory; PRAGMA locking_mode=exclusive; PRAGMA foreign_keys=on',
    )
  }

  execute(sql: string, params: readonly DriverValue[] = [], limit?: number): DriverResult {
    const isSchema = /^\s*(?:ALTER|CREATE|DROP)/i.test(sql)
    // a table that is being read cannot be dropped
    if (isSchema) this.openRows.suspend()
    if (limit !== undefined) return this.openRows.start(sql, params, limit)
    let statement: Statement | undefined
    try {
      const prepared = this.prepare(sql)
      statement = prepared.statement
      if (params.length > 0) statement.bind(params as SqlValue[])
      const rows: DriverValue[][] = []
      while (statement.step()) rows.push(readRow(statement))
      return {
        columns: prepared.columns,
        rows,
        rowsChanged: prepared.isChange ? this.database.getRowsModified() : -1,
        lastRowId: prepared.isInsert ? this.lastRowId() : 0,
      }
    } catch (error) {
      throw translate(error)
    } finally {
      statement?.reset()
      // other tables: `SELECT *` has other columns now
      if (isSchema) {
        this.schemaChanges += 1
        this.forgetStatements()
      }
    }
  }

  create_function(
    name: string,
    arity: number,
    fn: (...values: DriverValue[]) => DriverValue | boolean,
  ): void {
    const call = (...values: DriverValue[]) => {
      let result: ReturnType<typeof fn>
      try {
        result = fn(...values)
      } catch (error) {
        // SQLite tells no more than this; what it was is the hint
        functionError = error instanceof Error ? error.message : String(error)
        throw new Error(FUNCTION_FAILED)
      }
      return typeof result === 'boolean' ? Number(result) : (result as SqlValue)
    }
    // sql.js takes the number of arguments from the function's length
    Object.defineProperty(call, 'length', { value: arity })
    this.database.create_function(name, call as (...values: never[]) => SqlValue)
  }

  create_aggregate(name: string, arity: number, make: () => DriverAggregate): void {
    const step = (state: DriverAggregate | null, ...values: DriverValue[]) => {
      const current = state ?? make()
      current.step(...values)
      return current
    }
    Object.defineProperty(step, 'length', { value: arity + 1 })
    ;(this.database as WithAggregates).create_aggregate(name, {
      init: () => null,
      step,
      finalize: (state: DriverAggregate | null) => (state ?? make()).finalize(),
    })
  }

  /** Bytes of the database file. Only between transactions. */
  export(): Uint8Array {
    this.openRows.suspend()
    this.forgetStatements()
    return this.database.export()
  }

  close(): void {
    this.openRows.suspend()
    this.forgetStatements()
    this.database.close()
  }

  private prepare(sql: string): Prepared {
    const known = this.statements.get(sql)
    if (known !== undefined) {
      this.statements.delete(sql)
      this.statements.set(sql, known)
      return known
    }
    // SQLite would read up to it and take that for the whole
    if (sql.includes('\0')) throw new ProgrammingError('the query contains a null character')
    const statement = this.database.prepare(sql)
    const prepared = {
      statement,
      columns: statement.getColumnNames(),
      isChange: /^\s*(?:INSERT|UPDATE|DELETE|REPLACE)/i.test(sql),
      isInsert: /^\s*(?:INSERT|REPLACE)/i.test(sql),
    }
    this.statements.set(sql, prepared)
    if (this.statements.size > CACHED_STATEMENTS) {
      const [oldest, unused] = this.statements.entries().next().value as [string, Prepared]
      unused.statement.free()
      this.statements.delete(oldest)
    }
    return prepared
  }

  protected forgetStatements(): void {
    for (const { statement } of this.statements.values()) statement.free()
    this.statements.clear()
  }

  private lastRowId(): number {
    const { statement } = this.prepare('SELECT last_insert_rowid()')
    statement.step()
    const id = statement.get()[0] as number
    statement.reset()
    return id
  }
}

function readRow(statement: Statement): DriverValue[] {
  const row = statement.get() as DriverValue[]
  if (!row.some((value) => typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER))
    return row
  // rare: read the row again with exact integers, and keep those alone
  const exact = (statement as WithBigInts).get(null, { useBigInt: true })
  return row.map((value, i) => {
    const big = exact[i]
    return typeof value === 'number' &&
      typeof big === 'bigint' &&
      Math.abs(value) > Number.MAX_SAFE_INTEGER
      ? big
      : value
  })
}

const FUNCTION_FAILED = 'user-defined function raised exception'
/** What the function said that failed last. */
let functionError = ''

let hintOf: (message: string) => string | null = () => null

/** Says what to do about a message of SQLite's, for a project of which more is known; null: nothing. */
export function setErrorHints(next: ((message: string) => string | null) | null): void {
  hintOf = next ?? (() => null)
}

export function translate(error: unknown): Error {
  if (error instanceof DatabaseError) return error
  const message = error instanceof Error ? error.message : String(error)
  if (/^(?:UNIQUE|NOT NULL|CHECK|FOREIGN KEY) constraint failed/.test(message))
    return new IntegrityError(message)
  const hint = hintOf(message)
  const translated = new OperationalError(message)
  if (message === FUNCTION_FAILED)
    translated.teaching = { id: 'db.function_failed', hint: functionError }
  if (hint !== null) translated.teaching = { id: 'db.migration_waits', hint }
  return translated
}
