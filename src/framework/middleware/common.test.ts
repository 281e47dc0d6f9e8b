import { beforeEach, expect, test } from 'vitest'
import { settings } from '../conf/index.ts'
import { HttpResponse, HttpResponseNotFound } from '../http/index.ts'
import { RequestFactory } from '../test/index.ts'
import { clear_url_caches, path } from '../urls/index.ts'
import { XFrameOptionsMiddleware } from './clickjacking.ts'
import { CommonMiddleware } from './common.ts'
import { ConditionalGetMiddleware } from './http.ts'
import { SecurityMiddleware } from './security.ts'

const factory = new RequestFactory()
const urls = { urlpatterns: [path('blog/', () => new HttpResponse('blog'))] }

beforeEach(() => {
  settings.configure({ ROOT_URLCONF: urls, ALLOWED_HOSTS: ['*'] })
  clear_url_caches()
})

test('the slash that was forgotten is added on the way out', () => {
  const layer = new CommonMiddleware(() => new HttpResponseNotFound())

  const response = layer.__call__(factory.get('/blog?page=2'))

  expect(response.status_code).toBe(301)
  expect(response.headers['Location']).toBe('/blog/?page=2')
  expect(layer.__call__(factory.get('/other')).status_code).toBe(404)
})

test('a form that forgot the slash is told so while DEBUG is on', () => {
  settings.configure({ ROOT_URLCONF: urls, ALLOWED_HOSTS: ['*'], DEBUG: true })
  const layer = new CommonMiddleware(() => new HttpResponseNotFound())

  expect(() => layer.__call__(factory.post('/blog'))).toThrow(
    "You called this URL via POST, but the URL doesn't end in a slash",
  )
})

test('each layer adds its headers, and keeps what the view has set', () => {
  const view = () => new HttpResponse('ok', { headers: { 'X-Frame-Options': 'SAMEORIGIN' } })
  const framed = new XFrameOptionsMiddleware(view)
  const common = new CommonMiddleware((request) => framed.__call__(request))
  const secure = new SecurityMiddleware((request) => common.__call__(request))

  expect(secure.__call__(factory.get('/blog/')).items()).toEqual([
    ['X-Frame-Options', 'SAMEORIGIN'],
    ['Content-Type', 'text/html; charset=utf-8'],
    ['Content-Length', '2'],
    ['X-Content-Type-Options', 'nosniff'],
    ['Referrer-Policy', 'same-origin'],
    ['Cross-Origin-Opener-Policy', 'same-origin'],
  ])
})

test('http becomes https where the settings want it', () => {
  settings.configure({ SECURE_SSL_REDIRECT: true, ALLOWED_HOSTS: ['*'] })
  const layer = new SecurityMiddleware(() => new HttpResponse('ok'))

  expect(layer.__call__(factory.get('/a/?b=1')).headers['Location']).toBe(
    'https://testserver/a/?b=1',
  )
})

test('what the client has already is not sent again', () => {
  const layer = new ConditionalGetMiddleware(() => new HttpResponse('page'))
  const etag = String(layer.__call__(factory.get('/')).headers['ETag'])

  const again = layer.__call__(factory.get('/', null, { headers: { 'if-none-match': etag } }))

  expect(again.status_code).toBe(304)
})
