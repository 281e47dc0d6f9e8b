/**
 * Nothing matched a path, or no URL can be made. Both know what was tried.
 *
 * Django: django/urls/exceptions.py
 */
import { Exception } from '../../base/python/exceptions.ts'
import { repr } from '../../base/python/protocols.ts'
import { Http404 } from '../http/exceptions.ts'
import type { URLPattern, URLResolver } from './resolvers.ts'

/** One pattern tried, with the includes around it first. */
export type Tried = readonly (URLPattern | URLResolver)[]

/** `args[0]` is Django's dict: `{ tried, path }`; without `tried` where not even the prefix matched. */
export class Resolver404 extends Http404 {
  readonly tried: readonly Tried[] | null
  /** What nothing matched: the rest after the innermost include that did. */
  readonly path: string

  constructor(found: { tried?: readonly Tried[]; path: string }) {
    super(found)
    this.tried = found.tried ?? null
    this.path = found.path
  }

  override __str__(): string {
    return repr(this.args[0])
  }
}

export class NoReverseMatch extends Exception {
  /** Templates do not swallow it. */
  readonly silent_variable_failure = false
}
