/** What the editor offers, explains and leads to, for a small project. */
import { expect, test } from 'vitest'
import type { Catalogue } from '../../../../protocol/answers.ts'
import { definitionOf } from './definitions.ts'
import { explanationOf } from './explanations.ts'
import { suggestionsAt, type Around } from './suggestions.ts'
import { templatePlace } from './template-place.ts'

const word = (name: string) => ({ name, place: null, words: null })
const template = (name: string, parent: string | null, ...blocks: string[]) => ({
  ...{ name, file: `templates/${name}`, backend: 'django' as const, parent, problem: null },
  blocks: blocks.map((block, index) => ({ name: block, line: index + 1 })),
})
const catalogue: Catalogue = {
  libraries: [
    {
      ...{ name: null, module: 'django.template.defaulttags' },
      ...{ tags: [word('for'), word('if'), word('url')], filters: [word('upper')] },
    },
    { name: 'static', module: '', tags: [word('static')], filters: [] },
    {
      ...{ name: 'shouts', module: 'blog.templatetags.shouts', tags: [] },
      filters: [
        {
          name: 'shout',
          place: { file: 'blog/templatetags/shouts.ts', line: 6 },
          words: 'Says it *louder*.',
        },
      ],
    },
  ],
  templates: [
    template('base.html', null, 'title', 'content'),
    template('list.html', 'base.html', 'content', 'extra'),
    template('page.html', 'list.html', 'content'),
  ],
  urls: [
    {
      ...{ name: 'blog:detail', route: 'blog/<int:pk>/', parameters: ['pk'] },
      ...{ view: 'blog.views.detail', viewPlace: { file: 'blog/views.ts', line: 9 } },
    },
  ],
  staticFiles: ['style.css'],
  jinja2: null,
}
const around: Around = {
  ...{ catalogue, file: 'templates/page.html', context: { post: '<Post pk=1>' }, scope: ['row'] },
  printed: [],
  start: { expected: [], tags: ['for', 'if', 'url'], filters: ['upper'] },
}

function at(marked: string) {
  const place = templatePlace(marked.replace('‸', ''), marked.indexOf('‸'))
  if (place === null) throw new Error(`nothing at ${marked}`)
  return place
}
const offered = (marked: string, more: Partial<Around> = {}) =>
  suggestionsAt(at(marked), { ...around, ...more })
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ name, load }) => (load === null ? name : `${name} (load ${load})`))

test('tags: what closes comes first, what must be loaded last', () => {
  const start = { expected: ['else', 'endif'], tags: ['for', 'if', 'url'], filters: [] }

  expect(offered('{% ‸', { start })).toEqual([
    ...['else', 'endif', 'for', 'if', 'url', 'static (load static)'],
  ])
})

test('in a comment only its end is a tag', () => {
  const start = { expected: ['endcomment'], tags: ['for'], filters: [] }

  expect(offered('{% ‸', { start })).toEqual(['endcomment'])
})

test('filters of a library need no {% load %} where it is loaded', () => {
  const start = { expected: [], tags: [], filters: ['upper', 'shout'] }

  expect(offered('{{ a|‸ }}')).toEqual(['upper', 'shout (load shouts)'])
  expect(offered('{{ a|‸ }}', { start })).toEqual(['upper', 'shout'])
})

test('blocks are those of the templates above, the nearest first; a template does not extend itself', () => {
  expect(offered('{% block ‸')).toEqual(['content', 'extra', 'title'])
  expect(offered("{% extends '‸")).toEqual(['base.html', 'list.html'])
})

test('variables: those named here, then those of the last context; a loop knows its own', () => {
  expect(offered('{{ ‸')).toEqual(['row', 'post'])
  expect(offered('{{ forloop.c‸')).toContain('forloop.counter0')
})

test('a project’s own filter is explained by its comment, whose signs are no Markdown', () => {
  expect(explanationOf(at('{{ a|sho‸ut }}'), around)).toEqual([
    '**`|shout`** from `{% load shouts %}`, `blog/templatetags/shouts.ts:6`',
    String.raw`Says it \*louder\*\.`,
  ])
})

test('Django’s own is explained in our words, with an example and Django’s page', () => {
  const explained = explanationOf(at('{{ a|upp‸er }}'), around).join('\n')

  expect(explained).toContain('Large letters.')
  expect(explained).toContain('{{ "django"|upper }}\n→ DJANGO')
  expect(explained).toContain('/en/5.2/ref/templates/builtins/#std-templatefilter-upper')
})

test('hovering a variable or its filter shows how it came to what it printed', () => {
  const step = { type: 'str', isSafe: false }
  const printed = [
    {
      ...{ expression: 'post.title|upper', where: null, block: null, times: 5 },
      samples: [
        {
          steps: [
            { ...step, filter: null, value: "'one'" },
            { ...step, filter: 'upper', value: "'ONE'" },
          ],
          ...{ output: 'ONE', at: 0, length: 3 },
        },
      ],
    },
  ]
  const chain = "Printed last (the first of 5 times): `'one'` `|upper` → `'ONE'`"

  expect(explanationOf(at('{{ post.ti‸tle|upper }}'), { ...around, printed })).toEqual([
    '`post` was `<Post pk=1>` when this was rendered last',
    chain,
  ])
  expect(explanationOf(at('{{ post.title|up‸per }}'), { ...around, printed }).at(-1)).toBe(chain)
})

test('a URL’s name tells its route and view, a block whose it fills', () => {
  expect(explanationOf(at("{% url 'blog:det‸ail' %}"), around)).toEqual([
    '`/blog/<int:pk>/ · pk` → `blog.views.detail`',
  ])
  expect(explanationOf(at('{% block con‸tent %}'), around)).toEqual([
    'Fills block `content` of `templates/list.html`, then `templates/base.html`',
  ])
})

test('a name leads to where it was written', () => {
  const to = (marked: string) => definitionOf(at(marked), catalogue, around.file)

  expect(to("{% extends 'ba‸se.html' %}")).toEqual({ file: 'templates/base.html', line: 1 })
  expect(to("{% url 'blog:det‸ail' %}")).toEqual({ file: 'blog/views.ts', line: 9 })
  expect(to('{% block con‸tent %}')).toEqual({ file: 'templates/list.html', line: 1 })
  expect(to('{{ a|sho‸ut }}')).toEqual({ file: 'blog/templatetags/shouts.ts', line: 6 })
  expect(to('{{ a|upp‸er }}')).toBeNull()
})
