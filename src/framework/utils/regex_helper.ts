/**
 * Turns a regular expression round: the texts it could have come from, with gaps for its groups. This is what makes
 * `reverse()` possible for `re_path()`. It is no complete inverse: an `|` outside of a group gives up.
 *
 * Django: django/utils/regex_helper.py
 * Left out: _lazy_re_compile (JavaScript compiles lazily by itself).
 */
import { ValueError } from '../../base/python/exceptions.ts'

/** A capturing group; `name` is null for a back reference, which takes no argument of its own. */
class Group {
  constructor(
    readonly text: string,
    readonly name: string | null,
  ) {}
}
class NonCapture {
  constructor(readonly items: readonly Item[]) {}
}
/** Nothing, or the item once. */
class Choice {
  constructor(readonly item: Item) {}
}
type Item = string | Group | NonCapture | Choice

/** One text that matches: gaps are written `%(name)s`, `params` are their names in order. */
export type Form = readonly [text: string, params: readonly string[]]

/** What an escaped letter is replaced with; null: nothing. */
const REPRESENTATIVES: Readonly<Record<string, string | null>> = {
  A: null,
  b: null,
  B: null,
  Z: null,
  d: '0',
  D: 'x',
  s: ' ',
  S: 'x',
  w: 'x',
  W: '!',
}

/** Thrown by the reader at the end of the pattern, wherever that is met. */
const END = Symbol('end of pattern')

class Reader {
  #chars: readonly string[]
  #at = 0
  char = ''
  escaped = false

  constructor(pattern: string) {
    this.#chars = Array.from(pattern)
  }

  /** Moves on to the next character that stands for something. */
  next(): string {
    for (;;) {
      const char = this.#raw()
      if (char !== '\\') return this.#is(char, false)
      const escaped = this.#raw()
      const known = REPRESENTATIVES[escaped]
      if (known !== null) return this.#is(known ?? escaped, true)
    }
  }

  /** Like `next`, but null at the end. */
  peekNext(): string | null {
    try {
      return this.next()
    } catch (error) {
      if (error === END) return null
      throw error
    }
  }

  /** Past the parenthesis that closes the group which is open. */
  leaveGroup(): void {
    let depth = this.char === '(' && !this.escaped ? 1 : 0
    for (;;) {
      this.next()
      if (this.escaped) continue
      if (this.char === '(') depth += 1
      else if (this.char === ')') {
        if (depth === 0) return
        depth -= 1
      }
    }
  }

  #is(char: string, escaped: boolean): string {
    this.char = char
    this.escaped = escaped
    return char
  }

  #raw(): string {
    const char = this.#chars[this.#at]
    if (char === undefined) throw END
    this.#at += 1
    return char
  }
}

class Normalizer {
  #result: Item[] = []
  #opened: number[] = []
  #unnamed = 0
  #reader: Reader

  constructor(pattern: string) {
    this.#reader = new Reader(pattern)
  }

  /** @returns null where the pattern cannot be turned round */
  run(): readonly Item[] | null {
    try {
      this.#reader.next()
      for (;;) {
        const more = this.#step()
        if (more === 'stop') return this.#result
        if (more === 'give up') return null
        if (more === 'next') this.#reader.next()
      }
    } catch (error) {
      if (error === END) return this.#result
      throw error
    }
  }

  #step(): 'next' | 'here' | 'stop' | 'give up' {
    const { char, escaped } = this.#reader
    if (escaped) this.#result.push(char)
    else if (char === '|') return 'give up'
    else if (char === '$') return 'stop'
    else if (char === ')') {
      this.#result.push(new NonCapture(this.#result.splice(this.#opened.pop() ?? 0)))
    } else if (char === '[') this.#set()
    else if (char === '(') this.#group()
    else if ('*?+{'.includes(char)) return this.#repeat() ? 'here' : 'next'
    else if (char !== '^') this.#result.push(char)
    return 'next'
  }

  /** A set is represented by its first character. */
  #set(): void {
    this.#result.push(this.#reader.next())
    this.#reader.next()
    while (this.#reader.escaped || this.#reader.char !== ']') this.#reader.next()
  }

  #group(): void {
    const reader = this.#reader
    reader.next()
    if (reader.char !== '?' || reader.escaped) {
      const name = `_${this.#unnamed}`
      this.#unnamed += 1
      this.#result.push(new Group(`%(${name})s`, name))
      reader.leaveGroup()
      return
    }
    const kind = reader.next()
    if ('!=<'.includes(kind)) reader.leaveGroup()
    else if (kind === ':') this.#opened.push(this.#result.length)
    else if (kind === 'P') this.#named()
    else throw new ValueError(`Non-reversible reg-exp portion: '(?${kind}'`)
  }

  #named(): void {
    const reader = this.#reader
    const kind = reader.next()
    if (kind !== '<' && kind !== '=') {
      throw new ValueError(`Non-reversible reg-exp portion: '(?P${kind}'`)
    }
    const end = kind === '<' ? '>' : ')'
    let name = ''
    while (reader.next() !== end) name += reader.char
    this.#result.push(new Group(`%(${name})s`, kind === '<' ? name : null))
    if (kind === '<') reader.leaveGroup()
  }

  /** The fewest repeats allowed. @returns true where the character after it is read already */
  #repeat(): boolean {
    const reader = this.#reader
    let count = reader.char === '+' ? 1 : 0
    if (reader.char === '{') {
      let digits = ''
      while (reader.next() !== '}') digits += reader.char
      count = Number.parseInt(digits.split(',')[0] ?? '', 10)
      if (Number.isNaN(count)) {
        throw new ValueError(`invalid literal for int() with base 10: '${digits.split(',')[0]}'`)
      }
    }
    const after = reader.peekNext()
    const last = this.#result.at(-1)
    if (last !== undefined) {
      if (count === 0) {
        this.#result.pop()
        if (hasGroup(last)) this.#result.push(new Choice(last))
      } else for (let i = 1; i < count; i += 1) this.#result.push(last)
    }
    if (after === null) throw END
    return after !== '?'
  }
}

function hasGroup(item: Item): boolean {
  return item instanceof Group || (item instanceof NonCapture && item.items.some(hasGroup))
}

/** All texts that a sequence stands for: each choice doubles them. */
function flatten(items: readonly Item[]): Form[] {
  let forms: Form[] = [['', []]]
  for (const item of items) {
    const next = formsOf(item)
    forms = forms.flatMap(([text, params]) =>
      next.map(([more, names]): Form => [text + more, [...params, ...names]]),
    )
  }
  return forms
}

function formsOf(item: Item): Form[] {
  if (typeof item === 'string') return [[item, []]]
  if (item instanceof Group) return [[item.text, item.name === null ? [] : [item.name]]]
  if (item instanceof NonCapture) return flatten(item.items)
  return [['', []], ...formsOf(item.item)]
}

/**
 * The texts a pattern could have matched. `^a/(?P<x>\d+)/$` gives `[['a/%(x)s/', ['x']]]`; an optional group gives two.
 * @throws {ValueError}  it holds a group of which no example can be made
 */
export function normalize(pattern: string): readonly Form[] {
  const items = new Normalizer(pattern).run()
  return items === null ? [['', []]] : flatten(items)
}
