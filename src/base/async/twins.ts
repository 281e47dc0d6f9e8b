/**
 * Django's methods with an `a` in front: `await post.asave()` is `post.save()`, to be awaited. A subclass that overrides
 * the synchronous one has changed both.
 */
import { awaitable } from './state.ts'

type Method = (...args: unknown[]) => unknown

/** @param names  of the synchronous methods; `__setitem__` becomes `aset` by a pair of names */
export function defineTwins(
  prototype: object,
  names: readonly (string | readonly [twin: string, name: string])[],
): void {
  for (const entry of names) {
    const [twin, name] = typeof entry === 'string' ? [`a${entry}`, entry] : entry
    Object.defineProperty(prototype, twin, {
      value(this: Record<string, Method>, ...args: unknown[]) {
        return awaitable(() => this[name]!(...args))
      },
      configurable: true,
      writable: true,
    })
  }
}

/** The same for a function. */
export function twinOf<A extends readonly unknown[], R>(
  func: (...args: A) => R,
): (...args: A) => PromiseLike<R> {
  return (...args) => awaitable(() => func(...args))
}
