/**
 * Filters on text. `is_safe` says that a filter adds nothing HTML-special: then safe text stays safe.
 *
 * Django: django/template/defaultfilters.py (strings)
 */
import { TypeError as PythonTypeError, ValueError } from '../../../base/python/exceptions.ts'
import { percent_format } from '../../../base/python/format.ts'
import { len, str } from '../../../base/python/protocols.ts'
import { mark_safe, SafeString } from '../../../base/python/safe_string.ts'
import { Tuple } from '../../../base/python/tuple.ts'
import { iri_to_uri } from '../../utils/encoding.ts'
import {
  escape,
  escapejs as escapeJs,
  json_script as jsonScript,
  urlize as urlizeText,
} from '../../utils/html.ts'
import { quote } from '../../../base/python/urllib_parse.ts'
import { slugify as slugifyText, Truncator, wrap } from '../../utils/text.ts'
import { pythonTitle } from '../builtin_attributes.ts'
import { stringfilter, takes } from '../filter_function.ts'
import type { Library } from '../library.ts'
import { toInt } from '../../../base/python/int.ts'
import { words } from '../../../base/python/strings.ts'

interface Autoescape {
  autoescape?: boolean
}

const plain = (value: string | SafeString): string => value.valueOf()

const addslashes = (value: string) =>
  plain(value).replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll("'", "\\'")

function capfirst(value: string): string {
  const [first = '', ...rest] = plain(value)
  return first.toUpperCase() + rest.join('')
}

function linenumbers(value: string, { autoescape = true }: Autoescape = {}): unknown {
  const lines = plain(value).split('\n')
  const width = String(lines.length).length
  const isRaw = !autoescape || (value as unknown) instanceof SafeString
  const numbered = lines.map(
    (line, i) => `${String(i + 1).padStart(width, '0')}. ${isRaw ? line : str(escape(line))}`,
  )
  return mark_safe(numbered.join('\n'))
}

function stringformat(value: unknown, arg: unknown): unknown {
  try {
    // a tuple would be taken for several values
    return percent_format(`%${str(arg)}`, value instanceof Tuple ? str(value) : value)
  } catch (error) {
    if (error instanceof ValueError || error instanceof PythonTypeError) return ''
    throw error
  }
}

function title(value: string): string {
  return pythonTitle(plain(value))
    .replace(/([a-z])'([A-Z])/g, (found) => found.toLowerCase())
    .replace(/\p{Nd}([A-Z])/gu, (found) => found.toLowerCase())
}

/** A length that is no number leaves the text as it is. */
function truncating(cut: (value: string, length: number) => unknown) {
  return stringfilter((value: string, arg: unknown): unknown => {
    let length: number
    try {
      length = Number(toInt(arg))
    } catch (error) {
      if (error instanceof ValueError) return value
      throw error
    }
    return cut(plain(value), length)
  })
}

function urlencode(value: string, safe: unknown = null): string {
  return safe === null ? quote(plain(value)) : quote(plain(value), str(safe))
}

const urlize = (value: string, { autoescape = true }: Autoescape = {}) =>
  mark_safe(urlizeText(value, { nofollow: true, autoescape }))

const urlizetrunc = (value: string, limit: unknown, { autoescape = true }: Autoescape = {}) =>
  mark_safe(urlizeText(value, { trim_url_limit: Number(toInt(limit)), nofollow: true, autoescape }))

const wordcount = (value: string) => words(plain(value)).length

const spaces = (count: number): string => ' '.repeat(Math.max(0, count))

const ljust = (value: string, arg: unknown) =>
  plain(value) + spaces(Number(toInt(arg)) - len(value))
const rjust = (value: string, arg: unknown) =>
  spaces(Number(toInt(arg)) - len(value)) + plain(value)

/** Python puts the odd space left where the width is odd. */
function center(value: string, arg: unknown): string {
  const width = Number(toInt(arg))
  const room = Math.max(0, width - len(value))
  const left = Math.floor(room / 2) + (room & width & 1)
  return spaces(left) + plain(value) + spaces(room - left)
}

function cut(value: string, arg: unknown): unknown {
  const needle = str(arg)
  const text = plain(value).replaceAll(needle, '')
  // without its semicolons an entity may become a tag
  return (value as unknown) instanceof SafeString && needle !== ';' ? mark_safe(text) : text
}

export function registerStrings(register: Library): void {
  const safe = { is_safe: true }
  const escaping = { is_safe: true, needs_autoescape: true }
  const text = stringfilter
  register.filter('addslashes', takes(text(addslashes), 0), safe)
  register.filter('capfirst', takes(text(capfirst), 0), safe)
  register.filter(
    'escapejs',
    takes(
      text((value: string) => escapeJs(value)),
      0,
    ),
  )
  register.filter(
    'json_script',
    takes((value: unknown, id: string | null = null) => jsonScript(value, id), 0, 1),
    safe,
  )
  register.filter(
    'iriencode',
    takes(
      text((value: string) => iri_to_uri(plain(value))),
      0,
    ),
    safe,
  )
  register.filter('linenumbers', takes(text(linenumbers), 0, 1), escaping)
  register.filter(
    'lower',
    takes(
      text((value: string) => plain(value).toLowerCase()),
      0,
    ),
    safe,
  )
  register.filter(
    'make_list',
    takes(
      text((value: string) => [...plain(value)]),
      0,
    ),
  )
  register.filter(
    'slugify',
    takes(
      text((value: string) => slugifyText(value)),
      0,
    ),
    safe,
  )
  register.filter('stringformat', takes(stringformat, 1), safe)
  register.filter('title', takes(text(title), 0), safe)
  const ellipsis = ' …'
  register.filter(
    'truncatechars',
    takes(
      truncating((v, n) => new Truncator(v).chars(n)),
      1,
    ),
    safe,
  )
  register.filter(
    'truncatechars_html',
    takes(
      truncating((v, n) => new Truncator(v).chars(n, null, { html: true })),
      1,
    ),
    safe,
  )
  register.filter(
    'truncatewords',
    takes(
      truncating((v, n) => new Truncator(v).words(n, ellipsis)),
      1,
    ),
    safe,
  )
  register.filter(
    'truncatewords_html',
    takes(
      truncating((v, n) => new Truncator(v).words(n, ellipsis, { html: true })),
      1,
    ),
    safe,
  )
  register.filter(
    'upper',
    takes(
      text((value: string) => plain(value).toUpperCase()),
      0,
    ),
  )
  register.filter('urlencode', takes(text(urlencode), 0, 1))
  register.filter('urlize', takes(text(urlize), 0, 1), escaping)
  register.filter('urlizetrunc', takes(text(urlizetrunc), 1, 1), escaping)
  register.filter('wordcount', takes(text(wordcount), 0))
  register.filter(
    'wordwrap',
    takes(
      text((value: string, arg: unknown) => wrap(plain(value), Number(toInt(arg)))),
      1,
    ),
    safe,
  )
  register.filter('ljust', takes(text(ljust), 1), safe)
  register.filter('rjust', takes(text(rjust), 1), safe)
  register.filter('center', takes(text(center), 1), safe)
  register.filter('cut', takes(text(cut), 1))
}
