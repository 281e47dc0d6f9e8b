import initSqlJs from 'sql.js'
import { expect, test } from 'vitest'
import './translate.ts'
import { SqlJsDatabase } from './database.ts'
import { allModules } from './django/all.ts'
import { Project, type ProjectPorts } from './project.ts'

const sqlite = await initSqlJs()

/** A clock that stands still but for one microsecond at each look, and no randomness: traces are equal byte for byte. */
function fixedPorts(): ProjectPorts {
  let us = 0
  return {
    now: () => Date.parse('2025-01-05T12:00:00Z') * 1000,
    monotonic: () => us++,
    random: (bytes) => new Uint8Array(bytes).fill(7),
    modules: allModules,
    openDatabase: (bytes) => SqlJsDatabase.open(sqlite, bytes),
  }
}

const settings = `
export const SECRET_KEY = 'x'
export const DEBUG = true
export const ROOT_URLCONF = 'mysite.urls'
export const INSTALLED_APPS = ['blog']
export const TEMPLATES = [{ BACKEND: 'django.template.backends.django.DjangoTemplates', DIRS: ['templates'], APP_DIRS: true }]
`
const project = (files: Record<string, string>) =>
  Project.load({ 'mysite/settings.ts': settings, ...files }, fixedPorts())
const textOf = (body: ArrayBuffer | null) => new TextDecoder().decode(body ?? new ArrayBuffer())

const hello = {
  'mysite/urls.ts': `
import { path } from 'django/urls'
import * as views from '../blog/views'
export const urlpatterns = [path('hello/<str:name>/', views.hello)]`,
  'blog/views.ts': `
import { HttpResponse } from 'django/http'
export function hello(request, { name }) {
  print('asked for', name)
  return new HttpResponse(\`Hello \${name}\`)
}`,
}

test('a request goes through the project and leaves a trace', () => {
  const { response, trace } = project(hello).request('GET', '/hello/Ada/')

  expect(response.status).toBe(200)
  expect(textOf(response.body)).toBe('Hello Ada')
  expect(trace.entries.map((entry) => entry.kind)).toEqual([
    'http',
    'handler',
    'urls.resolve',
    'urls.try',
    'view',
    'print',
    'signal.sent',
  ])
  expect(trace.entries.find((entry) => entry.kind === 'print')?.where).toEqual({
    file: 'blog/views.ts',
    line: 4,
  })
})

test('two runs of the same request leave the same trace', () => {
  const first = project(hello).request('GET', '/hello/Ada/').trace
  const second = project(hello).request('GET', '/hello/Ada/').trace

  expect(JSON.stringify(second)).toBe(JSON.stringify(first))
})

test('a syntax error keeps the project from loading, and every request says why', () => {
  const broken = project({
    ...hello,
    'blog/views.ts': 'export function hello() {\n  return = 1\n}',
  })

  expect(broken.problem).toMatchObject({
    className: 'SyntaxError',
    where: { file: 'blog/views.ts', line: 2 },
  })
  const { response, trace } = broken.request('GET', '/')
  expect(response.status).toBe(500)
  expect(textOf(response.body)).toContain('blog/views.ts:2')
  expect(trace.entries.map((entry) => entry.kind)).toEqual(['http', 'exception.raised'])
})

test('a misspelt import is an ImportError with its line and the right name', () => {
  const urls = hello['mysite/urls.ts'].replace('views.hello', 'views.helo')

  expect(project({ ...hello, 'mysite/urls.ts': urls }).problem).toEqual({
    className: 'AttributeError',
    message: "module 'blog.views' has no attribute 'helo'",
    where: { file: 'mysite/urls.ts', line: 4 },
    hint: "Did you mean 'hello'?",
  })
})

test('an exception in a view becomes Django’s debug page, and the next request works', () => {
  const views = `
import { HttpResponse } from 'django/http'
export function hello(request, { name }) {
  if (name === 'Eve') throw new Error('not you')
  return new HttpResponse(name)
}`
  const it = project({ ...hello, 'blog/views.ts': views })

  const { response, trace } = it.request('GET', '/hello/Eve/')
  const raised = trace.entries.find((entry) => entry.kind === 'exception.raised')

  expect(response.status).toBe(500)
  expect(textOf(response.body)).toContain('not you')
  expect(raised?.where).toMatchObject({ file: 'blog/views.ts', line: 4 })
  expect(it.request('GET', '/hello/Ada/').response.status).toBe(200)
})

test('without settings there is a sentence about what to add', () => {
  expect(Project.load({}, fixedPorts()).problem).toMatchObject({
    className: 'ImproperlyConfigured',
    message: 'The project has no settings.ts.',
  })
})

test('manage.ts names the settings when there are several', () => {
  const it = project({
    ...hello,
    'other/settings.ts': settings,
    'manage.ts': "process.env.DJANGO_SETTINGS_MODULE = 'mysite.settings'",
  })

  expect(it.problem).toBeNull()
})

test('entries are handed out while the request runs', () => {
  const seen: string[] = []
  const ports = {
    ...fixedPorts(),
    onFlush: (_: string, entries: readonly { kind: string }[]) =>
      seen.push(...entries.map((entry) => entry.kind)),
  }

  Project.load({ 'mysite/settings.ts': settings, ...hello }, ports).request('GET', '/hello/Ada/')

  expect(seen).toContain('http')
  expect(seen).toContain('view')
})

test('a misspelt app or middleware is found in the settings', () => {
  const wrong = settings.replace("['blog']", "['blgo']")

  expect(project({ ...hello, 'mysite/settings.ts': wrong }).problem).toMatchObject({
    className: 'ModuleNotFoundError',
    message: "No module named 'blgo'",
    where: { file: 'mysite/settings.ts', line: 5 },
    hint: "Did you mean 'blog'?",
  })
})
