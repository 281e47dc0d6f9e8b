import initSqlJs from 'sql.js'
import { expect, test } from 'vitest'
import { SqlJsDatabase } from './database.ts'
import { allModules } from './django/all.ts'
import { modulesFor } from './django/parts.ts'
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
  expect(Object.keys(await modulesFor(files))).toContain('jinja2')
  expect(Object.keys(await modulesFor({ 'blog/views.ts': '' }))).not.toContain('jinja2')
})
