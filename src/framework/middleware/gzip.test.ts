import { gunzipSync } from 'node:zlib'
import { beforeEach, expect, test } from 'vitest'
import { settings } from '../conf/index.ts'
import { WSGIRequest } from '../core/handlers/wsgi.ts'
import { HttpResponse } from '../http/response.ts'
import type { HttpResponseBase } from '../http/response_base.ts'
import { StreamingHttpResponse } from '../http/streaming.ts'
import { setPorts } from '../utils/ports.ts'
import { GZipMiddleware } from './gzip.ts'

beforeEach(() => {
  settings.configure({ SECRET_KEY: 'gzip-tests' })
  setPorts({ random: (count) => new Uint8Array(count).fill(5) })
})

function answer(response: HttpResponseBase): HttpResponseBase {
  const request = new WSGIRequest({ REQUEST_METHOD: 'GET', HTTP_ACCEPT_ENCODING: 'gzip, br' })
  return new GZipMiddleware(() => response).__call__(request)
}

test('a long answer is compressed, and its ETag becomes a weak one', () => {
  const page = 'Django '.repeat(100)
  const response = answer(new HttpResponse(page, { headers: { ETag: '"v1"' } })) as HttpResponse

  expect(response.content.length).toBeLessThan(page.length)
  expect(String(gunzipSync(response.content))).toBe(page)
  expect(response.headers.get('Content-Encoding')).toBe('gzip')
  expect(response.headers.get('ETag')).toBe('W/"v1"')
})

test('a short answer is left alone', () => {
  expect(answer(new HttpResponse('short')).has_header('Content-Encoding')).toBe(false)
})

test('a streamed answer is compressed chunk by chunk', () => {
  const response = answer(new StreamingHttpResponse(['first ', 'second'])) as StreamingHttpResponse

  const chunks = [...response.streaming_content]

  expect(chunks.length).toBeGreaterThan(1)
  expect(String(gunzipSync(Buffer.concat(chunks)))).toBe('first second')
})
