/**
 * A result that is still to come. To the learner this is `Promise`, and it behaves as one, with one difference: what
 * is there already is known at once, so that waiting for it costs no turn of the loop and synchronous code can use it.
 */
import { TypeError as PythonTypeError } from '../python/exceptions.ts'
import { isAwaitable } from './state.ts'
import { loop } from './loop.ts'

export type Outcome<T> =
  | { readonly state: 'pending' }
  | { readonly state: 'fulfilled'; readonly value: T }
  | { readonly state: 'rejected'; readonly reason: unknown }

const PENDING: Outcome<never> = { state: 'pending' }

type Executor<T> = (
  resolve: (value: T | PromiseLike<T>) => void,
  reject: (reason: unknown) => void,
) => void

export class Future<T = unknown> implements PromiseLike<T> {
  static readonly __name__ = 'Promise'
  #outcome: Outcome<T> = PENDING
  /** Bound to another result, which it will take over. */
  #isResolved = false
  #callbacks: ((outcome: Outcome<T>) => void)[] = []

  constructor(executor: Executor<T>) {
    if (typeof executor !== 'function') {
      throw new PythonTypeError('Promise resolver undefined is not a function')
    }
    try {
      executor(
        (value) => this._resolve(value),
        (reason) => this._reject(reason),
      )
    } catch (error) {
      this._reject(error)
    }
  }

  get outcome(): Outcome<T> {
    return this.#outcome
  }

  get [Symbol.toStringTag](): string {
    return 'Promise'
  }

  _resolve(value: T | PromiseLike<T>): void {
    if (this.#isResolved) return
    this.#isResolved = true
    if (!isAwaitable(value)) this.#settle({ state: 'fulfilled', value })
    else if (value instanceof Future) value.whenSettled((outcome) => this.#settle(outcome))
    else this.#adopt(value)
  }

  _reject(reason: unknown): void {
    if (this.#isResolved) return
    this.#isResolved = true
    this.#settle({ state: 'rejected', reason })
  }

  /** Calls `callback` at once where the result is there, else when it comes. */
  whenSettled(callback: (outcome: Outcome<T>) => void): void {
    if (this.#outcome.state === 'pending') this.#callbacks.push(callback)
    else callback(this.#outcome)
  }

  then<A = T, B = never>(
    onFulfilled?: ((value: T) => A | PromiseLike<A>) | null,
    onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Future<A | B> {
    return new Future<A | B>((resolve, reject) => {
      const run = (outcome: Outcome<T>) =>
        loop.soon(() => {
          try {
            if (outcome.state === 'fulfilled') {
              resolve(onFulfilled ? onFulfilled(outcome.value) : (outcome.value as unknown as A))
            } else if (outcome.state === 'rejected') {
              if (onRejected) resolve(onRejected(outcome.reason))
              else reject(outcome.reason)
            }
          } catch (error) {
            reject(error)
          }
        })
      this.whenSettled(run)
    })
  }

  catch<B>(onRejected: (reason: unknown) => B | PromiseLike<B>): Future<T | B> {
    return this.then(null, onRejected)
  }

  finally(run: () => unknown): Future<T> {
    return this.then(
      (value) => Future.resolve(run()).then(() => value),
      (reason) =>
        Future.resolve(run()).then(() => {
          throw reason
        }),
    )
  }

  #settle(outcome: Outcome<T>): void {
    this.#isResolved = true
    this.#outcome = outcome
    const callbacks = this.#callbacks
    this.#callbacks = []
    for (const callback of callbacks) callback(outcome)
  }

  /** One of the host's, or anything else with `then`. */
  #adopt(other: PromiseLike<T>): void {
    const once = (outcome: Outcome<T>) => {
      if (this.#outcome.state === 'pending') loop.soon(() => this.#settle(outcome))
    }
    try {
      other.then(
        (value) => once({ state: 'fulfilled', value }),
        (reason: unknown) => once({ state: 'rejected', reason }),
      )
    } catch (reason) {
      once({ state: 'rejected', reason })
    }
  }

  static resolve<V>(value?: V | PromiseLike<V>): Future<V> {
    return value instanceof Future
      ? (value as Future<V>)
      : new Future<V>((resolve) => resolve(value as V))
  }

  static reject(reason: unknown): Future<never> {
    return new Future<never>((_, reject) => reject(reason))
  }

  static all<V>(values: Iterable<V | PromiseLike<V>>): Future<V[]> {
    return collect(values, (future, index, into, done, fail) =>
      future.whenSettled((outcome) => {
        if (outcome.state === 'fulfilled') done(() => (into[index] = outcome.value))
        else if (outcome.state === 'rejected') fail(outcome.reason)
      }),
    )
  }

  static allSettled<V>(
    values: Iterable<V | PromiseLike<V>>,
  ): Future<{ status: string; value?: V; reason?: unknown }[]> {
    return collect(values, (future, index, into, done) =>
      future.whenSettled((outcome) => {
        const { state, ...rest } = outcome
        done(() => (into[index] = { status: state, ...rest }))
      }),
    )
  }

  static race<V>(values: Iterable<V | PromiseLike<V>>): Future<V> {
    return new Future((resolve, reject) => {
      for (const value of values) void Future.resolve(value).then(resolve, reject)
    })
  }

  /** The first that succeeds. @throws {AggregateError} none did */
  static any<V>(values: Iterable<V | PromiseLike<V>>): Future<V> {
    return new Future((resolve, reject) => {
      const all = [...values].map((value) => Future.resolve(value))
      const reasons: unknown[] = []
      const failed = (index: number, reason: unknown) => {
        reasons[index] = reason
        if (Object.keys(reasons).length < all.length) return
        reject(new AggregateError(reasons, 'All promises were rejected'))
      }
      if (all.length === 0) reject(new AggregateError([], 'All promises were rejected'))
      all.forEach((future, index) => void future.then(resolve, (reason) => failed(index, reason)))
    })
  }

  static withResolvers<V>() {
    let resolve!: (value: V | PromiseLike<V>) => void
    let reject!: (reason: unknown) => void
    const promise = new Future<V>((yes, no) => {
      resolve = yes
      reject = no
    })
    return { promise, resolve, reject }
  }

  static try<V>(run: (...args: unknown[]) => V | PromiseLike<V>, ...args: unknown[]): Future<V> {
    return new Future((resolve) => resolve(run(...args)))
  }
}

type Watch<V, R> = (
  future: Future<V>,
  index: number,
  into: R[],
  done: (keep: () => void) => void,
  fail: (reason: unknown) => void,
) => void

/** One result for each value, in their order. */
function collect<V, R>(values: Iterable<V | PromiseLike<V>>, watch: Watch<V, R>): Future<R[]> {
  return new Future((resolve, reject) => {
    const all = [...values].map((value) => Future.resolve(value))
    const into: R[] = []
    let missing = all.length
    const done = (keep: () => void) => {
      keep()
      missing -= 1
      if (missing === 0) resolve(into)
    }
    if (missing === 0) resolve(into)
    all.forEach((future, index) => watch(future, index, into, done, reject))
  })
}
