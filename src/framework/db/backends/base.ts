/**
 * The port to a database. Everything is synchronous, as under WSGI: `execute` returns when the rows are there.
 * Values cross as SQLite's own five types; what they mean is the business of fields and converters.
 */

export type DriverValue = string | number | bigint | null | Uint8Array

export interface DriverResult {
  /** Column names, duplicates included; empty for statements without rows. */
  readonly columns: readonly string[]
  /** [row][column]. Integers beyond 2^53 are BigInt. */
  readonly rows: readonly (readonly DriverValue[])[]
  /** Rows that INSERT, UPDATE or DELETE touched; -1 for other statements. */
  readonly rowsChanged: number
  /** Row id of the last INSERT on this connection. */
  readonly lastRowId: number
  /** Where only some rows were asked for and there may be more; null or absent: these are all. */
  readonly rest?: RestOfRows | null
}

/** Rows that are still in the database. Other statements may run in between. */
export interface RestOfRows {
  /** @returns fewer than `count`: there are no more */
  next(count: number): DriverResult['rows']
  close(): void
}

/** A Python-style aggregate: one object per group, asked for its result at the end. */
export interface DriverAggregate {
  step(...values: DriverValue[]): void
  finalize(): DriverValue
}

export interface Driver {
  /**
   * Runs one statement with `?` placeholders.
   * @param limit  so many rows at first, the others from `rest`; absent: all
   * @throws {IntegrityError} a constraint was broken
   * @throws {OperationalError} anything else SQLite refused: syntax, missing tables, an error inside a function
   */
  execute(sql: string, params?: readonly DriverValue[], limit?: number): DriverResult
  /** @param arity  -1: any number of arguments */
  create_function(
    name: string,
    arity: number,
    fn: (...values: DriverValue[]) => DriverValue | boolean,
  ): void
  create_aggregate(name: string, arity: number, make: () => DriverAggregate): void
  close(): void
}
