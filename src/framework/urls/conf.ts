/**
 * What URLconfs are written with: `path('posts/<int:pk>/', views.detail, { name: 'detail' })`.
 *
 * Django: django/urls/conf.py, ref/urls
 */
import { isCallable } from '../../base/kwargs.ts'
import { class_name } from '../../base/python/class_name.ts'
import { TypeError } from '../../base/python/exceptions.ts'
import { isPlainObject } from '../../base/python/mapping.ts'
import { type_name } from '../../base/python/protocols.ts'
import { Tuple } from '../../base/python/tuple.ts'
import { ImproperlyConfigured } from '../core/exceptions.ts'
import { import_module } from '../utils/module_loading.ts'
import { LocalePrefixPattern, RegexPattern, RoutePattern, type UrlPattern } from './patterns.ts'
import { URLPattern, URLResolver } from './resolvers.ts'

/** What `include()` hands to `path()`: URLconf, application name, namespace. */
export type Included = Tuple<unknown>

interface PathOptions {
  /** Further keyword arguments for the view. */
  readonly kwargs?: Readonly<Record<string, unknown>> | null
  readonly name?: string | null
}

/**
 * The patterns of another URLconf: its dotted name, its module, or a list of patterns; `[patterns, 'app_name']` gives
 * a list an application name.
 * @throws {ImproperlyConfigured}  a namespace without an application name
 */
export function include(
  arg: unknown,
  { namespace = null }: { namespace?: string | null } = {},
): Included {
  let urlconf = arg
  let app_name: unknown = null
  if (isNameTuple(arg)) {
    if (arg.length !== 2) {
      throw new ImproperlyConfigured(
        namespace
          ? 'Cannot override the namespace for a dynamic module that provides a namespace.'
          : `Passing a ${arg.length}-tuple to include() is not supported. Pass a 2-tuple containing the ` +
              'list of patterns and app_name, and provide the namespace argument to include() instead.',
      )
    }
    ;[urlconf, app_name] = arg
  }
  if (typeof urlconf === 'string') urlconf = import_module(urlconf)
  const own = (urlconf as { app_name?: unknown } | null)?.app_name
  if (typeof own === 'string') app_name = own
  if (namespace && !app_name) {
    throw new ImproperlyConfigured(
      'Specifying a namespace in include() without providing an app_name is not supported. Set the ' +
        'app_name attribute in the included module, or pass a 2-tuple containing the list of patterns ' +
        'and app_name instead.',
    )
  }
  const patterns = (urlconf as { urlpatterns?: unknown } | null)?.urlpatterns ?? urlconf
  const isLocale = (entry: unknown) =>
    (entry as { pattern?: unknown } | null)?.pattern instanceof LocalePrefixPattern
  if (Array.isArray(patterns) && patterns.some(isLocale)) {
    throw new ImproperlyConfigured('Using i18n_patterns in an included URLconf is not allowed.')
  }
  return new Tuple(urlconf, app_name, namespace || app_name)
}

/** In Python a tuple says it; here a list in which something else than patterns stands. */
function isNameTuple(arg: unknown): arg is readonly unknown[] {
  if (!Array.isArray(arg)) return false
  return arg instanceof Tuple || arg.some((item) => typeof item === 'string')
}

/** The route's converters decide what matches; the view's keyword arguments are what they captured. */
export function path(
  route: string,
  view: unknown,
  options: PathOptions = {},
): URLPattern | URLResolver {
  return makePath(route, view, options, RoutePattern)
}

/** The route is a regular expression in Python's syntax: `'^articles/(?P<year>[0-9]{4})/$'`. */
export function re_path(
  route: string,
  view: unknown,
  options: PathOptions = {},
): URLPattern | URLResolver {
  return makePath(route, view, options, RegexPattern)
}

function makePath(
  route: string,
  view: unknown,
  { kwargs = null, name = null }: PathOptions,
  Pattern: new (route: string, name: string | null, isEndpoint: boolean) => UrlPattern,
): URLPattern | URLResolver {
  if (kwargs !== null && !isPlainObject(kwargs)) {
    throw new TypeError(`kwargs argument must be a dict, but got ${type_name(kwargs)}.`)
  }
  if (Array.isArray(view)) {
    const [urlconf, app_name, namespace] = view as (string | null)[]
    return new URLResolver(
      new Pattern(route, null, false),
      urlconf,
      kwargs,
      app_name ?? null,
      namespace ?? null,
    )
  }
  if (isCallable(view)) return new URLPattern(new Pattern(route, name, true), view, kwargs, name)
  const cls = (view as object | null)?.constructor
  if (cls !== undefined && 'as_view' in cls) {
    const own = class_name(cls)
    throw new TypeError(`view must be a callable, pass ${own}.as_view(), not ${own}().`)
  }
  const error = new TypeError('view must be a callable or a list/tuple in the case of include().')
  if (view === undefined) {
    error.teaching = {
      id: 'urls.no_view',
      hint: `Check the spelling of the view for ${route === '' ? "''" : `'${route}'`}: its module does not export that name.`,
    }
  }
  throw error
}
