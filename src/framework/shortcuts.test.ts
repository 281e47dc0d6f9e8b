import { beforeEach, expect, test } from 'vitest'
import { settings } from './conf/index.ts'
import { Http404 } from './http/index.ts'
import { get_list_or_404, get_object_or_404, redirect, resolve_url } from './shortcuts.ts'
import { clear_url_caches, path } from './urls/index.ts'

const urls = { urlpatterns: [path('posts/<int:pk>/', () => null, { name: 'detail' })] }

beforeEach(() => {
  settings.configure({ ROOT_URLCONF: urls })
  clear_url_caches()
})

class DoesNotExist extends Error {}

/** As much of a model as the shortcuts ask for. */
class Post {
  static DoesNotExist = DoesNotExist
  static _meta = { object_name: 'Post' }
  static _default_manager = {
    all: () => ({
      model: Post,
      get({ pk }: { pk: number }) {
        if (pk !== 1) throw new DoesNotExist()
        return { pk }
      },
      filter: ({ pk }: { pk: number }) => (pk === 1 ? [{ pk }] : []),
    }),
  }
}

test('redirect takes a name, an address or a model', () => {
  expect(redirect('detail', { pk: 3 }).url).toBe('/posts/3/')
  expect(redirect('detail', 3, { permanent: true }).status_code).toBe(301)
  expect(redirect('https://example.com/').url).toBe('https://example.com/')
  expect(redirect({ get_absolute_url: () => '/posts/9/' }).url).toBe('/posts/9/')
})

test('a name that is none is no address either', () => {
  expect(() => redirect('detial')).toThrow("Reverse for 'detial' not found")
  expect(resolve_url('../up/')).toBe('../up/')
})

test('what is not there becomes a 404', () => {
  expect(get_object_or_404(Post, { pk: 1 })).toEqual({ pk: 1 })
  expect(() => get_object_or_404(Post, { pk: 2 })).toThrow(Http404)
  expect(() => get_object_or_404(Post, { pk: 2 })).toThrow('No Post matches the given query.')
  expect(() => get_list_or_404(Post, { pk: 2 })).toThrow(Http404)
  expect(() => get_object_or_404('Post')).toThrow(
    'First argument to get_object_or_404() must be a Model, Manager, or QuerySet',
  )
})
