/**
 * Django's translation functions. The active language decides about formats and the names of months and days; all other
 * texts are their own translation.
 *
 * Django: django/utils/translation/__init__.py, topics/i18n/translation
 * Left out: message catalogues (catalogue.ts says what there is instead).
 */
import { settings } from '../../conf/index.ts'
import { get_language } from './active.ts'

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
export { activate, deactivate, deactivate_all, get_language, override } from './active.ts'
export { get_language_info } from './language_info.ts'
export {
  check_for_language,
  get_language_from_path,
  get_language_from_request,
  get_supported_language_variant,
} from './trans_real.ts'

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
