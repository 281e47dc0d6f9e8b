/**
 * The answer to "which view, with which arguments?": `request.resolver_match`. It unpacks like Django's into
 * `[func, args, kwargs]`.
 *
 * Django: django/urls/resolvers.py (ResolverMatch), ref/urlresolvers
 */
import { IndexError } from '../../base/python/exceptions.ts'
import { repr } from '../../base/python/protocols.ts'
import type { Tuple } from '../../base/python/tuple.ts'
import { dotted_name } from '../utils/source_of.ts'
import type { Tried, TriedList } from './tried.ts'

type Dict = Readonly<Record<string, unknown>>

export interface MatchParts {
  readonly url_name?: string | null
  readonly app_names?: readonly (string | null)[]
  readonly namespaces?: readonly (string | null)[]
  readonly route?: string
  readonly triedList?: TriedList | null
  readonly captured_kwargs?: Dict
  readonly extra_kwargs?: Dict
}

export class ResolverMatch {
  readonly url_name: string | null
  readonly app_names: readonly string[]
  readonly namespaces: readonly string[]
  /** As written, includes before it: `blog/<int:pk>/`. */
  readonly route: string | null
  readonly triedList: TriedList | null
  /** What the last pattern alone captured. */
  readonly captured_kwargs: Dict
  /** The `kwargs` written in `path()`. */
  readonly extra_kwargs: Dict

  constructor(
    readonly func: unknown,
    readonly args: Tuple,
    readonly kwargs: Record<string, unknown>,
    parts: MatchParts = {},
  ) {
    this.url_name = parts.url_name ?? null
    this.app_names = (parts.app_names ?? []).filter((name) => isGiven(name))
    this.namespaces = (parts.namespaces ?? []).filter((name) => isGiven(name))
    this.route = parts.route ?? null
    this.triedList = parts.triedList ?? null
    this.captured_kwargs = parts.captured_kwargs ?? {}
    this.extra_kwargs = parts.extra_kwargs ?? {}
  }

  /** The patterns that were tried, this one last. */
  get tried(): readonly Tried[] | null {
    return this.triedList?.list ?? null
  }

  get app_name(): string {
    return this.app_names.join(':')
  }

  get namespace(): string {
    return this.namespaces.join(':')
  }

  /** Dotted name of the view; a class-based view goes by its class. */
  get _func_path(): string {
    const { view_class } = this.func as { view_class?: unknown }
    return dotted_name(view_class ?? this.func)
  }

  /** What `reverse()` takes: `blog:post_detail`, or the view's dotted name where the pattern has none. */
  get view_name(): string {
    return [...this.namespaces, this.url_name ?? this._func_path].join(':')
  }

  __getitem__(index: number): unknown {
    const parts = [this.func, this.args, this.kwargs]
    if (index < -3 || index > 2) throw new IndexError('tuple index out of range')
    return parts.at(index)
  }

  *[Symbol.iterator](): Iterator<unknown> {
    yield this.func
    yield this.args
    yield this.kwargs
  }

  __repr__(): string {
    const extras = [
      ['captured_kwargs', this.captured_kwargs],
      ['extra_kwargs', this.extra_kwargs],
    ] as const
    const shown = extras.filter(([, value]) => Object.keys(value).length > 0)
    return (
      `ResolverMatch(func=${this._func_path}, args=${repr(this.args)}, kwargs=${repr(this.kwargs)}, ` +
      `url_name=${repr(this.url_name)}, app_names=${repr(this.app_names)}, ` +
      `namespaces=${repr(this.namespaces)}, route=${repr(this.route)}` +
      `${shown.map(([name, value]) => `, ${name}=${repr(value)}`).join('')})`
    )
  }
}

function isGiven(name: string | null): name is string {
  return name !== null && name !== ''
}
