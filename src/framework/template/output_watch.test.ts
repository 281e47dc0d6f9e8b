/** What a trace knows of the parts of a page. */
import { afterEach, expect, test } from 'vitest'
import type { PrintedVariable } from '../../trace/printed.ts'
import { Recorder } from '../../trace/recorder.ts'
import { tracing } from '../../trace/tracer.ts'
import { Context } from './context.ts'
import { Engine } from './engine.ts'

afterEach(() => {
  tracing.tracer = null
})

/** Renders `page` of these templates and gives its text with what the trace says of its variables. */
function printed(templates: Record<string, string>, values: Record<string, unknown>) {
  const engine = new Engine([], false, {
    loaders: [['django.template.loaders.locmem.Loader', templates]],
  })
  const recorder = new Recorder(
    { id: 't', startedAt: 0, link: { kind: 'navigation', from: null } },
    { monotonic: () => 0 },
  )
  tracing.tracer = recorder
  const page = String(engine.get_template('page').render(new Context(values)))
  const render = recorder.finish().entries.find(({ kind }) => kind === 'template.render')
  const detail = render?.detail as { printed?: readonly PrintedVariable[] } | undefined
  return { page, printed: detail?.printed ?? [] }
}

/** Where each first sample stands, as the page has it. */
const placed = ({ page, printed: variables }: ReturnType<typeof printed>) =>
  variables.map(({ expression, samples: [sample] }) => [
    expression,
    sample === undefined || sample.at === null
      ? null
      : page.slice(sample.at, sample.at + sample.length),
  ])

test('a filter chain is kept value by value, with types and what is safe', () => {
  const [variable] = printed(
    { page: '{{ title|truncatewords:2|upper|safe }}' },
    { title: 'one two <three>' },
  ).printed

  expect(variable).toMatchObject({
    expression: 'title|truncatewords:2|upper|safe',
    where: { file: 'page', line: 1 },
    block: null,
    times: 1,
  })
  expect(variable?.samples[0]?.steps).toEqual([
    { filter: null, type: 'str', value: "'one two <three>'", isSafe: false },
    { filter: 'truncatewords:2', type: 'str', value: "'one two …'", isSafe: false },
    { filter: 'upper', type: 'str', value: "'ONE TWO …'", isSafe: false },
    { filter: 'safe', type: 'SafeString', value: "'ONE TWO …'", isSafe: true },
  ])
})

test('each output stands where the trace says, through loops, blocks, parents and includes', () => {
  const result = printed(
    {
      base: '<title>{% block title %}Base {{ site }}{% endblock %}</title>{% block body %}{% endblock %}!{{ site }}',
      page: [
        '{% extends "base" %}',
        '{% block title %}{{ a }}, {{ block.super }}{% endblock %}',
        '{% block body %}{% for x in xs %}{{ x }}{% endfor %}',
        '{% if a %}{% firstof a %}{% include "part" %}{% endif %}{% endblock %}',
      ].join(''),
      part: '<i>{{ a|upper }}</i>',
    },
    { a: 'a&b', site: 'S', xs: ['1', '2'] },
  )

  expect(result.page).toBe('<title>a&amp;b, Base S</title>12a&amp;b<i>A&amp;B</i>!S')
  expect(placed(result)).toEqual([
    ['a', 'a&amp;b'],
    ['block.super', 'Base S'],
    ['site', 'S'],
    ['x', '1'],
    ['a|upper', 'A&amp;B'],
    ['site', 'S'],
  ])
})

test('the innermost block and the file of the template are named', () => {
  const { printed: variables } = printed(
    {
      base: '{% block outer %}{% block inner %}{% endblock %}{{ a }}{% endblock %}',
      page: '{% extends "base" %}\n{% block inner %}\n{{ b }}{% endblock %}',
    },
    {},
  )

  expect(variables.map(({ expression, block, where }) => [expression, block, where])).toEqual([
    ['b', 'inner', { file: 'page', line: 3 }],
    ['a', 'outer', { file: 'base', line: 1 }],
  ])
})

test('where a tag changed what is inside of it, no place is told', () => {
  const shorter = printed(
    { page: '{% spaceless %}<p> <b>{{ a }}</b> </p>{% endspaceless %}{{ a }}' },
    { a: 'x' },
  )
  const longer = printed(
    { page: '{% filter force_escape %}{{ a }}{% endfilter %}{{ b }}' },
    { a: '<', b: 'y' },
  )

  expect(placed(shorter)).toEqual([
    ['a', null],
    ['a', 'x'],
  ])
  expect(placed(longer)).toEqual([
    ['a', null],
    ['b', 'y'],
  ])
})

test('a loop is kept a few times and counted', () => {
  const [variable] = printed(
    { page: '{% for x in xs %}{{ x }}{% endfor %}' },
    { xs: '0123456789' },
  ).printed

  expect(variable?.times).toBe(10)
  expect(variable?.samples.map(({ output }) => output)).toEqual(['0', '1', '2'])
})

test('a template that code renders in between keeps its own account', () => {
  const engine = new Engine()
  const inner = () => engine.from_string('inner {{ b }}').render(new Context({ b: 1 }))
  const result = printed({ page: '{{ inner }}|{{ a }}' }, { inner, a: 'x' })

  expect(placed(result)).toEqual([
    ['inner', 'inner 1'],
    ['a', 'x'],
  ])
})
