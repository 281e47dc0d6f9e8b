/** Custom tags and filters as `<app>/templatetags/blog_tags.ts` would define them. */
import { expect, test } from 'vitest'
import { mark_safe } from '../../base/python/safe_string.ts'
import { Context } from './context.ts'
import { Engine } from './engine.ts'
import { Library } from './library.ts'
import type { Token } from './lexer.ts'
import { Node, type NodeList } from './node.ts'
import type { Parser } from './parser.ts'

function render(register: Library, source: string, values = {}, templates = {}): string {
  const engine = new Engine([], false, {
    libraries: { blog_tags: register },
    loaders: [['django.template.loaders.locmem.Loader', { page: source, ...templates }]],
  })
  return String(engine.get_template('page').render(new Context(values)))
}

/** What a registering method gives where it is used as a decorator. */
type Decorator = (fn: (...args: never[]) => unknown) => unknown

test('a function becomes a filter under its own name', () => {
  const register = new Library()
  register.filter(function shout(value: string, mark: string = '!') {
    return `${value.toUpperCase()}${mark}`
  })
  expect(render(register, '{% load blog_tags %}{{ "hey"|shout }} {{ "hey"|shout:"?" }}')).toBe(
    'HEY! HEY?',
  )
})

test('the number of arguments of a filter is checked when the template is compiled', () => {
  const register = new Library()
  register.filter(function add_tax(price: number, rate: number) {
    return price * rate
  })
  expect(() => render(register, '{% load blog_tags %}{{ 3|add_tax }}')).toThrow(
    'add_tax requires 2 arguments, 1 provided',
  )
})

test('a simple tag takes the context, positions and names, and can store its result', () => {
  const register = new Library()
  const simpleTag = register.simple_tag({ takes_context: true }) as Decorator
  simpleTag(function greet(
    context: Record<string, unknown>,
    word: string,
    { mark = '!' }: { mark?: string } = {},
  ) {
    return `${word} ${String(context['user'])}${mark}`
  })
  const source = '{% load blog_tags %}{% greet "Hi" mark="?" %}{% greet word="Ho" as x %}[{{ x }}]'
  expect(render(register, source, { user: '<Ada>' })).toBe('Hi &lt;Ada&gt;?[Ho &lt;Ada&gt;!]')
})

test('a missing argument of a tag is an error at compile time', () => {
  const register = new Library()
  register.simple_tag(function limit(list: unknown[], count: number) {
    return list.slice(0, count)
  })
  expect(() => render(register, '{% load blog_tags %}{% limit x %}')).toThrow(
    "'limit' did not receive value(s) for the argument(s): 'count'",
  )
})

test('an inclusion tag renders its template with the dict it returns', () => {
  const register = new Library()
  const inclusionTag = register.inclusion_tag('card.html') as Decorator
  inclusionTag(function card(post: { title: string }) {
    return { title: post.title }
  })
  const templates = { 'card.html': '<h2>{{ title }}</h2>' }
  const source = '{% load blog_tags %}{% card post %}'
  expect(render(register, source, { post: { title: 'One' } }, templates)).toBe('<h2>One</h2>')
})

test('a block tag gets its rendered body as content', () => {
  const register = new Library()
  register.simple_block_tag(function box(content: string, colour: string) {
    return mark_safe(`<div class="${colour}">${content}</div>`)
  })
  expect(render(register, '{% load blog_tags %}{% box "red" %}{{ 1 }}{% endbox %}')).toBe(
    '<div class="red">1</div>',
  )
})

test('a node of a learner parses up to its end tag and renders what it likes', () => {
  class UpperNode extends Node {
    constructor(readonly nodelist: NodeList) {
      super()
    }
    override render(context: Context) {
      return this.nodelist.render(context).toUpperCase()
    }
  }
  const register = new Library()
  register.tag(function upper(parser: Parser, _token: Token) {
    const nodelist = parser.parse(['endupper'])
    parser.delete_first_token()
    return new UpperNode(nodelist)
  })
  expect(
    render(register, '{% load blog_tags %}{% upper %}a {{ b }}{% endupper %}', { b: 'c' }),
  ).toBe('A C')
})

test('load … from takes single names out of a library', () => {
  const register = new Library()
  register.filter('one', (value: unknown) => value)
  register.filter('two', (value: unknown) => value)
  expect(render(register, '{% load one from blog_tags %}{{ 5|one }}')).toBe('5')
  expect(() => render(register, '{% load one from blog_tags %}{{ 5|two }}')).toThrow(
    "Invalid filter: 'two'",
  )
})
