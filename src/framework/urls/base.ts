/**
 * `resolve` and `reverse` on the URLconf of the running request, and the script prefix before every URL.
 *
 * Django: django/urls/base.py, ref/urlresolvers
 */
import { str } from '../../base/python/protocols.ts'
import { isString } from '../../base/python/safe_string.ts'
import { unquote, urlencode, urlsplit, urlunsplit } from '../../base/python/urllib_parse.ts'
import { LazyValue } from '../utils/functional.ts'
import { get_script_prefix } from '../utils/script_prefix.ts'
import { override } from '../utils/translation/index.ts'
import type { Converter } from './converters.ts'
import { NoReverseMatch, Resolver404 } from './exceptions.ts'
import { RegexPattern } from './patterns.ts'
import type { ResolverMatch } from './resolver_match.ts'
import { clear_resolvers, get_resolver, URLResolver } from './resolvers.ts'

export {
  clear_script_prefix,
  get_script_prefix,
  set_script_prefix,
} from '../utils/script_prefix.ts'

let currentUrlconf: unknown = null

/** @throws {Resolver404} */
export function resolve(path: unknown, urlconf: unknown = null): ResolverMatch {
  return get_resolver(urlconf ?? get_urlconf()).resolve(path)
}

export interface ReverseOptions {
  readonly urlconf?: unknown
  readonly args?: readonly unknown[] | null
  readonly kwargs?: Readonly<Record<string, unknown>> | null
  /** Namespace to prefer where an application is included more than once. */
  readonly current_app?: string | null
  /** What stands after `?`: a dict, pairs or a QueryDict. */
  readonly query?: unknown
  readonly fragment?: unknown
}

/**
 * The URL of a name: `reverse('blog:post_detail', { kwargs: { pk: 3 } })`.
 * @throws {NoReverseMatch}  no such name or namespace, or none of its patterns takes these arguments
 */
export function reverse(viewname: unknown, options: ReverseOptions = {}): string {
  const { args, kwargs, current_app = null, query = null, fragment = null } = options
  let resolver = get_resolver(options.urlconf ?? get_urlconf())
  let view = viewname
  if (isString(viewname)) {
    const namespaces = str(viewname).split(':')
    view = namespaces.pop() ?? ''
    resolver = enter(resolver, namespaces, current_app)
  }
  let url = resolver._reverse_with_prefix(view, get_script_prefix(), args ?? [], kwargs ?? {})
  if (query !== null) {
    const text = queryString(query)
    if (text !== '') url += `?${text}`
  }
  return fragment === null ? url : `${url}#${str(fragment)}`
}

function queryString(query: unknown): string {
  if (typeof query === 'object' && query !== null && 'urlencode' in query) {
    return (query as { urlencode(): string }).urlencode()
  }
  return urlencode(query, true)
}

/** Goes down namespace by namespace; a name may also be an application's. */
function enter(
  root: URLResolver,
  path: readonly string[],
  current_app: string | null,
): URLResolver {
  let current = current_app ? current_app.split(':') : null
  let resolver = root
  let pattern = ''
  const entered: string[] = []
  const converters = new Map<string, Converter>()
  for (let namespace of path) {
    const wanted: string | null = current?.shift() ?? null
    const instances = resolver.reverse_dict.apps.get(namespace)
    if (instances !== undefined) {
      if (wanted !== null && instances.includes(wanted)) namespace = wanted
      else if (!instances.includes(namespace)) namespace = instances[0] ?? namespace
    }
    if (namespace !== wanted) current = null
    const found = resolver.reverse_dict.namespaces.get(namespace)
    if (found === undefined) throw noNamespace(namespace, entered, resolver)
    resolver = found[1]
    entered.push(namespace)
    pattern += found[0]
    for (const [name, converter] of resolver.pattern.converters) converters.set(name, converter)
  }
  return pattern === '' ? resolver : namespaceResolver(pattern, resolver, converters)
}

function noNamespace(
  name: string,
  inside: readonly string[],
  resolver: URLResolver,
): NoReverseMatch {
  const where = inside.length > 0 ? ` inside '${inside.join(':')}'` : ''
  const error = new NoReverseMatch(`'${name}' is not a registered namespace${where}`)
  const known = [...resolver.reverse_dict.namespaces.keys()]
  error.teaching = {
    id: 'urls.no_namespace',
    hint:
      known.length > 0
        ? `The namespaces here are ${known.join(', ')}.`
        : 'Set app_name in the included module, or pass namespace to include().',
  }
  return error
}

/** Parents may capture parameters too, so the namespace is put under a pattern that holds them. */
const namespaceResolvers = new WeakMap<URLResolver, Map<string, URLResolver>>()

function namespaceResolver(
  pattern: string,
  resolver: URLResolver,
  converters: ReadonlyMap<string, Converter>,
): URLResolver {
  const known = namespaceResolvers.get(resolver) ?? new Map<string, URLResolver>()
  namespaceResolvers.set(resolver, known)
  let made = known.get(pattern)
  if (made === undefined) {
    const inner = new RegexPattern(pattern)
    inner.converters = new Map(converters)
    made = new URLResolver(new RegexPattern('^/'), [new URLResolver(inner, resolver.url_patterns)])
    known.set(pattern, made)
  }
  return made
}

/** `reverse` for places that are read before the URLconf is: class attributes, settings. */
export function reverse_lazy(viewname: unknown, options: ReverseOptions = {}): LazyValue {
  return new LazyValue(() => reverse(viewname, options))
}

export function clear_url_caches(): void {
  clear_resolvers()
}

/** The URLconf of this request where it is not the project's; null for the project's again. */
export function set_urlconf(urlconf_name: unknown): void {
  currentUrlconf = urlconf_name || null
}

export function get_urlconf(fallback: unknown = null): unknown {
  return currentUrlconf ?? fallback
}

/** The match, or false. */
export function is_valid_path(path: unknown, urlconf: unknown = null): ResolverMatch | false {
  try {
    return resolve(path, urlconf)
  } catch (error) {
    if (error instanceof Resolver404) return false
    throw error
  }
}

/** The same page in another language, where i18n_patterns give it one; else the URL as it is. */
export function translate_url(url: string, lang_code: string): string {
  const parts = urlsplit(url)
  const match = is_valid_path(unquote(parts.path))
  if (match === false) return url
  const { args, kwargs, view_name } = match
  return new override(lang_code).run(() => {
    try {
      const translated = reverse(view_name, args.length > 0 ? { args } : { kwargs })
      return urlunsplit([parts.scheme, parts.netloc, translated, parts.query, parts.fragment])
    } catch (error) {
      if (error instanceof NoReverseMatch) return url
      throw error
    }
  })
}
