import { beforeEach, expect, test } from 'vitest'
import { settings } from '../../conf/index.ts'
import { Http404 } from '../../http/index.ts'
import { setImporter } from '../../utils/module_loading.ts'
import { setTemplateFiles } from '../files.ts'
import { Environment, Jinja2 } from './jinja2.ts'

function engineWith(files: Record<string, string>, options: object = {}): Jinja2 {
  setTemplateFiles({ read: (path) => files[path] ?? null, list: () => Object.keys(files) })
  return new Jinja2({ NAME: 'jinja2', DIRS: ['jinja2'], APP_DIRS: true, OPTIONS: { ...options } })
}

beforeEach(() => settings.configure({ SECRET_KEY: 'jinja2-tests', INSTALLED_APPS: ['blog'] }))

test('a template inherits, loops and escapes', () => {
  const engine = engineWith({
    'jinja2/base.html': '<main>{% block main %}{% endblock %}</main>',
    'blog/jinja2/list.html':
      '{% extends "base.html" %}{% block main %}{% for name in names %}<b>{{ name }}</b>{% endfor %}{% endblock %}',
  })

  const html = engine.get_template('list.html').render({ names: ['Ada', '<Grace>'] })

  expect(String(html)).toBe('<main><b>Ada</b><b>&lt;Grace&gt;</b></main>')
})

test('values print as Python prints them', () => {
  const engine = engineWith({ 'jinja2/a.html': '{{ nothing }} {{ yes }} {{ list }} {{ missing }}' })

  const html = engine.get_template('a.html').render({ nothing: null, yes: true, list: [1, 'a'] })

  expect(String(html)).toBe('None True [1, &#x27;a&#x27;] ')
})

test('a function of the environment gets its keyword arguments by name', () => {
  const environment = (options: object): Environment => {
    const env = new Environment(options)
    env.globals.url = (name: string, { kwargs = {} }: { kwargs?: { pk?: number } } = {}) =>
      `/${name}/${kwargs.pk ?? ''}`
    return env
  }
  setImporter((dotted) => (dotted === 'blog.jinja2' ? { environment } : {}))
  const engine = engineWith(
    { 'jinja2/a.html': "{{ url('post', kwargs={'pk': 7}) }}" },
    { environment: 'blog.jinja2.environment' },
  )

  expect(String(engine.get_template('a.html').render())).toBe('/post/7')
})

test('a missing template says where it was looked for', () => {
  const engine = engineWith({ 'blog/jinja2/list.html': '' })

  expect(() => engine.get_template('lits.html')).toThrow('lits.html')
  try {
    engine.get_template('lits.html')
  } catch (error) {
    const { tried } = error as { tried: [{ name: string }, string][] }
    expect(tried.map(([origin]) => origin.name)).toEqual([
      'jinja2/lits.html',
      'blog/jinja2/lits.html',
    ])
  }
})

test('an error names the file and the line', () => {
  const engine = engineWith({
    'jinja2/broken.html': 'fine\n{% for %}',
    'jinja2/raising.html': 'fine\n{{ find() }}',
  })
  const find = (): never => {
    throw new Http404('No post')
  }

  expect(() => engine.get_template('broken.html')).toThrow(
    expect.objectContaining({
      name: 'TemplateSyntaxError',
      where: { file: 'jinja2/broken.html', line: 2 },
    }),
  )
  expect(() => engine.get_template('raising.html').render({ find })).toThrow(
    expect.objectContaining({ name: 'Http404', where: { file: 'jinja2/raising.html', line: 2 } }),
  )
})
