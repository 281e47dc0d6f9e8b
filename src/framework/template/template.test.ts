/** Templates as a learner meets them: text in, page out. */
import { expect, test } from 'vitest'
import { Engine } from './engine.ts'
import { Context } from './context.ts'
import { VariableDoesNotExist } from './variable.ts'

/** An engine over templates by name, as a project's folder would hold them. */
function engineWith(templates: Record<string, string>, options = {}): Engine {
  return new Engine([], false, {
    loaders: [['django.template.loaders.locmem.Loader', templates]],
    ...options,
  })
}

function render(source: string, values: Record<string, unknown> = {}): string {
  return String(engineWith({ page: source }).get_template('page').render(new Context(values)))
}

test('a variable is printed and escaped', () => {
  expect(render('Hello {{ name }}!', { name: '<Ada>' })).toBe('Hello &lt;Ada&gt;!')
})

test('a dotted name is looked up as key, attribute, index, and called', () => {
  class Post {
    title = 'One'
    summary() {
      return `About ${this.title}`
    }
  }
  const values = { post: new Post(), dict: { items: 'a key' }, list: ['x', 'y'] }
  expect(render('{{ post.title }}, {{ post.summary }}', values)).toBe('One, About One')
  expect(render('{{ dict.items }}, {{ list.1 }}', values)).toBe('a key, y')
})

test('what JavaScript adds to every value is no attribute', () => {
  const values = { list: [1, 2], text: 'abc', dict: {} }
  expect(render('[{{ list.length }}{{ text.length }}{{ dict.constructor }}]', values)).toBe('[]')
  expect(render('{{ list|length }}{{ text|length }}', values)).toBe('23')
})

test('a JavaScript Date has the attributes of a datetime', () => {
  const when = new Date(Date.UTC(2026, 0, 15, 12))
  expect(render('{{ when.year }}-{{ when.month }}', { when })).toBe('2026-1')
})

test('a method that changes data is not called', () => {
  let deleted = false
  const remove = Object.assign(() => (deleted = true), { alters_data: true })
  expect(render('[{{ post.delete }}]', { post: { delete: remove } })).toBe('[]')
  expect(deleted).toBe(false)
})

test('Python prints None and True', () => {
  expect(render('{{ a }} {{ b }} {{ c }}', { a: null, b: true, c: [1, 'x'] })).toBe(
    'None True [1, &#x27;x&#x27;]',
  )
})

test('for has its loop variables, unpacks, and shows empty', () => {
  const source =
    '{% for key, value in pairs %}{{ forloop.counter }}/{{ forloop.revcounter }} {{ key }}={{ value }}' +
    '{% if not forloop.last %}, {% endif %}{% empty %}none{% endfor %}'
  expect(
    render(source, {
      pairs: [
        ['a', 1],
        ['b', 2],
      ],
    }),
  ).toBe('1/2 a=1, 2/1 b=2')
  expect(render(source, { pairs: [] })).toBe('none')
})

test('dict.items loops over a plain object', () => {
  const source = '{% for k, v in totals.items %}{{ k }}:{{ v }} {% endfor %}'
  expect(render(source, { totals: { a: 1, b: 2 } })).toBe('a:1 b:2 ')
})

test('if knows Python operators and their order', () => {
  expect(render('{% if a and not b or c == 2 %}yes{% else %}no{% endif %}', { a: 0, c: 2 })).toBe(
    'yes',
  )
  expect(render("{% if 'b' in list %}in{% endif %}", { list: ['a', 'b'] })).toBe('in')
  expect(render('{% if None > 1 %}?{% elif x is None %}none{% endif %}')).toBe('none')
})

test('with names a value for its body', () => {
  expect(render('{% with n=list|length %}{{ n }}{% endwith %}[{{ n }}]', { list: [1, 2] })).toBe(
    '2[]',
  )
})

test('a child fills the blocks of its parent, and block.super keeps the old text', () => {
  const engine = engineWith({
    base: '<title>{% block title %}Blog{% endblock %}</title>{% block body %}{% endblock %}',
    page: '{% extends "base" %}{% block title %}Post | {{ block.super }}{% endblock %}',
  })
  expect(String(engine.get_template('page').render(new Context()))).toBe(
    '<title>Post | Blog</title>',
  )
})

test('include sees the context, with adds to it, and only cuts it off', () => {
  const engine = engineWith({
    part: '({{ a }}{{ b }})',
    page: '{% include "part" %}{% include "part" with b=2 %}{% include "part" with b=3 only %}',
  })
  expect(String(engine.get_template('page').render(new Context({ a: 1 })))).toBe('(1)(12)(3)')
})

test('filters chain, take arguments and keep safe text safe', () => {
  expect(render('{{ name|default:"nobody"|upper }}', { name: '' })).toBe('NOBODY')
  expect(render('{{ html|safe }}{{ html }}', { html: '<b>' })).toBe('<b>&lt;b&gt;')
  expect(render('{% autoescape off %}{{ html }}{% endautoescape %}', { html: '<b>' })).toBe('<b>')
})

test('comments leave nothing', () => {
  expect(render('a{# no #}b{% comment %}{% if %}{% endcomment %}c')).toBe('abc')
})

test('an unknown tag is named with its line and a suggestion', () => {
  const compile = () => engineWith({}).from_string('\n{% iff x %}{% endif %}')
  expect(compile).toThrow(
    "Invalid block tag on line 2: 'iff'. Did you forget to register or load this tag?",
  )
  expect(caught(compile)).toMatchObject({ teaching: { hint: "Did you mean 'if'?" } })
})

test('an unclosed tag is named with what was looked for', () => {
  expect(() => engineWith({}).from_string('{% if a %}')).toThrow(
    "Unclosed tag on line 1: 'if'. Looking for one of: elif, else, endif.",
  )
})

test('an error of learner code keeps its class and gains the template line', () => {
  class Broken extends RangeError {}
  const post = {
    get title(): string {
      throw new Broken('no title')
    },
  }
  class Post {
    get title(): string {
      return post.title
    }
  }
  const engine = engineWith({ page: 'one\n{{ post.title }}\n' }, { debug: true })
  const error = caught(() => engine.get_template('page').render(new Context({ post: new Post() })))
  expect(error).toBeInstanceOf(Broken)
  expect(error).toMatchObject({
    where: { file: 'page', line: 2 },
    template_debug: { name: 'page', line: 2, during: '{{ post.title }}' },
  })
})

test('a template that is not found lists every place that was tried', () => {
  const error = caught(() => engineWith({}).get_template('nope.html'))
  expect(error).toMatchObject({
    message: 'nope.html',
    tried: [[{ name: 'nope.html' }, 'Source does not exist']],
  })
})

test('string_if_invalid marks what is missing', () => {
  const engine = engineWith({ page: '{{ user.nam }}' }, { string_if_invalid: 'MISSING %s' })
  expect(String(engine.get_template('page').render(new Context({ user: {} })))).toBe(
    'MISSING user.nam',
  )
})

function caught(run: () => unknown): unknown {
  try {
    run()
  } catch (error) {
    return error
  }
  return null
}

test('a lookup that fails inside of what a variable calls is that variable’s failure', () => {
  const post = {
    author() {
      throw new VariableDoesNotExist('Failed lookup')
    },
  }
  expect(render('[{{ post.author }}{% if post.author %}yes{% endif %}]', { post })).toBe('[]')
})

test('methods of Python’s text are called, those without arguments', () => {
  const values = { text: ' aB ', word: 'Straße' }

  expect(render('[{{ text.lstrip }}][{{ text.rstrip }}]{{ text.swapcase }}', values)).toBe(
    '[aB ][ aB] Ab ',
  )
  expect(render('{{ word.casefold }} {{ word.istitle }} {{ word.isascii }}', values)).toBe(
    'strasse True False',
  )
})

test('what a tag or filter cannot do is Python’s own error', () => {
  expect(() => render('{% querystring %}')).toThrow("'Context' object has no attribute 'request'")
  expect(() => render('{{ 5|divisibleby:0 }}')).toThrow('integer modulo by zero')
})
