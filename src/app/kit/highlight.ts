/**
 * Colours for code that is only read: projector, phone, and the moment before Monaco is there. A scanner with a few
 * patterns per language, not a parser: it may colour a word wrongly, never lose a character.
 */
export type TokenKind = 'plain' | 'comment' | 'string' | 'keyword' | 'number' | 'tag'

export interface Token {
  readonly kind: TokenKind
  readonly text: string
}

type Rule = readonly [TokenKind, RegExp]

const KEYWORDS =
  'as|async|await|break|case|catch|class|const|continue|default|delete|do|else|export|extends|finally|for|from|' +
  'function|if|import|in|instanceof|interface|let|new|of|return|static|super|switch|this|throw|try|type|typeof|' +
  'while|yield|true|false|null|undefined|void'

const SCRIPT: readonly Rule[] = [
  ['comment', /\/\/.*|\/\*[\s\S]*?(?:\*\/|$)/y],
  ['string', /`(?:\\[\s\S]|[^`\\])*(?:`|$)|'(?:\\.|[^'\\\n])*'?|"(?:\\.|[^"\\\n])*"?/y],
  ['keyword', new RegExp(`\\b(?:${KEYWORDS})\\b`, 'y')],
  ['number', /\b\d[\d_]*(?:\.\d+)?\b/y],
]
/** Between `{%` or `{{` and its end, in the same line. */
const IN_TAG = '(?<=\\{[%{](?:(?![%}]\\}).)*)'
const TEMPLATE: readonly Rule[] = [
  [
    'comment',
    /\{#.*?#\}|<!--[\s\S]*?(?:-->|$)|\{%\s*comment\b[^\n]*?%\}[\s\S]*?(?:\{%\s*endcomment\s*%\}|$)/y,
  ],
  ['plain', /(?<=\{%\s*verbatim\b[^\n]*?%\})[\s\S]*?(?=\{%\s*endverbatim\b|$)/y],
  ['string', new RegExp(`${IN_TAG}(?:"[^"\\n]*"|'[^'\\n]*')`, 'y')],
  ['keyword', /\{%-?\s*\w*|-?%\}|\{\{-?|-?\}\}/y],
  ['tag', new RegExp(`(?<=\\{[%{](?:(?![%}]\\}).)*\\|\\s*)\\w+`, 'y')],
  ['tag', /<\/?[a-zA-Z][\w-]*|\/?>/y],
  // a quote that does not follow a = closes a value with a tag in it
  ['string', /(?<==)"[^"<>{]*"/y],
]
const STYLE: readonly Rule[] = [
  ['comment', /\/\*[\s\S]*?(?:\*\/|$)/y],
  ['string', /"[^"\n]*"?|'[^'\n]*'?/y],
  ['keyword', /[\w-]+(?=\s*:)|@[\w-]+/y],
  ['number', /#[0-9a-fA-F]{3,8}\b|\b\d+(?:\.\d+)?[a-z%]*/y],
]
const WORD = /\w+|\s+|[^\w\s]/y

function rulesFor(path: string): readonly Rule[] {
  if (/\.(ts|js|json)$/.test(path)) return SCRIPT
  if (/\.(html|svg|xml)$/.test(path)) return TEMPLATE
  return path.endsWith('.css') ? STYLE : []
}

/** @returns one list of tokens per line, without line ends; joined they are the text again */
export function highlightLines(text: string, path: string): readonly (readonly Token[])[] {
  const rules = rulesFor(path)
  const lines: Token[][] = [[]]
  const push = (kind: TokenKind, piece: string) => {
    piece.split('\n').forEach((part, index) => {
      if (index > 0) lines.push([])
      const line = lines[lines.length - 1] as Token[]
      const last = line[line.length - 1]
      if (part === '') return
      if (last?.kind === kind) line[line.length - 1] = { kind, text: last.text + part }
      else line.push({ kind, text: part })
    })
  }
  let at = 0
  scan: while (at < text.length) {
    for (const [kind, pattern] of rules) {
      pattern.lastIndex = at
      const found = pattern.exec(text)?.[0]
      if (found === undefined || found === '') continue
      push(kind, found)
      at += found.length
      continue scan
    }
    WORD.lastIndex = at
    const word = WORD.exec(text)?.[0] ?? text.charAt(at)
    push('plain', word)
    at += word.length
  }
  return lines
}
