/**
 * Transactions. `atomic` nests: the outermost block is a transaction, inner ones are savepoints. An error that leaves a
 * block without savepoint breaks the block around it: nothing may be asked until that one has been rolled back.
 *
 * Django: django/db/transaction.py, topics/db/transactions
 */
import { isCallable } from '../../base/kwargs.ts'
import { RuntimeError } from '../../base/python/exceptions.ts'
import { str } from '../../base/python/protocols.ts'
import { tracing } from '../../trace/tracer.ts'
import { splitKwargs } from './models/arguments.ts'
import { late } from './models/late.ts'
import { DatabaseError, DEFAULT_DB_ALIAS, ProgrammingError } from './utils.ts'

export class TransactionManagementError extends ProgrammingError {}

const get_connection = (using: string | null = null): any =>
  late.connections.get(using ?? 'default')

interface AtomicOptions {
  using?: string | null
  savepoint?: boolean
  durable?: boolean
}

/** One `with transaction.atomic():` block: `run(fn)`, or `__enter__` and `__exit__`. */
export class Atomic {
  private readonly using: string | null
  private readonly savepoint: boolean
  private readonly durable: boolean
  private readonly spans: (number | undefined)[] = []

  constructor({ using = null, savepoint = true, durable = false }: AtomicOptions) {
    this.using = using
    this.savepoint = savepoint
    this.durable = durable
  }

  run<T>(body: () => T): T {
    this.__enter__()
    let result: T
    try {
      result = body()
    } catch (error) {
      this.__exit__(error?.constructor ?? Error, error)
      throw error
    }
    this.__exit__(null, null)
    return result
  }

  /** As a decorator: each call of the function is one block. */
  __call__<F extends (...args: any[]) => any>(body: F): F {
    const { options } = this
    return function (this: unknown, ...args: any[]) {
      return new Atomic(options).run(() => body.apply(this, args))
    } as F
  }

  private get options(): AtomicOptions {
    return { using: this.using, savepoint: this.savepoint, durable: this.durable }
  }

  __enter__(): this {
    const connection = get_connection(this.using)
    if (this.durable && connection.in_atomic_block) {
      throw new RuntimeError('A durable atomic block cannot be nested within another atomic block.')
    }
    if (!connection.in_atomic_block) {
      connection.needs_rollback = false
      // the transaction is the learner's: this block is a savepoint in it
      connection.commit_on_exit = connection.get_autocommit()
      connection.in_atomic_block = !connection.commit_on_exit
    }
    const nested = connection.in_atomic_block
    this.spans.push(
      tracing.tracer?.begin('db.atomic', { savepoint: nested && this.savepoint }, 'caller'),
    )
    if (nested) {
      const sid = this.savepoint && !connection.needs_rollback ? connection.savepoint() : null
      connection.savepoint_ids.push(sid)
    } else {
      connection.begin()
      connection.in_atomic_block = true
    }
    connection.atomic_blocks.push(this)
    return this
  }

  __exit__(exc_type: unknown, _exc_value?: unknown, _traceback?: unknown): void {
    const connection = get_connection(this.using)
    connection.atomic_blocks.pop()
    const span = this.spans.pop()
    let outcome: 'COMMIT' | 'ROLLBACK' = 'ROLLBACK'
    try {
      const nested = connection.savepoint_ids.length > 0
      const sid = nested ? connection.savepoint_ids.pop() : null
      if (!nested) connection.in_atomic_block = false
      if (exc_type === null && !connection.needs_rollback) {
        outcome = 'COMMIT'
        this.leaveWell(connection, nested, sid)
      } else this.leaveBroken(connection, nested, sid)
    } finally {
      if (connection.savepoint_ids.length === 0 && !connection.commit_on_exit) {
        connection.in_atomic_block = false
      }
      if (span !== undefined) tracing.tracer?.end(span, { outcome })
    }
  }

  private leaveWell(connection: any, nested: boolean, sid: string | null): void {
    if (nested) {
      if (sid === null) return
      try {
        connection.savepoint_commit(sid)
      } catch (error) {
        if (error instanceof DatabaseError) connection.savepoint_rollback(sid)
        throw error
      }
      return
    }
    try {
      connection.commit()
    } catch (error) {
      connection.rollback()
      throw error
    }
  }

  private leaveBroken(connection: any, nested: boolean, sid: string | null): void {
    connection.needs_rollback = false
    if (!nested) connection.rollback()
    else if (sid === null) connection.needs_rollback = true
    else {
      connection.savepoint_rollback(sid)
      connection.savepoint_commit(sid)
    }
  }
}

/**
 * `atomic({ savepoint: false }).run(…)`; `atomic(fn)` decorates; `atomic().__enter__()` is Python's `with`.
 * @param using  alias of the connection, or the function to decorate
 */
export function atomic(...args: any[]): any {
  const [[first], options] = splitKwargs(args)
  if (typeof first === 'function') return new Atomic({}).__call__(first)
  return new Atomic({ using: first ?? null, ...options })
}

/** An error inside marks the block around as broken, without a savepoint of its own. */
export function mark_for_rollback_on_error<T>(body: () => T, using: string | null = null): T {
  try {
    return body()
  } catch (error) {
    const connection = get_connection(using)
    if (connection.in_atomic_block) {
      connection.needs_rollback = true
      connection.rollback_exc = error
    }
    throw error
  }
}

/** A view that ATOMIC_REQUESTS leaves alone. @param using  alias of the connection, or the view */
export function non_atomic_requests(using: unknown = null): unknown {
  if (isCallable(using)) return withoutAtomic(using, DEFAULT_DB_ALIAS)
  const alias = using === null ? DEFAULT_DB_ALIAS : str(using)
  return (view: unknown) => withoutAtomic(view, alias)
}

function withoutAtomic(view: unknown, using: string): unknown {
  const marked = view as { _non_atomic_requests?: Set<string> }
  marked._non_atomic_requests ??= new Set()
  marked._non_atomic_requests.add(using)
  return view
}

/** @throws {TransactionManagementError}  in an `atomic` block */
export function set_autocommit(autocommit: boolean, using: string | null = null): void {
  get_connection(using).set_autocommit(autocommit)
}
export function get_autocommit(using: string | null = null): boolean {
  return get_connection(using).get_autocommit()
}

export function savepoint(using: string | null = null): string | null {
  return get_connection(using).savepoint()
}
export function savepoint_commit(sid: string | null, using: string | null = null): void {
  get_connection(using).savepoint_commit(sid)
}
export function savepoint_rollback(sid: string | null, using: string | null = null): void {
  get_connection(using).savepoint_rollback(sid)
}
export function get_rollback(using: string | null = null): boolean {
  return get_connection(using).get_rollback()
}
export function set_rollback(rollback: boolean, using: string | null = null): void {
  get_connection(using).set_rollback(rollback)
}
export function commit(using: string | null = null): void {
  get_connection(using).commit()
}
export function rollback(using: string | null = null): void {
  get_connection(using).rollback()
}

/** Runs `func` after the outermost block has committed; at once where there is none. */
export function on_commit(func: () => void, using: string | null = null, robust = false): void {
  get_connection(using).on_commit(func, robust)
}
