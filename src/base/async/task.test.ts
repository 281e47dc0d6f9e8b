import { beforeEach, expect, test } from 'vitest'
import { gather, sleep, wait_for } from '../python/asyncio.ts'
import { async_to_sync, iscoroutinefunction, sync_to_async } from '../asgiref/sync.ts'
import { CancelledError, TimeoutError } from './exceptions.ts'
import { Future } from './future.ts'
import { AsyncGeneratorOf, Given } from './iterate.ts'
import { loop } from './loop.ts'
import { asyncState, setSettled } from './state.ts'
import { coroutine, waitFor, type Task } from './task.ts'

let nowUs = 0

beforeEach(() => {
  nowUs = 0
  // every look at the clock takes a millisecond, so that waiting ends
  loop.setPorts({ monotonic: () => (nowUs += 1000), after: () => () => undefined })
  setSettled((run) => new Future((resolve) => resolve(run())))
})

test('a coroutine starts at once and goes on without a turn of the loop where the result is there', () => {
  const add = coroutine(function* (a: number) {
    return a + ((yield Future.resolve(2)) as number)
  })

  expect(add(1).outcome).toEqual({ state: 'fulfilled', value: 3 })
})

test('synchronous code waits for a coroutine that sleeps', () => {
  const slow = coroutine(function* () {
    yield sleep(0.5)
    return 'late'
  })

  expect(waitFor(slow())).toBe('late')
  expect(nowUs).toBeGreaterThan(500_000)
})

test('what is gathered sleeps at the same time', () => {
  const each = coroutine(function* (name: string, seconds: number) {
    yield sleep(seconds)
    return name
  })

  expect(waitFor(gather(each('a', 0.4), each('b', 0.2)))).toEqual(['a', 'b'])
  expect(nowUs).toBeLessThan(600_000)
})

test('an exception comes out of the await, and a try around it sees it', () => {
  const fails = coroutine(function* (): Generator<unknown, never> {
    yield sleep(0)
    throw new RangeError('no')
  })
  const catches = coroutine(function* () {
    try {
      return yield fails()
    } catch (error) {
      return String(error)
    }
  })

  expect(waitFor(catches())).toBe('RangeError: no')
  expect(() => waitFor(fails())).toThrow('no')
})

test('cancelling raises at the innermost await, and finally blocks run from there outwards', () => {
  const told: string[] = []
  const inner = coroutine(function* () {
    try {
      yield sleep(10)
    } finally {
      told.push('inner')
    }
  })
  const outer = coroutine(function* () {
    try {
      yield inner()
    } finally {
      told.push('outer')
    }
  })

  const task = outer()
  task.cancel()

  expect(() => waitFor(task)).toThrow(CancelledError)
  expect(told).toEqual(['inner', 'outer'])
})

test('wait_for gives up in time and cancels', () => {
  const slow = coroutine(function* () {
    yield sleep(10)
  })() as Task

  expect(() => waitFor(wait_for(slow, 0.1))).toThrow(TimeoutError)
  expect(() => waitFor(slow)).toThrow(CancelledError)
  expect(slow.cancelled()).toBe(true)
})

test('waiting for what nothing can ever wake is an error and not a hang', () => {
  expect(() => waitFor(new Future(() => undefined))).toThrow(
    'Synchronous code waits for a coroutine that nothing can wake up.',
  )
})

test('an async generator hands out what it gives and keeps what it awaits to itself', () => {
  const numbers = new AsyncGeneratorOf(
    (function* () {
      yield new Given(1)
      yield sleep(0.1)
      yield new Given(2)
    })(),
  )
  const read = coroutine(function* () {
    const all: unknown[] = []
    for (;;) {
      const { done, value } = (yield numbers.next()) as IteratorResult<unknown>
      if (done) return all
      all.push(value)
    }
  })

  expect(waitFor(read())).toEqual([1, 2])
})

test('sync_to_async leaves the coroutine for as long as the function runs', () => {
  const isInside = sync_to_async(() => asyncState.isInCoroutine)
  const view = coroutine(function* () {
    return [asyncState.isInCoroutine, yield isInside()]
  })

  expect(iscoroutinefunction(isInside)).toBe(true)
  expect(waitFor(view())).toEqual([true, false])
  expect(() => sync_to_async(isInside)).toThrow(
    'sync_to_async can only be applied to sync functions.',
  )
})

test('async_to_sync is refused inside of a coroutine, in the words of asgiref', () => {
  const later = coroutine(function* () {
    return (yield sleep(0, 7)) as number
  })
  const view = coroutine(function* () {
    yield null
    return async_to_sync(later)()
  })

  expect(async_to_sync(later)()).toBe(7)
  expect(() => waitFor(view())).toThrow(
    'You cannot use AsyncToSync in the same thread as an async event loop',
  )
})

test("the loop turns by itself, and the host's own promises and functions can await ours", async () => {
  const answer = coroutine(function* () {
    return (yield new Promise((resolve) => resolve('of the host'))) as string
  })

  expect(await answer()).toBe('of the host')
})

test('as a Promise it has all of the static functions', () => {
  const no = Future.reject('no')

  expect(waitFor(Future.race([sleep(0.2, 'slow'), sleep(0.1, 'fast')]))).toBe('fast')
  expect(waitFor(Future.any([no, sleep(0, 'yes')]))).toBe('yes')
  expect(waitFor(Future.allSettled([1, no]))).toEqual([
    { status: 'fulfilled', value: 1 },
    { status: 'rejected', reason: 'no' },
  ])
  expect(waitFor(Future.resolve(1).finally(() => 2))).toBe(1)
  expect(waitFor(no.catch((why) => `caught ${String(why)}`))).toBe('caught no')
})
