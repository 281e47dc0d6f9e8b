import { beforeEach, expect, test } from 'vitest'
import { settings } from '../conf/index.ts'
import { i18n_patterns } from '../conf/urls/i18n.ts'
import { WSGIRequest } from '../core/handlers/wsgi.ts'
import { HttpResponse } from '../http/response.ts'
import { clear_url_caches, path } from '../urls/index.ts'
import { setImporter } from '../utils/module_loading.ts'
import { parse_accept_lang_header } from '../utils/translation/trans_real.ts'
import { LocaleMiddleware } from './locale.ts'

const page = () => new HttpResponse('page')

beforeEach(() => {
  settings.configure({ SECRET_KEY: 'locale-tests', ROOT_URLCONF: 'site.urls' })
  setImporter(() => ({ urlpatterns: i18n_patterns(path('blog/', page)) }))
  clear_url_caches()
})

function visit(PATH_INFO: string, headers: Record<string, string> = {}, status = 200) {
  const request = new WSGIRequest({ REQUEST_METHOD: 'GET', PATH_INFO, ...headers })
  const layer = new LocaleMiddleware(() => new HttpResponse('', { status }))
  return { response: layer.__call__(request), request }
}

test('the path decides before the browser', () => {
  const { request, response } = visit('/de/blog/', { HTTP_ACCEPT_LANGUAGE: 'fr' })
  expect(request['LANGUAGE_CODE']).toBe('de')
  expect(response.headers.get('Content-Language')).toBe('de')
})

test('a path without its language is sent to the one that the browser prefers', () => {
  const { response } = visit('/blog/', { HTTP_ACCEPT_LANGUAGE: 'fr;q=0.5, pt-br' }, 404)
  expect(response.status_code).toBe(302)
  expect(response.headers.get('Location')).toBe('/pt-br/blog/')
})

test('the header is read by quality, and not at all where it is malformed', () => {
  expect([...parse_accept_lang_header('da, en-gb;q=0.25, en;q=0.5')].map(String)).toEqual([
    'da,1',
    'en,0.5',
    'en-gb,0.25',
  ])
  expect(parse_accept_lang_header('da, en-gb;q=1.5')).toHaveLength(0)
})
