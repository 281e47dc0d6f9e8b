import { beforeEach, expect, test } from 'vitest'
import { settings } from '../conf/index.ts'
import { forgetAll } from '../core/cache/backends/locmem.ts'
import { WSGIRequest } from '../core/handlers/wsgi.ts'
import { HttpResponse } from '../http/response.ts'
import type { HttpRequest } from '../http/request.ts'
import { setPorts } from '../utils/ports.ts'
import { cache_page } from '../views/decorators/cache.ts'

let seconds = 0

beforeEach(() => {
  seconds = 1_800_000_000
  setPorts({ now: () => seconds * 1e6 })
  settings.configure({ SECRET_KEY: 'cache-tests', ALLOWED_HOSTS: ['*'] })
  forgetAll()
})

function get(path: string, headers: Record<string, string> = {}): HttpRequest {
  return new WSGIRequest({
    REQUEST_METHOD: 'GET',
    PATH_INFO: path,
    SERVER_NAME: 'testserver',
    SERVER_PORT: '80',
    ...headers,
  })
}

/** A view that counts its calls, and keeps the page for a minute. */
function countingView(headers: Record<string, string> = {}) {
  let calls = 0
  return cache_page(60)(
    (_request: HttpRequest) => new HttpResponse(`call ${(calls += 1)}`, { headers }),
  )
}

test('cache_page answers again from the cache, and says how old the page is', () => {
  const view = countingView()

  expect(view(get('/')).text).toBe('call 1')
  seconds += 20
  const cached = view(get('/'))

  expect(cached.text).toBe('call 1')
  expect(cached.headers.get('Age')).toBe('20')
  expect(cached.headers.get('Cache-Control')).toBe('max-age=60')
  seconds += 41
  expect(view(get('/')).text).toBe('call 2')
})

test('each query string is a page of its own', () => {
  const view = countingView()
  expect(view(get('/')).text).toBe('call 1')
  expect(view(get('/other/')).text).toBe('call 2')
})

test('a page that varies on a header is kept once for each of its values', () => {
  const view = countingView({ Vary: 'Accept' })

  expect(view(get('/', { HTTP_ACCEPT: 'text/html' })).text).toBe('call 1')
  expect(view(get('/', { HTTP_ACCEPT: 'application/json' })).text).toBe('call 2')
  expect(view(get('/', { HTTP_ACCEPT: 'text/html' })).text).toBe('call 1')
})

test('a cached response can be changed without changing the next one', () => {
  const view = countingView()
  view(get('/')).headers.__setitem__('X-Seen', 'yes')
  expect(view(get('/')).has_header('X-Seen')).toBe(false)
})
