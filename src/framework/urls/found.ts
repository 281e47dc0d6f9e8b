/**
 * What a walk down the includes found, level by level, and the one ResolverMatch made of it at the end: making one at
 * each level, as Django does, would copy names and kwargs as many times as includes are nested.
 *
 * Django: django/urls/resolvers.py (URLResolver.resolve)
 */
import { Tuple } from '../../base/python/tuple.ts'
import type { PatternMatch } from './patterns.ts'
import { ResolverMatch } from './resolver_match.ts'
import type { URLPattern, URLResolver } from './resolvers.ts'
import type { TriedList } from './tried.ts'

type Dict = Record<string, unknown>

interface FoundView {
  readonly at: URLPattern
  readonly match: PatternMatch
  readonly tried: null
  readonly inner: null
}

interface FoundBelow {
  readonly at: URLResolver
  readonly match: PatternMatch
  readonly tried: TriedList
  readonly inner: Found
}

export type Found = FoundView | FoundBelow

export function resolverMatch(top: Found): ResolverMatch {
  const kwargs: Dict = {}
  const extra_kwargs: Dict = {}
  const app_names: string[] = []
  const namespaces: string[] = []
  let args: Tuple | null = null
  let route: string | null = null
  let level = top
  while (level.inner !== null) {
    const { at, match } = level
    const isNamed = addKwargs(kwargs, extra_kwargs, match.kwargs, at.default_kwargs)
    if (at.app_name !== null) app_names.push(at.app_name)
    if (at.namespace !== null) namespaces.push(at.namespace)
    // as soon as anything has a name, what has none is dropped, here and further up
    if (isNamed) args = null
    else if (match.args.length > 0) args = joinArgs(args, match.args)
    level = level.inner
    route = joinRoute(route ?? '', level.at.pattern.route)
  }
  const { at, match } = level
  const isNamed = addKwargs(kwargs, extra_kwargs, match.kwargs, at.default_args)
  return new ResolverMatch(at.callback, isNamed ? match.args : joinArgs(args, match.args), kwargs, {
    url_name: at.pattern.name,
    app_names,
    namespaces,
    route: route ?? at.pattern.route,
    triedList: top.tried,
    captured_kwargs: match.kwargs,
    extra_kwargs,
  })
}

/** @returns whether there are any */
function addKwargs(kwargs: Dict, extra_kwargs: Dict, captured: Dict, extra: Dict): boolean {
  let isNamed = false
  for (const name in captured) {
    kwargs[name] = captured[name]
    isNamed = true
  }
  for (const name in extra) {
    kwargs[name] = extra_kwargs[name] = extra[name]
    isNamed = true
  }
  return isNamed
}

function joinArgs(outer: Tuple | null, inner: Tuple): Tuple {
  return outer === null ? inner : new Tuple(...outer, ...inner)
}

/** The route of an include with the route of what it includes. */
export function joinRoute(outer: string, inner: string): string {
  if (outer === '') return inner
  return outer + (inner.startsWith('^') ? inner.slice(1) : inner)
}
