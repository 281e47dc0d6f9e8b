/**
 * Translation: a text is its own translation unless the small catalogue of names has one, and a plural is chosen by the
 * number. Lazy ones are read when they are shown; a lazy plural also waits for its parameters.
 *
 * Django: django/utils/translation/trans_null.py, topics/i18n/translation
 */
import { str } from '../../../base/python/protocols.ts'
import { mark_safe, SafeString } from '../../../base/python/safe_string.ts'
import { LazyValue } from '../functional.ts'
import { translated } from './catalogue.ts'
import { LazyPlural, ngettext, npgettext } from './plural.ts'

export { LazyPlural, ngettext, npgettext }

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
  context: unknown,
  singular: unknown,
  plural: unknown,
  number: unknown = null,
): LazyPlural {
  return new LazyPlural(singular, plural, number, str(context))
}
