import { expect, test } from 'vitest'
import { escape, unescape } from './html.ts'
import { HTMLParser } from './html_parser.ts'

class Events extends HTMLParser {
  seen: string[] = []
  override handle_starttag(tag: string): void {
    this.seen.push(`<${tag}`)
  }
  override handle_endtag(tag: string): void {
    this.seen.push(`/${tag}`)
  }
  override handle_data(data: string): void {
    this.seen.push(data)
  }
}

function eventsOf(html: string, isEnd = true): string[] {
  const parser = new Events()
  parser.feed(html)
  if (isEnd) parser.close()
  return parser.seen
}

test('tags and text are reported in order, attributes belong to their tag', () => {
  expect(eventsOf('<p class="a > b">x <br/>&amp; y</p>')).toEqual([
    '<p',
    'x ',
    '<br',
    '/br',
    '& y',
    '/p',
  ])
})

test('an unfinished tag is text only at the end', () => {
  expect(eventsOf('a <b', false)).toEqual(['a '])
  expect(eventsOf('a <b')).toEqual(['a ', '<', 'b'])
})

test('inside of a script only its own closing tag counts', () => {
  expect(eventsOf('<script>if (a < b) "<p>"</script>')).toEqual([
    '<script',
    'if (a < b) "<p>"',
    '/script',
  ])
})

test('comments and declarations are no text', () => {
  expect(eventsOf('<!DOCTYPE html><!-- <b> -->x')).toEqual(['x'])
})

test('references are read as HTML 5 reads them', () => {
  expect(unescape('&lt;&copy &notit; &#x80; &unknown;')).toBe('<© ¬it; € &unknown;')
  expect(escape(`<a href="x">'&`)).toBe('&lt;a href=&quot;x&quot;&gt;&#x27;&amp;')
})
