import initSqlJs from 'sql.js'
import { expect, test } from 'vitest'
import './translate.ts'
import { SqlJsDatabase } from './database.ts'
import { allModules } from './django/all.ts'
import { modules as jinja2Modules } from './django/jinja2.ts'
import { partsFor } from './django/parts.ts'
import { Project } from './project.ts'

const sqlite = await initSqlJs()

const files = {
  'mysite/settings.ts': `
export const SECRET_KEY = 'x'
export const DEBUG = true
export const ROOT_URLCONF = 'mysite.urls'
export const INSTALLED_APPS = ['blog']
export const TEMPLATES = [{
  BACKEND: 'django.template.backends.jinja2.Jinja2',
  DIRS: [],
  APP_DIRS: true,
  OPTIONS: { environment: 'mysite.jinja2.environment' },
}]`,
  'mysite/jinja2.ts': `
import { Environment } from 'jinja2'
import { reverse } from 'django/urls'
export function environment(options) {
  const env = new Environment(options)
  env.globals['url'] = reverse
  return env
}`,
  'mysite/urls.ts': `
import { path } from 'django/urls'
import { hello } from '../blog/views'
export const urlpatterns = [path('hello/', hello, { name: 'hello' })]`,
  'blog/views.ts': `
import { render } from 'django/shortcuts'
export function hello(request) {
  return render(request, 'hello.html', { names: ['Ada', '<Grace>'] })
}`,
  'blog/jinja2/hello.html': `{% for name in names %}<a href="{{ url('hello') }}">{{ name }}</a>{% endfor %}`,
}

test('a project written for Jinja2 renders with it', () => {
  const project = Project.load(files, {
    now: () => 0,
    monotonic: () => 0,
    random: (bytes) => new Uint8Array(bytes),
    modules: allModules,
    openDatabase: (bytes) => SqlJsDatabase.open(sqlite, bytes),
  })

  const { response } = project.request('GET', '/hello/')

  expect(new TextDecoder().decode(response.body ?? new ArrayBuffer())).toBe(
    '<a href="/hello/">Ada</a><a href="/hello/">&lt;Grace&gt;</a>',
  )
})

test('only such a project downloads Jinja2', async () => {
  expect(Object.keys((await partsFor(files)).modules)).toContain('jinja2')
  expect(Object.keys((await partsFor({ 'blog/views.ts': '' })).modules)).not.toContain('jinja2')
})

/** Django's own templates come first, so most pages do without the other engine. */
const both = {
  ...files,
  'mysite/settings.ts': files['mysite/settings.ts'].replace(
    'TEMPLATES = [{',
    "TEMPLATES = [{ BACKEND: 'django.template.backends.django.DjangoTemplates', APP_DIRS: true }, {",
  ),
  'blog/templates/plain.html': 'plain',
  'blog/views.ts': `
import { render } from 'django/shortcuts'
export function hello(request) {
  return render(request, request.GET.get('t', 'hello.html'), { names: ['Ada'] })
}`,
}

test('where it is the second engine, it is fetched after the first page, or when it is asked for', async () => {
  const { modules, late } = await partsFor(both)
  const load = () =>
    Project.load(both, {
      now: () => 0,
      monotonic: () => 0,
      random: (bytes) => new Uint8Array(bytes),
      modules,
      openDatabase: (bytes) => SqlJsDatabase.open(sqlite, bytes),
    })

  expect(load().request('GET', '/hello/?t=plain.html').response.status).toBe(200)
  expect(late?.isWanted).toBe(false)
  expect(load().request('GET', '/hello/').response.status).toBe(500)
  expect(late?.isWanted).toBe(true)

  await late?.load()

  expect(load().request('GET', '/hello/').response.status).toBe(200)
  expect(Object.keys(modules)).toEqual(expect.arrayContaining(Object.keys(jinja2Modules)))
})

test('what may come late is named whole', async () => {
  const { modules: early } = await partsFor({ 'blog/views.ts': '' })
  const { modules: named } = await partsFor(both)
  const late = Object.getOwnPropertyNames(named).filter((path) => !(path in early))

  expect(late.sort()).toEqual(Object.keys(jinja2Modules).sort())
})
