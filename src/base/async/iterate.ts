/**
 * Asynchronous iteration. An async generator is a generator that yields what it awaits, and marks what it gives to its
 * reader.
 */
import { Future } from './future.ts'
import { Task, type Steps } from './task.ts'

/** What an async generator gives, among all that it awaits. */
export class Given {
  constructor(readonly value: unknown) {}
}

export class AsyncGeneratorOf implements AsyncIterableIterator<unknown> {
  readonly #steps: Steps<unknown>
  /** One reader after the other, as JavaScript has it. */
  #last: PromiseLike<unknown> | null = null

  constructor(steps: Steps<unknown>) {
    this.#steps = steps
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  next(value?: unknown): Promise<IteratorResult<unknown>> {
    return this.#turn(() => this.#steps.next(value))
  }

  throw(error: unknown): Promise<IteratorResult<unknown>> {
    return this.#turn(() => this.#steps.throw(error))
  }

  return(value?: unknown): Promise<IteratorResult<unknown>> {
    return this.#turn(() => this.#steps.return(value))
  }

  /** Python's name for `return`. */
  aclose(): Promise<IteratorResult<unknown>> {
    return this.return()
  }

  #turn(begin: () => IteratorResult<unknown>): Promise<IteratorResult<unknown>> {
    const before = this.#last
    const turn = new Task(this.#upToGiven(begin, before))
    const done = () => {
      if (this.#last === turn) this.#last = null
    }
    this.#last = turn
    turn.whenSettled(done)
    return turn as Promise<IteratorResult<unknown>>
  }

  *#upToGiven(
    begin: () => IteratorResult<unknown>,
    before: PromiseLike<unknown> | null,
  ): Steps<IteratorResult<unknown>> {
    if (before !== null) yield Future.resolve(before).catch(() => undefined)
    let result = begin()
    while (result.done !== true && !(result.value instanceof Given)) {
      let value: unknown
      try {
        value = yield result.value
      } catch (error) {
        result = this.#steps.throw(error)
        continue
      }
      result = this.#steps.next(value)
    }
    return result.done === true
      ? { done: true, value: result.value }
      : { done: false, value: (result.value as Given).value }
  }
}

interface Stepper {
  next(): unknown
  return?(): unknown
}

/** What `for await` goes through: an async iterable, or a plain one. */
export function asyncIterator(value: unknown): Stepper {
  const iterable = value as {
    [Symbol.asyncIterator]?: () => Stepper
    [Symbol.iterator](): Iterator<unknown>
  }
  const own = iterable[Symbol.asyncIterator]
  return own === undefined ? awaitingEach(iterable[Symbol.iterator]()) : own.call(iterable)
}

/** Each element of a plain iterable is awaited. */
function awaitingEach(iterator: Iterator<unknown>): Stepper {
  const stepper: Stepper = {
    next: () => {
      const { done, value } = iterator.next()
      return done === true
        ? { done, value }
        : Future.resolve(value).then((settled) => ({ done: false, value: settled }))
    },
  }
  if (iterator.return) stepper.return = () => iterator.return?.()
  return stepper
}

/** `yield*` in an async generator. */
export function* delegate(value: unknown): Steps<unknown> {
  const iterator = asyncIterator(value)
  for (;;) {
    const result = (yield iterator.next()) as IteratorResult<unknown>
    if (result.done === true) return result.value
    yield new Given(result.value)
  }
}
