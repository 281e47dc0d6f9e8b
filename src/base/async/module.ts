/**
 * What a compiled module of the learner's is given: the helpers that its coroutines call, and Promise and timers that
 * live on our loop, so that synchronous code can wait for them too.
 */
import { Future } from './future.ts'
import { AsyncGeneratorOf, asyncIterator, delegate, Given } from './iterate.ts'
import { loop } from './loop.ts'
import { awaiting, Task, type Steps } from './task.ts'

type Body = (...args: unknown[]) => Steps<unknown>

/** @param file  of the project: for the lines of its awaits */
export function coroutinesOf(file: string) {
  return {
    // by this name `base/stack.ts` knows the frame that called it: it is the same function once more
    run: function startCoroutine(body: Body, self: unknown, args: ArrayLike<unknown> = []) {
      return new Task(body.apply(self, args as unknown[]))
    },
    generate: (body: Body, self: unknown, args: ArrayLike<unknown> = []) =>
      new AsyncGeneratorOf(body.apply(self, args as unknown[])),
    at: (line: number, awaited: unknown) => {
      awaiting.where = { file, line }
      return awaited
    },
    give: (value?: unknown) => new Given(value),
    iterate: asyncIterator,
    delegate,
  }
}

type Callback = (...args: unknown[]) => unknown

const timers = new Map<number, () => void>()
let lastTimer = 0

function setTimeout(run: Callback, ms = 0, ...args: unknown[]): number {
  const id = (lastTimer += 1)
  const callOff = loop.later(Number(ms) * 1000, () => {
    timers.delete(id)
    run(...args)
  })
  timers.set(id, callOff)
  return id
}

function setInterval(run: Callback, ms = 0, ...args: unknown[]): number {
  const id = (lastTimer += 1)
  const again = () => {
    const callOff = loop.later(Math.max(1, Number(ms)) * 1000, () => {
      again()
      run(...args)
    })
    timers.set(id, callOff)
  }
  again()
  return id
}

function clear(id: number): void {
  timers.get(id)?.()
  timers.delete(id)
}

/** Globals of a module, by name. */
export const asyncGlobals: Readonly<Record<string, unknown>> = {
  Promise: Future,
  setTimeout,
  setInterval,
  clearTimeout: clear,
  clearInterval: clear,
  queueMicrotask: (run: () => void) => loop.soon(run),
}
