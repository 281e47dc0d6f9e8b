/**
 * What stands, or is being typed, at a place of a template: a tag's name, a filter, a variable, the name of a URL or of
 * another template. Read from the one line, since a tag never spans lines; an end that is not typed yet is the cursor.
 */

export interface Place {
  readonly kind:
    'tag' | 'filter' | 'variable' | 'url' | 'template' | 'static' | 'block' | 'library' | 'member'
  /** The whole word; what was typed of it is its beginning up to the cursor. */
  readonly text: string
  /** Where the word stands in its line: from 0, end excluded. */
  readonly from: number
  readonly to: number
  /** Name of the tag around it; empty in `{{ }}`. */
  readonly tag: string
  /** For `url`, `template` and `static`: the quote that is open. */
  readonly quote: string
  /** For `member`: the library after `from`. */
  readonly library: string
}

const PIECE = /\{%[^\n]*?%\}|\{\{[^\n]*?\}\}|\{#[^\n]*?#\}/g
const CLOSERS: Readonly<Record<string, string>> = { '{%': '%}', '{{': '}}' }
/** Tags whose first argument names something, and what. */
const NAMES: Readonly<Record<string, Place['kind']>> = {
  url: 'url',
  extends: 'template',
  include: 'template',
  static: 'static',
}
/** Functions of Jinja2 templates that do the same. */
const CALL = /\b(url|static)\(\s*$/
const NAME_PART = /[\p{L}\p{N}_.]*$/u
const NAME_REST = /^[\p{L}\p{N}_.]*/u

/** @param column  of the cursor, from 0; @returns null where nothing has a name */
export function templatePlace(line: string, column: number): Place | null {
  const piece = pieceAround(line, column)
  if (piece === null) return null
  const { opener, from, to } = piece
  const before = line.slice(from, column)
  const rest = line.slice(column, to)
  const words = before.trimStart() === '' ? [''] : splitWords(before.trimStart())
  const last = words.at(-1) ?? ''
  const tag = opener === '{%' ? (words[0] ?? '').replace(/^-/, '') : ''
  const at = (kind: Place['kind'], typed: string, more: string, quote = ''): Place => ({
    ...{ kind, tag, quote, library: '' },
    text: typed + more,
    from: column - typed.length,
    to: column + more.length,
  })

  const open = openQuote(last)
  if (open !== null) {
    const [quote, typed] = open
    const more = rest.slice(0, endOf(rest, quote))
    const call = CALL.exec(last.slice(0, last.length - typed.length - 1))?.[1]
    if (call !== undefined) return at(call as 'url' | 'static', typed, more, quote)
    const kind = words.length === 2 && last.startsWith(quote) ? NAMES[tag] : undefined
    return kind === undefined ? null : at(kind, typed, more, quote)
  }

  const typed = NAME_PART.exec(last)?.[0] ?? ''
  const more = NAME_REST.exec(rest)?.[0] ?? ''
  const sign =
    last
      .slice(0, last.length - typed.length)
      .trimEnd()
      .at(-1) ?? ''
  if (opener === '{%') {
    if (words.length === 1) return sign === '' || sign === '-' ? at('tag', typed, more) : null
    if (words.length === 2 && (tag === 'block' || tag === 'endblock')) {
      return at('block', typed, more)
    }
    if (tag === 'load') return loadPlace(at, line.slice(from, to), words, typed, more)
    if (words.at(-2) === 'as' || (tag === 'for' && !words.includes('in'))) return null
  }
  if (sign === '|') return at('filter', typed, more)
  return /^\d/.test(typed) ? null : at('variable', typed, more)
}

/** `{% load a b %}` names libraries, `{% load x y from a %}` what is in one. */
function loadPlace(
  at: (kind: Place['kind'], typed: string, more: string) => Place,
  whole: string,
  words: readonly string[],
  typed: string,
  more: string,
): Place {
  const library = / from\s+([\w.]+)\s*$/.exec(whole)?.[1]
  if (library === undefined || words.includes('from')) return at('library', typed, more)
  return { ...at('member', typed, more), library }
}

/** The tag or variable around a column: its inside, without the signs. */
function pieceAround(
  line: string,
  column: number,
): { readonly opener: string; readonly from: number; readonly to: number } | null {
  for (const match of line.matchAll(PIECE)) {
    const from = match.index
    const to = from + match[0].length
    if (column <= from + 1) break
    if (column < to - 1) {
      const opener = match[0].slice(0, 2)
      return opener === '{#' ? null : { opener, from: from + 2, to: to - 2 }
    }
  }
  // one that is not closed yet
  const from = Math.max(line.lastIndexOf('{%', column - 2), line.lastIndexOf('{{', column - 2))
  if (from === -1) return null
  const opener = line.slice(from, from + 2)
  const inside = line.slice(from + 2, column)
  if (inside.includes(CLOSERS[opener] ?? '') || inside.includes('#}')) return null
  return { opener, from: from + 2, to: line.length }
}

/** Words as the framework splits them: quotes hold spaces together, also one that is still open. A space at the end begins a word. */
function splitWords(text: string): string[] {
  const words = ['']
  let quote = ''
  for (const char of text) {
    if (quote !== '') {
      if (char === quote) quote = ''
    } else if (char === '"' || char === "'") quote = char
    else if (/\s/.test(char)) {
      if (words.at(-1) !== '') words.push('')
      continue
    }
    words[words.length - 1] += char
  }
  return words
}

/** The quote that a word leaves open, and what stands after it. */
function openQuote(word: string): readonly [quote: string, typed: string] | null {
  let quote = ''
  let start = 0
  for (let at = 0; at < word.length; at += 1) {
    const char = word.charAt(at)
    if (quote === '' && (char === '"' || char === "'")) {
      quote = char
      start = at + 1
    } else if (char === quote) quote = ''
  }
  return quote === '' ? null : [quote, word.slice(start)]
}

/** Where a quoted text ends: at its quote, or where it cannot go on. */
function endOf(rest: string, quote: string): number {
  const end = rest.indexOf(quote)
  if (end !== -1) return end
  return /^[^\s%}]*/.exec(rest)?.[0].length ?? 0
}
