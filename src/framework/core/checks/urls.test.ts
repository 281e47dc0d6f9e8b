import { expect, test } from 'vitest'
import { settings } from '../../conf/index.ts'
import { HttpResponse } from '../../http/index.ts'
import { clear_url_caches, include, path, re_path } from '../../urls/index.ts'
import { setImporter } from '../../utils/module_loading.ts'
import { check_url_config, check_url_namespaces_unique } from './urls.ts'

const view = (): HttpResponse => new HttpResponse('')

function messagesOf(urlpatterns: unknown[], check = check_url_config): string[] {
  settings.configure({ SECRET_KEY: 'checks', ROOT_URLCONF: 'site.urls' })
  setImporter(() => ({ urlpatterns }))
  clear_url_caches()
  return check().map(({ id, msg }) => `${id}: ${msg}`)
}

test('a good URLconf has no messages', () => {
  expect(messagesOf([path('posts/<int:pk>/', view, { name: 'post_detail' })])).toEqual([])
})

test('a leading slash and a leftover of a regular expression are named', () => {
  expect(messagesOf([path('/posts', view), path('^posts/$', view)])).toEqual([
    expect.stringContaining(
      "urls.W002: Your URL pattern '/posts' has a route beginning with a '/'",
    ),
    expect.stringContaining("2_0.W001: Your URL pattern '^posts/$' has a route that contains"),
  ])
})

test('an include whose expression ends with a dollar can match nothing', () => {
  expect(messagesOf([re_path('^blog/$', include([path('', view)]))])).toEqual([
    expect.stringContaining('urls.W001'),
  ])
})

test('a class without as_view() is an error', () => {
  class PostList {
    static as_view(): unknown {
      return view
    }
  }

  expect(messagesOf([path('posts/', PostList)])).toEqual([
    "urls.E009: Your URL pattern 'posts/' has an invalid view, pass PostList.as_view() instead of PostList.",
  ])
})

test('a namespace that is there twice is named once', () => {
  const blog = () => include([[path('', view)], 'blog'])

  expect(messagesOf([path('a/', blog()), path('b/', blog())], check_url_namespaces_unique)).toEqual(
    [expect.stringContaining("urls.W005: URL namespace 'blog' isn't unique")],
  )
})
