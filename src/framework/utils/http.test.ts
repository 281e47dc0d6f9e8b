import { expect, test } from 'vitest'
import * as http from './http.ts'
import { MultiValueDict } from './datastructures.ts'
import { setPorts } from './ports.ts'

test('query strings come from dicts and from lists of values', () => {
  expect(http.urlencode(new MultiValueDict({ a: [1, 2] }), true)).toBe('a=1&a=2')
  expect(http.urlencode([['q', 'x y']])).toBe('q=x+y')
  expect(() => http.urlencode({ a: null })).toThrow("Cannot encode None for key 'a'")
})

test('dates are written in one form and read in three', () => {
  expect(http.http_date(784111777)).toBe('Sun, 06 Nov 1994 08:49:37 GMT')
  setPorts({ now: () => Date.UTC(2026, 0, 15) * 1000 })
  for (const date of [
    'Sun, 06 Nov 1994 08:49:37 GMT',
    'Sunday, 06-Nov-94 08:49:37 GMT',
    'Sun Nov  6 08:49:37 1994',
  ]) {
    expect(http.parse_http_date(date)).toBe(784111777)
  }
  expect(http.parse_http_date_safe('yesterday')).toBeNull()
})

test('a redirect may go to this site only', () => {
  const isOwn = (url: string | null) => http.url_has_allowed_host_and_scheme(url, 'good.example')

  expect(isOwn('/next/')).toBe(true)
  expect(isOwn('https://good.example/')).toBe(true)
  for (const evil of [
    '//evil.example',
    'http:///evil.example',
    '\\\\evil',
    'javascript:x',
    '',
    null,
  ]) {
    expect(isOwn(evil)).toBe(false)
  }
  expect(
    http.url_has_allowed_host_and_scheme('http://good.example', 'good.example', {
      require_https: true,
    }),
  ).toBe(false)
})

test('headers are taken apart and put together', () => {
  expect(http.parse_header_parameters('Text/HTML; charset="utf-8"; a=b')).toEqual([
    'text/html',
    { charset: 'utf-8', a: 'b' },
  ])
  expect(http.parse_header_parameters("x; filename*=UTF-8''%E2%82%AC.txt")[1]).toEqual({
    filename: '€.txt',
  })
  expect(http.content_disposition_header(true, 'a "b".txt')).toBe(
    'attachment; filename="a \\"b\\".txt"',
  )
  expect(http.content_disposition_header(false, '€.txt')).toBe(
    "inline; filename*=utf-8''%E2%82%AC.txt",
  )
})

test('etags and bases', () => {
  expect(http.parse_etags('"a", W/"b", c')).toEqual(['"a"', 'W/"b"'])
  expect(http.quote_etag('a')).toBe('"a"')
  expect(http.int_to_base36(818469960)).toBe('django')
  expect(http.base36_to_int('django')).toBe(818469960)
  const token = http.urlsafe_base64_encode(new Uint8Array([255, 254]))
  expect(token).toBe('__4')
  expect(http.urlsafe_base64_decode(token).hex()).toBe('fffe')
  expect(http.is_same_domain('a.example.com', '.example.com')).toBe(true)
  expect(http.escape_leading_slashes('//evil')).toBe('/%2Fevil')
})
