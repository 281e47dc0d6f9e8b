import { expect, test } from 'vitest'
import { highlightLines } from './highlight.ts'

const joined = (text: string, path: string) =>
  highlightLines(text, path)
    .map((line) => line.map((token) => token.text).join(''))
    .join('\n')

test('no character is lost, whatever the language', () => {
  const text =
    "import { a } from 'django/urls' // x\n\n/* two\nlines */ `t ${1}` <b>{{ x }}</b> é 'open\n"
  for (const path of ['a.ts', 'a.html', 'a.css', 'a.txt', 'a.json'])
    expect(joined(text, path)).toBe(text)
})

test('a comment over two lines is a comment on both', () => {
  const lines = highlightLines('a /* b\nc */ d', 'x.ts')
  expect(lines[0]?.at(-1)).toEqual({ kind: 'comment', text: '/* b' })
  expect(lines[1]?.[0]).toEqual({ kind: 'comment', text: 'c */' })
})

test('what follows a value with a tag in it is no string', () => {
  const [line] = highlightLines('<a href="{{ x }}" class="b">', 'a.html')
  expect(line?.filter((token) => token.kind === 'string')).toEqual([
    { kind: 'string', text: '"b"' },
  ])
})

/** Kinds and texts of a line of a template, spaces left out. */
const tokens = (text: string, line = 0) =>
  (highlightLines(text, 'a.html')[line] ?? [])
    .map(({ kind, text }) => [kind, text.trim()] as const)
    .filter(([, text]) => text !== '')

test('in a template tag its name, texts and filters stand out', () => {
  expect(tokens('{% url "x" post.pk %}')).toEqual([
    ['keyword', '{% url'],
    ['string', '"x"'],
    ['plain', 'post.pk'],
    ['keyword', '%}'],
  ])
  expect(tokens("{{ a|default:'b' }} 'c'")).toEqual([
    ['keyword', '{{'],
    ['plain', 'a|'],
    ['tag', 'default'],
    ['plain', ':'],
    ['string', "'b'"],
    ['keyword', '}}'],
    ['plain', "'c'"],
  ])
})

test('what is commented out, or verbatim, is no template', () => {
  expect(tokens('{% comment "x" %}{{ a }}\n{{ b }}{%endcomment%}c', 1)).toEqual([
    ['comment', '{{ b }}{%endcomment%}'],
    ['plain', 'c'],
  ])
  expect(tokens('{% verbatim %}{{ a }}{% endverbatim %}')).toEqual([
    ['keyword', '{% verbatim'],
    ['keyword', '%}'],
    ['plain', '{{ a }}'],
    ['keyword', '{% endverbatim'],
    ['keyword', '%}'],
  ])
})
