/**
 * The form that chooses a language: remembered in a cookie, and back to the page, under its address in that language.
 *
 * Django: django/views/i18n.py, topics/i18n/translation#the-set-language-redirect-view
 * Left out: JavaScriptCatalog, JSONCatalog.
 */
import { str } from '../../base/python/protocols.ts'
import { settings } from '../conf/index.ts'
import type { HttpRequest } from '../http/request.ts'
import { HttpResponse, HttpResponseRedirect } from '../http/response.ts'
import { translate_url } from '../urls/index.ts'
import { url_has_allowed_host_and_scheme } from '../utils/http.ts'
import { check_for_language } from '../utils/translation/index.ts'

const LANGUAGE_QUERY_PARAMETER = 'language'

/** Only POST chooses; a script that wants no page (`Accept: application/json`, no `next`) gets 204. */
export function set_language(request: HttpRequest): HttpResponse {
  const next = nextUrl(request)
  let response =
    next === '' ? new HttpResponse('', { status: 204 }) : new HttpResponseRedirect(next)
  if (request.method !== 'POST') return response
  const language = str(request.POST.get(LANGUAGE_QUERY_PARAMETER) ?? '')
  if (language === '' || !check_for_language(language)) return response
  if (next !== '') {
    const translated = translate_url(next, language)
    if (translated !== next) response = new HttpResponseRedirect(translated)
  }
  response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, {
    max_age: settings.LANGUAGE_COOKIE_AGE,
    path: settings.LANGUAGE_COOKIE_PATH,
    domain: settings.LANGUAGE_COOKIE_DOMAIN,
    secure: settings.LANGUAGE_COOKIE_SECURE,
    httponly: settings.LANGUAGE_COOKIE_HTTPONLY,
    samesite: settings.LANGUAGE_COOKIE_SAMESITE,
  })
  return response
}

/** Where to go on, never to another site: what was asked for, the page with the form, or the root. */
function nextUrl(request: HttpRequest): string {
  const asked = str(request.POST.get('next', request.GET.get('next')) ?? '')
  const options = { require_https: request.is_secure() }
  const isOurs = (url: string) =>
    url_has_allowed_host_and_scheme(url, [request.get_host()], options)
  if ((asked === '' && !request.accepts('text/html')) || isOurs(asked)) return asked
  const referer = str(request.META.get('HTTP_REFERER') ?? '')
  return isOurs(referer) ? referer : '/'
}
