import { beforeEach, expect, test } from 'vitest'
import { datetime, timezone } from '../../base/python/datetime.ts'
import { settings } from '../conf/index.ts'
import { setPorts } from '../utils/ports.ts'
import {
  FileResponse,
  HttpResponse,
  HttpResponseNotAllowed,
  HttpResponseRedirect,
  JsonResponse,
  StreamingHttpResponse,
} from './index.ts'
import { BytesIO } from '../../base/python/bytes_io.ts'

beforeEach(() => {
  settings.configure({})
  setPorts({ now: () => Date.UTC(2026, 0, 15, 12) * 1000 })
})

test('text becomes bytes in the charset of the response', () => {
  const response = new HttpResponse('é', { status: 201, headers: { 'X-A': '1' } })

  expect(response.status_code).toBe(201)
  expect(response.reason_phrase).toBe('Created')
  expect([...response.content]).toEqual([0xc3, 0xa9])
  expect(response.items()).toEqual([
    ['X-A', '1'],
    ['Content-Type', 'text/html; charset=utf-8'],
  ])
})

test('headers are a mapping in any case, and no newline gets in', () => {
  const { headers } = new HttpResponse()
  headers['X-Time'] = 5

  expect(headers['x-time']).toBe('5')
  expect('X-TIME' in headers).toBe(true)
  delete headers['X-Time']
  expect(headers.get('X-Time')).toBeNull()
  expect(() => {
    headers['X-Bad'] = 'a\r\nSet-Cookie: b=1'
  }).toThrow("Header values can't contain newlines")
})

test('a class of its own may set its status as a class attribute', () => {
  class Teapot extends HttpResponse {
    static override status_code = 418
  }

  expect(new Teapot('short and stout').status_code).toBe(418)
  expect(new Teapot('', { status: 200 }).status_code).toBe(200)
})

test('a cookie gets both Max-Age and expires', () => {
  const response = new HttpResponse()

  response.set_cookie('a', 'x', { max_age: 60, samesite: 'Lax' })
  response.set_cookie('b', 'y', {
    expires: new datetime(2026, 1, 15, 13, { tzinfo: timezone.utc }),
  })
  response.delete_cookie('c')

  expect(response.cookies.values().map((morsel) => morsel.OutputString())).toEqual([
    'a=x; expires=Thu, 15 Jan 2026 12:01:00 GMT; Max-Age=60; Path=/; SameSite=Lax',
    'b=y; expires=Thu, 15 Jan 2026 13:00:01 GMT; Max-Age=3601; Path=/',
    'c=""; expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0; Path=/',
  ])
})

test('redirects go to addresses, not to scripts', () => {
  expect(new HttpResponseRedirect('/caf\u00e9/').url).toBe('/caf%C3%A9/')
  expect(new HttpResponseRedirect('/a/', true).status_code).toBe(307)
  expect(() => new HttpResponseRedirect('javascript:alert(1)')).toThrow(
    "Unsafe redirect to URL with protocol 'javascript'",
  )
})

test('JSON is written as Python writes it', () => {
  expect(new JsonResponse({ a: [1, null, true], b: 'é' }).text).toBe(
    String.raw`{"a": [1, null, true], "b": "\u00e9"}`,
  )
  expect(() => new JsonResponse([1])).toThrow('set the safe parameter to False')
  expect(new JsonResponse([1], null, { safe: false }).text).toBe('[1]')
})

test('a streaming response is read once, while it is sent', () => {
  const response = new StreamingHttpResponse(
    (function* () {
      yield 'a\n'
      yield 'b\n'
    })(),
  )

  expect(response.getvalue().decode()).toBe('a\nb\n')
  expect(response.getvalue().length).toBe(0)
  expect(() => response.content).toThrow('has no `content` attribute')
})

test('a file brings its length, type and name', () => {
  const file = new BytesIO(new TextEncoder().encode('x,y'))
  file.name = 'data/report.csv'

  const response = new FileResponse(file, { as_attachment: true })

  expect(response.items()).toEqual([
    ['Content-Type', 'text/csv'],
    ['Content-Length', '3'],
    ['Content-Disposition', 'attachment; filename="report.csv"'],
  ])
})

test('a refused method names those that are allowed', () => {
  expect(new HttpResponseNotAllowed(['GET', 'POST']).headers['Allow']).toBe('GET, POST')
})

test('the content type may stand by position, with or without options after it', () => {
  expect(new HttpResponse('x', 'text/plain').headers.get('Content-Type')).toBe('text/plain')
  const missing = new HttpResponse('x', 'text/plain', { status: 404 })
  expect([missing.status_code, missing.headers.get('Content-Type')]).toEqual([404, 'text/plain'])
})

test('a header beyond Latin-1 becomes an encoded word, the shorter of its two ways', () => {
  const response = new HttpResponse()
  response.headers.__setitem__('X-Long', 'price: 5 €, no more than that')
  response.headers.__setitem__('X-Short', '€€')

  expect(response.headers.get('X-Long')).toBe(
    '=?utf-8?q?price=3A_5_=E2=82=AC=2C_no_more_than_that?=',
  )
  expect(response.headers.get('X-Short')).toBe('=?utf-8?b?4oKs4oKs?=')
})

test('keyword arguments come last, whatever is left out before them', () => {
  const created = new JsonResponse({ a: 1 }, { status: 201 })
  const list = new JsonResponse([1], null, { safe: false })
  const response = new HttpResponse()
  response.delete_cookie('seen', { path: '/blog/', samesite: 'Strict' })

  expect([created.status_code, created.text, list.text]).toEqual([201, '{"a": 1}', '[1]'])
  expect(response.cookies.output()).toBe(
    'Set-Cookie: seen=""; expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0; Path=/blog/; SameSite=Strict',
  )
})
