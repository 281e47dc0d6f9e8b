/**
 * System checks of the URLconf: patterns that will surprise, names that cannot be reversed.
 *
 * Django: django/core/checks/urls.py and the `check` methods of django/urls/resolvers.py, ref/checks#urls
 * Left out: custom error handlers.
 */
import { class_name } from '../../../base/python/class_name.ts'
import { repr, str } from '../../../base/python/protocols.ts'
import { isString } from '../../../base/python/safe_string.ts'
import { Tuple } from '../../../base/python/tuple.ts'
import { settings } from '../../conf/index.ts'
import { LocalePrefixPattern, RegexPattern, type UrlPattern } from '../../urls/patterns.ts'
import { get_resolver, URLPattern, URLResolver } from '../../urls/resolvers.ts'
import { Error, Warning, type CheckMessage } from './messages.ts'

/** Every pattern of the project's URLconf. @throws whatever importing it raises */
export function check_url_config(): CheckMessage[] {
  return settings.ROOT_URLCONF ? check_resolver(get_resolver()) : []
}

export function check_resolver(entry: unknown): CheckMessage[] {
  if (entry instanceof URLResolver) {
    const inside = entry.url_patterns.flatMap(check_resolver)
    return inside.length > 0 ? inside : checkPattern(entry.pattern)
  }
  if (!(entry instanceof URLPattern)) return get_warning_for_invalid_pattern(entry)
  return [...checkName(entry.pattern), ...checkPattern(entry.pattern), ...checkCallback(entry)]
}

function checkName(pattern: UrlPattern): CheckMessage[] {
  if (!pattern.name?.includes(':')) return []
  const text = `Your URL pattern ${pattern.describe()} has a name including a ':'. Remove the colon, to avoid ambiguous namespace references.`
  return [new Warning(text, { id: 'urls.W003' })]
}

/** A class where `as_view()` was forgotten. */
function checkCallback({ callback, pattern }: URLPattern): CheckMessage[] {
  if (typeof callback !== 'function' || !('as_view' in callback)) return []
  const name = class_name(callback)
  const text = `Your URL pattern ${pattern.describe()} has an invalid view, pass ${name}.as_view() instead of ${name}.`
  return [new Error(text, { id: 'urls.E009' })]
}

function checkPattern(pattern: UrlPattern): CheckMessage[] {
  if (pattern instanceof LocalePrefixPattern) return []
  const slash = checkLeadingSlash(pattern)
  if (pattern instanceof RegexPattern) return [...slash, ...checkTrailingDollar(pattern)]
  return [...slash, ...checkBrackets(pattern), ...checkRegexInRoute(pattern)]
}

function checkLeadingSlash(pattern: UrlPattern): CheckMessage[] {
  // without APPEND_SLASH a leading slash has its uses
  if (!settings.APPEND_SLASH) return []
  const { regexText } = pattern
  if (!/^(?:\/|\^\/|\^\\\/)/.test(regexText) || regexText.endsWith('/')) return []
  return [
    new Warning(
      `Your URL pattern ${pattern.describe()} has a route beginning with a '/'. Remove this slash as it is unnecessary. If this pattern is targeted in an include(), ensure the include() pattern has a trailing '/'.`,
      { id: 'urls.W002' },
    ),
  ]
}

function checkTrailingDollar(pattern: RegexPattern): CheckMessage[] {
  if (pattern.isEndpoint || !/(?<!\\)\$$/.test(pattern.regexText)) return []
  return [
    new Warning(
      `Your URL pattern ${pattern.describe()} uses include with a route ending with a '$'. Remove the dollar from the route to avoid problems including URLs.`,
      { id: 'urls.W001' },
    ),
  ]
}

function checkRegexInRoute(pattern: UrlPattern): CheckMessage[] {
  if (!/\(\?P<|^\^|\$$/.test(pattern.route)) return []
  return [
    new Warning(
      `Your URL pattern ${pattern.describe()} has a route that contains '(?P<', begins with a '^', or ends with a '$'. This was likely an oversight when migrating to django.urls.path().`,
      { id: '2_0.W001' },
    ),
  ]
}

function checkBrackets(pattern: UrlPattern): CheckMessage[] {
  const warnings: CheckMessage[] = []
  const warn = (bracket: string): void => {
    const text = `Your URL pattern ${pattern.describe()} has an unmatched '${bracket}' bracket.`
    warnings.push(new Warning(text, { id: 'urls.W010' }))
  }
  let open = 0
  for (const bracket of pattern.route.replace(/[^<>]/g, '')) {
    open += bracket === '<' ? 1 : -1
    if (open >= 0) continue
    warn('>')
    open = 0
  }
  if (open > 0) warn('<')
  return warnings
}

/** Something in `urlpatterns` that no pattern is. */
export function get_warning_for_invalid_pattern(pattern: unknown): CheckMessage[] {
  const hint = isString(pattern)
    ? `Try removing the string '${str(pattern)}'. The list of urlpatterns should not have a prefix string as the first element.`
    : pattern instanceof Tuple
      ? 'Try using path() instead of a tuple.'
      : null
  const text = `Your URL pattern ${repr(pattern)} is invalid. Ensure that urlpatterns is a list of path() and/or re_path() instances.`
  return [new Error(text, { hint, id: 'urls.E004' })]
}

/** Two includes of one namespace: only one of them can be reversed. */
export function check_url_namespaces_unique(): CheckMessage[] {
  if (!settings.ROOT_URLCONF) return []
  const all = namespacesOf(get_resolver(), [])
  const twice = [...new Set(all)].filter((name) => all.indexOf(name) !== all.lastIndexOf(name))
  return twice.map(
    (name) =>
      new Warning(
        `URL namespace '${name}' isn't unique. You may not be able to reverse all URLs in this namespace`,
        { id: 'urls.W005' },
      ),
  )
}

/** Whole names, the namespaces of one level before those below it. */
function namespacesOf(resolver: URLResolver, parents: readonly string[]): string[] {
  const inner = resolver.url_patterns.filter((entry) => entry instanceof URLResolver)
  const pathOf = ({ namespace }: URLResolver): string[] =>
    namespace === null ? [...parents] : [...parents, namespace]
  const own = inner
    .filter(({ namespace }) => namespace !== null)
    .map((one) => pathOf(one).join(':'))
  return [...own, ...inner.flatMap((one) => namespacesOf(one, pathOf(one)))]
}
