/** Templates of a project: found by name through the engines of its settings. */
import { beforeEach, expect, test } from 'vitest'
import { settings } from '../conf/index.ts'
import { setTemplateFiles } from './files.ts'
import { engines, Library } from './index.ts'
import { get_template, render_to_string, select_template } from './loader.ts'
import { setImporter } from '../utils/module_loading.ts'

const files: Record<string, string> = {}

beforeEach(() => {
  for (const path of Object.keys(files)) delete files[path]
  Object.assign(files, {
    'templates/base.html': 'project {{ a }}',
    'blog/templates/base.html': 'app',
    'blog/templates/blog/list.html': 'list {{ a }}',
  })
  setTemplateFiles({ read: (path) => files[path] ?? null, list: () => Object.keys(files) })
  settings.configure({
    INSTALLED_APPS: ['blog.apps.BlogConfig'],
    TEMPLATES: [
      {
        BACKEND: 'django.template.backends.django.DjangoTemplates',
        DIRS: ['templates'],
        APP_DIRS: true,
      },
    ],
  })
})

test('folders of DIRS come before those of the apps', () => {
  expect(String(render_to_string('base.html', { a: 1 }))).toBe('project 1')
  expect(get_template('blog/list.html').origin.name).toBe('blog/templates/blog/list.html')
})

test('the first name of a list that exists is taken', () => {
  expect(select_template(['nope.html', 'blog/list.html']).origin.template_name).toBe(
    'blog/list.html',
  )
})

test('a changed file shows after a reset, not before', () => {
  expect(String(render_to_string('base.html'))).toBe('project ')
  files['templates/base.html'] = 'new'
  expect(String(render_to_string('base.html'))).toBe('project ')
  engines.reset()
  expect(String(render_to_string('base.html'))).toBe('new')
})

test('a missing template lists every place, and suggests the name that is near', () => {
  let error: unknown
  try {
    get_template('blog/lst.html')
  } catch (caught) {
    error = caught
  }
  expect(error).toMatchObject({
    message: 'blog/lst.html',
    tried: [
      [{ name: 'templates/blog/lst.html' }, 'Source does not exist'],
      [{ name: 'blog/templates/blog/lst.html' }, 'Source does not exist'],
    ],
    teaching: { hint: "Did you mean 'blog/list.html'?" },
  })
})

test('a name cannot lead out of its folder', () => {
  files['secret.html'] = 'secret'
  expect(() => get_template('../secret.html')).toThrow('../secret.html')
})

test('modules in templatetags of an app can be loaded by their name', () => {
  const register = new Library()
  register.filter('shout', (value: unknown) => `${String(value)}!`)
  files['blog/templatetags/blog_tags.ts'] = ''
  files['templates/tags.html'] = '{% load blog_tags %}{{ "hey"|shout }}'
  setImporter((dotted) => (dotted === 'blog.templatetags.blog_tags' ? { register } : {}))
  expect(String(render_to_string('tags.html'))).toBe('hey!')
})

test('two engines of one name are refused', () => {
  const engine = { BACKEND: 'django.template.backends.django.DjangoTemplates' }
  settings.configure({ TEMPLATES: [engine, engine] })
  expect(() => engines.all()).toThrow(
    "Template engine aliases aren't unique, duplicates: django. Set a unique NAME for each engine in settings.TEMPLATES.",
  )
})
