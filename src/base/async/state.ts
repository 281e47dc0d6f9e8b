/**
 * What code that is not async itself must know of coroutines: whether one is running, and how to hand out a result that
 * is there already. The event loop is a part of its own, loaded only for projects that write `async`; without it a
 * result is handed out in a promise of the host's.
 */
import { RuntimeError } from '../python/exceptions.ts'

export const asyncState = {
  /** A coroutine runs now, so waiting here would keep all others waiting: Python's "there is a running event loop". */
  isInCoroutine: false,
}

/** Runs `run` outside of any coroutine, as Python's thread for synchronous code does. */
export function outsideCoroutine<T>(run: () => T): T {
  if (!asyncState.isInCoroutine) return run()
  asyncState.isInCoroutine = false
  try {
    return run()
  } finally {
    asyncState.isInCoroutine = true
  }
}

type Settled = <T>(run: () => T) => PromiseLike<T>

let settled: Settled = (run) => new Promise((resolve) => resolve(run()))

export function setSettled(next: Settled): void {
  settled = next
}

/** The awaitable way of a synchronous call: it runs at once, its result or exception comes with `await`. */
export function awaitable<T>(run: () => T): PromiseLike<T> {
  return settled(() => outsideCoroutine(run))
}

let wait: (value: PromiseLike<unknown>) => unknown = () => {
  throw new RuntimeError('The asynchronous part is not loaded.')
}

export function setWait(next: typeof wait): void {
  wait = next
}

/** The result, for synchronous code: of a coroutine, the loop is turned until it is there. */
export function resultNow(value: unknown): unknown {
  return isAwaitable(value) ? wait(value) : value
}

type Chain = <T, R>(
  value: PromiseLike<T>,
  then: (value: T) => R | PromiseLike<R>,
  failed: ((error: unknown) => R) | null,
) => PromiseLike<R>

let chain: Chain = (value, then, failed) => value.then(then, failed)

export function setChain(next: Chain): void {
  chain = next
}

/**
 * Goes on with what a view returned: at once, or, if it is async, when it is awaited.
 * @param failed  for what is raised there; without it that goes on its way
 */
export function afterwards<T, R>(
  value: T | PromiseLike<T>,
  then: (value: T) => R | PromiseLike<R>,
  failed: ((error: unknown) => R) | null = null,
): R | PromiseLike<R> {
  return isAwaitable(value) ? chain(value, then, failed) : then(value)
}

/** `await` would wait for it. */
export function isAwaitable(value: unknown): value is PromiseLike<unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as { then?: unknown }).then === 'function'
  )
}
