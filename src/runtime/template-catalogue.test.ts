import initSqlJs from 'sql.js'
import { expect, test } from 'vitest'
import './translate.ts'
import { parseCatalogue, parseTemplateStart, type Catalogue } from '../protocol/answers.ts'
import { SqlJsDatabase } from './database.ts'
import { allModules } from './django/all.ts'
import { Project } from './project.ts'
import { catalogue as catalogueOf, commentAbove } from './template-catalogue.ts'
import { templateStart } from './template-start.ts'

const sqlite = await initSqlJs()

const files = {
  'mysite/settings.ts': `
export const SECRET_KEY = 'x'
export const DEBUG = true
export const ROOT_URLCONF = 'mysite.urls'
export const STATICFILES_DIRS = ['assets']
export const INSTALLED_APPS = ['blog']
export const TEMPLATES = [
  { BACKEND: 'django.template.backends.django.DjangoTemplates', DIRS: ['templates'], APP_DIRS: true },
  { BACKEND: 'django.template.backends.jinja2.Jinja2', APP_DIRS: true },
]`,
  'mysite/urls.ts': `
import { include, path } from 'django/urls'
export const urlpatterns = [path('blog/', include('blog.urls'))]`,
  'blog/urls.ts': `
import { path } from 'django/urls'
import * as views from './views'
export const app_name = 'blog'
export const urlpatterns = [path('<int:year>/<slug:slug>/', views.detail, { name: 'detail' })]`,
  'blog/views.ts': `
export function detail(request, { year, slug }) {}`,
  'blog/templatetags/shouts.ts': `
import { Library } from 'django/template'
export const register = new Library()

/** Says it louder. */
export function shout(value) {
  return value.toUpperCase() + '!'
}
register.filter(shout)

// A box
// around its content.
function box(content) {
  return content
}
register.simple_block_tag(box)`,
  'templates/base.html': '<main>\n{% block content %}{% endblock %}</main>',
  'blog/templates/blog/detail.html': '{% extends "base.html" %}{% block content %}x{% endblock %}',
  'blog/templates/blog/wrong.html': 'one\n{% fro x in y %}',
  'blog/jinja2/box.html': '{% block lid %}{% endblock %}',
  'blog/static/blog/style.css': '',
  'assets/logo.svg': '',
}

function loaded(): void {
  const project = Project.load(files, {
    now: () => 0,
    monotonic: () => 0,
    random: (bytes) => new Uint8Array(bytes),
    modules: allModules,
    openDatabase: (bytes) => SqlJsDatabase.open(sqlite, bytes),
  })
  expect(project.problem).toBeNull()
}

function catalogue(): Catalogue {
  const answer = parseCatalogue(catalogueOf())
  if (answer === null) throw new Error('no catalogue')
  return answer
}

function startOf(text: string) {
  return parseTemplateStart(templateStart(text))
}

test('a project’s own tags come with their file, line and comment', () => {
  loaded()
  const shouts = catalogue().libraries.find(({ name }) => name === 'shouts')

  expect(shouts).toEqual({
    name: 'shouts',
    module: 'blog.templatetags.shouts',
    tags: [
      {
        name: 'box',
        place: { file: 'blog/templatetags/shouts.ts', line: 13 },
        words: 'A box\naround its content.',
      },
    ],
    filters: [
      {
        name: 'shout',
        place: { file: 'blog/templatetags/shouts.ts', line: 6 },
        words: 'Says it louder.',
      },
    ],
  })
})

test('Django’s own libraries are those that the engine registered', () => {
  loaded()
  const { libraries } = catalogue()
  const named = (wanted: string) => libraries.find(({ module }) => module === wanted)

  expect(named('django.template.defaulttags')?.tags.map(({ name }) => name)).toContain('for')
  expect(named('django.template.loader_tags')?.tags.map(({ name }) => name)).toContain('extends')
  expect(named('django.template.defaultfilters')?.filters).toContainEqual({
    name: 'upper',
    place: null,
    words: null,
  })
  expect(libraries.map(({ name }) => name)).toEqual(
    expect.arrayContaining([null, 'cache', 'i18n', 'l10n', 'shouts', 'static', 'tz']),
  )
})

test('templates tell their file, parent, blocks, and what keeps them from compiling', () => {
  loaded()
  const { templates } = catalogue()

  expect(templates).toContainEqual({
    ...{ name: 'blog/detail.html', file: 'blog/templates/blog/detail.html', backend: 'django' },
    ...{ parent: 'base.html', blocks: [{ name: 'content', line: 1 }], problem: null },
  })
  expect(templates).toContainEqual({
    ...{ name: 'box.html', file: 'blog/jinja2/box.html', backend: 'jinja2' },
    ...{ parent: null, blocks: [{ name: 'lid', line: 1 }], problem: null },
  })
  expect(templates.find(({ name }) => name === 'blog/wrong.html')?.problem).toEqual({
    className: 'TemplateSyntaxError',
    message: "Invalid block tag on line 2: 'fro'. Did you forget to register or load this tag?",
    hint: "Did you mean 'for'?",
    line: 2,
    range: [4, 20],
  })
})

test('URL names come with namespace, route, parameters and view', () => {
  loaded()

  expect(catalogue().urls).toEqual([
    {
      name: 'blog:detail',
      route: 'blog/<int:year>/<slug:slug>/',
      parameters: ['year', 'slug'],
      view: 'blog.views.detail',
      viewPlace: { file: 'blog/views.ts', line: 2 },
    },
  ])
})

test('static files are those of the apps and of STATICFILES_DIRS', () => {
  loaded()

  expect(catalogue().staticFiles).toEqual(['logo.svg', 'blog/style.css'])
})

test('at the end of a beginning the parser says what it waits for, custom block tags too', () => {
  loaded()

  expect(startOf('{% if a %}')?.expected).toEqual(['elif', 'else', 'endif'])
  expect(startOf('{% for a in b %}{% if a %}x{% endif %}')?.expected).toEqual(['empty', 'endfor'])
  expect(startOf('{% load shouts %}{% box %}')?.expected).toEqual(['endbox'])
  expect(startOf('done')?.expected).toEqual([])
})

test('wrong tags before it do not keep the parser from saying so', () => {
  loaded()

  expect(startOf('{% fro x %}{{ a|nope }}{% if a %}{% endwith %}')?.expected).toEqual([
    'elif',
    'else',
    'endif',
  ])
})

test('only what is loaded up to there may be used', () => {
  loaded()

  expect(startOf('')?.filters).not.toContain('shout')
  expect(startOf('{% load shouts %}')?.filters).toContain('shout')
})

test('a comment counts only right above the line', () => {
  expect(commentAbove('/**\n * One.\n * Two.\n */\nfunction a() {}', 5)).toBe('One.\nTwo.')
  expect(commentAbove('// far\n\nfunction a() {}', 3)).toBeNull()
})
