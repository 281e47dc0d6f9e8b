/** What a project's broken templates answer, and where the trace says that it happened. */
import initSqlJs from 'sql.js'
import { expect, test } from 'vitest'
import './translate.ts'
import { SqlJsDatabase } from './database.ts'
import { allModules } from './django/all.ts'
import { Project } from './project.ts'

const sqlite = await initSqlJs()

function answer(template: string, view = 'return render(request, "page.html", { post })') {
  const files = {
    'mysite/settings.ts': `
export const SECRET_KEY = 'x'
export const DEBUG = true
export const ROOT_URLCONF = 'mysite.urls'
export const INSTALLED_APPS = ['blog']
export const TEMPLATES = [{ BACKEND: 'django.template.backends.django.DjangoTemplates', DIRS: ['templates'], APP_DIRS: true, OPTIONS: { string_if_invalid: 'no %s' } }]`,
    'mysite/urls.ts': `
import { path } from 'django/urls'
import * as views from '../blog/views'
export const urlpatterns = [path('', views.home, { name: 'home' })]`,
    'blog/views.ts': `
import { render } from 'django/shortcuts'
class Post {
  author() {
    throw new Error('no author')
  }
}
const post = new Post()
export function home(request) {
  ${view}
}`,
    'blog/templatetags/boxes.ts': `
import { Library } from 'django/template'
import { format_html } from 'django/utils/html'
export const register = new Library()
register.simple_block_tag(function box(content, { title = 'Box' } = {}) {
  return format_html('<b>{}</b><div>{}</div>', title, content)
})`,
    'templates/page.html': template,
  }
  const project = Project.load(files, {
    now: () => 0,
    monotonic: () => 0,
    random: (bytes) => new Uint8Array(bytes),
    modules: allModules,
    openDatabase: (bytes) => SqlJsDatabase.open(sqlite, bytes),
  })
  const { response, trace } = project.request('GET', '/')
  const raised = trace.entries.find(({ kind }) => kind === 'exception.raised')
  return {
    status: response.status,
    page: new TextDecoder().decode(response.body ?? new ArrayBuffer()),
    where: raised?.where ?? null,
  }
}

test('a tag that does not exist is shown in its line, and its line is where it happened', () => {
  const { status, page, where } = answer('<ul>\n  {% fro x in y %}\n</ul>')

  expect(status).toBe(500)
  expect(where).toEqual({ file: 'templates/page.html', line: 2 })
  expect(page).toContain('Invalid block tag on line 2: &#x27;fro&#x27;.')
  expect(page).toContain(
    'In template <code>templates/page.html</code>, error at line <strong>2</strong>',
  )
  expect(page).toContain('<mark>{% fro x in y %}</mark>')
})

test('what fails while a tag renders belongs to its line', () => {
  const { page, where } = answer('one\ntwo\n{% url "nowhere" %}')

  expect(where).toEqual({ file: 'templates/page.html', line: 3 })
  expect(page).toContain('NoReverseMatch')
  expect(page).toContain('<mark>{% url &quot;nowhere&quot; %}</mark>')
})

test('what the project’s own code raises belongs to that code; the template that called it is shown too', () => {
  const { page, where } = answer('{{ post.author }}')

  expect(where).toEqual({ file: 'blog/views.ts', line: 5 })
  expect(page).toContain('no author')
  expect(page).toContain('<mark>{{ post.author }}</mark>')
})

test('a template that is not there lists where it was looked for, by engine', () => {
  const { page, where } = answer('', 'return render(request, "blog/gone.html", {})')

  expect(where).toEqual({ file: 'blog/views.ts', line: 10 })
  expect(page).toContain('Using engine <code>django</code>')
  expect(page).toContain('templates/blog/gone.html (Source does not exist)')
})

test('string_if_invalid stands where a name leads nowhere, and no filter touches it', () => {
  expect(answer('{{ nothing.here|upper }}').page).toBe('no nothing.here')
})

test('a project’s simple_block_tag wraps its content, which is rendered already', () => {
  const { page } = answer(
    '{% load boxes %}{% box title=label %}<i>{{ label }}</i>{% endbox %}',
    'return render(request, "page.html", { label: "<1>" })',
  )

  expect(page).toBe('<b>&lt;1&gt;</b><div><i>&lt;1&gt;</i></div>')
})
