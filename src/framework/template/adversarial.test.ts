/** Random templates, well-formed and broken: each renders, or is refused with a line; none lets a value through raw. */
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { Exception } from '../../base/python/exceptions.ts'
import { settings } from '../conf/index.ts'
import { setPorts } from '../utils/ports.ts'
import { Context } from './context.ts'
import { Engine } from './engine.ts'
import { TemplateDoesNotExist, TemplateSyntaxError } from './exceptions.ts'
import { Library } from './library.ts'

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

/** A project's own library: each kind of tag, and filters that are careless with what they get. */
const wild = new Library()
wild.simple_tag(function shout(value: unknown) {
  return `<b>${String(value)}</b>`
})
wild.simple_tag(
  function told(context: Context) {
    return context.get('text')
  },
  { takes_context: true },
)
wild.simple_block_tag(function box(content: unknown) {
  return `<div>${String(content)}</div>`
})
wild.inclusion_tag('part', function card(value: unknown) {
  return { text: value }
})
wild.filter(function twice(value: unknown) {
  return `${String(value)}${String(value)}`
})
// says that safe text stays safe, which is true of what it does
wild.filter('same', (value: unknown) => value, { is_safe: true })

/** What a template may extend and include beside itself. */
const OTHERS = {
  base: '<main>{% block a %}{{ text }}{% endblock %}{% block b %}{% include "part" %}{% endblock %}</main>',
  middle: '{% extends "base" %}{% block a %}{{ block.super }}!{% endblock %}',
  part: '<i title="{{ text }}">{{ text }}</i>',
}

/** Every filter whose result stays under autoescape; `safe` and its kin may print what they are given. */
const FILTERS = [
  ...['upper', 'lower', 'title', 'capfirst', 'length', 'first', 'last', 'join:", "', 'default:"-"'],
  ...['truncatechars:9', 'truncatewords:2', 'slice:":3"', 'add:"<b>"', 'cut:"s"', 'center:"40"'],
  ...['linebreaks', 'linebreaksbr', 'urlize', 'escape', 'force_escape', 'escapejs', 'slugify'],
  ...['striptags', 'wordwrap:5', 'make_list', 'pprint', 'stringformat:"s"', 'yesno:"<a>,<b>"'],
  ...['floatformat:2', 'dictsort:"0"', 'random', 'unordered_list', 'filesizeformat', 'pluralize'],
  ...[
    'date:"Y"',
    'twice',
    'same',
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
    fc
      .tuple(fc.constantFrom('base', 'middle'), tie('template'), tie('template'))
      .map(
        ([parent, a, b]) =>
          `{% extends "${parent}" %}{% block a %}${a}{% endblock %}{% block b %}{{ block.super }}${b}{% endblock %}`,
      ),
    fc
      .tuple(fc.constantFrom('part', 'base', 'page'), expression, fc.constantFrom('', ' only'))
      .map(([other, value, only]) => `{% include "${other}" with text=${value}${only} %}`),
    tie('template').map((body) => `{% verbatim %}${body}{% endverbatim %}`),
    tie('template').map((body) => `{% box %}${body}{% endbox %}`),
    tie('template').map((body) => `{% filter twice %}${body}{% endfilter %}`),
    tie('template').map((body) => `{% ifchanged %}${body}{% endifchanged %}`),
    expression.map((value) => `{% shout ${value} %}{% card ${value} %}`),
    expression.map((value) => `{% firstof nothing ${value} %}{% cycle ${value} text %}`),
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
      ...['{% told %}', '{% told as t %}{{ t }}', '{% shout %}', '{% box %}', '{% endbox %}'],
      ...['{% if %}', '{% for %}', '{% with %}', '{% block %}', '{% comment %}<i>{% endcomment %}'],
    ),
  ),
}))

/** Without anything that Django refuses: here values do come through. */
const fine = fc
  .tuple(
    fc.constantFrom('text', 'list.0', 'dict.key', 'call', 'pairs', 'list', '"<i>"', 'missing', 'x'),
    fc.array(
      fc.constantFrom(
        ...['upper', 'title', 'capfirst', 'twice', 'same', 'default:text', 'add:text', 'escape'],
        ...['truncatechars:60', 'truncatewords:9', 'center:"60"', 'linebreaks', 'wordwrap:9'],
        ...['cut:"s"', 'slice:":60"', 'make_list', 'pprint', 'stringformat:"s"', 'urlize'],
        ...['force_escape', 'striptags', 'linenumbers', 'addslashes', 'default_if_none:text'],
      ),
      { maxLength: 3 },
    ),
  )
  .map(([value, filters]) => [value, ...filters].join('|'))

const { whole } = fc.letrec<{ whole: string; bit: string }>((tie) => ({
  whole: fc.array(tie('bit'), { minLength: 1, maxLength: 4 }).map((bits) => bits.join('')),
  bit: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fine.map((value) => `{{ ${value} }}`),
    fine.map((value) => `<a title="{{ ${value} }}">`),
    fine.map((value) => `{% shout ${value} %}{% card ${value} %}`),
    fine.map((value) => `{% firstof nothing ${value} %}{% cycle ${value} text %}`),
    fc
      .tuple(fc.constantFrom('part', 'base', 'middle'), fine, fc.constantFrom('', ' only'))
      .map(([other, value, only]) => `{% include "${other}" with text=${value}${only} %}`),
    fc.constantFrom(
      '{% told %}',
      '{% told as t %}{{ t }}',
      '{% verbatim %}{{ text }}{% endverbatim %}',
    ),
    ...[
      'box',
      'spaceless',
      'filter twice',
      'filter upper',
      'ifchanged',
      'with x=text',
      'for x in list',
    ].map((tag) => tie('whole').map((body) => `{% ${tag} %}${body}{% end${tag.split(' ')[0]!} %}`)),
  ),
}))
const inherited = fc.oneof(
  whole,
  fc
    .tuple(fc.constantFrom('base', 'middle'), whole, whole)
    .map(
      ([parent, a, b]) =>
        `{% extends "${parent}" %}{% block a %}${a}{% endblock %}{% block b %}{{ block.super }}${b}{% endblock %}`,
    ),
)

function renderPage(source: string): string {
  const engine = new Engine([], false, {
    debug: true,
    builtins: [wild],
    loaders: [['django.template.loaders.locmem.Loader', { ...OTHERS, page: source }]],
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
    { numRuns: 1000, seed: 52 },
  )
}, 60_000)

/** What a browser would take for a tag or for the end of an attribute, whatever filters did to its letters. */
function isRaw(page: string): boolean {
  return /<script|alert\("/.test(page.toLowerCase())
}

test('no value reaches the page unescaped', () => {
  let shown = 0
  fc.assert(
    fc.property(fc.oneof(inherited, template), (source) => {
      let page = ''
      try {
        page = renderPage(source)
      } catch (error) {
        if (!(error instanceof Exception)) throw error
      }
      if (page.includes('&lt;script')) shown += 1
      expect(isRaw(page), page).toBe(false)
    }),
    { numRuns: 1500, seed: 53 },
  )

  // a property that hardly ever sees a value would hold for nothing
  expect(shown).toBeGreaterThan(300)
}, 60_000)

test.each([
  '{{ text|safe }}',
  '{% autoescape off %}{{ text }}{% endautoescape %}',
  '{% autoescape off %}{% told %}{% endautoescape %}',
  '<i title="{{ text|safe|striptags }}">',
])(
  'what says that it needs no escaping is printed as it is, and would be noticed: %s',
  (source) => {
    expect(isRaw(renderPage(source))).toBe(true)
  },
)

test('a template that includes itself comes to an end', () => {
  expect(() => renderPage('{% include "page" %}')).toThrow(Exception)
  expect(() => renderPage('{% extends "page" %}')).toThrow(TemplateDoesNotExist)
})
