/**
 * The one database of a project. Restoring a snapshot is only right while its tables are those of the models: after
 * an edit of a model the database is made anew.
 */
import type { SqlJsStatic } from 'sql.js'
import type { Driver } from '../framework/db/backends/base.ts'
import { SqlJsDriver } from './sqljs-driver.ts'

export interface ProjectDatabase extends Driver {
  /** Bytes of the database file. Only between transactions. */
  export(): Uint8Array
  /** Rows changed since it was opened. */
  totalChanges(): number
}

export class SqlJsDatabase extends SqlJsDriver implements ProjectDatabase {
  /** @param bytes  a database file; null for an empty database */
  static open(sqlite: SqlJsStatic, bytes: Uint8Array | null): SqlJsDatabase {
    return new SqlJsDatabase(new sqlite.Database(bytes))
  }

  totalChanges(): number {
    return Number(this.execute('SELECT total_changes()').rows[0]?.[0] ?? 0)
  }
}
