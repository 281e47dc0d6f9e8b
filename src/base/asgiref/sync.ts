/**
 * Between synchronous and asynchronous code. Python puts synchronous code into a thread and lets it wait there; here one
 * thread does both, and waiting means that the loop is turned.
 *
 * asgiref: asgiref/sync.py; Django: topics/async
 */
import { callWithKwargs, isCallable } from '../kwargs.ts'
import { RuntimeError, TypeError } from '../python/exceptions.ts'
import { asyncState, awaitable, isAwaitable } from '../async/state.ts'
import { waitFor } from '../async/task.ts'
import { iscoroutinefunction, markcoroutinefunction } from '../async/coroutine_function.ts'

export { iscoroutinefunction, markcoroutinefunction } from '../async/coroutine_function.ts'

type Awaitable = (...args: unknown[]) => PromiseLike<unknown>

/** @throws {TypeError} for what is no synchronous function */
export function sync_to_async(
  func: unknown,
  _options: { thread_sensitive?: boolean } = {},
): Awaitable {
  if (!isCallable(func) || iscoroutinefunction(func)) {
    throw new TypeError('sync_to_async can only be applied to sync functions.')
  }
  return markcoroutinefunction(function (this: unknown, ...args: unknown[]) {
    return awaitable(() => callWithKwargs(func, args, {}, this))
  })
}

/** @throws {TypeError} for what cannot be called */
export function async_to_sync(awaitable_func: unknown): (...args: unknown[]) => unknown {
  if (!isCallable(awaitable_func)) {
    throw new TypeError('async_to_sync can only be applied to async functions.')
  }
  return function (this: unknown, ...args: unknown[]) {
    if (asyncState.isInCoroutine) {
      throw new RuntimeError(
        'You cannot use AsyncToSync in the same thread as an async event loop - just await the async function directly.',
      )
    }
    const answer = callWithKwargs(awaitable_func, args, {}, this)
    return isAwaitable(answer) ? waitFor(answer) : answer
  }
}
