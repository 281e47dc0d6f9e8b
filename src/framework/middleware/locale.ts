/**
 * Activates the language that a request wants, and says in the response which one it got. With `i18n_patterns`, a path
 * without its prefix is sent on to the one with it, once nothing else answered.
 *
 * Django: django/middleware/locale.py, topics/i18n/translation
 */
import { exposeStatics } from '../../base/python/statics.ts'
import { settings } from '../conf/index.ts'
import { is_language_prefix_patterns_used } from '../conf/urls/i18n.ts'
import type { GetResponse } from '../core/handlers/layer.ts'
import type { HttpRequest } from '../http/request.ts'
import { HttpResponseRedirect } from '../http/response.ts'
import type { HttpResponseBase } from '../http/response_base.ts'
import { get_script_prefix, is_valid_path } from '../urls/index.ts'
import { patch_vary_headers } from '../utils/cache.ts'
import { MiddlewareMixin } from '../utils/deprecation.ts'
import * as translation from '../utils/translation/index.ts'

type WithLanguage = HttpRequest & { LANGUAGE_CODE?: string | null }

export class LocaleMiddleware extends MiddlewareMixin {
  static response_redirect_class: new (to: string) => HttpResponseBase = HttpResponseRedirect
  declare response_redirect_class: new (to: string) => HttpResponseBase

  constructor(get_response: GetResponse) {
    super(get_response)
    exposeStatics(new.target)
  }

  process_request(request: WithLanguage): void {
    const [used, prefixed] = is_language_prefix_patterns_used(urlconfOf(request))
    const asked = translation.get_language_from_request(request, used)
    const inPath = translation.get_language_from_path(request.path_info)
    // without a prefix the path itself says: the default language
    const isBare = used && !prefixed && inPath === null
    translation.activate(isBare ? settings.LANGUAGE_CODE : asked)
    request.LANGUAGE_CODE = translation.get_language()
  }

  process_response(request: HttpRequest, response: HttpResponseBase): HttpResponseBase {
    const language = translation.get_language()
    const inPath = translation.get_language_from_path(request.path_info)
    const [used, prefixed] = is_language_prefix_patterns_used(urlconfOf(request))
    if (response.status_code === 404 && inPath === null && used && prefixed) {
      const redirect = this.redirectToLanguage(request, String(language))
      if (redirect !== null) return redirect
    }
    if (!used || inPath === null) patch_vary_headers(response, ['Accept-Language'])
    response.headers.setdefault('Content-Language', language)
    return response
  }

  /** null: with the language in front it leads nowhere either. */
  private redirectToLanguage(request: HttpRequest, language: string): HttpResponseBase | null {
    const urlconf = urlconfOf(request)
    const path = `/${language}${request.path_info}`
    const isValid = is_valid_path(path, urlconf) !== false
    const needsSlash =
      !isValid &&
      settings.APPEND_SLASH &&
      !path.endsWith('/') &&
      is_valid_path(`${path}/`, urlconf) !== false
    if (!isValid && !needsSlash) return null
    const prefix = get_script_prefix()
    const to = request.get_full_path(needsSlash).replace(prefix, () => `${prefix}${language}/`)
    const redirect = new this.response_redirect_class(to)
    patch_vary_headers(redirect, ['Accept-Language', 'Cookie'])
    return redirect
  }
}

function urlconfOf(request: HttpRequest): unknown {
  return request.urlconf ?? settings.ROOT_URLCONF
}
