/**
 * Cookies as Python writes and reads them: attributes in the order of their names, values with anything unusual put in
 * quotes with octal escapes (`a,b` → `"a\054b"`).
 *
 * Django: django/http/cookie.py
 * Python: library/http.cookies
 * Left out: js_output.
 */
import { Exception, KeyError } from '../../base/python/exceptions.ts'
import * as mapping from '../../base/python/mapping.ts'
import { isString } from '../../base/python/safe_string.ts'
import { repr, str } from '../../base/python/protocols.ts'
import { subscriptable } from '../../base/python/subscript.ts'

export class CookieError extends Exception {}

const LEGAL = /^[\w!#$%&'*+\-.^`|~:]+$/
/** Everything that stands as it is inside quotes. */
const UNESCAPED = /[\w!#$%&'*+\-.^`|~: ()/<=>?@[\]{}]/

function quote(value: string): string {
  if (LEGAL.test(value)) return value
  let quoted = ''
  for (const char of value) {
    const code = char.codePointAt(0) ?? 0
    if (char === '"' || char === '\\') quoted += `\\${char}`
    // beyond one byte Python's table has no entry: the character goes out raw
    else if (UNESCAPED.test(char) || code > 0xff) quoted += char
    else quoted += `\\${code.toString(8).padStart(3, '0')}`
  }
  return `"${quoted}"`
}

function unquote(value: string): string {
  if (value.length < 2 || !value.startsWith('"') || !value.endsWith('"')) return value
  return value
    .slice(1, -1)
    .replace(
      /\\([0-3][0-7][0-7])|\\([^\n])/g,
      (_, octal: string | undefined, char: string | undefined) =>
        octal === undefined ? (char ?? '') : String.fromCharCode(parseInt(octal, 8)),
    )
}

/** Attributes by their lower case names, with the spelling they are sent in; sorted. */
const ATTRIBUTES: Readonly<Record<string, string>> = {
  comment: 'Comment',
  domain: 'Domain',
  expires: 'expires',
  httponly: 'HttpOnly',
  'max-age': 'Max-Age',
  path: 'Path',
  samesite: 'SameSite',
  secure: 'Secure',
  version: 'Version',
}
const FLAGS: ReadonlySet<string> = new Set(['secure', 'httponly'])

/** One cookie: a value and its attributes, `morsel['max-age'] = 60`. */
export class Morsel {
  readonly _attributes = new Map<string, unknown>(Object.keys(ATTRIBUTES).map((name) => [name, '']))
  key = ''
  value = ''
  coded_value = '';
  [attribute: string]: unknown

  constructor() {
    return subscriptable(this)
  }

  /** @throws {CookieError}  a name that no cookie may have */
  set(key: string, value: string, coded_value: string): void {
    if (Object.hasOwn(ATTRIBUTES, key.toLowerCase())) {
      throw new CookieError(`Attempt to set a reserved key ${repr(key)}`)
    }
    if (!LEGAL.test(key)) throw new CookieError(`Illegal key ${repr(key)}`)
    this.key = key
    this.value = value
    this.coded_value = coded_value
  }

  __getitem__(name: string): unknown {
    if (!this._attributes.has(name)) throw new KeyError(name)
    return this._attributes.get(name)
  }

  __setitem__(name: string, value: unknown): void {
    const lower = name.toLowerCase()
    if (!Object.hasOwn(ATTRIBUTES, lower)) throw new CookieError(`Invalid attribute ${repr(name)}`)
    this._attributes.set(lower, value)
  }

  __contains__(name: string): boolean {
    return this._attributes.has(name)
  }

  get(name: string, fallback: unknown = null): unknown {
    return this._attributes.get(name) ?? fallback
  }

  keys(): string[] {
    return [...this._attributes.keys()]
  }

  items(): [string, unknown][] {
    return [...this._attributes]
  }

  /** What follows `Set-Cookie: `. */
  OutputString(): string {
    const parts = [`${this.key}=${this.coded_value}`]
    for (const [name, value] of this._attributes) {
      if (value === '' || value === null) continue
      const shown = ATTRIBUTES[name] ?? name
      if (FLAGS.has(name)) {
        if (value) parts.push(shown)
      } else if (name === 'comment' && typeof value === 'string') {
        parts.push(`${shown}=${quote(value)}`)
      } else parts.push(`${shown}=${str(value)}`)
    }
    return parts.join('; ')
  }

  output({ header = 'Set-Cookie:' }: { header?: string } = {}): string {
    return `${header} ${this.OutputString()}`
  }

  __str__(): string {
    return this.output()
  }
}

const WORD = String.raw`[\p{L}\p{N}_!#%&'~\x60><@,:/$*+\-.^|)(?}{=]`
const PAIR = new RegExp(
  String.raw`\s*(?<key>${WORD}+?)(?:\s*=\s*(?<value>"(?:[^\\"]|\\.)*"|` +
    String.raw`[\p{L}\p{N}_]{3},\s[\p{L}\p{N}_\s-]{9,11}\s[\p{Nd}:]{8}\sGMT|` +
    String.raw`(?:${WORD}|[\[\]])*))?\s*(?:\s+|;|$)`,
  'yu',
)

/** Cookies by name, in the order they were set: `cookies['theme'] = 'dark'` makes a Morsel. */
export class SimpleCookie {
  readonly _morsels = new Map<string, Morsel>();
  [name: string]: unknown

  constructor(input: unknown = null) {
    if (input) this.load(input)
    return subscriptable(this)
  }

  __getitem__(key: string): Morsel {
    const morsel = this._morsels.get(key)
    if (morsel === undefined) throw new KeyError(key)
    return morsel
  }

  __setitem__(key: string, value: unknown): void {
    if (value instanceof Morsel) this._morsels.set(key, value)
    else {
      const text = str(value)
      this._put(key, text, quote(text))
    }
  }

  __delitem__(key: string): void {
    if (!this._morsels.delete(key)) throw new KeyError(key)
  }

  __contains__(key: string): boolean {
    return this._morsels.has(key)
  }

  __len__(): number {
    return this._morsels.size
  }

  get(key: string, fallback: unknown = null): unknown {
    return this._morsels.get(key) ?? fallback
  }

  keys(): string[] {
    return [...this._morsels.keys()]
  }

  values(): Morsel[] {
    return [...this._morsels.values()]
  }

  items(): [string, Morsel][] {
    return [...this._morsels]
  }

  update(others: SimpleCookie): void {
    for (const [key, morsel] of others.items()) this._morsels.set(key, morsel)
  }

  [Symbol.iterator](): Iterator<string> {
    return this._morsels.keys()
  }

  /** All of them as header lines, sorted by name. */
  output({ header = 'Set-Cookie:', sep = '\r\n' }: { header?: string; sep?: string } = {}): string {
    const sorted = this.items().sort(([a], [b]) => (a < b ? -1 : 1))
    return sorted.map(([, morsel]) => morsel.output({ header })).join(sep)
  }

  __str__(): string {
    return this.output()
  }

  /** Reads a dict, or a whole header: one that is malformed anywhere is dropped, against injection. */
  load(rawdata: unknown): void {
    if (!isString(rawdata)) {
      for (const [key, value] of mapping.entries(rawdata)) this.__setitem__(str(key), value)
      return
    }
    const found = pairsOf(str(rawdata))
    let morsel: Morsel | null = null
    for (const { key, value, isAttribute } of found ?? []) {
      if (isAttribute) morsel?.__setitem__(key, value)
      else morsel = this._put(key, unquote(String(value)), String(value))
    }
  }

  _put(key: string, value: string, coded: string): Morsel {
    const morsel = this._morsels.get(key) ?? new Morsel()
    morsel.set(key, value, coded)
    this._morsels.set(key, morsel)
    return morsel
  }
}

interface Pair {
  readonly key: string
  readonly value: string | true | null
  readonly isAttribute: boolean
}

/** @returns null for a header that must not be used */
function pairsOf(text: string): Pair[] | null {
  const pairs: Pair[] = []
  let seen = false
  let at = 0
  while (at < text.length) {
    PAIR.lastIndex = at
    const { groups } = PAIR.exec(text) ?? {}
    if (groups === undefined) break
    at = PAIR.lastIndex
    const key = groups['key'] ?? ''
    const value = groups['value'] ?? null
    const lower = key.toLowerCase()
    if (key.startsWith('$')) {
      if (seen) pairs.push({ key: key.slice(1), value, isAttribute: true })
    } else if (Object.hasOwn(ATTRIBUTES, lower)) {
      if (!seen || (value === null && !FLAGS.has(lower))) return null
      pairs.push({ key, value: value === null ? true : unquote(value), isAttribute: true })
    } else if (value === null) return null
    else {
      pairs.push({ key, value, isAttribute: false })
      seen = true
    }
  }
  return pairs
}

/** A `Cookie:` header, name → value. Every `;` separates, also inside quotes, as browsers do. */
export function parse_cookie(cookie: string): Record<string, string> {
  const cookies = new Map<string, string>()
  for (const chunk of cookie.split(';')) {
    const equals = chunk.indexOf('=')
    const key = equals === -1 ? '' : chunk.slice(0, equals).trim()
    const value = (equals === -1 ? chunk : chunk.slice(equals + 1)).trim()
    if (key !== '' || value !== '') cookies.set(key, unquote(value))
  }
  return Object.fromEntries(cookies)
}
