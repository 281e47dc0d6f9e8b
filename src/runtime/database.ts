/**
 * The one database of a project. Restoring a snapshot is only right while its tables are those of the models: after
 * an edit of a model the database is made anew.
 */
import type { SqlJsStatic, Statement } from 'sql.js'
import type { Driver, DriverValue } from '../framework/db/backends/base.ts'
import { SqlJsDriver, translate } from './sqljs-driver.ts'

export interface ProjectDatabase extends Driver {
  /** Bytes of the database file. Only between transactions. */
  export(): Uint8Array
  /** Rises whenever rows or tables change. */
  totalChanges(): number
}

/** A row that was inserted, updated or deleted, as SQLite tells it: also when it is rolled back later. */
export type OnChange = (table: string, rowid: number) => void

/** Rows as the panel reads them: integers are BigInt, so that 3 and 3.0 are two things. */
export interface ExactRows {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly DriverValue[])[]
}

type WithBigInts = Statement & {
  get(params: null, options: { readonly useBigInt: true }): DriverValue[]
}

export class SqlJsDatabase extends SqlJsDriver implements ProjectDatabase {
  /** @param bytes  a database file; null for an empty database */
  static open(sqlite: SqlJsStatic, bytes: Uint8Array | null): SqlJsDatabase {
    return new SqlJsDatabase(new sqlite.Database(bytes))
  }

  totalChanges(): number {
    const rows = this.execute('SELECT total_changes()').rows
    return Number(rows[0]?.[0] ?? 0) + this.schemaChanges
  }

  /** Not told: rows of tables without rowid, DELETE without WHERE, and what REPLACE pushes out. null ends it. */
  onChange(on: OnChange | null): void {
    this.database.updateHook(on && ((_operation, _database, table, rowid) => on(table, rowid)))
  }

  /** @throws {OperationalError} */
  exact(sql: string, params: readonly string[] = []): ExactRows {
    try {
      const statement = this.database.prepare(sql, [...params])
      try {
        const rows: DriverValue[][] = []
        while (statement.step()) rows.push(exactRow(statement))
        return { columns: statement.getColumnNames(), rows }
      } finally {
        statement.free()
      }
    } catch (error) {
      throw translate(error)
    }
  }

  /**
   * Runs statement by statement what a person wrote. Afterwards the connection is as it was: no transaction is open,
   * and what a PRAGMA turned off is on again.
   * @param on  called for each statement, with a function that gives its next row
   * @returns whether a transaction had been left open, and was rolled back
   */
  script(sql: string, on: (one: ScriptStatement) => void): boolean {
    this.forgetStatements()
    const schemaBefore = this.schemaVersion()
    const parts = this.database.iterateStatements(sql)
    try {
      for (;;) {
        let statement: Statement
        try {
          const next = parts.next()
          if (next.done === true) break
          statement = next.value
        } catch (error) {
          on({
            sql: parts.getRemainingSQL(),
            columns: [],
            next: () => raise(translate(error)),
            changed: () => 0,
          })
          break
        }
        let isOver = false
        on({
          sql: statement.getSQL(),
          columns: statement.getColumnNames(),
          next: () => {
            try {
              return statement.step() ? exactRow(statement) : null
            } catch (error) {
              isOver = true
              throw translate(error)
            }
          },
          changed: () => this.database.getRowsModified(),
        })
        if (isOver) break
      }
    } finally {
      ;(parts as { return?(): void }).return?.()
    }
    const isLeftOpen = this.endTransaction()
    if (this.schemaVersion() !== schemaBefore) this.schemaChanges += 1
    this.database.exec(
      'PRAGMA journal_mode=memory; PRAGMA foreign_keys=on; PRAGMA defer_foreign_keys=off; PRAGMA query_only=off',
    )
    return isLeftOpen
  }

  private schemaVersion(): unknown {
    return this.exact('PRAGMA schema_version').rows[0]?.[0]
  }

  /** Rolls back what is open, as Django does when it closes a connection. @returns whether something was */
  endTransaction(): boolean {
    try {
      this.database.exec('ROLLBACK')
      return true
    } catch {
      return false // there was none
    }
  }
}

interface ScriptStatement {
  /** With the comments before it; of one that SQLite cannot read, all that is left. */
  readonly sql: string
  readonly columns: readonly string[]
  /** null: there are no more. @throws {OperationalError, IntegrityError} and the script ends there */
  next(): readonly DriverValue[] | null
  /** Rows that the last INSERT, UPDATE or DELETE changed. */
  changed(): number
}

function exactRow(statement: Statement): DriverValue[] {
  return (statement as WithBigInts).get(null, { useBigInt: true })
}

function raise(error: Error): never {
  throw error
}
