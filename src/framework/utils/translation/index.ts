/**
 * Django's translation functions, for a project in English: each text is its own translation. The active language
 * is still kept, since formats, the `{% language %}` tag and `Accept-Language` depend on it.
 *
 * Django: django/utils/translation/__init__.py, topics/i18n/translation
 * Left out: message catalogues, get_language_info, languages from a request.
 */
import { percent_format } from '../../../base/python/format.ts'
import { KeyError } from '../../../base/python/exceptions.ts'
import { isString } from '../../../base/python/safe_string.ts'
import { eq, str } from '../../../base/python/protocols.ts'
import { settings } from '../../conf/index.ts'
import { LazyValue } from '../functional.ts'

let active: string | null | undefined

/** Makes `language` the active one. */
export function activate(language: string): void {
  active = language
}

/** Back to the project's own language. */
export function deactivate(): void {
  active = undefined
}

/** No language at all: texts stay as they are written. */
export function deactivate_all(): void {
  active = null
}

/** Code of the active language, null after `deactivate_all`. */
export function get_language(): string | null {
  return active === undefined ? settings.LANGUAGE_CODE : active
}

/** Another language for a while: `__enter__` and `__exit__`, or around a function with `run`. */
export class override {
  readonly language: string | null
  readonly deactivate: boolean
  #before: string | null | undefined

  constructor(language: string | null, { deactivate = false }: { deactivate?: boolean } = {}) {
    this.language = language
    this.deactivate = deactivate
  }

  __enter__(): void {
    this.#before = active
    if (this.language === null) deactivate_all()
    else activate(this.language)
  }

  __exit__(): void {
    active = this.deactivate ? undefined : this.#before
  }

  run<T>(block: () => T): T {
    this.__enter__()
    try {
      return block()
    } finally {
      this.__exit__()
    }
  }
}

export function gettext(message: unknown): string {
  return str(message).replaceAll('\r\n', '\n').replaceAll('\r', '\n')
}

/** Marks a text for translation elsewhere. */
export function gettext_noop(message: string): string {
  return message
}

export function pgettext(_context: unknown, message: unknown): string {
  return gettext(message)
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
    super(() => ngettext(singular, plural, isString(number) || number === null ? 1 : number))
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

/** `en-us` → `en_US`. */
export function to_locale(language: string): string {
  const [lang = '', ...rest] = language.toLowerCase().split('-')
  if (rest.length === 0) return language.slice(0, 3).toLowerCase() + language.slice(3)
  const country = rest.join('-')
  const [first = '', ...tail] = country.split('-')
  const region =
    first.length > 2 ? first.charAt(0).toUpperCase() + first.slice(1) : first.toUpperCase()
  return `${lang}_${[region, ...tail].join('-')}`
}

/** `en_US` → `en-us`. */
export function to_language(locale: string): string {
  const at = locale.indexOf('_')
  if (at < 0) return locale.toLowerCase()
  return `${locale.slice(0, at).toLowerCase()}-${locale.slice(at + 1).toLowerCase()}`
}

/** Whether the active language is written from right to left. */
export function get_language_bidi(): boolean {
  const base = (get_language() ?? '').split('-')[0] ?? ''
  return get_language() !== null && settings.LANGUAGES_BIDI.includes(base)
}
