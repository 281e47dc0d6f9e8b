/**
 * Python's string methods where JavaScript's namesakes mean something else: its idea of white space, of line ends and
 * of a character.
 *
 * Python: library/stdtypes#string-methods
 */

/** White space as Python knows it, for use inside of `[…]`: no U+FEFF, but the separators U+001C to U+001F. */
export const SPACE = String.raw`\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000`
/** What `\w` matches, for use inside of `[…]` with the flag `u`. */
export const WORD = String.raw`\p{L}\p{N}_`

const LEADING = new RegExp(`^[${SPACE}]+`)
const TRAILING = new RegExp(`[${SPACE}]+$`)
const SPACES = new RegExp(`[${SPACE}]+`)

/** `text.strip()`, or of the given characters. */
export function strip(text: string, chars?: string): string {
  return rstrip(lstrip(text, chars), chars)
}

export function lstrip(text: string, chars?: string): string {
  if (chars === undefined) return text.replace(LEADING, '')
  let start = 0
  while (start < text.length && chars.includes(text.charAt(start))) start += 1
  return text.slice(start)
}

export function rstrip(text: string, chars?: string): string {
  if (chars === undefined) return text.replace(TRAILING, '')
  let end = text.length
  while (end > 0 && chars.includes(text.charAt(end - 1))) end -= 1
  return text.slice(0, end)
}

/** `text.split()`: the words. */
export function words(text: string): string[] {
  return text.split(SPACES).filter((word) => word !== '')
}

/** `text.splitlines()`: more line ends than `\n`, and none at the end makes an empty line. */
export function splitlines(text: string): string[] {
  const lines = text.split(/\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/)
  if (lines.at(-1) === '') lines.pop()
  return lines
}

/** `text.rsplit(separator, 1)`; the second part is null where there is no separator. */
export function splitLast(text: string, separator: string): [string, string | null] {
  const at = text.lastIndexOf(separator)
  return at === -1 ? [text, null] : [text.slice(0, at), text.slice(at + separator.length)]
}

/** `text.partition(separator)` without the separator; the second part is null where there is none. */
export function splitFirst(text: string, separator: string): [string, string | null] {
  const at = text.indexOf(separator)
  return at === -1 ? [text, null] : [text.slice(0, at), text.slice(at + separator.length)]
}

/**
 * A character with a canonical combining class: it is drawn upon the one before it. Normalisation sorts such
 * characters by class, and that shows them: U+0334 has the lowest class, U+0315 a high one.
 */
export function isCombining(char: string): boolean {
  if (!/\p{M}/u.test(char)) return false
  const own = char.normalize('NFD')
  return (
    `${char}\u0334`.normalize('NFD') !== `${own}\u0334` ||
    `\u0315${char}`.normalize('NFD') !== `\u0315${own}`
  )
}
