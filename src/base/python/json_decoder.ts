/**
 * Reads JSON as Python does: 1.0 is a float and 1 is none, integers have all their digits, NaN is a number, and an error
 * says what was expected, and where. Slower than `JSON.parse`, which json.ts asks wherever the answers are the same.
 *
 * Python: library/json, `json.decoder`
 */
import { toFloat } from './float.ts'
import { ValueError } from './exceptions.ts'

export class JSONDecodeError extends ValueError {
  declare readonly msg: string
  declare readonly doc: string
  declare readonly pos: number
  declare readonly lineno: number
  declare readonly colno: number

  /** @param pos  in code units of `doc` */
  constructor(msg: string, doc: string, pos: number) {
    const before = doc.slice(0, pos)
    const lineno = before.split('\n').length
    const colno = pos - before.lastIndexOf('\n')
    super(`${msg}: line ${lineno} column ${colno} (char ${pos})`)
    Object.assign(this, { msg, doc, pos, lineno, colno })
  }
}

const NUMBER = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?/y
const WORD = /null|true|false|NaN|-?Infinity/y
const BLANKS = /[ \t\n\r]*/y
/** Up to a quote, a backslash or a control character. */
const PLAIN = /[^"\\\0-\x1f]*/y
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
}
const WORDS: Readonly<Record<string, unknown>> = {
  null: null,
  true: true,
  false: false,
  NaN,
  Infinity,
  '-Infinity': -Infinity,
}

class Decoder {
  #at = 0

  constructor(readonly doc: string) {}

  whole(): unknown {
    this.#blanks()
    const value = this.#value()
    this.#blanks()
    if (this.#at < this.doc.length) throw this.#error('Extra data')
    return value
  }

  #value(): unknown {
    const char = this.doc[this.#at]
    if (char === '"') return this.#string()
    if (char === '{') return this.#object()
    if (char === '[') return this.#array()
    const word = this.#take(WORD)
    if (word !== null) return WORDS[word[0]]
    const number = this.#take(NUMBER)
    if (number === null) throw this.#error('Expecting value')
    const [text, fraction, exponent] = number
    if (fraction !== undefined || exponent !== undefined) return toFloat(Number(text))
    const int = Number(text)
    return Number.isSafeInteger(int) ? int : BigInt(text)
  }

  #object(): Record<string, unknown> {
    const found: Record<string, unknown> = {}
    this.#at += 1
    this.#blanks()
    if (this.#skip('}')) return found
    for (;;) {
      if (this.doc[this.#at] !== '"')
        throw this.#error('Expecting property name enclosed in double quotes')
      const name = this.#string()
      this.#blanks()
      if (!this.#skip(':')) throw this.#error("Expecting ':' delimiter")
      this.#blanks()
      const value = this.#value()
      Object.defineProperty(found, name, {
        value,
        enumerable: true,
        writable: true,
        configurable: true,
      })
      this.#blanks()
      if (this.#skip('}')) return found
      if (!this.#skip(',')) throw this.#error("Expecting ',' delimiter")
      this.#blanks()
    }
  }

  #array(): unknown[] {
    const found: unknown[] = []
    this.#at += 1
    this.#blanks()
    if (this.#skip(']')) return found
    for (;;) {
      found.push(this.#value())
      this.#blanks()
      if (this.#skip(']')) return found
      if (!this.#skip(',')) throw this.#error("Expecting ',' delimiter")
      this.#blanks()
    }
  }

  #string(): string {
    const begin = this.#at
    let text = ''
    this.#at += 1
    for (;;) {
      text += this.#take(PLAIN)?.[0] ?? ''
      const char = this.doc[this.#at]
      if (char === undefined) throw this.#error('Unterminated string starting at', begin)
      if (this.#skip('"')) return text
      if (char !== '\\') throw this.#error('Invalid control character at')
      text += this.#escape(begin)
    }
  }

  #escape(begin: number): string {
    const at = this.#at
    const char = this.doc[at + 1]
    if (char === undefined) throw this.#error('Unterminated string starting at', begin)
    if (char !== 'u') {
      const meant = ESCAPES[char]
      if (meant === undefined) throw this.#error('Invalid \\escape', at)
      this.#at += 2
      return meant
    }
    const hex = this.doc.slice(at + 2, at + 6)
    if (!/^[\da-f]{4}$/i.test(hex)) throw this.#error('Invalid \\uXXXX escape', at + 1)
    this.#at += 6
    return String.fromCharCode(parseInt(hex, 16))
  }

  #blanks(): void {
    this.#take(BLANKS)
  }

  #skip(char: string): boolean {
    if (this.doc[this.#at] !== char) return false
    this.#at += 1
    return true
  }

  #take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.doc)
    if (found !== null) this.#at = pattern.lastIndex
    return found
  }

  #error(msg: string, at = this.#at): JSONDecodeError {
    return new JSONDecodeError(msg, this.doc, at)
  }
}

/** @throws {JSONDecodeError} */
export function decodeJson(doc: string): unknown {
  if (doc.startsWith('\ufeff'))
    throw new JSONDecodeError('Unexpected UTF-8 BOM (decode using utf-8-sig)', doc, 0)
  return new Decoder(doc).whole()
}
