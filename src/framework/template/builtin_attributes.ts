/**
 * The methods of Python's own types that templates call: `{% for key, value in d.items %}`, `{{ name.upper }}`. They
 * exist only here, since JavaScript's strings and objects have none of them.
 *
 * Python: library/stdtypes
 * Left out: methods that need arguments (Django shows string_if_invalid for these, and so do we: they are missing).
 */
import * as mapping from '../../base/python/mapping.ts'
import { Tuple } from '../../base/python/tuple.ts'
import { strip, words } from '../../base/python/strings.ts'

/** `d.items`, `d.keys`, `d.values`; null for any other name. */
export function dictAttribute(dict: unknown, name: string): (() => unknown[]) | null {
  switch (name) {
    case 'items':
      return () => mapping.entries(dict).map(([key, value]) => Tuple.of<unknown>(key, value))
    case 'keys':
      return () => mapping.keys(dict)
    case 'values':
      return () => mapping.entries(dict).map(([, value]) => value)
    default:
      return null
  }
}

const TEXT: Readonly<Record<string, (text: string) => unknown>> = {
  upper: (text) => text.toUpperCase(),
  lower: (text) => text.toLowerCase(),
  capitalize: (text) => text.slice(0, 1).toUpperCase() + text.slice(1).toLowerCase(),
  title: pythonTitle,
  casefold: (text) => text.toLowerCase().replaceAll('ß', 'ss'),
  swapcase: (text) => Array.from(text, swapped).join(''),
  strip: strip,
  lstrip: (text) => strip(`${text}.`).slice(0, -1),
  rstrip: (text) => strip(`.${text}`).slice(1),
  split: words,
  splitlines: (text) => text.replace(/\r\n|\r|\n$/g, '').split('\n'),
  isalnum: (text) => /^[\p{L}\p{N}]+$/u.test(text),
  isascii: (text) => /^[\0-\x7f]*$/.test(text),
  isdecimal: (text) => /^\p{Nd}+$/u.test(text),
  isnumeric: (text) => /^\p{N}+$/u.test(text),
  isspace: (text) => text !== '' && strip(text) === '',
  istitle: (text) => text.toLowerCase() !== text.toUpperCase() && pythonTitle(text) === text,
  isdigit: (text) => /^\p{Nd}+$/u.test(text),
  isalpha: (text) => /^\p{L}+$/u.test(text),
  isupper: (text) => text !== text.toLowerCase() && text === text.toUpperCase(),
  islower: (text) => text !== text.toUpperCase() && text === text.toLowerCase(),
}

function swapped(char: string): string {
  const lower = char.toLowerCase()
  return char === lower ? char.toUpperCase() : lower
}

/** A method of `str`, bound; null for a name that is none. */
export function textAttribute(text: string, name: string): (() => unknown) | null {
  if (!Object.hasOwn(TEXT, name)) return null
  return () => TEXT[name]!(text)
}

/** `str.title()`: a letter is a capital when no letter stands before it. */
export function pythonTitle(text: string): string {
  let result = ''
  let afterLetter = false
  for (const char of text) {
    const isLetter = char.toLowerCase() !== char.toUpperCase()
    result += !isLetter ? char : afterLetter ? char.toLowerCase() : titleCase(char)
    afterLetter = isLetter
  }
  return result
}

/** `ß` becomes `Ss`, not `SS`. */
function titleCase(char: string): string {
  const upper = char.toUpperCase()
  return upper.length > 1 && char.length === 1 ? upper[0]! + upper.slice(1).toLowerCase() : upper
}
