/**
 * Values as keys: lists and dicts become tuples of what they hold.
 *
 * Django: django/utils/hashable.py
 */
import { TypeError } from '../../base/python/exceptions.ts'
import * as mapping from '../../base/python/mapping.ts'
import { hash, isIterable, iterate, lt } from '../../base/python/protocols.ts'
import { Tuple } from '../../base/python/tuple.ts'

/** A dict becomes pairs sorted by key, a list a tuple, all the way down. @throws TypeError where nothing can be done */
export function make_hashable(value: unknown): unknown {
  if (value instanceof Map || mapping.isPlainObject(value)) {
    const pairs = mapping
      .entries(value)
      .map(([key, item]) => new Tuple<unknown>(key, make_hashable(item)))
    pairs.sort((a, b) => (lt(a[0], b[0]) ? -1 : lt(b[0], a[0]) ? 1 : 0))
    return new Tuple(...pairs)
  }
  try {
    hash(value)
    return value
  } catch (error) {
    if (!(error instanceof TypeError) || !isIterable(value)) throw error
    return new Tuple(...Array.from(iterate(value), make_hashable))
  }
}
