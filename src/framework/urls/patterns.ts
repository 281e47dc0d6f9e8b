/**
 * The text of a route and what it matches. `path()` is compiled by path-to-regexp with Django's converters as patterns;
 * `re_path()` is Python's regular expression. Both also keep Django's regex text: `reverse()` and its messages need it.
 *
 * Django: django/urls/resolvers.py (RegexPattern, RoutePattern, LocalePrefixPattern)
 * Left out: translated routes.
 */
import { tokensToRegexp, type Token } from 'path-to-regexp'
import { ValueError } from '../../base/python/exceptions.ts'
import { repr } from '../../base/python/protocols.ts'
import {
  error as ReError,
  escape,
  isIdentifier,
  Pattern as PythonRegex,
} from '../../base/python/re.ts'
import { Tuple } from '../../base/python/tuple.ts'
import { ImproperlyConfigured } from '../core/exceptions.ts'
import { settings } from '../conf/index.ts'
import { get_language } from '../utils/translation/index.ts'
import { get_converters, type Converter } from './converters.ts'
import { explainRoute, type RoutePart } from './why_not.ts'

export interface PatternMatch {
  /** What the route left over: an include goes on with it. */
  readonly rest: string
  readonly args: Tuple
  readonly kwargs: Record<string, unknown>
}

/** What `path()` and `re_path()` have in common. */
export abstract class UrlPattern {
  abstract readonly shape: 'path' | 're_path'
  /** Django's regular expression of this route, in Python's syntax. */
  abstract get regexText(): string
  converters: Map<string, Converter> = new Map()
  /** What every path that matches begins with: most patterns are ruled out by it alone. */
  literal = ''

  readonly #route: string

  constructor(
    route: string,
    readonly name: string | null,
    readonly isEndpoint: boolean,
  ) {
    this.#route = route
  }

  /** As written. */
  get route(): string {
    return this.#route
  }

  /** @returns null for no match, a converter's refusal included */
  abstract match(path: string): PatternMatch | null

  /** For a path that did not match: why, in one sentence. */
  whyNot(path: string): string {
    if (!path.endsWith('/') && this.match(`${path}/`) !== null) {
      return 'only the slash at the end is missing'
    }
    return `the expression does not match ${repr(path)}`
  }

  /** For messages: `'blog/<int:pk>/' [name='detail']`. */
  describe(): string {
    return this.name ? `'${this.route}' [name='${this.name}']` : `'${this.route}'`
  }

  __str__(): string {
    return this.route
  }

  toString(): string {
    return this.route
  }
}

export class RegexPattern extends UrlPattern {
  override readonly shape = 're_path'
  readonly regexText: string
  #compiled: PythonRegex | null = null

  constructor(regex: string, name: string | null = null, isEndpoint = false) {
    super(regex, name, isEndpoint)
    this.regexText = regex
    this.literal = literalStart(regex)
  }

  /** @throws {ImproperlyConfigured}  no regular expression; only found out when it is used first, as in Django */
  get regex(): PythonRegex {
    try {
      this.#compiled ??= new PythonRegex(this.regexText)
    } catch (error) {
      if (!(error instanceof ReError)) throw error
      throw new ImproperlyConfigured(
        `"${this.regexText}" is not a valid regular expression: ${error.message}`,
      )
    }
    return this.#compiled
  }

  override match(path: string): PatternMatch | null {
    const { regex } = this
    // a `$` at the end of a whole route must not let a newline through
    const whole = this.isEndpoint && this.regexText.endsWith('$')
    const found = whole ? regex.fullmatch(path) : regex.search(path)
    if (found === null) return null
    const kwargs: Record<string, unknown> = {}
    for (const [name, value] of Object.entries(found.named)) {
      if (value !== null) kwargs[name] = value
    }
    const hasNames = Object.keys(found.named).length > 0
    return {
      rest: path.slice(found.end),
      args: hasNames ? new Tuple() : new Tuple(...found.groups),
      kwargs,
    }
  }
}

/** The plain characters at the start of an expression that is anchored there. */
function literalStart(regex: string): string {
  if (!regex.startsWith('^') || regex.includes('|')) return ''
  const start = /^[\w/-]*/.exec(regex.slice(1))?.[0] ?? ''
  const isRepeated = '*+?{'.includes(regex.charAt(1 + start.length) || ' ')
  return isRepeated ? start.slice(0, -1) : start
}

const PARAMETER = /<(?:([^>:]+):)?([^>]+)>/g

/** Takes a route apart. @throws {ImproperlyConfigured}  a parameter that cannot be */
function partsOf(route: string): RoutePart[] {
  const known = get_converters()
  const parts: RoutePart[] = []
  let end = 0
  for (const found of route.matchAll(PARAMETER)) {
    if (/[ \t\n\r\v\f]/.test(found[0])) {
      throw new ImproperlyConfigured(
        `URL route ${repr(route)} cannot contain whitespace in angle brackets <…>.`,
      )
    }
    const [type, parameter] = [found[1] ?? 'str', found[2] ?? '']
    if (!isIdentifier(parameter)) {
      throw new ImproperlyConfigured(
        `URL route ${repr(route)} uses parameter name ${repr(parameter)} which isn't a valid Python identifier.`,
      )
    }
    const converter = known.get(type)
    if (converter === undefined) {
      throw new ImproperlyConfigured(
        `URL route ${repr(route)} uses invalid converter ${repr(type)}.`,
      )
    }
    if (found.index > end) parts.push({ text: route.slice(end, found.index) })
    parts.push({ parameter, type, converter })
    end = found.index + found[0].length
  }
  if (end < route.length) parts.push({ text: route.slice(end) })
  return parts
}

export class RoutePattern extends UrlPattern {
  override readonly shape = 'path'
  readonly regexText: string
  readonly parts: readonly RoutePart[]
  /** No parameters: nothing to compile. */
  readonly #isPlain: boolean
  #compiled: RegExp | null = null
  /** Group of each parameter: a converter may have groups of its own. */
  #groups: readonly { readonly parameter: string; readonly converter: Converter; index: number }[] =
    []

  constructor(route: string, name: string | null = null, isEndpoint = false) {
    super(route, name, isEndpoint)
    this.parts = partsOf(route)
    this.regexText = '^'
    for (const part of this.parts) {
      if ('text' in part) this.regexText += escape(part.text)
      else {
        this.converters.set(part.parameter, part.converter)
        this.regexText += `(?P<${part.parameter}>${part.converter.regex})`
      }
    }
    if (isEndpoint) this.regexText += String.raw`\Z`
    const [first] = this.parts
    if (first !== undefined && 'text' in first) this.literal = first.text
    this.#isPlain = this.parts.every((part) => 'text' in part)
  }

  override match(path: string): PatternMatch | null {
    if (this.#isPlain) {
      const { literal } = this
      const fits = this.isEndpoint ? path === literal : path.startsWith(literal)
      return fits ? { rest: path.slice(literal.length), args: NO_ARGS, kwargs: {} } : null
    }
    this.#compiled ??= this.#compile()
    const found = this.#compiled.exec(path)
    if (found === null) return null
    const kwargs: Record<string, unknown> = {}
    for (const { parameter, converter, index } of this.#groups) {
      try {
        kwargs[parameter] = converter.to_python(found[index] ?? '')
      } catch (error) {
        if (error instanceof ValueError) return null
        throw error
      }
    }
    return { rest: path.slice(found[0].length), args: NO_ARGS, kwargs }
  }

  override whyNot(path: string): string {
    return explainRoute(this.parts, this.isEndpoint, path)
  }

  #compile(): RegExp {
    let group = 1
    const groups: { parameter: string; converter: Converter; index: number }[] = []
    const tokens = this.parts.map((part): Token => {
      if ('text' in part) return part.text
      const { parameter, converter } = part
      const pattern = new PythonRegex(converter.regex)
      groups.push({ parameter, converter, index: group })
      group += 1 + pattern.groupCount
      return { name: parameter, pattern: pattern.source, prefix: '', suffix: '', modifier: '' }
    })
    this.#groups = groups
    return routeRegExp(tokens, this.isEndpoint)
  }
}

const NO_ARGS = new Tuple()

/** `i18n_patterns`: the active language stands before the paths, `de/blog/`. */
export class LocalePrefixPattern extends UrlPattern {
  override readonly shape = 'path'

  constructor(readonly prefix_default_language = true) {
    super('', null, false)
  }

  get language_prefix(): string {
    const language = get_language() || settings.LANGUAGE_CODE
    const isBare = language === settings.LANGUAGE_CODE && !this.prefix_default_language
    return isBare ? '' : `${language}/`
  }

  override get route(): string {
    return this.language_prefix
  }

  override get regexText(): string {
    return escape(this.language_prefix)
  }

  override match(path: string): PatternMatch | null {
    const prefix = this.language_prefix
    return path.startsWith(prefix)
      ? { rest: path.slice(prefix.length), args: NO_ARGS, kwargs: {} }
      : null
  }

  override whyNot(path: string): string {
    return `${repr(path)} does not begin with the language ${repr(this.language_prefix)}`
  }
}

/** path-to-regexp's expression with the flag `v`, under which it may not escape harmless characters. */
export function routeRegExp(tokens: Token[], isEndpoint: boolean): RegExp {
  // patterns are checked as they stand, without `v`: put them in afterwards
  const patterns: string[] = []
  const marked = tokens.map((token) => {
    if (typeof token === 'string') return token
    patterns.push(token.pattern)
    return { ...token, pattern: `\\x00` }
  })
  const { source } = tokensToRegexp(marked, [], { sensitive: true, strict: true, end: true })
  // an include goes on anywhere: path-to-regexp's own `end: false` would want a delimiter
  const open = isEndpoint ? source : source.replace(/\$$/, '')
  const inside = open.replace(/\\x00|\\([\s\S])/g, (escaped, char: string | undefined) => {
    if (char === undefined) return patterns.shift() ?? ''
    return '=!:'.includes(char) ? char : escaped
  })
  return new RegExp(inside, 'v')
}
