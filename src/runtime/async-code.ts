/**
 * What compiling, linking and serving do otherwise once a project has something `async`. The part that knows how is
 * loaded only for such a project, and enters itself here.
 */
import type { EngineRequest } from '../protocol/exchange.ts'
import type { Answered } from './answered.ts'

/** A request that an ASGI application is answering. */
export interface AsgiExchange {
  /** Settles when the head of the answer is there, and the body unless it is streamed. */
  readonly answered: PromiseLike<Answered>
  /** The same, without letting go of the thread. */
  wait(): Answered
  /** The client is gone. */
  cancel(): void
}

export interface AsgiServer {
  begin(request: EngineRequest): AsgiExchange
}

export interface AsyncCode {
  /** Compiled code, with its `async` functions as coroutines. */
  rewrite(code: string): string
  /** Further names that a module can use, and their values. */
  readonly names: readonly string[]
  valuesFor(file: string): readonly unknown[]
  /** Once the project is loaded; null where nothing in it is asynchronous. */
  server(): AsgiServer | null
}

export const asyncCode: { part: AsyncCode | null } = { part: null }
