/**
 * A connection to SQLite: column types, operators, transactions and savepoints over a Driver.
 *
 * Django: django/db/backends/sqlite3/base.py, django/db/backends/base/base.py
 */
import { callWithKwargs, isCallable } from '../../../../base/kwargs.ts'
import { Exception, TypeError } from '../../../../base/python/exceptions.ts'
import { str } from '../../../../base/python/protocols.ts'
import { settings } from '../../../conf/index.ts'
import { TransactionManagementError } from '../../transaction.ts'
import { IntegrityError } from '../../utils.ts'
import type { Driver } from '../base.ts'
import { CursorWrapper } from '../utils.ts'
import { register } from './functions.ts'
import { DatabaseOperations } from './operations.ts'

const LIKE = "LIKE %s ESCAPE '\\'"

export class DatabaseWrapper {
  readonly vendor = 'sqlite'
  readonly display_name = 'SQLite'

  readonly data_types: Record<string, string> = {
    AutoField: 'integer',
    BigAutoField: 'integer',
    BinaryField: 'BLOB',
    BooleanField: 'bool',
    CharField: 'varchar(%(max_length)s)',
    DateField: 'date',
    DateTimeField: 'datetime',
    DecimalField: 'decimal',
    DurationField: 'bigint',
    FileField: 'varchar(%(max_length)s)',
    FilePathField: 'varchar(%(max_length)s)',
    FloatField: 'real',
    IntegerField: 'integer',
    BigIntegerField: 'bigint',
    JSONField: 'text',
    PositiveBigIntegerField: 'bigint unsigned',
    PositiveIntegerField: 'integer unsigned',
    PositiveSmallIntegerField: 'smallint unsigned',
    SlugField: 'varchar(%(max_length)s)',
    SmallAutoField: 'integer',
    SmallIntegerField: 'smallint',
    TextField: 'text',
    TimeField: 'time',
    GenericIPAddressField: 'char(39)',
    UUIDField: 'char(32)',
  }

  readonly data_types_suffix: Record<string, string> = {
    AutoField: 'AUTOINCREMENT',
    BigAutoField: 'AUTOINCREMENT',
    SmallAutoField: 'AUTOINCREMENT',
  }

  private readonly data_type_check_constraints: Record<string, string> = {
    PositiveBigIntegerField: '"%(column)s" >= 0',
    JSONField: '(JSON_VALID("%(column)s") OR "%(column)s" IS NULL)',
    PositiveIntegerField: '"%(column)s" >= 0',
    PositiveSmallIntegerField: '"%(column)s" >= 0',
  }

  readonly operators: Record<string, string> = {
    exact: '= %s',
    iexact: LIKE,
    contains: LIKE,
    icontains: LIKE,
    regex: 'REGEXP %s',
    iregex: "REGEXP '(?i)' || %s",
    gt: '> %s',
    gte: '>= %s',
    lt: '< %s',
    lte: '<= %s',
    startswith: LIKE,
    endswith: LIKE,
    istartswith: LIKE,
    iendswith: LIKE,
  }

  // where the pattern is an expression, the database itself escapes its special characters
  readonly pattern_esc = "REPLACE(REPLACE(REPLACE({}, '\\', '\\\\'), '%%', '\\%%'), '_', '\\_')"
  readonly pattern_ops: Record<string, string> = {
    contains: "LIKE '%%' || {} || '%%' ESCAPE '\\'",
    icontains: "LIKE '%%' || UPPER({}) || '%%' ESCAPE '\\'",
    startswith: "LIKE {} || '%%' ESCAPE '\\'",
    istartswith: "LIKE UPPER({}) || '%%' ESCAPE '\\'",
    endswith: "LIKE '%%' || {} ESCAPE '\\'",
    iendswith: "LIKE '%%' || UPPER({}) ESCAPE '\\'",
  }

  readonly ops = new DatabaseOperations(this)
  /** Statements sent while `queries_logged`: `{ sql, time }`. */
  readonly queries_log: { sql: string; time: string }[] = []
  readonly queries_limit = 9000
  force_debug_cursor = false

  in_atomic_block = false
  needs_rollback = false
  rollback_exc: unknown = null
  commit_on_exit = true
  readonly savepoint_ids: (string | null)[] = []
  readonly atomic_blocks: unknown[] = []
  private savepoint_state = 0
  private is_manual = false
  private hooks_are_due = false
  private run_on_commit: { sids: Set<string | null>; func: () => void; robust: boolean }[] = []

  constructor(
    readonly driver: Driver,
    readonly alias: string,
  ) {
    register(driver)
  }

  get queries_logged(): boolean {
    return this.force_debug_cursor || settings.DEBUG
  }

  get queries(): { sql: string; time: string }[] {
    return [...this.queries_log]
  }

  /** Zone in which datetimes are stored. */
  get timezone_name(): string {
    return settings.USE_TZ ? 'UTC' : settings.TIME_ZONE
  }

  cursor(): CursorWrapper {
    return new CursorWrapper(this)
  }

  column_type(field: any): string | null {
    const type = this.data_types[field.get_internal_type()]
    if (type === undefined) return null
    // a text without a limit is varchar alone
    if (type.includes('%(max_length)s') && field.max_length === null) return 'varchar'
    return type.replace('%(max_length)s', String(field.max_length))
  }

  column_check(field: any): string | null {
    const check = this.data_type_check_constraints[field.get_internal_type()]
    return check?.replaceAll('%(column)s', field.column) ?? null
  }

  validate_no_broken_transaction(_sql: string, _params: unknown): void {
    if (!this.needs_rollback) return
    if (this.queries_logged) this.queries_log.push({ sql: _sql, time: '0.000' })
    const error = new TransactionManagementError(
      "An error occurred in the current transaction. You can't execute queries until the end of the 'atomic' block.",
    )
    error.__cause__ = this.rollback_exc
    throw error
  }

  /** Whether each statement stands for itself: not in `atomic`, nor after `set_autocommit(false)`. */
  get_autocommit(): boolean {
    return !this.is_manual && !this.in_atomic_block
  }

  /** Off: the learner's own `commit()` and `rollback()` end transactions; a change begins one. */
  set_autocommit(autocommit: boolean): void {
    this.validate_no_atomic_block()
    if (!autocommit) this.log('BEGIN')
    else if (this.is_manual) this.ifInTransaction('COMMIT')
    this.is_manual = !autocommit
    if (autocommit && this.hooks_are_due) this.run_and_clear_commit_hooks()
  }

  validate_no_atomic_block(): void {
    if (this.in_atomic_block) {
      throw new TransactionManagementError("This is forbidden when an 'atomic' block is active.")
    }
  }

  /** As Python's driver: in manual mode, what changes rows begins a transaction where there is none. */
  begin_before(sql: string): void {
    if (!this.is_manual || !/^\s*(?:INSERT|UPDATE|DELETE|REPLACE)\b/i.test(sql)) return
    this.ifInTransaction('BEGIN')
  }

  begin(): void {
    this.cursor().execute('BEGIN')
  }

  commit(): void {
    this.validate_no_atomic_block()
    this.endTransaction('COMMIT')
    if (this.is_manual) this.hooks_are_due = true
    else this.run_and_clear_commit_hooks()
  }

  /** Logged as all statements are; in a trace it is the outcome of its `db.atomic`. */
  private endTransaction(sql: 'COMMIT' | 'ROLLBACK'): void {
    this.ifInTransaction(sql)
    this.log(sql)
  }

  /** SQLite refuses to begin a second transaction and to end none: neither matters. */
  private ifInTransaction(sql: 'BEGIN' | 'COMMIT' | 'ROLLBACK'): void {
    try {
      this.driver.execute(sql)
    } catch (error) {
      if (!/within a transaction|no transaction is active/.test(str(error))) throw error
    }
  }

  private log(sql: string): void {
    if (this.queries_logged) this.queries_log.push({ sql, time: '0.000' })
  }

  rollback(): void {
    this.validate_no_atomic_block()
    this.endTransaction('ROLLBACK')
    this.needs_rollback = false
    this.run_on_commit = []
  }

  /** What a request left open is undone: the next one begins as the settings say. */
  restore_autocommit(): void {
    if (!this.is_manual) return
    this.ifInTransaction('ROLLBACK')
    this.is_manual = false
    this.run_on_commit = []
  }

  /** @returns its name; null outside of `atomic`, where SQLite has none */
  savepoint(): string | null {
    if (!this.in_atomic_block) return null
    this.savepoint_state += 1
    const sid = `s1_x${this.savepoint_state}`
    this.cursor().execute(`SAVEPOINT "${sid}"`)
    return sid
  }

  savepoint_commit(sid: string | null): void {
    if (!this.in_atomic_block || sid === null) return
    this.cursor().execute(`RELEASE SAVEPOINT ${this.ops.quote_name(sid)}`)
  }

  savepoint_rollback(sid: string | null): void {
    if (!this.in_atomic_block || sid === null) return
    this.cursor().execute(`ROLLBACK TO SAVEPOINT ${this.ops.quote_name(sid)}`)
    this.run_on_commit = this.run_on_commit.filter(({ sids }) => !sids.has(sid))
  }

  get_rollback(): boolean {
    this.requireAtomic('get_rollback')
    return this.needs_rollback
  }

  set_rollback(rollback: boolean): void {
    this.requireAtomic('set_rollback')
    this.needs_rollback = rollback
  }

  private requireAtomic(_name: string): void {
    if (!this.in_atomic_block) {
      throw new TransactionManagementError(
        "The rollback flag doesn't work outside of an 'atomic' block.",
      )
    }
  }

  on_commit(func: () => void, robust = false): void {
    if (!isCallable(func)) throw new TypeError("on_commit()'s callback must be a callable.")
    if (this.in_atomic_block) {
      this.run_on_commit.push({ sids: new Set(this.savepoint_ids), func, robust })
    } else if (this.is_manual) {
      throw new TransactionManagementError(
        'on_commit() cannot be used in manual transaction management',
      )
    } else callWithKwargs(func, [])
  }

  private run_and_clear_commit_hooks(): void {
    const hooks = this.run_on_commit
    this.run_on_commit = []
    this.hooks_are_due = false
    for (const { func, robust } of hooks) {
      try {
        callWithKwargs(func, [])
      } catch (error) {
        if (!(robust && error instanceof Exception)) throw error
      }
    }
  }

  disable_constraint_checking(): boolean {
    this.driver.execute('PRAGMA foreign_keys = OFF')
    return this.driver.execute('PRAGMA foreign_keys').rows[0]![0] === 0
  }

  enable_constraint_checking(): void {
    this.driver.execute('PRAGMA foreign_keys = ON')
  }

  /** @throws {IntegrityError} a key points to a row that is not there; names row, column and table */
  check_constraints(table_names: readonly string[] | null = null): void {
    const violations =
      table_names === null
        ? this.cursor().execute('PRAGMA foreign_key_check').fetchall()
        : table_names.flatMap((table) =>
            this.cursor()
              .execute(`PRAGMA foreign_key_check(${this.ops.quote_name(table)})`)
              .fetchall(),
          )
    const [violation] = violations
    if (violation === undefined) return
    const [table, rowid, referenced, index] = violation as unknown as [
      string,
      number,
      string,
      number,
    ]
    const keys = this.cursor()
      .execute(`PRAGMA foreign_key_list(${this.ops.quote_name(table)})`)
      .fetchall()
    const [, , , column, referenced_column] = keys[index] as unknown as string[]
    const [primary_key_column] = this.cursor()
      .execute(`PRAGMA table_info(${this.ops.quote_name(table)})`)
      .fetchall()
      .filter((info) => info[5] === 1)
      .map((info) => info[1] as string)
    const [primary_key, bad_value] = this.cursor()
      .execute(
        `SELECT ${this.ops.quote_name(primary_key_column!)}, ${this.ops.quote_name(column!)} FROM ${this.ops.quote_name(table)} WHERE rowid = %s`,
        [rowid],
      )
      .fetchone() as unknown[]
    throw new IntegrityError(
      `The row in table '${table}' with primary key '${primary_key}' has an invalid foreign key: ${table}.${column} contains a value '${bad_value}' that does not have a corresponding value in ${referenced}.${referenced_column}.`,
    )
  }

  close(): void {
    this.driver.close()
  }
}
