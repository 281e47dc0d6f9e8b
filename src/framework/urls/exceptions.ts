/**
 * Nothing matched a path, or no URL can be made. Both know what was tried.
 *
 * Django: django/urls/exceptions.py
 */
import { Exception } from '../../base/python/exceptions.ts'
import { repr } from '../../base/python/protocols.ts'
import { Http404 } from '../http/exceptions.ts'
import type { Tried } from './tried.ts'

/** `args[0]` is Django's dict: `{ tried, path }`; without `tried` where not even the prefix matched. */
export class Resolver404 extends Http404 {
  /** What nothing matched: the rest after the innermost include that did. */
  readonly path: string

  constructor(
    private readonly found: { readonly tried?: readonly Tried[]; readonly path: string },
  ) {
    super(found)
    this.path = found.path
  }

  get tried(): readonly Tried[] | null {
    return this.found.tried ?? null
  }

  override __str__(): string {
    return repr(this.args[0])
  }
}

export class NoReverseMatch extends Exception {
  /** Templates do not swallow it. */
  readonly silent_variable_failure = false
}
