/**
 * Django's translation functions, for a project in English: each text is its own translation. The active language
 * is still kept, since formats, the `{% language %}` tag and `Accept-Language` depend on it.
 *
 * Django: django/utils/translation/__init__.py, topics/i18n/translation
 * Left out: message catalogues.
 */
import { settings } from '../../conf/index.ts'

export {
  LazyPlural,
  gettext,
  gettext_lazy,
  gettext_noop,
  ngettext,
  ngettext_lazy,
  npgettext,
  npgettext_lazy,
  pgettext,
  pgettext_lazy,
} from './trans_null.ts'
export { get_language_info } from './language_info.ts'
export {
  check_for_language,
  get_language_from_path,
  get_language_from_request,
  get_supported_language_variant,
} from './trans_real.ts'

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
