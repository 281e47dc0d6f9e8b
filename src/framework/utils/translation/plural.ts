/**
 * Texts with a number: English has two forms, one for 1 and one for all else, other languages have theirs. A lazy one may
 * wait for its number until its parameters come.
 *
 * Django: django/utils/translation/__init__.py (lazy_number)
 */
import { KeyError } from '../../../base/python/exceptions.ts'
import { percent_format } from '../../../base/python/format.ts'
import { eq, str } from '../../../base/python/protocols.ts'
import { isString } from '../../../base/python/safe_string.ts'
import { LazyValue } from '../functional.ts'
import { translatedPlural } from './catalogue.ts'

export function npgettext(
  context: string | null,
  singular: unknown,
  plural: unknown,
  number: unknown,
): string {
  return translatedPlural(str(singular), number, context) ?? str(eq(number, 1) ? singular : plural)
}

export function ngettext(singular: unknown, plural: unknown, number: unknown): string {
  return npgettext(null, singular, plural, number)
}

export class LazyPlural extends LazyValue {
  readonly #singular: unknown
  readonly #plural: unknown
  readonly #number: unknown
  readonly #context: string | null

  constructor(singular: unknown, plural: unknown, number: unknown, context: string | null = null) {
    // a text that waits for its number is empty until then
    super(() =>
      isString(number) || number === null ? '' : npgettext(context, singular, plural, number),
    )
    this.#singular = singular
    this.#plural = plural
    this.#number = number
    this.#context = context
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
    const text = npgettext(this.#context, this.#singular, this.#plural, number)
    return text.includes('%') ? percent_format(text, values) : text
  }
}
