/**
 * Python's tuple: an array that prints in parentheses and is never equal to a list. `map` and `filter` of one give
 * plain arrays, as a comprehension does; a slice stays a tuple.
 */
import { repr, hash } from './protocols.ts'

/** `Tuple.of(1, 2)`, `Tuple.from(iterable)`, `new Tuple(1, 2)`. */
export class Tuple<T = unknown> extends Array<T> {
  constructor(...items: T[]) {
    super()
    for (const item of items) this.push(item)
  }

  static override get [Symbol.species](): ArrayConstructor {
    return Array
  }

  override slice(start?: number, end?: number): Tuple<T> {
    return Tuple.from(super.slice(start, end)) as Tuple<T>
  }

  __repr__(): string {
    return this.length === 1 ? `(${repr(this[0])},)` : `(${Array.from(this, repr).join(', ')})`
  }

  /** @throws TypeError when an item cannot be hashed */
  __hash__(): string {
    return `(${Array.from(this, (item) => hashText(hash(item))).join(',')})`
  }
}

/** Objects are their own hash; here each gets a number on first sight. */
const identities = new WeakMap<object, number>()
let lastIdentity = 0

function hashText(key: unknown): string {
  if ((typeof key !== 'object' && typeof key !== 'function') || key === null) {
    return `${typeof key === 'string' ? 's' : 'n'}${repr(key)}`
  }
  const known = identities.get(key)
  if (known !== undefined) return `#${known}`
  identities.set(key, (lastIdentity += 1))
  return `#${lastIdentity}`
}

/** `tuple(iterable)`. */
export function tuple<T>(items: Iterable<T>): Tuple<T> {
  return new Tuple(...items)
}
