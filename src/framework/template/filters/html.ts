/**
 * Filters about escaping. `escape` acts once, `force_escape` always, and `safe` makes any text safe.
 *
 * Django: django/template/defaultfilters.py (HTML strings)
 */
import { iterate, str } from '../../../base/python/protocols.ts'
import { mark_safe, SafeString } from '../../../base/python/safe_string.ts'
import {
  conditional_escape,
  escape,
  linebreaks as toParagraphs,
  strip_tags,
} from '../../utils/html.ts'
import { normalize_newlines } from '../../utils/text.ts'
import { stringfilter, takes } from '../filter_function.ts'
import type { Library } from '../library.ts'

interface Autoescape {
  autoescape?: boolean
}

function linebreaks(value: unknown, { autoescape = true }: Autoescape = {}): unknown {
  return mark_safe(
    toParagraphs(value, { autoescape: autoescape && !(value instanceof SafeString) }),
  )
}

function linebreaksbr(value: unknown, { autoescape = true }: Autoescape = {}): unknown {
  const lines = str(normalize_newlines(str(value)))
  const text = autoescape && !(value instanceof SafeString) ? str(escape(lines)) : lines
  return mark_safe(text.replaceAll('\n', '<br>'))
}

export function registerHtml(register: Library): void {
  const safe = { is_safe: true }
  const escaping = { is_safe: true, needs_autoescape: true }
  const text = stringfilter
  register.filter(
    'escape',
    takes(
      text((value: unknown) => conditional_escape(value)),
      0,
    ),
    safe,
  )
  register.filter(
    'escapeseq',
    takes((value: unknown) => [...iterate(value)].map((item) => conditional_escape(item)), 0),
    safe,
  )
  register.filter(
    'force_escape',
    takes(
      text((value: unknown) => escape(value)),
      0,
    ),
    safe,
  )
  register.filter('linebreaks', takes(text(linebreaks), 0, 1), escaping)
  register.filter('linebreaksbr', takes(text(linebreaksbr), 0, 1), escaping)
  register.filter(
    'safe',
    takes(
      text((value: unknown) => mark_safe(value)),
      0,
    ),
    safe,
  )
  register.filter(
    'safeseq',
    takes((value: unknown) => [...iterate(value)].map((item) => mark_safe(item)), 0),
    safe,
  )
  register.filter(
    'striptags',
    takes(
      text((value: unknown) => strip_tags(str(value))),
      0,
    ),
    safe,
  )
}
