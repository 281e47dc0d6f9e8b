/**
 * Finds the view for a path. Patterns are tried in the order they are written and the first match wins, so order in
 * `urlpatterns` is behaviour. Making URLs from names is in reverse_dict.ts.
 *
 * Django: django/urls/resolvers.py, topics/http/urls
 */
import { repr, str } from '../../base/python/protocols.ts'
import type { SpanDetails } from '../../trace/kinds.ts'
import { briefError } from '../../trace/brief-error.ts'
import { tracing, type Tracer } from '../../trace/tracer.ts'
import { settings } from '../conf/index.ts'
import { ImproperlyConfigured } from '../core/exceptions.ts'
import { import_module } from '../utils/module_loading.ts'
import { get_language } from '../utils/translation/index.ts'
import { shortRepr } from '../utils/short_repr.ts'
import { dotted_name } from '../utils/source_of.ts'
import { Resolver404 } from './exceptions.ts'
import { FirstSegments } from './first_segments.ts'
import { joinRoute, resolverMatch, type Found } from './found.ts'
import { RegexPattern, type PatternMatch, type UrlPattern } from './patterns.ts'
import type { ResolverMatch } from './resolver_match.ts'
import { ReverseDict, reverseWithPrefix } from './reverse_dict.ts'
import { TriedList } from './tried.ts'
import { get_callable } from './utils.ts'

type Dict = Readonly<Record<string, unknown>>

/** Nothing matched below: only the outermost level throws, as a Resolver404. */
class Miss {
  constructor(
    readonly path: string,
    readonly tried: TriedList | null,
  ) {}
}

/** Where in the tree of includes the trace is. */
interface Trail {
  readonly depth: number
  readonly prefix: string
}
const TOP: Trail = { depth: 0, prefix: '' }

function tell(
  pattern: UrlPattern,
  isInclude: boolean,
  path: string,
  found: PatternMatch | null,
  trail: Trail,
): void {
  tracing.tracer?.event('urls.try', {
    route: pattern.route,
    prefix: trail.prefix,
    shape: isInclude ? 'include' : pattern.shape,
    depth: trail.depth,
    matched: found !== null,
    why: found === null ? pattern.whyNot(path) : null,
    captured: Object.fromEntries(
      Object.entries(found?.kwargs ?? {}).map(([name, value]) => [name, shortRepr(value)]),
    ),
  })
}

function told(match: ResolverMatch): Partial<SpanDetails['urls.resolve']> {
  const kwargs = Object.entries(match.kwargs).map(
    ([name, value]) => [name, shortRepr(value)] as const,
  )
  return {
    matched: true,
    route: match.route ?? '',
    view: match._func_path,
    urlName: match.url_name,
    namespaces: match.namespaces,
    args: match.args.map(shortRepr),
    kwargs: Object.fromEntries(kwargs),
  }
}

/** A `path()` that ends in a view. */
export class URLPattern {
  readonly default_args: Dict

  constructor(
    readonly pattern: UrlPattern,
    readonly callback: unknown,
    default_args: Dict | null = null,
    readonly name: string | null = null,
  ) {
    this.default_args = default_args ?? {}
  }

  /** @returns null for no match */
  resolve(path: string): ResolverMatch | null {
    const found = this._walk(path, TOP)
    return found === null ? null : resolverMatch(found)
  }

  _walk(path: string, trail: Trail): Found | null {
    const match = this.pattern.match(path)
    if (tracing.tracer !== null) tell(this.pattern, false, path, match, trail)
    return match === null ? null : { at: this, match, tried: null, inner: null }
  }

  /** The view's dotted name, as checks and the admin's docs know it. */
  get lookup_str(): string {
    return dotted_name((this.callback as { view_class?: unknown }).view_class ?? this.callback)
  }

  __repr__(): string {
    return `<URLPattern ${this.pattern.describe()}>`
  }
}

/** A `path()` that ends in an `include()`, and the root of every URLconf. */
export class URLResolver {
  readonly default_kwargs: Dict
  #patterns: readonly (URLPattern | URLResolver)[] | null = null
  #firstSegments: FirstSegments | null = null
  /** By language: i18n_patterns changes with it. */
  #reverse = new Map<string | null, ReverseDict>()

  constructor(
    readonly pattern: UrlPattern,
    /** Dotted name of a module, the module, or the list of patterns. */
    readonly urlconf_name: unknown,
    default_kwargs: Dict | null = null,
    readonly app_name: string | null = null,
    readonly namespace: string | null = null,
  ) {
    this.default_kwargs = default_kwargs ?? {}
  }

  get urlconf_module(): unknown {
    return typeof this.urlconf_name === 'string'
      ? import_module(this.urlconf_name)
      : this.urlconf_name
  }

  /** @throws {ImproperlyConfigured}  the module has no list of patterns */
  get url_patterns(): readonly (URLPattern | URLResolver)[] {
    if (this.#patterns !== null) return this.#patterns
    const module = this.urlconf_module
    const patterns = (module as { urlpatterns?: unknown } | null)?.urlpatterns ?? module
    if (!Array.isArray(patterns)) {
      throw new ImproperlyConfigured(
        `The included URLconf '${str(this.urlconf_name)}' does not appear to have any patterns in it. ` +
          "If you see the 'urlpatterns' variable with valid patterns in the file then the issue is " +
          'probably caused by a circular import.',
      )
    }
    this.#patterns = patterns as (URLPattern | URLResolver)[]
    return this.#patterns
  }

  /**
   * @param path  decoded, with the leading slash for a root resolver: `/blog/7/`
   * @throws {Resolver404}  nothing matched; `tried` lists the routes in order
   */
  resolve(path: unknown): ResolverMatch {
    const text = str(path)
    const { tracer } = tracing
    const result = tracer === null ? this.#search(text) : this.#traced(text, tracer)
    if (result instanceof Miss) throw briefError(() => notFound(result))
    return result
  }

  #search(path: string): ResolverMatch | Miss {
    const result = this._walk(path, TOP, true)
    if (result === null) return new Miss(path, null)
    return result instanceof Miss ? result : resolverMatch(result)
  }

  #traced(path: string, tracer: Tracer): ResolverMatch | Miss {
    const name = this.urlconf_name
    const urlconf = typeof name === 'string' ? name : shortRepr(name)
    const id = tracer.begin('urls.resolve', { path, urlconf })
    let more: Partial<SpanDetails['urls.resolve']> = { matched: false }
    try {
      const result = this.#search(path)
      if (!(result instanceof Miss)) more = told(result)
      return result
    } finally {
      tracer.end(id, more)
    }
  }

  /** @returns null where not even its own route matches */
  _walk(path: string, trail: Trail, isRoot = false): Found | Miss | null {
    const match = this.pattern.match(path)
    if (!isRoot && tracing.tracer !== null) tell(this.pattern, true, path, match, trail)
    if (match === null) return null
    const inner = isRoot
      ? TOP
      : { depth: trail.depth + 1, prefix: joinRoute(trail.prefix, this.pattern.route) }
    const children = this.url_patterns
    const { rest } = match
    let below: Map<number, TriedList> | null = null
    // the trace tells of every pattern, also of those that cannot match
    const places = tracing.tracer === null ? this.#candidates(rest) : children.keys()
    for (const i of places) {
      const result = children[i]!._walk(rest, inner)
      if (result === null) continue
      if (result.tried !== null) (below ??= new Map<number, TriedList>()).set(i, result.tried)
      if (result instanceof Miss) continue
      return { at: this, match, tried: new TriedList(children, i + 1, below), inner: result }
    }
    return new Miss(rest, new TriedList(children, children.length, below))
  }

  #candidates(path: string): readonly number[] {
    this.#firstSegments ??= new FirstSegments(this.url_patterns)
    return this.#firstSegments.candidates(path)
  }

  /** Names and namespaces below this resolver, made on first use. */
  get reverse_dict(): ReverseDict {
    const language = get_language()
    let dict = this.#reverse.get(language)
    if (dict === undefined) {
      dict = new ReverseDict(this)
      this.#reverse.set(language, dict)
    }
    return dict
  }

  reverse(lookup_view: unknown, args: readonly unknown[] = [], kwargs: Dict = {}): string {
    return this._reverse_with_prefix(lookup_view, '', args, kwargs)
  }

  /** @throws {NoReverseMatch} */
  _reverse_with_prefix(
    view: unknown,
    prefix: string,
    args: readonly unknown[],
    kwargs: Dict,
  ): string {
    return reverseWithPrefix(this.reverse_dict, view, prefix, args, kwargs)
  }

  /** The project's `handler404` and so on, or Django's own view. */
  resolve_error_handler(view_type: number): unknown {
    const name = `handler${view_type}`
    const own = (this.urlconf_module as Record<string, unknown> | null)?.[name]
    return get_callable(own ?? `django.views.defaults.${DEFAULT_HANDLERS[view_type]}`)
  }

  __repr__(): string {
    const list = this.urlconf_name
    const urlconf =
      Array.isArray(list) && list.length > 0
        ? `<${(list[0] as object).constructor.name} list>`
        : repr(list)
    const names = `${str(this.app_name)}:${str(this.namespace)}`
    return `<URLResolver ${urlconf} (${names}) ${this.pattern.describe()}>`
  }
}

function notFound({ path, tried }: Miss): Resolver404 {
  if (tried === null) return new Resolver404({ path })
  return new Resolver404({
    get tried() {
      return tried.list
    },
    path,
  })
}

/** By name, not by import: these views render templates, and templates reverse URLs. */
const DEFAULT_HANDLERS: Readonly<Record<number, string>> = {
  400: 'bad_request',
  403: 'permission_denied',
  404: 'page_not_found',
  500: 'server_error',
}

const resolvers = new Map<unknown, URLResolver>()

/** The resolver of a URLconf, by default the project's; made once. */
export function get_resolver(urlconf: unknown = null): URLResolver {
  const name = urlconf ?? settings.ROOT_URLCONF
  let resolver = resolvers.get(name)
  if (resolver === undefined) {
    resolver = new URLResolver(new RegexPattern('^/'), name)
    resolvers.set(name, resolver)
  }
  return resolver
}

/** For a new project, or changed patterns. */
export function clear_resolvers(): void {
  resolvers.clear()
}
