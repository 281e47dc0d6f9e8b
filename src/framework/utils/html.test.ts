import { expect, test } from 'vitest'
import { kw } from '../../base/kwargs.ts'
import { mark_safe } from '../../base/python/safe_string.ts'
import * as html from './html.ts'

const text = (value: unknown) => String(value)

test('escape always escapes, conditional_escape spares what is HTML already', () => {
  expect(text(html.escape(mark_safe('<b>')))).toBe('&lt;b&gt;')
  expect(text(html.conditional_escape(mark_safe('<b>')))).toBe('<b>')
  expect(text(html.conditional_escape({ __html__: () => mark_safe('<i>') }))).toBe('<i>')
  expect(text(html.conditional_escape(null))).toBe('None')
})

test('format_html escapes its arguments, not its format', () => {
  expect(text(html.format_html('<b>{}</b> {name}', '<', { name: '&' }))).toBe('<b>&lt;</b> &amp;')
  expect(text(html.format_html('{name}', kw({ name: mark_safe('<i>') })))).toBe('<i>')
  expect(text(html.format_html_join(', ', '<li>{}</li>', [['a'], ['<']]))).toBe(
    '<li>a</li>, <li>&lt;</li>',
  )
})

test('scripts get text and data that cannot break out of them', () => {
  expect(text(html.escapejs('</script>\n'))).toBe('\\u003C/script\\u003E\\u000A')
  expect(text(html.json_script({ a: '</script>' }, 'data'))).toBe(
    '<script id="data" type="application/json">{"a": "\\u003C/script\\u003E"}</script>',
  )
})

test('strip_tags removes what looks like a tag and leaves references alone', () => {
  expect(html.strip_tags('<p>a &lt; <b>b</b></p>')).toBe('a &lt; b')
  expect(html.strip_tags('a < b')).toBe('a < b')
  expect(() => html.strip_tags('<a'.repeat(600))).toThrow()
})

test('line breaks become paragraphs and br', () => {
  expect(html.linebreaks('a\nb\r\n\r\n<c>', { autoescape: true })).toBe(
    '<p>a<br>b</p>\n\n<p>&lt;c&gt;</p>',
  )
})

test('html_safe makes the text of a class HTML', () => {
  class Widget {
    __str__(): string {
      return '<input>'
    }
  }
  html.html_safe(Widget)

  expect(text(html.conditional_escape(new Widget()))).toBe('<input>')
  expect(() => html.html_safe(Widget)).toThrow(
    "can't apply @html_safe to Widget because it defines __html__().",
  )
})
