/** Random templates, well-formed and broken: each renders, or is refused with a line; none lets a value through raw. */
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { Exception } from '../../base/python/exceptions.ts'
import { settings } from '../conf/index.ts'
import { setPorts } from '../utils/ports.ts'
import { Context } from './context.ts'
import { Engine } from './engine.ts'
import { TemplateDoesNotExist, TemplateSyntaxError } from './exceptions.ts'

const HOSTILE = `<script>alert("x")</script>&'`
const VALUES = {
  text: HOSTILE,
  list: [HOSTILE, 'b', 3],
  dict: { key: HOSTILE, 'a b': 1 },
  pairs: [
    [HOSTILE, 1],
    ['two', 2],
  ],
  number: 7,
  nothing: null,
  yes: true,
  call: () => HOSTILE,
}

beforeAll(() => {
  settings.configure({ SECRET_KEY: 'adversarial', DEBUG: true })
  setPorts({ now: () => 1_768_478_400_000_000, random: (count) => new Uint8Array(count).fill(4) })
})

/** Every filter whose result stays under autoescape; `safe` and its kin may print what they are given. */
const FILTERS = [
  ...['upper', 'lower', 'title', 'capfirst', 'length', 'first', 'last', 'join:", "', 'default:"-"'],
  ...['truncatechars:9', 'truncatewords:2', 'slice:":3"', 'add:"<b>"', 'cut:"s"', 'center:"40"'],
  ...['linebreaks', 'linebreaksbr', 'urlize', 'escape', 'force_escape', 'escapejs', 'slugify'],
  ...['striptags', 'wordwrap:5', 'make_list', 'pprint', 'stringformat:"s"', 'yesno:"<a>,<b>"'],
  ...['floatformat:2', 'dictsort:"0"', 'random', 'unordered_list', 'filesizeformat', 'pluralize'],
  ...[
    'date:"Y"',
    'divisibleby:"2"',
    'get_digit:1',
    'default_if_none:text',
    'nope',
    'slice',
    ':',
    '',
  ],
]
const name = fc.constantFrom(
  ...['text', 'list', 'dict.key', 'pairs', 'number', 'nothing', 'yes', 'call', 'list.0', 'missing'],
  ...['dict.a b', '"literal"', "'it'", '12', '1.5', '_x', 'a..b', 'x.y.z', 'forloop.counter', ''],
)
const expression = fc
  .tuple(name, fc.array(fc.constantFrom(...FILTERS), { maxLength: 3 }))
  .map(([value, filters]) => [value, ...filters].join('|'))
const condition = fc
  .tuple(
    expression,
    fc.constantFrom('', ' == ', ' in ', ' and ', ' or not ', ' < ', ' is '),
    expression,
  )
  .map(([left, operator, right]) => (operator === '' ? left : `${left}${operator}${right}`))

const { template } = fc.letrec<{ template: string; piece: string }>((tie) => ({
  template: fc.array(tie('piece'), { maxLength: 5 }).map((pieces) => pieces.join('')),
  piece: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('text ', '\n', '{', '}}', '{% ', ' %}', '{# note #}', '{{', '<p>', '{%endif%}'),
    expression.map((value) => `{{ ${value} }}`),
    condition.map((value) => `{% if ${value} %}yes{% elif ${value} %}also{% else %}no{% endif %}`),
    fc
      .tuple(expression, tie('template'))
      .map(([value, body]) => `{% for x in ${value} %}${body}{{ x }}{% empty %}none{% endfor %}`),
    fc
      .tuple(expression, tie('template'))
      .map(([value, body]) => `{% with a=${value} %}{{ a }}${body}{% endwith %}`),
    tie('template').map((body) => `{% block b${body.length} %}${body}{% endblock %}`),
    tie('template').map((body) => `{% spaceless %}${body}{% endspaceless %}`),
    tie('template').map((body) => `{% filter upper %}${body}{% endfilter %}`),
    fc.constantFrom(
      ...[
        '{% cycle "<a>" text %}',
        '{% firstof nothing text %}',
        '{% now "Y" %}',
        '{% lorem 2 w %}',
      ],
      ...[
        '{% include "page" %}',
        '{% include missing %}',
        '{% extends "page" %}',
        '{% load nope %}',
      ],
      ...[
        '{% regroup pairs by 1 as groups %}',
        '{% widthratio number 3 9 %}',
        '{% else %}',
        '{% x %}',
      ],
      ...[
        '{% templatetag openblock %}',
        '{% verbatim %}{{ raw }}{% endverbatim %}',
        '{% csrf_token %}',
      ],
      ...['{% if %}', '{% for %}', '{% with %}', '{% block %}', '{% comment %}<i>{% endcomment %}'],
    ),
  ),
}))

function renderPage(source: string): string {
  const engine = new Engine([], false, {
    debug: true,
    loaders: [['django.template.loaders.locmem.Loader', { page: source, other: '{{ text }}' }]],
  })
  return String(engine.get_template('page').render(new Context(VALUES)))
}

test('a random template renders, or one of Django’s errors says where', () => {
  fc.assert(
    fc.property(template, (source) => {
      try {
        renderPage(source)
      } catch (error) {
        // whatever a value refuses while rendering is Python's error, as in Django; never one of JavaScript's
        expect(error).toBeInstanceOf(Exception)
        if (error instanceof TemplateSyntaxError && !/recursi/i.test(error.message)) {
          expect(error).toMatchObject({
            where: { file: 'page', line: expect.any(Number) as number },
          })
        }
      }
    }),
    { numRuns: 3000, seed: 52 },
  )
})

test('no value reaches the page unescaped', () => {
  fc.assert(
    fc.property(template, (source) => {
      let page = ''
      try {
        page = renderPage(source)
      } catch (error) {
        if (!(error instanceof Exception)) throw error
      }
      expect(page.toLowerCase()).not.toContain('<script')
    }),
    { numRuns: 3000, seed: 53 },
  )
})

test('a template that includes itself comes to an end', () => {
  expect(() => renderPage('{% include "page" %}')).toThrow(Exception)
  expect(() => renderPage('{% extends "page" %}')).toThrow(TemplateDoesNotExist)
})
