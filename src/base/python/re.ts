/**
 * Python's regular expressions on JavaScript's: the syntax is translated, and what differs quietly is spelled out.
 * `\d \w \s \b` mean Unicode, `.` stops only at a newline, `$` also matches before a last newline, `\Z` is the end.
 *
 * Python: library/re
 * Left out: case that counts again inside of `(?i)`, conditionals `(?(1)…)`, possessive repeats and atomic groups.
 */
import { Exception, NotImplementedError } from './exceptions.ts'
import { Scanner } from './re_scanner.ts'

/** Python's `re.error`. */
export class error extends Exception {
  static readonly __name__ = 'error'
}

const START = '(?<![^])'
const END = '(?![^])'
const WORD = String.raw`\p{L}\p{N}_`
const SPACE = String.raw`\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000`

/** What stands outside and inside of `[…]` for a class escape. */
const CLASSES: Readonly<Record<string, string>> = {
  d: String.raw`\p{Nd}`,
  D: String.raw`\P{Nd}`,
  w: `[${WORD}]`,
  W: `[^${WORD}]`,
  s: `[${SPACE}]`,
  S: `[^${SPACE}]`,
}
const ASCII_CLASSES: Readonly<Record<string, string>> = {
  d: '[0-9]',
  D: '[^0-9]',
  w: '[A-Za-z0-9_]',
  W: '[^A-Za-z0-9_]',
  s: String.raw`[\t-\r\x20]`,
  S: String.raw`[^\t-\r\x20]`,
}
const CONTROLS: Readonly<Record<string, string>> = {
  a: String.raw`\x07`,
  f: String.raw`\f`,
  n: String.raw`\n`,
  r: String.raw`\r`,
  t: String.raw`\t`,
  v: String.raw`\v`,
  '\\': String.raw`\\`,
}

/** A character that stands for itself, outside and inside of `[…]` alike. */
function literal(char: string): string {
  if (/[\p{L}\p{N}_]/u.test(char)) return char
  return `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`
}

/** The same letter in its other case; null where it has none of one character. */
function otherCase(char: string): string | null {
  const upper = char.toUpperCase()
  const other = char === upper ? char.toLowerCase() : upper
  return other !== char && other.length === char.length ? other : null
}

/** `a-f` → `A-F`; nothing where the ends are not letters of one case. */
function otherRange(low: string, high: string): string {
  const ends = [otherCase(low), otherCase(high)]
  const isOneCase = low < 'a' === high < 'a'
  if (ends[0] === null || ends[1] === null || !isOneCase) return ''
  return ends.map((end) => literal(end as string)).join('-')
}

interface Group {
  readonly name: string | null
}

class Translator extends Scanner {
  readonly groups: Group[] = []
  flags = new Set<string>()
  /** Open groups: where each began, for Python's message, and the flags outside of it. */
  #open: number[] = []
  #outer: Set<string>[] = []
  /** The flag `i` of the whole expression is JavaScript's own. */
  #isCaseless = false
  #captures = 0

  translate(): string {
    let out = ''
    if (this.take('(?', /[aiLmsux]+\)/y)) this.#globalFlags()
    this.#isCaseless = this.flags.has('i')
    while (!this.done) {
      const at = this.at
      const char = this.next()
      if (this.flags.has('x') && /\s/.test(char)) continue
      if (this.flags.has('x') && char === '#') {
        while (!this.done && this.next() !== '\n');
        continue
      }
      if ('*+?'.includes(char) || (char === '{' && this.#isRepeat())) {
        out += this.#repeat(char, at, out)
      } else out += this.#atom(char, at)
    }
    const open = this.#open.pop()
    if (open !== undefined) this.fail('missing ), unterminated subpattern', open)
    return out
  }

  fail(message: string, at: number): never {
    throw new error(`${message} at position ${at}`)
  }

  #globalFlags(): void {
    for (const flag of this.until(')', 2)) if (flag !== ')' && flag !== '(') this.flags.add(flag)
  }

  #atom(char: string, at: number): string {
    switch (char) {
      case '\\':
        return this.#escape(at)
      case '[':
        return this.#set(at)
      case '(':
        return this.#group(at)
      case ')':
        if (this.#open.pop() === undefined) this.fail('unbalanced parenthesis', at)
        this.flags = this.#outer[this.#open.length] ?? this.flags
        this.#outer.length = Math.min(this.#outer.length, this.#open.length)
        return ')'
      case '.':
        return this.flags.has('s') ? '[^]' : String.raw`[^\n]`
      case '^':
        return this.flags.has('m') ? String.raw`(?<=\n|${START})` : START
      case '$':
        return this.flags.has('m') ? String.raw`(?=\n|${END})` : String.raw`(?=\n?${END})`
      case '|':
        return '|'
      default:
        return this.#letter(char)
    }
  }

  /** Inside of `(?i:…)` a letter stands for both its cases. */
  #letter(char: string): string {
    const other = this.#isFolding ? otherCase(char) : null
    return other === null ? literal(char) : `[${literal(char)}${literal(other)}]`
  }

  get #isFolding(): boolean {
    return this.flags.has('i') && !this.#isCaseless
  }

  /** `{` begins a repeat only in the forms `{m}`, `{m,}`, `{,n}` and `{m,n}`; else it is itself. */
  #isRepeat(): boolean {
    return /^(?:\d+(?:,\d*)?|,\d*)\}/.test(this.rest)
  }

  #repeat(char: string, at: number, before: string): string {
    let repeat = char
    if (char === '{') {
      repeat += this.until('}', 0).replace(/^,/, '0,')
      const [low, high] = repeat.slice(1, -1).split(',')
      if (high && Number(high) < Number(low)) {
        this.fail('min repeat greater than max repeat', at + 1)
      }
    }
    const last = before.slice(-1)
    if (before === '' || last === '|' || /\((?:\?(?:[:=!]|<[=!]|<\w+>))?$/.test(before)) {
      this.fail('nothing to repeat', at)
    }
    // a character of ours that ends in `*`, `+`, `?` or a brace of repeat can only be a repeat: literals are escaped
    if (/[*+?]$/.test(before) || /\{\d+(?:,\d*)?\}$/.test(before)) this.fail('multiple repeat', at)
    if (this.peek === '?') repeat += this.next()
    else if (this.peek === '+')
      throw new NotImplementedError('possessive repeats are not there yet')
    return repeat
  }

  #escape(at: number): string {
    if (this.done) this.fail('bad escape (end of pattern)', at)
    const char = this.next()
    if (char === 'A') return START
    if (char === 'Z') return END
    if (char === 'b' || char === 'B') {
      const word = this.#classes['w'] ?? ''
      const boundary = `(?:(?<=${word})(?!${word})|(?<!${word})(?=${word}))`
      return char === 'b' ? boundary : `(?!${boundary})`
    }
    if (/[1-9]/.test(char)) {
      const number = this.peek !== null && /[0-9]/.test(this.peek) ? char + this.next() : char
      if (Number(number) > this.#captures) this.fail(`invalid group reference ${number}`, at + 1)
      return `(?:\\${number})`
    }
    return this.#charEscape(char, at)
  }

  get #classes(): Readonly<Record<string, string>> {
    return this.flags.has('a') ? ASCII_CLASSES : CLASSES
  }

  /** Escapes that mean the same inside and outside of a set. */
  #charEscape(char: string, at: number): string {
    const known = this.#classes[char] ?? CONTROLS[char]
    if (known !== undefined) return known
    if (char === 'x') return this.#hex(2, char, at)
    if (char === 'u') return this.#hex(4, char, at)
    if (char === 'U') return this.#hex(8, char, at)
    if (char === '0') {
      const octal = /^[0-7]{0,2}/.exec(this.rest)?.[0] ?? ''
      this.skip(octal.length)
      return `\\u{${parseInt(`0${octal}`, 8).toString(16)}}`
    }
    if (/[A-Za-z]/.test(char)) this.fail(`bad escape \\${char}`, at)
    return literal(char)
  }

  #hex(digits: number, letter: string, at: number): string {
    const found = new RegExp(`^[0-9a-fA-F]{${digits}}`).exec(this.rest)?.[0]
    if (found === undefined) this.fail(`incomplete escape \\${letter}`, at)
    this.skip(digits)
    return `\\u{${found}}`
  }

  #set(at: number): string {
    let out = this.peek === '^' ? `[${this.next()}` : '['
    let folded = ''
    let low = ''
    let first = true
    for (;;) {
      if (this.done) this.fail('unterminated character set', at)
      const itemAt = this.at
      const char = this.next()
      if (char === ']' && !first) return `${out}${folded}]`
      first = false
      if (char === '-' && this.peek !== ']' && out.length > 1 && this.#afterItem(out)) {
        const end = this.next()
        if (this.#isFolding) folded += otherRange(low, end)
        out += `-${this.#setItem(end, this.at - 1)}`
        continue
      }
      low = char
      const other = this.#isFolding && char !== '\\' ? otherCase(char) : null
      if (other !== null) folded += literal(other)
      out += this.#setItem(char, itemAt)
    }
  }

  /** A hyphen is a range only between two single characters. */
  #afterItem(out: string): boolean {
    return !/^\[\^?$/.test(out) && !out.endsWith(']') && !out.endsWith('Nd}')
  }

  #setItem(char: string, at: number): string {
    if (char !== '\\') return literal(char)
    if (this.done) this.fail('bad escape (end of pattern)', at)
    const escaped = this.next()
    return escaped === 'b' ? String.raw`\x08` : this.#charEscape(escaped, at)
  }

  #group(at: number): string {
    if (this.peek !== '?') return this.#capture(null, at)
    this.next()
    if (this.done) this.fail('unexpected end of pattern', at + 2)
    const kind = this.next()
    if (kind === ':' || kind === '=' || kind === '!') {
      this.#open.push(at)
      return `(?${kind}`
    }
    if (kind === '#') {
      if (!this.rest.includes(')')) this.fail('missing ), unterminated comment', at)
      this.until(')', 0)
      return ''
    }
    if (kind === '<' && /^[=!]/.test(this.rest)) {
      this.#open.push(at)
      return `(?<${this.next()}`
    }
    if (kind === 'P') return this.#named(at)
    if (/[aiLmsux-]/.test(kind)) {
      if (/^[aiLmsux]*\)/.test(this.rest)) {
        this.fail('global flags not at the start of the expression', at)
      }
      return this.#flagged(kind, at)
    }
    if (kind === '>' || kind === '(') {
      throw new NotImplementedError(`the group (?${kind}…) is not there yet`)
    }
    return this.fail(`unknown extension ?${kind}`, at + 1)
  }

  /** `(?i:…)`, `(?s-m:…)`: flags that hold up to the group's end. */
  #flagged(first: string, at: number): string {
    const [on = '', off = ''] = (first + this.until(':', 0)).slice(0, -1).split('-')
    if (!/^[aimsux]*$/.test(on) || !/^[imsx]*$/.test(off)) this.fail('unknown flag', at + 2)
    if (off.includes('i') && this.#isCaseless) {
      throw new NotImplementedError('case that counts again inside of (?i) is not there yet')
    }
    this.#open.push(at)
    this.#outer[this.#open.length - 1] = this.flags
    this.flags = new Set([...this.flags, ...on].filter((flag) => !off.includes(flag)))
    return '(?:'
  }

  #named(at: number): string {
    if (this.done) this.fail('unexpected end of pattern', this.at)
    const kind = this.next()
    if (kind !== '<' && kind !== '=') this.fail(`unknown extension ?P${kind}`, at + 1)
    const end = kind === '<' ? '>' : ')'
    const nameAt = this.at
    if (!this.rest.includes(end)) {
      this.fail(`missing ${end}, unterminated name`, nameAt)
    }
    const name = this.until(end, 0).slice(0, -1)
    if (name === '') this.fail('missing group name', nameAt)
    if (!isIdentifier(name)) this.fail(`bad character in group name '${name}'`, nameAt)
    if (kind === '<') return this.#capture(name, nameAt)
    const index = this.groups.findIndex((group) => group.name === name)
    if (index === -1) this.fail(`unknown group name '${name}'`, nameAt)
    return `(?:\\${index + 1})`
  }

  #capture(name: string | null, at: number): string {
    const known = this.groups.findIndex((group) => name !== null && group.name === name)
    this.#captures += 1
    if (known !== -1) {
      throw new error(
        `redefinition of group name '${name}' as group ${this.#captures}; was group ${known + 1} at position ${at}`,
      )
    }
    this.groups.push({ name })
    this.#open.push(name === null ? at : at - 4)
    return '('
  }
}

/** Python's `str.isidentifier()`. */
export function isIdentifier(name: string): boolean {
  return /^[\p{ID_Start}_][\p{ID_Continue}]*$/u.test(name)
}

/** A match: positions count UTF-16 units, as JavaScript's slices do. */
export interface Match {
  readonly start: number
  readonly end: number
  /** By number, from group 1; null where a group took no part. */
  readonly groups: readonly (string | null)[]
  /** The named ones in the order of the pattern. */
  readonly named: Readonly<Record<string, string | null>>
}

/** Python's compiled pattern. */
export class Pattern {
  #search: RegExp
  #full: RegExp | null = null
  /** The same expression in JavaScript's syntax, for the flag `v`. Its groups are numbered, never named. */
  readonly source: string
  readonly #groups: readonly Group[]

  /**
   * @param pattern  in Python's syntax
   * @param flags    letters of `aims`, as in `(?ims)`
   * @throws {error}  not a valid expression, with Python's message
   */
  constructor(
    readonly pattern: string,
    flags = '',
  ) {
    const translator = new Translator(pattern)
    for (const flag of flags) translator.flags.add(flag)
    this.source = translator.translate()
    this.#groups = translator.groups
    this.#search = new RegExp(this.source, translator.flags.has('i') ? 'vi' : 'v')
  }

  get groupCount(): number {
    return this.#groups.length
  }

  /** First match anywhere. */
  search(text: string): Match | null {
    return this.#match(this.#search.exec(text))
  }

  /** A match of the whole text. */
  fullmatch(text: string): Match | null {
    this.#full ??= new RegExp(`${START}(?:${this.source})${END}`, this.#search.flags)
    return this.#match(this.#full.exec(text))
  }

  #match(found: RegExpExecArray | null): Match | null {
    if (found === null) return null
    const groups = this.#groups.map((_, index) => found[index + 1] ?? null)
    const named: Record<string, string | null> = {}
    this.#groups.forEach(({ name }, index) => {
      if (name !== null) named[name] = groups[index] ?? null
    })
    return { start: found.index, end: found.index + found[0].length, groups, named }
  }
}

/** Python's `re.escape`: only characters with a meaning get a backslash. */
export function escape(text: string): string {
  return text.replace(/[\t\n\v\f\r #$&()*+\-.?[\\\]^{|}~]/g, '\\$&')
}
