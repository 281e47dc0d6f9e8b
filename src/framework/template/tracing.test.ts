/** What a template tells the trace while it renders. */
import { afterEach, expect, test } from 'vitest'
import type { SourceRange } from '../../base/source.ts'
import { tracing, type Tracer } from '../../trace/tracer.ts'
import { SimpleLazyObject } from '../utils/functional.ts'
import { Context } from './context.ts'
import { Engine } from './engine.ts'

/** Notes every begin, end and event as one line, with the template position of the moment. */
class Listener implements Tracer {
  templatePosition: SourceRange | null = null
  readonly lines: string[] = []
  readonly details: object[] = []

  begin(kind: string, detail: object): number {
    this.details.push(detail)
    return this.lines.push(`begin ${kind} ${this.#at()}`)
  }
  end(_id: number): void {
    this.lines.push('end')
  }
  event(kind: string, detail: object): void {
    this.details.push(detail)
    this.lines.push(`${kind} ${this.#at()}`)
  }
  #at(): string {
    return this.templatePosition === null
      ? '-'
      : `${this.templatePosition.file}:${this.templatePosition.line}`
  }
}

function traced(templates: Record<string, string>, values: Record<string, unknown>): Listener {
  const engine = new Engine([], false, {
    loaders: [['django.template.loaders.locmem.Loader', templates]],
  })
  const listener = new Listener()
  tracing.tracer = listener
  engine.get_template('page').render(new Context(values))
  return listener
}

afterEach(() => {
  tracing.tracer = null
})

test('rendering, inheritance, blocks and includes are told in the order they happen', () => {
  const listener = traced(
    {
      base: '<main>\n{% block body %}{% endblock %}</main>',
      page: '{% extends "base" %}\n{% block body %}\n{% include "part" %}{% endblock %}',
      part: 'x',
    },
    {},
  )
  expect(listener.lines).toEqual([
    'template.found -',
    'begin template.render -',
    'template.found page:1',
    'template.extends page:1',
    'begin template.block base:2',
    'template.found page:3',
    'begin template.include page:3',
    'end',
    'end',
    'end',
  ])
})

test('code that a template calls knows the line that called it, and the position is put back', () => {
  const seen: (SourceRange | null)[] = []
  class Post {
    author() {
      seen.push(tracing.tracer?.templatePosition ?? null)
      return 'Ada'
    }
  }
  const page =
    '{% for post in posts %}\n{{ post.author }}\n{% if post.author %}!{% endif %}{% endfor %}'
  const listener = traced({ page }, { posts: [new Post()] })
  expect(seen).toEqual([
    { file: 'page', line: 2 },
    { file: 'page', line: 3 },
  ])
  expect(listener.templatePosition).toBeNull()
})

test('the context is described without running what is in it', () => {
  class Lazy {
    __repr__(): string {
      throw new Error('looked at')
    }
  }
  const listener = traced({ page: 'x' }, { title: 'One', lazy: new Lazy() })
  expect(listener.details).toContainEqual({
    name: 'page',
    engine: 'django',
    origin: 'page',
    context: { title: "'One'", lazy: '<Lazy>' },
  })
})

test('a lazy object of the context is not woken up by being shown', () => {
  let asked = 0
  const user = new SimpleLazyObject(() => {
    asked += 1
    return { pk: 1 }
  })
  const listener = traced({ page: 'x' }, { user })

  expect(asked).toBe(0)
  expect(JSON.stringify(listener.details)).toContain('<SimpleLazyObject: not asked for yet>')
})
