import { beforeEach, expect, test } from 'vitest'
import { settings } from '../../conf/index.ts'
import { HttpResponse, type HttpRequest } from '../../http/index.ts'
import type { HttpResponseBase } from '../../http/response_base.ts'
import { RequestFactory } from '../../test/index.ts'
import { setPorts } from '../../utils/ports.ts'
import { never_cache } from './cache.ts'
import { csrf_exempt } from './csrf.ts'
import { condition, require_http_methods, require_safe } from './http.ts'
import { vary_on_headers } from './vary.ts'

type View = (request: HttpRequest, kwargs?: { pk: number }) => HttpResponseBase

const factory = new RequestFactory()
const detail: View = (_request, kwargs) => new HttpResponse(`post ${kwargs?.pk}`)

beforeEach(() => {
  settings.configure({})
  setPorts({ now: () => 0 })
})

test('a method that is not listed gets 405', () => {
  const view = require_http_methods(['GET'])(detail)

  expect(view(factory.get('/'), { pk: 3 }).status_code).toBe(200)
  expect(view(factory.post('/')).status_code).toBe(405)
  expect(require_safe(detail)(factory.post('/')).headers['Allow']).toBe('GET, HEAD')
})

test('keyword arguments pass through a stack of decorators', () => {
  const view = csrf_exempt(never_cache(vary_on_headers('Cookie')(detail))) as View & {
    csrf_exempt: boolean
  }

  const response = view(factory.get('/'), { pk: 3 }) as HttpResponse

  expect(response.text).toBe('post 3')
  expect(response.headers['Vary']).toBe('Cookie')
  expect(response.headers['Cache-Control']).toBe(
    'max-age=0, no-cache, no-store, must-revalidate, private',
  )
  expect(view.csrf_exempt).toBe(true)
})

test('the view is not called when the client has this version', () => {
  const view = condition(() => 'v1')(detail)
  const headers = { 'if-none-match': '"v1"' }

  expect(view(factory.get('/'), { pk: 1 }).headers['ETag']).toBe('"v1"')
  expect(view(factory.get('/', null, { headers })).status_code).toBe(304)
})
