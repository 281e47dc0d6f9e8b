/**
 * Results that are read a few rows at a time, so that a hundred thousand rows are never all in memory. SQLite frees the
 * statement when the database is copied, and refuses to drop a table that is being read: then the place is remembered,
 * and the next rows are found by reading up to it again.
 */
import type { Database, SqlValue, Statement } from 'sql.js'
import type { DriverResult, DriverValue } from '../framework/db/backends/base.ts'

type ReadRow = (statement: Statement) => DriverValue[]

export class OpenRows {
  private readonly open = new Set<OneResult>()

  constructor(
    private readonly database: Database,
    private readonly readRow: ReadRow,
    private readonly translate: (error: unknown) => Error,
  ) {}

  /** @param limit  rows to begin with */
  start(sql: string, params: readonly DriverValue[], limit: number): DriverResult {
    const result = new OneResult(this.database, sql, params, this.readRow, this.translate)
    const rows = result.next(limit)
    const { columns } = result
    const all = { columns, rows, rowsChanged: -1, lastRowId: 0 }
    if (rows.length < limit) {
      result.close()
      return all
    }
    this.open.add(result)
    const close = () => {
      this.open.delete(result)
      result.close()
    }
    return { ...all, rest: { next: (count) => result.next(count), close } }
  }

  /** Lets go of all statements. */
  suspend(): void {
    for (const result of this.open) result.close()
  }
}

class OneResult {
  columns: readonly string[] = []
  private statement: Statement | null = null
  private position = 0

  constructor(
    private readonly database: Database,
    private readonly sql: string,
    private readonly params: readonly DriverValue[],
    private readonly readRow: ReadRow,
    private readonly translate: (error: unknown) => Error,
  ) {}

  /** @returns fewer than `count`: there are no more */
  next(count: number): DriverValue[][] {
    try {
      this.statement ??= this.opened()
      const rows: DriverValue[][] = []
      while (rows.length < count && this.statement.step()) rows.push(this.readRow(this.statement))
      this.position += rows.length
      return rows
    } catch (error) {
      throw this.translate(error)
    }
  }

  close(): void {
    this.statement?.free()
    this.statement = null
  }

  private opened(): Statement {
    const statement = this.database.prepare(this.sql, [...this.params] as SqlValue[])
    this.columns = statement.getColumnNames()
    for (let skipped = 0; skipped < this.position; skipped += 1) statement.step()
    return statement
  }
}
