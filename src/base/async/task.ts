/**
 * Coroutines: a generator that yields what it awaits. As a JavaScript `async` function it starts at once; unlike one, it
 * goes on without a turn of the loop where the result is there, can be cancelled, and can be waited for by synchronous
 * code.
 */
import { RuntimeError } from '../python/exceptions.ts'
import { formatSource, type SourceRange } from '../source.ts'
import { CancelledError } from './exceptions.ts'
import { Future } from './future.ts'
import { loop } from './loop.ts'
import { asyncState, isAwaitable, outsideCoroutine } from './state.ts'

export type Steps<T> = Generator<unknown, T, unknown>

/** What belongs to a coroutine and must be put in place whenever it runs on: for the trace, the spans around it. */
export interface TaskContext {
  /** A copy of what is in place now. */
  fork(): unknown
  /** @returns what was in place */
  swap(next: unknown): unknown
  /** It waits, from now until the function that is returned is called. */
  onWait(what: unknown, where: SourceRange | null): () => void
}

let contexts: TaskContext = {
  fork: () => null,
  swap: () => null,
  onWait: () => () => undefined,
}

export function setTaskContext(next: TaskContext): void {
  contexts = next
}

/** The learner's line of the `await` that is carried out now; it is noted there, since a waiting generator has none. */
export const awaiting: { where: SourceRange | null } = { where: null }

export class Task<T = unknown> extends Future<T> {
  readonly #steps: Steps<T>
  #context: unknown
  #waitingFor: unknown = null
  #where: SourceRange | null = null
  #over: () => void = () => undefined
  #mustCancel = false

  constructor(steps: Steps<T>) {
    super(() => undefined)
    this.#steps = steps
    this.#context = contexts.fork()
    this.#run('next', undefined)
  }

  /** Python's: the await where it stands raises CancelledError, so that its `finally` blocks run. */
  cancel(): boolean {
    if (this.outcome.state !== 'pending') return false
    const inner = this.#waitingFor
    if (inner === null) this.#mustCancel = true
    else if (!(inner instanceof Task && inner.cancel())) this.#interrupt()
    return true
  }

  cancelled(): boolean {
    const { outcome } = this
    return outcome.state === 'rejected' && outcome.reason instanceof CancelledError
  }

  #run(how: 'next' | 'throw', first: unknown): void {
    let [method, value] = [how, first]
    for (;;) {
      const result = this.#step(method, value)
      if (result === null) return
      const { awaited, where } = result
      if (!isAwaitable(awaited)) {
        method = 'next'
        value = awaited
        continue
      }
      const future = Future.resolve(awaited)
      const { outcome } = future
      if (outcome.state === 'pending') {
        this.#wait(future, awaited, where)
        return
      }
      method = outcome.state === 'fulfilled' ? 'next' : 'throw'
      value = outcome.state === 'fulfilled' ? outcome.value : outcome.reason
    }
  }

  /** Up to the next await. @returns null when it is over */
  #step(how: 'next' | 'throw', value: unknown) {
    const outer = contexts.swap(this.#context)
    const wasInCoroutine = asyncState.isInCoroutine
    asyncState.isInCoroutine = true
    const outerWhere = awaiting.where
    awaiting.where = null
    try {
      const { done, value: awaited } =
        how === 'next' ? this.#steps.next(value) : this.#steps.throw(value)
      if (done !== true) return { awaited, where: awaiting.where }
      this._resolve(awaited)
      return null
    } catch (error) {
      this._reject(error)
      return null
    } finally {
      // a coroutine that was started meanwhile must not leave its line to the one that started it
      awaiting.where = outerWhere
      asyncState.isInCoroutine = wasInCoroutine
      this.#context = contexts.swap(outer)
    }
  }

  #wait(future: Future, awaited: unknown, where: SourceRange | null): void {
    this.#waitingFor = awaited
    this.#where = where
    if (this.#mustCancel) {
      this.#mustCancel = false
      loop.soon(() => this.#interrupt())
      return
    }
    this.#inContext(() => (this.#over = contexts.onWait(awaited, where)))
    future.whenSettled((outcome) =>
      loop.soon(() => {
        // cancelled meanwhile: it has gone on without this result
        if (this.#waitingFor !== awaited) return
        this.#waitingFor = null
        this.#endWait()
        if (outcome.state === 'fulfilled') this.#run('next', outcome.value)
        else if (outcome.state === 'rejected') this.#run('throw', outcome.reason)
      }),
    )
  }

  #endWait(): void {
    this.#inContext(this.#over)
    this.#over = () => undefined
  }

  #inContext(run: () => void): void {
    const outer = contexts.swap(this.#context)
    run()
    this.#context = contexts.swap(outer)
  }

  /** The learner's line that is awaited for, however deep. */
  get awaitsAt(): SourceRange | null {
    const inner = this.#waitingFor
    return (inner instanceof Task ? inner.awaitsAt : null) ?? this.#where
  }

  #interrupt(): void {
    this.#waitingFor = null
    this.#endWait()
    this.#run('throw', new CancelledError())
  }
}

/** A function of ours that awaits with `yield`, for the framework: `const response = (yield handler(request))`. */
export function coroutine<A extends readonly unknown[], T>(
  steps: (...args: A) => Steps<T>,
): (...args: A) => Task<T> {
  return (...args) => new Task(steps(...args))
}

/**
 * The result of an awaitable, for synchronous code: the loop is turned until it is there.
 * @throws what the coroutine raised, and RuntimeError where it can never come
 */
export function waitFor<T>(awaited: PromiseLike<T>): T {
  const future = Future.resolve(awaited)
  outsideCoroutine(() => loop.turnUntil(() => future.outcome.state !== 'pending'))
  const { outcome } = future
  if (outcome.state === 'fulfilled') return outcome.value
  if (outcome.state === 'rejected') throw outcome.reason
  throw stuck(awaited instanceof Task ? awaited.awaitsAt : null)
}

/** Python would wait for ever here. */
function stuck(where: SourceRange | null): RuntimeError {
  const place = where === null ? 'Some line' : formatSource(where)
  const error = new RuntimeError('Synchronous code waits for a coroutine that nothing can wake up.')
  error.teaching = {
    id: 'async.stuck',
    hint: `${place} awaits a Promise that nobody resolves, or one of the browser's own (crypto.subtle, say): those can only be awaited where every middleware around the view is async.`,
  }
  return error
}
