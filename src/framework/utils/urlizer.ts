/**
 * Finds URLs and e-mail addresses in text and makes links of them. Trailing punctuation is left outside, unless it
 * closes a bracket that was opened inside or ends a character reference.
 *
 * Django: Urlizer and smart_urlquote of django/utils/html.py
 */
import { escape as escapeText, unescape } from '../../base/python/html.ts'
import {
  parse_qsl,
  quote,
  unquote,
  urlencode,
  urlsplit,
  urlunsplit,
} from '../../base/python/urllib_parse.ts'
import { ValueError } from '../../base/python/exceptions.ts'
import { str } from '../../base/python/protocols.ts'
import { SafeString } from '../../base/python/safe_string.ts'
import { ValidationError } from '../core/exceptions.ts'
import { EmailValidator } from '../core/validators.ts'
import { MAX_URL_LENGTH } from './http.ts'

const SCHEME_URL = /^https?:\/\/\[?[\p{L}\p{N}_]/iu
const BARE_URL = /^www\.|^(?!http)[\p{L}\p{N}_][^@]+\.(com|edu|gov|int|mil|net|org)($|\/.*)$/iu
const BETWEEN_WORDS = /([\s<>"']+)/
const TRAILING = '.,:;!'
const BRACKETS = [
  ['(', ')'],
  ['[', ']'],
] as const

export interface UrlizeOptions {
  /** Link texts are cut to this many characters, the last one `…`. */
  readonly trim_url_limit?: number | null
  /** Adds `rel="nofollow"`. */
  readonly nofollow?: boolean
  readonly autoescape?: boolean
}

/** The text with its URLs and addresses as links; text that is marked safe is not escaped. */
export function urlize(text: unknown, options: UrlizeOptions = {}): string {
  const isSafe = text instanceof SafeString
  const done = new Map<string, string>()
  return str(text)
    .split(BETWEEN_WORDS)
    .map((word) => {
      const known = done.get(word)
      if (known !== undefined) return known
      const result = urlizeWord(word, isSafe, options)
      done.set(word, result)
      return result
    })
    .join('')
}

function urlizeWord(word: string, isSafe: boolean, options: UrlizeOptions): string {
  const { trim_url_limit = null, nofollow = false, autoescape = false } = options
  const mustEscape = autoescape && !isSafe
  const plain = mustEscape ? escapeText(word) : word
  if (!/[.@:]/.test(word)) return plain

  const { lead, middle, trail } = trimPunctuation(word)
  const target = targetOf(middle)
  if (target === null) return plain
  const shown = trimmed(middle, trim_url_limit)
  const rel = nofollow && !target.isMail ? ' rel="nofollow"' : ''
  const finish = (part: string) => (mustEscape ? escapeText(part) : part)
  return `${finish(lead)}<a href="${escapeText(target.url)}"${rel}>${finish(shown)}</a>${finish(trail)}`
}

function targetOf(text: string): { url: string; isMail: boolean } | null {
  if (text.length <= MAX_URL_LENGTH && SCHEME_URL.test(text)) {
    return { url: smart_urlquote(unescape(text)), isMail: false }
  }
  if (text.length <= MAX_URL_LENGTH && BARE_URL.test(text)) {
    return { url: smart_urlquote(`http://${unescape(text)}`), isMail: false }
  }
  if (text.includes(':') || !isEmail(text)) return null
  const at = text.lastIndexOf('@')
  const [local, domain] = [text.slice(0, at), text.slice(at + 1)]
  return { url: `mailto:${quote(local, '')}@${quote(domain, '')}`, isMail: true }
}

const isEmailAddress = new EmailValidator({ allowlist: [] })

function isEmail(text: string): boolean {
  if (!text.includes('@')) return false
  try {
    isEmailAddress.__call__(text)
    return true
  } catch (error) {
    if (error instanceof ValidationError) return false
    throw error
  }
}

function trimmed(text: string, limit: number | null): string {
  const chars = [...text]
  if (limit === null || chars.length <= limit) return text
  return `${chars.slice(0, Math.max(0, limit - 1)).join('')}…`
}

interface Trimmed {
  readonly lead: string
  readonly middle: string
  readonly trail: string
}

/** Takes opening brackets off the front, and closing ones that nothing opened and punctuation off the end. */
function trimPunctuation(word: string): Trimmed {
  let middle = word.replace(/^[([]+/, '')
  const lead = word.slice(0, word.length - middle.length)
  let trail = ''
  const counts = new Map<string, number>()
  for (const char of '()[]') counts.set(char, middle.split(char).length - 1)

  for (let again = true; again && middle !== '';) {
    again = false
    for (const [opening, closing] of BRACKETS) {
      const surplus = (counts.get(closing) ?? 0) - (counts.get(opening) ?? 0)
      if (surplus <= 0 || !middle.endsWith(closing)) continue
      trail = middle.slice(-surplus)
      middle = middle.slice(0, -surplus)
      counts.set(closing, (counts.get(closing) ?? 0) - surplus)
      again = true
    }
    const amp = middle.lastIndexOf('&')
    const stripped = rstrip(middle, amp === -1 ? TRAILING : TRAILING.replace(';', ''))
    if (stripped !== middle) {
      trail = middle.slice(stripped.length) + trail
      middle = stripped
      again = true
    }
    if (middle.endsWith(';')) {
      const cut = lengthWithoutSemicolons(middle, amp)
      if (cut !== null) {
        trail = middle.slice(cut) + trail
        middle = middle.slice(0, cut)
        again = true
      }
    }
  }
  return { lead, middle, trail }
}

/** How much of a text that ends in `;` belongs to the link; null: all, since the semicolon ends a reference. */
function lengthWithoutSemicolons(text: string, amp: number): number | null {
  // rfind's -1 is a negative index in Python: the last character
  const candidate = text.slice(amp)
  const meaning = unescape(candidate)
  if (meaning !== candidate && !meaning.endsWith(';')) return null
  const stripped = rstrip(text, TRAILING).length
  const semicolons = text.length - rstrip(text, ';').length
  // the first of several may end a reference
  return amp > -1 && semicolons > 1 ? text.indexOf(';', stripped) + 1 : stripped
}

function rstrip(text: string, chars: string): string {
  let end = text.length
  while (end > 0 && chars.includes(text.charAt(end - 1))) end -= 1
  return text.slice(0, end)
}

/** Reserved characters of RFC 3986 stay as they are. */
const KEPT = "!$&'()*+,;=:/?#[]@~"

/** Percent-encodes a URL, once: what is quoted already stays so. */
export function smart_urlquote(url: string): string {
  const requote = (segment: string) => quote(unquote(segment), KEPT)
  try {
    const { scheme, netloc, path, query, fragment } = urlsplit(url)
    // keys and values one by one, so that an encoded `&` stays one
    const pairs = parse_qsl(query, { keep_blank_values: true }).map((pair) =>
      pair.map((part) => unquote(part)),
    )
    return urlunsplit([
      scheme,
      requote(netloc),
      requote(path),
      query === '' ? '' : urlencode(pairs),
      requote(fragment),
    ])
  } catch (error) {
    if (error instanceof ValueError) return requote(url)
    throw error
  }
}
