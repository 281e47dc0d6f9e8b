/**
 * Translation: a text is its own translation unless the small catalogue of names has one, and a plural is chosen by the
 * number. Lazy ones are read when they are shown; a lazy plural also waits for its parameters.
 *
 * Django: django/utils/translation/trans_null.py, topics/i18n/translation
 */
import { KeyError } from '../../../base/python/exceptions.ts'
import { percent_format } from '../../../base/python/format.ts'
import { eq, str } from '../../../base/python/protocols.ts'
import { isString, mark_safe, SafeString } from '../../../base/python/safe_string.ts'
import { LazyValue } from '../functional.ts'
import { translated } from './catalogue.ts'

export function gettext(message: unknown): string {
  return asSafeAs(message, translated(plain(message)))
}

function plain(message: unknown): string {
  return str(message).replaceAll('\r\n', '\n').replaceAll('\r', '\n')
}

/** What was marked safe stays so, translated; a SafeString is read like a string. */
function asSafeAs(message: unknown, text: string): string {
  return message instanceof SafeString ? (mark_safe(text) as unknown as string) : text
}

/** Marks a text for translation elsewhere. */
export function gettext_noop(message: string): string {
  return message
}

/** @param context  tells texts apart that are equal in English */
export function pgettext(context: unknown, message: unknown): string {
  return asSafeAs(message, translated(plain(message), str(context)))
}

export function ngettext(singular: unknown, plural: unknown, number: unknown): string {
  return str(eq(number, 1) ? singular : plural)
}

export function npgettext(
  _context: unknown,
  singular: unknown,
  plural: unknown,
  number: unknown,
): string {
  return ngettext(singular, plural, number)
}

export function gettext_lazy(message: unknown): LazyValue {
  return new LazyValue(() => gettext(message))
}

export function pgettext_lazy(context: unknown, message: unknown): LazyValue {
  return new LazyValue(() => pgettext(context, message))
}

/**
 * A text whose number comes with its parameters: `text % values` chooses the plural then.
 * @param number  the number itself, or the name under which `values` has it
 */
export function ngettext_lazy(
  singular: unknown,
  plural: unknown,
  number: unknown = null,
): LazyPlural {
  return new LazyPlural(singular, plural, number)
}

export function npgettext_lazy(
  _context: unknown,
  singular: unknown,
  plural: unknown,
  number: unknown = null,
): LazyPlural {
  return new LazyPlural(singular, plural, number)
}

export class LazyPlural extends LazyValue {
  readonly #singular: unknown
  readonly #plural: unknown
  readonly #number: unknown

  constructor(singular: unknown, plural: unknown, number: unknown) {
    // a text that waits for its number is empty until then
    super(() => (isString(number) || number === null ? '' : ngettext(singular, plural, number)))
    this.#singular = singular
    this.#plural = plural
    this.#number = number
  }

  /** @throws KeyError where the values have no number of that name */
  __mod__(values: unknown): string {
    const name = this.#number
    let number: unknown = name
    if (isString(name)) {
      const found = (values as Record<string, unknown> | null)?.[name]
      if (found === undefined) {
        throw new KeyError(
          `Your dictionary lacks key '${name}'. Please provide it, because it is required to determine whether string is singular or plural.`,
        )
      }
      number = found
    } else if (name === null) number = values
    const text = ngettext(this.#singular, this.#plural, number)
    return text.includes('%') ? percent_format(text, values) : text
  }
}
