/**
 * URLs that begin with the language: `i18n_patterns(path('blog/', …))` answers `/de/blog/` while German is active.
 *
 * Django: django/conf/urls/i18n.py, topics/i18n/translation
 */
import { isPlainObject } from '../../../base/python/mapping.ts'
import { Tuple } from '../../../base/python/tuple.ts'
import { get_resolver, LocalePrefixPattern, path, URLResolver } from '../../urls/index.ts'
import { set_language } from '../../views/i18n.ts'
import { settings } from '../index.ts'

/** @param urls  patterns; last may stand `{ prefix_default_language: false }`: the default language has no prefix */
export function i18n_patterns(...urls: unknown[]): unknown[] {
  const last = urls.at(-1)
  const { prefix_default_language = true } = isPlainObject(last) ? last : {}
  const patterns = isPlainObject(last) ? urls.slice(0, -1) : urls
  if (!settings.USE_I18N) return patterns
  return [new URLResolver(new LocalePrefixPattern(Boolean(prefix_default_language)), patterns)]
}

/** `(whether the URLconf uses i18n_patterns, whether the default language has a prefix there)`. */
export function is_language_prefix_patterns_used(urlconf: unknown): Tuple<boolean> {
  for (const { pattern } of get_resolver(urlconf).url_patterns) {
    if (pattern instanceof LocalePrefixPattern) {
      return new Tuple(true, pattern.prefix_default_language)
    }
  }
  return new Tuple(false, false)
}

/** For `path('i18n/', include('django.conf.urls.i18n'))`. */
export const urlpatterns = [path('setlang/', set_language, { name: 'set_language' })]
