import { expect, test } from 'vitest'
import type { FetchMessage } from '../../protocol/host-sw.ts'
import { requestHeaders } from './supplied-headers.ts'

const origin = 'http://abc.localhost:5174'
const browser = { userAgent: 'Firefox', languages: ['de', 'en'], origin }
const post: FetchMessage = {
  roundtrip: 1,
  type: 'fetch',
  method: 'POST',
  url: `${origin}/form/`,
  headers: [
    ['content-type', 'text/plain'],
    ['origin', origin],
    ['sec-ch-ua', 'x'],
  ],
  body: new ArrayBuffer(3),
  mode: 'navigate',
  destination: 'iframe',
  referrer: `${origin}/form/?a=1`,
  clientId: '',
  resultingClientId: '',
}
const asText = (message: FetchMessage, cookie = '') =>
  requestHeaders(message, cookie, browser).map(
    ({ name, value, supplied }) => `${supplied === true ? '+' : ' '}${name}: ${value}`,
  )

test('what the service worker was not told is supplied at the virtual address, and marked', () => {
  expect(asText(post, 'a=1')).toEqual([
    '+Host: localhost:8000',
    ' Content-Type: text/plain',
    ' sec-ch-ua: x',
    '+User-Agent: Firefox',
    '+Accept-Language: de,en',
    '+Referer: http://localhost:8000/form/?a=1',
    '+Origin: http://localhost:8000',
    '+Content-Length: 3',
    '+Sec-Fetch-Site: same-origin',
    '+Sec-Fetch-Mode: navigate',
    '+Sec-Fetch-Dest: document',
    '+Cookie: a=1',
  ])
})

test('the host page is no page of the project, so it is no referrer', () => {
  const first = { ...post, method: 'GET', body: null, referrer: `${origin}/__host/?id=abc` }

  expect(asText(first).join()).not.toMatch(/Referer|Origin|Content-Length|Cookie/)
})
