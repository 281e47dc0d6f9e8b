import { beforeEach, expect, test } from 'vitest'
import { settings } from '../conf/index.ts'
import type { HttpResponse } from '../http/index.ts'
import { RequestFactory } from '../test/index.ts'
import { setImporter } from '../utils/module_loading.ts'
import { setPorts } from '../utils/ports.ts'
import { set_language } from './i18n.ts'

const factory = new RequestFactory()

beforeEach(() => {
  settings.configure({ ALLOWED_HOSTS: ['*'], ROOT_URLCONF: 'u' })
  setImporter(() => ({ urlpatterns: [] }))
  setPorts({ now: () => 0 })
})

function choose(data: Record<string, string>, headers: Record<string, string> = {}): HttpResponse {
  return set_language(factory.post('/i18n/setlang/', data, { headers }))
}

test('the language is kept in a cookie, and the page is shown again', () => {
  const response = choose({ language: 'fr', next: '/blog/' })

  expect(response.status_code).toBe(302)
  expect(response.headers['Location']).toBe('/blog/')
  expect(response.cookies.__getitem__('django_language').value).toBe('fr')
})

test('nobody is sent to another site, nor given a language that is none', () => {
  const response = choose({ language: 'xx', next: 'http://evil.example/' })

  expect(response.headers['Location']).toBe('/')
  expect(response.cookies.__len__()).toBe(0)
  expect(choose({ language: 'fr' }, { referer: 'http://testserver/a/' }).headers['Location']).toBe(
    'http://testserver/a/',
  )
})

test('a script that wants no page gets 204, and GET chooses nothing', () => {
  expect(choose({ language: 'fr' }, { accept: 'application/json' }).status_code).toBe(204)

  const got = set_language(factory.get('/i18n/setlang/', { language: 'fr', next: '/x/' }))
  expect(got.headers['Location']).toBe('/x/')
  expect(got.cookies.__len__()).toBe(0)
})
