import { expect, test } from 'vitest'
import { smart_urlquote, urlize } from './urlizer.ts'

test('URLs and addresses become links, the punctuation after them does not', () => {
  expect(urlize('See www.djangoproject.com.')).toBe(
    'See <a href="http://www.djangoproject.com">www.djangoproject.com</a>.',
  )
  expect(urlize('(http://example.com/a_(b))')).toBe(
    '(<a href="http://example.com/a_(b)">http://example.com/a_(b)</a>)',
  )
  expect(urlize('me@example.com')).toBe('<a href="mailto:me@example.com">me@example.com</a>')
})

test('links can be shortened and marked nofollow', () => {
  expect(urlize('https://example.com/long/path', { trim_url_limit: 15, nofollow: true })).toBe(
    '<a href="https://example.com/long/path" rel="nofollow">https://exampl…</a>',
  )
})

test('text around links is escaped when asked', () => {
  expect(urlize('<b> http://a.com/?x=1&y=2', { autoescape: true })).toBe(
    '&lt;b&gt; <a href="http://a.com/?x=1&amp;y=2">http://a.com/?x=1&amp;y=2</a>',
  )
})

test('a URL is quoted once', () => {
  expect(smart_urlquote('http://example.com/ö b')).toBe('http://example.com/%C3%B6%20b')
  expect(smart_urlquote('http://example.com/%C3%B6')).toBe('http://example.com/%C3%B6')
})
