/**
 * Strings as learners' values: a JavaScript string, or `SafeString`, text that is HTML already and is never escaped
 * again. A SafeString is an object, so `typeof` lies about it: ask `isString`, read with `text`.
 *
 * Django: django/utils/safestring.py
 */
import { str } from './protocols.ts'

/** A string that autoescape leaves alone. */
export class SafeString extends String {
  __html__(): this {
    return this
  }

  __str__(): string {
    return this.valueOf()
  }

  /** Safe and safe stays safe; anything else makes the sum unsafe. */
  __add__(other: unknown): SafeString | string {
    const sum = this.valueOf() + str(other)
    return other instanceof SafeString ? new SafeString(sum) : sum
  }
}

/** `isinstance(value, str)`. */
export function isString(value: unknown): value is string {
  return typeof value === 'string' || value instanceof String
}

/** The primitive string of a str or a SafeString, so that `===` and `switch` work on it. */
export function text(value: string | String): string {
  return value.valueOf()
}

/** Whether autoescape must leave the value alone. */
export function isSafe(value: unknown): boolean {
  return typeof value === 'object' && value !== null && '__html__' in value
}

/**
 * Declares a text to be HTML. Objects that know their HTML are returned as they are; of a function, the
 * function whose result is marked.
 */
export function mark_safe(value: unknown): SafeString {
  if (isSafe(value)) return value as SafeString
  if (typeof value === 'function') {
    const decorated = value as (...args: unknown[]) => unknown
    return function (this: unknown, ...args: unknown[]) {
      return mark_safe(decorated.apply(this, args))
    } as unknown as SafeString
  }
  return new SafeString(str(value))
}
