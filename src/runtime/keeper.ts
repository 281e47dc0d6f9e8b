/**
 * Keeps the database: its bytes whenever something finished that wrote, to be handed out together with the answer, so
 * that what a page was told is never lost with the worker. And what was changed since the last time, as SQLite tells
 * it row by row; `changes.ts` makes sense of that later, when nobody waits.
 */
import type { SqlJsDatabase } from './database.ts'

/** Rows that are remembered one by one; a bulk insert is not slowed down by more. */
const MAX_TOUCHED = 5_000

export interface Pending {
  readonly before: Uint8Array
  readonly after: Uint8Array
  /** Row ids by table. */
  readonly touched: ReadonlyMap<string, ReadonlySet<number>>
  /** SQLite told of every change. */
  readonly isComplete: boolean
}

export class Keeper {
  readonly database: SqlJsDatabase
  #bytes: Uint8Array
  #changes: number
  #touched = new Map<string, Set<number>>()
  #told = 0

  /** The database as it is now is the first that is kept. */
  constructor(database: SqlJsDatabase) {
    this.database = database
    this.#bytes = database.export()
    this.#changes = database.totalChanges()
    this.#watch()
  }

  /** For the host, which may have it: the bytes here are another copy. */
  get bytes(): ArrayBuffer {
    return this.#bytes.slice().buffer
  }

  /**
   * @param isAlone  nothing else is under way: a transaction that is still open was forgotten, and is rolled back as
   *   when Django closes the connection
   * @returns null where nothing changed, or where it cannot be said yet
   */
  save(isAlone: boolean): Pending | null {
    const changes = this.database.totalChanges()
    if (changes === this.#changes) return null
    if (isAlone) this.database.endTransaction()
    let after: Uint8Array
    try {
      after = this.database.export()
    } catch {
      return null // a streamed body has a transaction open: with its end
    }
    const pending = {
      before: this.#bytes,
      after,
      touched: this.#touched,
      isComplete: this.#told === changes - this.#changes,
    }
    this.#bytes = after
    this.#changes = changes
    this.#watch()
    return pending
  }

  #watch(): void {
    this.#touched = new Map()
    this.#told = 0
    this.database.onChange((table, rowid) => {
      this.#told += 1
      if (this.#told > MAX_TOUCHED) return this.database.onChange(null)
      const rows = this.#touched.get(table)
      if (rows === undefined) this.#touched.set(table, new Set([rowid]))
      else rows.add(rowid)
    })
  }
}
