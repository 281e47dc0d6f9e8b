import { expect, test } from 'vitest'
import {
  parse_qsl,
  quote,
  quote_plus,
  unquote,
  unquote_plus,
  urlencode,
  urljoin,
  urlsplit,
} from './urllib_parse.ts'

test('quoting keeps letters, digits and what is called safe', () => {
  expect(quote('/a b/é~')).toBe('/a%20b/%C3%A9~')
  expect(quote_plus('a b&c')).toBe('a+b%26c')
  expect(unquote('%C3%A9%zz%ff')).toBe('é%zz\ufffd')
  expect(unquote_plus('a+b')).toBe('a b')
})

test('query strings go both ways, in order', () => {
  expect(parse_qsl('b=2&a=&a=1&c', { keep_blank_values: true })).toEqual([
    ['b', '2'],
    ['a', ''],
    ['a', '1'],
    ['c', ''],
  ])
  expect(parse_qsl('a=&b=1')).toEqual([['b', '1']])
  expect(urlencode({ q: 'x y', n: null })).toBe('q=x+y&n=None')
  expect(urlencode({ tag: ['a', 'b'] }, true)).toBe('tag=a&tag=b')
})

test('splitting neither resolves nor repairs', () => {
  const url = urlsplit('HTTP://user@[::1]:80/a/../b?q#f')

  expect([url.scheme, url.netloc, url.path, url.query, url.fragment]).toEqual([
    'http',
    'user@[::1]:80',
    '/a/../b',
    'q',
    'f',
  ])
  expect([url.hostname, url.port, url.username]).toEqual(['::1', 80, 'user'])
  expect(() => urlsplit('http://[::1/')).toThrow('Invalid IPv6 URL')
})

test('a relative URL is joined to its base', () => {
  expect(urljoin('http://a/b/c', '../d?x')).toBe('http://a/d?x')
  expect(urljoin('/blog/1/', '//cdn/x')).toBe('//cdn/x')
})
