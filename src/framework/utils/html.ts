/**
 * Text to HTML and back: escaping (always, or unless it is HTML already), building fragments, stripping tags.
 * `escape` escapes what is marked safe too; `conditional_escape` does not.
 *
 * Django: django/utils/html.py, ref/utils#module-django.utils.html
 */
import { Kwargs } from '../../base/kwargs.ts'
import { ValueError } from '../../base/python/exceptions.ts'
import { class_name } from '../../base/python/class_name.ts'
import { str_format } from '../../base/python/format.ts'
import * as html from '../../base/python/html.ts'
import { HTMLParser } from '../../base/python/html_parser.ts'
import * as mapping from '../../base/python/mapping.ts'
import { iterate, str } from '../../base/python/protocols.ts'
import { SafeString, mark_safe } from '../../base/python/safe_string.ts'
import { SuspiciousOperation } from '../core/exceptions.ts'
import { dumpsWith, type JSONEncoderClass } from '../core/serializers/json.ts'
import { LazyValue } from './functional.ts'
import { normalize_newlines } from './text.ts'

export { smart_urlquote, urlize } from './urlizer.ts'
export { VOID_ELEMENTS } from './void_elements.ts'

/** Tags within tags that `strip_tags` follows before it takes the text for an attack. */
export const MAX_STRIP_TAGS_DEPTH = 50

/** `& < > " '` as references, also in text that is marked safe. */
export function escape(text: unknown): SafeString {
  return new SafeString(html.escape(str(text)))
}

/** As `escape`, but what knows its HTML (`__html__`, SafeString) gives that. */
export function conditional_escape(text: unknown): SafeString {
  if (typeof text === 'string') return new SafeString(html.escape(text))
  const value = text instanceof LazyValue ? text.evaluate() : text
  if (typeof value === 'object' && value !== null && '__html__' in value) {
    return (value as { __html__(): SafeString }).__html__()
  }
  return escape(value)
}

/** Everything that could end a JavaScript string or the script around it, as `\uXXXX`. */
export function escapejs(value: unknown): SafeString {
  const escaped = str(value).replace(/[\\'"<>&=;`\u2028\u2029\0-\x1f-]/g, unicodeEscape)
  return new SafeString(escaped)
}

function unicodeEscape(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`
}

/** The value as JSON inside of a `<script type="application/json">` that no text can break out of. */
export function json_script(
  value: unknown,
  element_id: unknown = null,
  { encoder = null }: { encoder?: JSONEncoderClass | null } = {},
): SafeString {
  const json = mark_safe(dumpsWith(value, encoder).replace(/[<>&]/g, unicodeEscape))
  if (element_id === null || element_id === undefined || element_id === '') {
    return format_html('<script type="application/json">{}</script>', json)
  }
  return format_html('<script id="{}" type="application/json">{}</script>', element_id, json)
}

/**
 * `format_string.format(…)` with every argument escaped unless safe; a last plain object gives the named ones.
 * Without arguments it only marks the text safe (which Django deprecates).
 */
export function format_html(format_string: unknown, ...args: unknown[]): SafeString {
  const last = args.at(-1)
  const named = last instanceof Kwargs ? last.values : mapping.isPlainObject(last) ? last : null
  const positional = named ? args.slice(0, -1) : args
  const kwargs = mapping
    .entries(named ?? {})
    .map(([name, value]) => [name, conditional_escape(value)])
  return mark_safe(
    str_format(str(format_string), positional.map(conditional_escape), Object.fromEntries(kwargs)),
  )
}

/** `format_html` for each item (a sequence of arguments, or a dict of named ones), joined by `sep`. */
export function format_html_join(
  sep: unknown,
  format_string: unknown,
  args_generator: unknown,
): SafeString {
  const parts = Array.from(iterate(args_generator), (args) =>
    mapping.isMapping(args)
      ? format_html(format_string, new Kwargs(Object.fromEntries(mapping.entries(args))))
      : format_html(format_string, ...iterate(args)),
  )
  return mark_safe(parts.join(str(conditional_escape(sep))))
}

/** Blank lines part paragraphs (`<p>`), other line ends become `<br>`. */
export function linebreaks(
  value: unknown,
  { autoescape = false }: { autoescape?: boolean } = {},
): string {
  const paragraphs = normalize_newlines(value).split(/\n{2,}/)
  return paragraphs
    .map((text) => (autoescape ? html.escape(text) : text).replaceAll('\n', '<br>'))
    .map((text) => `<p>${text}</p>`)
    .join('\n\n')
}

class TextOnly extends HTMLParser {
  text = ''
  constructor() {
    super({ convert_charrefs: false })
  }
  override handle_data(data: string): void {
    this.text += data
  }
  override handle_entityref(name: string): void {
    this.text += `&${name};`
  }
  override handle_charref(name: string): void {
    this.text += `&#${name};`
  }
}

function count(text: string, char: string): number {
  return text.split(char).length - 1
}

/**
 * Removes what looks like tags, again and again until nothing more does. The result is not safe HTML.
 * @throws SuspiciousOperation for tags nested absurdly deep
 */
export function strip_tags(value: unknown): string | SafeString {
  let text = str(value)
  for (const [open] of text.matchAll(/<[a-zA-Z][^>]{1000,}/g)) {
    if (count(open, '<') >= MAX_STRIP_TAGS_DEPTH) throw new SuspiciousOperation()
  }
  for (let depth = 0; text.includes('<') && text.includes('>'); depth += 1) {
    if (depth >= MAX_STRIP_TAGS_DEPTH) throw new SuspiciousOperation()
    const parser = new TextOnly()
    parser.feed(text)
    parser.close()
    if (count(parser.text, '<') === count(text, '<')) break
    text = parser.text
  }
  // what had no tags stays as safe as it was
  return value instanceof SafeString && text === value.valueOf() ? value : text
}

export function strip_spaces_between_tags(value: unknown): string {
  return str(value).replace(/>\s+</g, '><')
}

/** Spaces become no-break spaces. */
export function avoid_wrapping(value: unknown): string {
  return str(value).replaceAll(' ', '\xa0')
}

/**
 * Class decorator: what the class's `__str__` gives is HTML.
 * @throws ValueError where it has no `__str__` of its own or an `__html__` already
 */
export function html_safe<C extends new (...args: never[]) => object>(klass: C): C {
  const prototype = klass.prototype as Record<string, unknown>
  const name = class_name(klass)
  if (Object.hasOwn(prototype, '__html__')) {
    throw new ValueError(`can't apply @html_safe to ${name} because it defines __html__().`)
  }
  const own = Object.hasOwn(prototype, '__str__') ? prototype['__str__'] : undefined
  if (typeof own !== 'function') {
    throw new ValueError(`can't apply @html_safe to ${name} because it doesn't define __str__().`)
  }
  prototype['__str__'] = function (this: unknown) {
    return mark_safe(own.call(this))
  }
  prototype['__html__'] = function (this: unknown) {
    return mark_safe(own.call(this))
  }
  return klass
}
