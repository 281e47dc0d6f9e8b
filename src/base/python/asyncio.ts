/**
 * As much of Python's asyncio as views use. Coroutines start when they are called, as JavaScript's do, so `create_task`
 * only hands its argument on.
 *
 * Python: library/asyncio-task
 * Left out: locks, queues, task groups, subprocesses, streams.
 */
import { TimeoutError } from '../async/exceptions.ts'
import { Future } from '../async/future.ts'
import { loop } from '../async/loop.ts'
import { isAwaitable } from '../async/state.ts'
import { Task, waitFor } from '../async/task.ts'
import { TypeError } from './exceptions.ts'
import { repr } from './repr.ts'

export { CancelledError, TimeoutError } from '../async/exceptions.ts'
export { iscoroutinefunction } from '../async/coroutine_function.ts'
export { Future, Task }

/** @param delay  seconds */
export function sleep<T = null>(delay: number, result: T = null as T): Future<T> {
  const { promise, resolve } = Future.withResolvers<T>()
  // a turn for the others, even for no time at all
  loop.later(Number(delay) * 1e6, () => resolve(result))
  return promise
}

/** All at once; the results in the order of the arguments. */
export function gather(...args: unknown[]): Future<unknown[]> {
  const options = optionsOf(args.at(-1))
  const awaited = (options === null ? args : args.slice(0, -1)).map(needAwaitable)
  const { return_exceptions = false } = options ?? {}
  if (!return_exceptions) return Future.all(awaited)
  return Future.allSettled(awaited).then((all) =>
    all.map(({ status, value, reason }) => (status === 'fulfilled' ? value : reason)),
  )
}

function optionsOf(last: unknown): { readonly return_exceptions?: boolean } | null {
  return typeof last === 'object' && !isAwaitable(last) ? last : null
}

export function create_task<T>(coro: PromiseLike<T>): PromiseLike<T> {
  return needAwaitable(coro) as PromiseLike<T>
}

/** @param timeout  seconds, or null. @throws {TimeoutError} what was awaited is cancelled then */
export function wait_for<T>(aw: PromiseLike<T>, timeout: number | null): Future<T> {
  if (timeout === null) return Future.resolve(aw)
  return new Future<T>((resolve, reject) => {
    const callOff = loop.later(Number(timeout) * 1e6, () => {
      reject(new TimeoutError())
      if (aw instanceof Task) aw.cancel()
    })
    Future.resolve(aw).whenSettled((outcome) => {
      callOff()
      if (outcome.state === 'fulfilled') resolve(outcome.value)
      else if (outcome.state === 'rejected') reject(outcome.reason)
    })
  })
}

/** The result of a coroutine, for synchronous code. */
export function run<T>(main: PromiseLike<T>): T {
  return waitFor(needAwaitable(main) as PromiseLike<T>)
}

/** @throws {TypeError} in Python's words, for what cannot be awaited */
function needAwaitable(value: unknown): PromiseLike<unknown> {
  if (isAwaitable(value)) return value
  throw new TypeError(`An asyncio.Future, a coroutine or an awaitable is required: ${repr(value)}`)
}
