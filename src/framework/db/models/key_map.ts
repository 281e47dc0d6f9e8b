/**
 * What `in_bulk()` gives for composite keys: a dict finds an entry by any tuple that equals its key, a Map only by the
 * very same object.
 */
import { repr } from '../../../base/python/protocols.ts'

export class KeyMap<V> extends Map<unknown, V> {
  readonly #keys = new Map<string, unknown>()

  override get(key: unknown): V | undefined {
    return super.get(this.#keys.get(repr(key)))
  }

  override has(key: unknown): boolean {
    return this.#keys.has(repr(key))
  }

  override set(key: unknown, value: V): this {
    const text = repr(key)
    if (!this.#keys.has(text)) this.#keys.set(text, key)
    return super.set(this.#keys.get(text), value)
  }
}
