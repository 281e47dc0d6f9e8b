import { beforeEach, expect, test } from 'vitest'
import { settings } from '../conf/index.ts'
import { HttpResponse, type HttpRequest } from '../http/index.ts'
import { RequestFactory } from '../test/index.ts'
import { clear_url_caches } from '../urls/index.ts'
import { setImporter } from '../utils/module_loading.ts'
import { setPorts } from '../utils/ports.ts'
import { callWithKwargs } from '../../base/kwargs.ts'
import type { HttpResponseBase } from '../http/response_base.ts'
import { _unmask_cipher_token, CsrfViewMiddleware, get_token } from './csrf.ts'

const factory = new RequestFactory()
const SECRET = 'a'.repeat(32)

const reasons: string[] = []
setImporter(() => ({
  failure(_request: HttpRequest, { reason }: { reason: string }) {
    reasons.push(reason)
    return new HttpResponse(reason, { status: 403 })
  },
}))

beforeEach(() => {
  settings.configure({ ALLOWED_HOSTS: ['*'], CSRF_FAILURE_VIEW: 'views.failure' })
  setPorts({ now: () => 0, random: (count) => new Uint8Array(count).fill(7) })
  clear_url_caches()
  reasons.length = 0
})

/** What the middleware does around the view. */
function pass(
  request: HttpRequest,
  view = (_: HttpRequest): HttpResponseBase => new HttpResponse('ok'),
) {
  const layer = new CsrfViewMiddleware(view)
  layer.process_request(request)
  const response = layer.process_view(request, view, [], {}) ?? callWithKwargs(view, [request])
  return layer.process_response(request, response as HttpResponseBase)
}

test('a form without the cookie is refused', () => {
  expect(pass(factory.post('/', { a: '1' })).status_code).toBe(403)
  expect(reasons).toEqual(['CSRF cookie not set.'])
})

test('the token of the form must agree with the cookie', () => {
  const headers = { cookie: `csrftoken=${SECRET}` }

  expect(pass(factory.post('/', { csrfmiddlewaretoken: SECRET }, { headers })).status_code).toBe(
    200,
  )
  pass(factory.post('/', {}, { headers }))
  pass(factory.post('/', { csrfmiddlewaretoken: 'b'.repeat(32) }, { headers }))
  pass(factory.post('/', { csrfmiddlewaretoken: 'short' }, { headers }))
  expect(reasons).toEqual([
    'CSRF token missing.',
    'CSRF token from POST incorrect.',
    'CSRF token from POST has incorrect length.',
  ])
})

test('another origin is refused, whatever the token says', () => {
  const headers = { cookie: `csrftoken=${SECRET}`, origin: 'https://evil.example' }

  pass(factory.post('/', { csrfmiddlewaretoken: SECRET }, { headers }))

  expect(reasons).toEqual([
    'Origin checking failed - https://evil.example does not match any trusted origins.',
  ])
})

test('asking for the token sends the cookie, masked anew each time', () => {
  const tokens: string[] = []
  const response = pass(factory.get('/'), (request) => {
    tokens.push(get_token(request))
    return new HttpResponse('form')
  })

  expect(tokens[0]).toHaveLength(64)
  expect(response.cookies.__contains__('csrftoken')).toBe(true)
  expect(response.headers['Vary']).toBe('Cookie')
})

test('what follows a masked secret is no part of it', () => {
  const token = 'a'.repeat(32) + 'secret0secret0secret0secret0abcd'

  expect(_unmask_cipher_token(`${token}more`)).toBe(_unmask_cipher_token(token))
})
