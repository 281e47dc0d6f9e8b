import { expect, test } from 'vitest'
import * as text from './text.ts'

test('slugs are lower case with single hyphens', () => {
  expect(text.slugify(' Héllo,  Wörld -- 2 ')).toBe('hello-world-2')
  expect(text.slugify('Fööbar', { allow_unicode: true })).toBe('fööbar')
})

test('truncation counts its ellipsis, and words collapse white space', () => {
  const truncator = new text.Truncator('The quick  brown fox')

  expect(truncator.chars(10)).toBe('The quick…')
  expect(truncator.words(2)).toBe('The quick…')
  expect(truncator.words(9)).toBe('The quick brown fox')
  expect(truncator.chars(10, '...')).toBe('The qui...')
})

test('HTML is cut in its text and closed again', () => {
  expect(new text.Truncator('<p>one <b>two three</b></p>').words(2, null, { html: true })).toBe(
    '<p>one <b>two…</b></p>',
  )
  expect(new text.Truncator('<i>a&amp;bc</i>').chars(3, null, { html: true })).toBe(
    '<i>a&amp;…</i>',
  )
})

test('long lines are broken at spaces, words stay whole', () => {
  expect(text.wrap('this is a long paragraph', 10)).toBe('this is a\nlong\nparagraph')
  expect(text.wrap('a\n\nb\n', 10)).toBe('a\n\nb\n')
})

test('splitting respects quotes', () => {
  expect(text.smart_split(`if a == "b c" and 'd\\'e'`)).toEqual([
    'if',
    'a',
    '==',
    '"b c"',
    'and',
    "'d\\'e'",
  ])
  expect(text.unescape_string_literal(`"a \\"b\\""`)).toBe('a "b"')
  expect(() => text.unescape_string_literal('abc')).toThrow("Not a string literal: 'abc'")
})

test('small helpers', () => {
  expect(text.capfirst('élan')).toBe('Élan')
  expect(text.get_text_list(['a', 'b', 'c'], 'and')).toBe('a, b and c')
  expect(text.get_valid_filename("john's portrait.jpg")).toBe('johns_portrait.jpg')
  expect(() => text.get_valid_filename('..')).toThrow("Could not derive file name from '..'")
  expect(text.phone2numeric('800-COLLECT')).toBe('800-2655328')
  expect(text.camel_case_to_spaces('BlogPostHTML')).toBe('blog post html')
  expect(text.normalize_newlines('a\r\nb\rc')).toBe('a\nb\nc')
  expect(String(text.format_lazy('{} {b}', 'a', { b: 2 }))).toBe('a 2')
})
