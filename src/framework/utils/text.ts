/**
 * Texts: slugs, wrapping, splitting as templates do, file names, lists as prose.
 *
 * Django: django/utils/text.py, ref/utils#module-django.utils.text
 * Left out: compress_string and compress_sequence (the gzip middleware's, of a library).
 */
import { ValueError } from '../../base/python/exceptions.ts'
import { str_format } from '../../base/python/format.ts'
import { isPlainObject } from '../../base/python/mapping.ts'
import { iterate, repr, str, truthy } from '../../base/python/protocols.ts'
import { SPACE, WORD, splitlines, strip } from '../../base/python/strings.ts'
import { SuspiciousFileOperation } from '../core/exceptions.ts'
import { lazy } from './functional.ts'

export { Truncator, add_truncation_text } from './truncator.ts'

/** The first letter in upper case; empty values come back as they are. */
export function capfirst(x: unknown): unknown {
  if (!truthy(x)) return x
  const [first = '', ...rest] = str(x)
  return first.toUpperCase() + rest.join('')
}

/**
 * Breaks lines at spaces so that none is longer than `width`, unless one word is. Line breaks stay, and so does white
 * space, but for what stood where a line was broken.
 */
export function wrap(value: unknown, width: number): string {
  const text = str(value)
  const lines = splitlines(text).flatMap((line) => {
    const wrapped = wrapLine(line, width)
    return wrapped.length > 0 ? wrapped : [line]
  })
  if (text.endsWith('\n')) lines.push('')
  return lines.join('\n')
}

const CHUNKS = /[\t\n\v\f\r ]+|[^\t\n\v\f\r ]+/g

/** Tabs go to multiples of eight first, as in Python's textwrap. */
function wrapLine(line: string, width: number): string[] {
  if (width <= 0) throw new ValueError(`invalid width ${width} (must be > 0)`)
  const chunks: string[] = expandTabs(line).match(CHUNKS) ?? []
  const lines: string[] = []
  const isSpace = (chunk: string | undefined) => chunk?.trim() === ''
  let i = 0
  while (i < chunks.length) {
    if (lines.length > 0 && isSpace(chunks[i])) i += 1
    const current: string[] = []
    let length = 0
    while (i < chunks.length) {
      const size = [...(chunks[i] ?? '')].length
      // a word that is too long has a line for itself
      if (length + size > width && current.length > 0) break
      if (length + size > width && size <= width) break
      current.push(chunks[i] ?? '')
      length += size
      i += 1
      if (size > width) break
    }
    if (isSpace(current.at(-1))) current.pop()
    if (current.length > 0) lines.push(current.join(''))
  }
  return lines
}

function expandTabs(line: string): string {
  let column = 0
  let result = ''
  for (const char of line) {
    const shown = char === '\t' ? ' '.repeat(8 - (column % 8)) : char
    column = char === '\n' || char === '\r' ? 0 : column + shown.length
    result += shown
  }
  return result
}

/** @throws SuspiciousFileOperation where nothing usable remains */
export function get_valid_filename(name: unknown): string {
  const text = strip(str(name)).replaceAll(' ', '_')
  const valid = text.replace(new RegExp(`[^-${WORD}.]`, 'gu'), '')
  if (valid === '' || valid === '.' || valid === '..') {
    throw new SuspiciousFileOperation(`Could not derive file name from '${str(name)}'`)
  }
  return valid
}

/** `a, b or c`. */
export function get_text_list(list_: unknown, last_word: unknown = 'or'): string {
  const items = Array.from(iterate(list_ ?? []), str)
  const last = items.pop()
  if (last === undefined) return ''
  return items.length === 0 ? last : `${items.join(', ')} ${str(last_word)} ${last}`
}

/** CRLF and CR to LF. */
export function normalize_newlines(text: unknown): string {
  return str(text).replace(/\r\n|\r/g, '\n')
}

const KEYPAD = 'abc2def3ghi4jkl5mno6pqrs7tuv8wxyz9'

/** Letters to the digits of a phone's keys. */
export function phone2numeric(phone: unknown): string {
  return str(phone)
    .toLowerCase()
    .replace(/[a-z]/g, (letter) => {
      return /\d/.exec(KEYPAD.slice(KEYPAD.indexOf(letter)))?.[0] ?? letter
    })
}

const BITS = /(?:[^\s'"]*(?:(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')[^\s'"]*)+)|\S+/g

/** Splits at spaces, but not inside of quotes; quotes and backslashes stay. */
export function smart_split(text: unknown): string[] {
  return str(text).match(BITS) ?? []
}

/** `"a \"b\""` → `a "b"`. @throws ValueError for a text that is not in quotes */
export function unescape_string_literal(literal: unknown): string {
  const s = str(literal)
  const quote = s.charAt(0)
  if ((quote !== '"' && quote !== "'") || s.at(-1) !== quote) {
    throw new ValueError(`Not a string literal: ${repr(s)}`)
  }
  return s.slice(1, -1).replaceAll(`\\${quote}`, quote).replaceAll('\\\\', '\\')
}

/** Lower case, ASCII unless `allow_unicode`; everything but letters, digits, `_` and `-` goes or becomes one hyphen. */
export function slugify(
  value: unknown,
  { allow_unicode = false }: { allow_unicode?: boolean } = {},
): string {
  const text = str(value)

  const normal = allow_unicode
    ? text.normalize('NFKC')
    : text.normalize('NFKD').replace(/[^\0-\x7f]/g, '')
  return normal
    .toLowerCase()
    .replace(new RegExp(`[^${WORD}${SPACE}-]`, 'gu'), '')
    .replace(new RegExp(`[-${SPACE}]+`, 'g'), '-')
    .replace(/^[-_]+|[-_]+$/g, '')
}

/** `camelCaseName` → `camel case name`. */
export function camel_case_to_spaces(value: unknown): string {
  return strip(str(value).replace(/(?<=[a-z])[A-Z]|[A-Z](?![A-Z]|$)/g, ' $&')).toLowerCase()
}

/** `str.format`, postponed: the arguments may be lazy. A last plain object gives the named ones. */
export const format_lazy = lazy((format_string: unknown, ...args: unknown[]) => {
  const last = args.at(-1)
  const named = isPlainObject(last)
  return str_format(str(format_string), named ? args.slice(0, -1) : args, named ? last : {})
})
