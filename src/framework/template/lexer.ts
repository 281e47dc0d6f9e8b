/**
 * Cuts a template into tokens. A tag ends at the first `%}` or `}}`, quotes or not, and never spans lines: what
 * looks like a tag but does not close on its line is plain text.
 *
 * Django: django/template/base.py (Token, Lexer)
 */
import { smart_split } from '../utils/text.ts'
import { strip, words } from '../../base/python/strings.ts'

export enum TokenType {
  TEXT = 0,
  VAR = 1,
  BLOCK = 2,
  COMMENT = 3,
}

const TAG = /(\{%[^\n]*?%\}|\{\{[^\n]*?\}\}|\{#[^\n]*?#\})/

export class Token {
  constructor(
    readonly token_type: TokenType,
    /** Without the braces and the spaces beside them. */
    readonly contents: string,
    /** Start and end in the source, in UTF-16 units. */
    readonly position: readonly [number, number],
    /** From 1. */
    readonly lineno: number,
  ) {}

  /** The words of a tag: quotes hold spaces together, and so does `_("…")`. */
  split_contents(): string[] {
    const split: string[] = []
    const bits = [...smart_split(this.contents)]
    for (let i = 0; i < bits.length; i++) {
      let bit = bits[i]!
      if (bit.startsWith('_("') || bit.startsWith("_('")) {
        const end = `${bit[2]})`
        const words = [bit]
        while (!bit.endsWith(end) && i + 1 < bits.length) {
          bit = bits[++i]!
          words.push(bit)
        }
        bit = words.join(' ')
      }
      split.push(bit)
    }
    return split
  }

  /** The words without regard to quotes: what `token.contents.split()` gives in Python. */
  words(): string[] {
    return words(this.contents)
  }

  __repr__(): string {
    const kind = TokenType[this.token_type].toLowerCase()
    const shown = this.contents.slice(0, 20).replaceAll('\n', '')
    return `<${kind[0]!.toUpperCase()}${kind.slice(1)} token: "${shown}...">`
  }
}

export class Lexer {
  /** The text of the tag that ends the `{% verbatim %}` we are in. */
  #verbatimEnd: string | null = null

  constructor(readonly template_string: string) {}

  tokenize(): Token[] {
    const tokens: Token[] = []
    let inTag = false
    let line = 1
    let start = 0
    for (const piece of this.template_string.split(TAG)) {
      if (piece !== '') {
        tokens.push(this.#token(piece, [start, start + piece.length], line, inTag))
        for (let at = piece.indexOf('\n'); at !== -1; at = piece.indexOf('\n', at + 1)) line++
        start += piece.length
      }
      inTag = !inTag
    }
    return tokens
  }

  #token(piece: string, position: readonly [number, number], line: number, inTag: boolean): Token {
    if (inTag) {
      const opening = piece.slice(0, 2)
      const content = strip(piece.slice(2, -2))
      if (opening === '{%') {
        if (this.#verbatimEnd !== null) {
          if (content !== this.#verbatimEnd) return new Token(TokenType.TEXT, piece, position, line)
          this.#verbatimEnd = null
        } else if (content === 'verbatim' || content.startsWith('verbatim ')) {
          this.#verbatimEnd = `end${content}`
        }
        return new Token(TokenType.BLOCK, content, position, line)
      }
      if (this.#verbatimEnd === null) {
        const type = opening === '{{' ? TokenType.VAR : TokenType.COMMENT
        return new Token(type, content, position, line)
      }
    }
    return new Token(TokenType.TEXT, piece, position, line)
  }
}
