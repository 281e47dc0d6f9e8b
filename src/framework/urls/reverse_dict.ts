/**
 * From a name to a URL. Every named pattern is turned round into texts with gaps; a candidate counts only if the
 * filled text matches the pattern again. What was registered last is tried first.
 *
 * Django: django/urls/resolvers.py (URLResolver._populate, _reverse_with_prefix)
 */
import { ValueError } from '../../base/python/exceptions.ts'
import { eq, repr, str } from '../../base/python/protocols.ts'
import { escape, Pattern as PythonRegex } from '../../base/python/re.ts'
import { tuple } from '../../base/python/tuple.ts'
import { normalize, type Form } from '../utils/regex_helper.ts'
import { dotted_name } from '../utils/source_of.ts'
import type { Converter } from './converters.ts'
import { NoReverseMatch } from './exceptions.ts'
import type { URLPattern, URLResolver } from './resolvers.ts'

type Dict = Readonly<Record<string, unknown>>

class Possibility {
  #checks = new Map<string, PythonRegex>()

  constructor(
    readonly forms: readonly Form[],
    /** Regular expression without the `^` in front. */
    readonly pattern: string,
    readonly defaults: Dict,
    readonly converters: ReadonlyMap<string, Converter>,
  ) {}

  matches(prefix: string, candidate: string): boolean {
    let check = this.#checks.get(prefix)
    if (check === undefined) {
      check = new PythonRegex(`^${escape(prefix)}${this.pattern}`)
      this.#checks.set(prefix, check)
    }
    return check.search(candidate) !== null
  }
}

/** What can be reversed below one resolver. */
export class ReverseDict {
  /** By pattern name and by view. */
  readonly names = new Map<unknown, Possibility[]>()
  /** Namespace → regular expression before it, and its resolver. */
  readonly namespaces = new Map<string, readonly [prefix: string, resolver: URLResolver]>()
  /** Application name → its namespaces, last registered first. */
  readonly apps = new Map<string, string[]>()
  /** Dotted names of all views. */
  readonly callbacks = new Set<string>()

  constructor(resolver: URLResolver) {
    for (const child of [...resolver.url_patterns].reverse()) {
      const pattern = child.pattern.regexText.replace(/^\^/, '')
      if ('callback' in child) this.#addView(child, pattern)
      else this.#addInclude(resolver, child, pattern)
    }
  }

  #add(name: unknown, possibility: Possibility): void {
    const known = this.names.get(name)
    if (known === undefined) this.names.set(name, [possibility])
    else known.push(possibility)
  }

  #addView(child: URLPattern, pattern: string): void {
    // compiling first tells a broken expression by its own name
    if ('regex' in child.pattern) void child.pattern.regex
    const { converters, regexText } = child.pattern
    const possibility = new Possibility(
      normalize(regexText),
      pattern,
      child.default_args,
      converters,
    )
    this.callbacks.add(child.lookup_str)
    this.#add(child.callback, possibility)
    if (child.name !== null) this.#add(child.name, possibility)
  }

  #addInclude(parent: URLResolver, child: URLResolver, pattern: string): void {
    const below = child.reverse_dict
    for (const callback of below.callbacks) this.callbacks.add(callback)
    if (child.app_name) {
      this.#addApp(child.app_name, [child.namespace ?? ''])
      this.namespaces.set(child.namespace ?? '', [pattern, child])
      return
    }
    for (const [name, possibilities] of below.names) {
      for (const inner of possibilities) this.#add(name, this.#under(parent, child, pattern, inner))
    }
    for (const [namespace, [prefix, resolver]] of below.namespaces) {
      for (const [key, converter] of child.pattern.converters) {
        resolver.pattern.converters.set(key, converter)
      }
      this.namespaces.set(namespace, [pattern + prefix, resolver])
    }
    for (const [app, namespaces] of below.apps) this.#addApp(app, namespaces)
  }

  #under(
    parent: URLResolver,
    child: URLResolver,
    pattern: string,
    inner: Possibility,
  ): Possibility {
    const whole = pattern + inner.pattern
    return new Possibility(
      normalize(whole),
      whole,
      { ...inner.defaults, ...child.default_kwargs },
      new Map([...parent.pattern.converters, ...child.pattern.converters, ...inner.converters]),
    )
  }

  #addApp(app: string, namespaces: readonly string[]): void {
    this.apps.set(app, [...(this.apps.get(app) ?? []), ...namespaces])
  }
}

/** @throws {NoReverseMatch}  with every pattern of that name */
export function reverseWithPrefix(
  dict: ReverseDict,
  view: unknown,
  prefix: string,
  args: readonly unknown[],
  kwargs: Dict,
): string {
  const given = Object.keys(kwargs)
  if (args.length > 0 && given.length > 0) {
    throw new ValueError("Don't mix *args and **kwargs in call to reverse()!")
  }
  const possibilities = dict.names.get(view) ?? []
  for (const possibility of possibilities) {
    for (const [text, params] of possibility.forms) {
      const values = candidate(params, possibility.defaults, args, kwargs)
      const texts = values === null ? null : toTexts(values, possibility.converters)
      if (texts === null) continue
      const url = fill(prefix.replaceAll('%', '%%') + text, texts)
      if (possibility.matches(prefix, url)) return quoted(url)
    }
  }
  throw noReverseMatch(dict, view, possibilities, args, kwargs)
}

/** The values for the gaps; null where the arguments given are not those of this form. */
function candidate(
  params: readonly string[],
  defaults: Dict,
  args: readonly unknown[],
  kwargs: Dict,
): Dict | null {
  if (args.length > 0) {
    if (args.length !== params.length) return null
    return Object.fromEntries(params.map((param, index) => [param, args[index]]))
  }
  const names = new Set([...Object.keys(kwargs), ...params])
  for (const name of names) {
    const inBoth = Object.hasOwn(kwargs, name) && params.includes(name)
    if (!inBoth && !Object.hasOwn(defaults, name)) return null
  }
  for (const [name, value] of Object.entries(defaults)) {
    if (params.includes(name)) continue
    if (Object.hasOwn(kwargs, name) && !eq(kwargs[name], value)) return null
  }
  return kwargs
}

function toTexts(
  values: Dict,
  converters: ReadonlyMap<string, Converter>,
): Map<string, string> | null {
  const texts = new Map<string, string>()
  for (const [name, value] of Object.entries(values)) {
    const converter = converters.get(name)
    try {
      texts.set(name, str(converter ? converter.to_url(value) : value))
    } catch (error) {
      if (error instanceof ValueError) return null
      throw error
    }
  }
  return texts
}

/** Python's `%` with a dict. A percent sign that a route holds itself is an error there, and so it is here. */
function fill(pattern: string, texts: ReadonlyMap<string, string>): string {
  return pattern.replace(
    /%(?:%|\((\w+)\)s|([\s\S]?))/gu,
    (whole, name: string | undefined, other: string | undefined) => {
      if (whole === '%%') return '%'
      if (name !== undefined) return texts.get(name) ?? ''
      if (other === '') throw new ValueError('incomplete format')
      throw new ValueError(
        `unsupported format character '${other}' (0x${(other ?? '').codePointAt(0)?.toString(16)})`,
      )
    },
  )
}

/** Percent-encodes all but what RFC 3986 allows in a path; a second leading slash would be another host. */
function quoted(url: string): string {
  const quotedUrl = encodeURI(url).replace(/[?#]/g, encodeURIComponent)
  return quotedUrl.startsWith('//') ? `/%2F${quotedUrl.slice(2)}` : quotedUrl
}

function noReverseMatch(
  dict: ReverseDict,
  view: unknown,
  possibilities: readonly Possibility[],
  args: readonly unknown[],
  kwargs: Dict,
): NoReverseMatch {
  const shown = typeof view === 'function' ? dotted_name(view) : str(view)
  if (possibilities.length === 0) {
    const error = new NoReverseMatch(
      `Reverse for '${shown}' not found. '${shown}' is not a valid view function or pattern name.`,
    )
    error.teaching = teach(dict, shown)
    return error
  }
  const patterns = possibilities.map(({ pattern }) => pattern)
  const message =
    args.length > 0
      ? `arguments '${repr(tuple(args))}'`
      : Object.keys(kwargs).length > 0
        ? `keyword arguments '${repr(kwargs)}'`
        : 'no arguments'
  return new NoReverseMatch(
    `Reverse for '${shown}' with ${message} not found. ` +
      `${patterns.length} pattern(s) tried: ${repr(patterns)}`,
  )
}

/** The name that was probably meant: a namespace forgotten, or a letter. */
function teach(dict: ReverseDict, name: string): { id: string; hint: string } {
  const id = 'urls.no_reverse'
  for (const [namespace, [, resolver]] of dict.namespaces) {
    if (resolver.reverse_dict.names.has(name)) {
      return { id, hint: `Did you mean '${namespace}:${name}'? It is in a namespace.` }
    }
  }
  const names = [...dict.names.keys()].filter((key) => typeof key === 'string')
  const close = names.find((known) => distance(known, name) <= 2)
  if (close !== undefined) return { id, hint: `Did you mean '${close}'?` }
  if (names.length === 0) return { id, hint: "Give the pattern a name: path(…, { name: '…' })." }
  const more = names.length > 8 ? ` … and ${names.length - 8} more` : ''
  return { id, hint: `The names here are ${names.slice(0, 8).join(', ')}${more}.` }
}

/** Edit distance, for names: short texts only. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
