/**
 * Python's `html` module: escaping text for HTML and reading character references, as HTML 5 reads them.
 *
 * Python: library/html
 */
import { ENTITIES, LEGACY_ENTITIES } from './html_entities.ts'

const SPECIAL = /[&<>"']/

function referenceFor(unit: number): string | null {
  switch (unit) {
    case 38:
      return '&amp;'
    case 60:
      return '&lt;'
    case 62:
      return '&gt;'
    case 34:
      return '&quot;'
    case 39:
      return '&#x27;'
    default:
      return null
  }
}

/** By hand: pages escape by the thousand, and `replace` with a function costs three times as much. */
export function escape(text: string): string {
  // most values have nothing to escape
  const first = text.search(SPECIAL)
  if (first === -1) return text
  let escaped = ''
  let from = 0
  for (let i = first; i < text.length; i += 1) {
    const reference = referenceFor(text.charCodeAt(i))
    if (reference === null) continue
    escaped += text.slice(from, i) + reference
    from = i + 1
  }
  return escaped + text.slice(from)
}

const REFERENCE = /&(#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[^\t\n\f <&#;]{1,32};?)/g

/** Unknown names stay as they are. */
export function unescape(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(REFERENCE, (whole, reference: string) =>
    reference.startsWith('#') ? numeric(reference) : named(whole, reference),
  )
}

function named(whole: string, reference: string): string {
  if (reference.endsWith(';')) {
    const exact = ENTITIES.get(reference.slice(0, -1))
    if (exact !== undefined) return exact
  }
  for (let end = reference.length; end > 1; end -= 1) {
    const name = reference.slice(0, end)
    if (LEGACY_ENTITIES.has(name)) return (ENTITIES.get(name) ?? '') + reference.slice(end)
  }
  return whole
}

/** What browsers make of the C1 range: Windows-1252. */
const WINDOWS_1252 =
  '\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\x8d\u017d\x8f' +
  '\x90\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\x9d\u017e\u0178'

function numeric(reference: string): string {
  const isHex = /^#[xX]/.test(reference)
  const code = isHex ? parseInt(reference.slice(2), 16) : parseInt(reference.slice(1), 10)
  if (code === 0) return '\ufffd'
  if (code === 0x0d) return '\r'
  if (code >= 0x80 && code < 0xa0) return WINDOWS_1252.charAt(code - 0x80)
  if ((code >= 0xd800 && code < 0xe000) || code > 0x10ffff) return '\ufffd'
  return isNoncharacter(code) ? '' : String.fromCodePoint(code)
}

function isNoncharacter(code: number): boolean {
  const isControl = code < 0x20 && ![0x09, 0x0a, 0x0c].includes(code)
  return (
    isControl ||
    code === 0x7f ||
    code === 0x0b ||
    (code >= 0xfdd0 && code < 0xfdf0) ||
    (code & 0xfffe) === 0xfffe
  )
}
