import { beforeEach, expect, test } from 'vitest'
import { mark_safe } from '../../base/python/safe_string.ts'
import type { EventDetails } from '../../trace/kinds.ts'
import { tracing, type Tracer } from '../../trace/tracer.ts'
import { settings } from '../conf/index.ts'
import {
  include,
  path,
  re_path,
  resolve,
  Resolver404,
  reverse,
  register_converter,
  clear_url_caches,
} from './index.ts'

const list = () => null
const detail = () => null
const archive = () => null

const blog = {
  app_name: 'blog',
  urlpatterns: [path('', list, { name: 'list' }), path('<int:pk>/', detail, { name: 'detail' })],
}
const urls = {
  urlpatterns: [
    path('blog/', include(blog)),
    path('news/<slug:section>/', include(blog, { namespace: 'news' })),
    re_path('^archive/(?P<year>[0-9]{4})/$', archive, { name: 'archive', kwargs: { month: null } }),
    path('page/<int:page>/', list, { name: 'page' }),
  ],
}

beforeEach(() => {
  settings.configure({ ROOT_URLCONF: urls })
  clear_url_caches()
})

test('the first matching pattern wins and carries what it captured', () => {
  const match = resolve('/blog/7/')

  expect(match.func).toBe(detail)
  expect(match.kwargs).toEqual({ pk: 7 })
  expect(match.route).toBe('blog/<int:pk>/')
  expect(match.view_name).toBe('blog:detail')
})

test('an include hands on what it captured itself', () => {
  expect(resolve('/news/local/7/').kwargs).toEqual({ section: 'local', pk: 7 })
})

test('unnamed groups are arguments only where nothing has a name', () => {
  const match = resolve('/archive/2025/')

  expect([...match.args]).toEqual([])
  expect(match.kwargs).toEqual({ year: '2025', month: null })
})

test('a named group drops the unnamed ones before it, not those of the includes below', () => {
  const inner = { urlpatterns: [re_path('^(\\d)$', list)] }
  const below = { urlpatterns: [re_path('^(\\d)/', include(inner))] }
  const named = { urlpatterns: [re_path('^(?P<a>\\w)/', include(below))] }
  const root = { urlpatterns: [re_path('^(\\w)/', include(named))] }
  const match = resolve('/q/w/1/2', root)
  expect([[...match.args], match.kwargs]).toEqual([['1', '2'], { a: 'w' }])
})

test('a miss lists what was tried, in order, and the rest that nothing matched', () => {
  const error = caught(() => resolve('/blog/x/'))

  expect(error).toBeInstanceOf(Resolver404)
  const { tried, path: rest } = error as Resolver404
  expect(tried?.map((patterns) => patterns.map(({ pattern }) => String(pattern)))).toEqual([
    ['blog/', ''],
    ['blog/', '<int:pk>/'],
    ['news/<slug:section>/'],
    ['^archive/(?P<year>[0-9]{4})/$'],
    ['page/<int:page>/'],
  ])
  expect(rest).toBe('blog/x/')
})

test('a name gives its URL back, in its namespace and with its arguments', () => {
  expect(reverse('blog:detail', { kwargs: { pk: 7 } })).toBe('/blog/7/')
  // a text out of a template is safe, and an object
  expect(reverse(mark_safe('page'), { args: [2] })).toBe('/page/2/')
  expect(reverse('news:detail', { kwargs: { section: 'local', pk: 7 } })).toBe('/news/local/7/')
  expect(reverse('page', { args: [2], query: { q: 'x y' }, fragment: 'top' })).toBe(
    '/page/2/?q=x+y#top',
  )
})

test('a name that is none says so, and which one was probably meant', () => {
  const error = caught(() => reverse('archiv')) as { message: string; teaching: { hint: string } }

  expect(error.message).toBe(
    "Reverse for 'archiv' not found. 'archiv' is not a valid view function or pattern name.",
  )
  expect(error.teaching.hint).toBe("Did you mean 'archive'?")
  expect(() => reverse('page')).toThrow(
    "Reverse for 'page' with no arguments not found. 1 pattern(s) tried: ['page/(?P<page>[0-9]+)/\\\\Z']",
  )
  expect(() => reverse('shop:list')).toThrow("'shop' is not a registered namespace")
})

test('a converter of the project decides what matches', () => {
  register_converter(
    class YearConverter {
      regex = '[0-9]{4}'
      to_python(value: string) {
        return Number(value)
      }
      to_url(value: unknown) {
        return String(value).padStart(4, '0')
      }
    },
    'yyyy',
  )
  settings.configure({
    ROOT_URLCONF: { urlpatterns: [path('<yyyy:year>/', archive, { name: 'y' })] },
  })

  expect(resolve('/0099/').kwargs).toEqual({ year: 99 })
  expect(reverse('y', { args: [99] })).toBe('/0099/')
})

test('the trace tells every pattern tried, and why it missed', () => {
  const tries: EventDetails['urls.try'][] = []
  tracing.tracer = listening(tries)

  caught(() => resolve('/blog/x/'))
  resolve('/page/3/')
  tracing.tracer = null

  expect(
    tries.map(({ prefix, route, depth, matched, why }) => [prefix, route, depth, matched, why]),
  ).toEqual([
    ['', 'blog/', 0, true, null],
    ['blog/', '', 1, false, "it matches the beginning, but 'x/' is left over"],
    ['blog/', '<int:pk>/', 1, false, "'x' is no int"],
    ['', 'news/<slug:section>/', 0, false, "'blog/x/' does not begin with 'news/'"],
    ['', '^archive/(?P<year>[0-9]{4})/$', 0, false, "the expression does not match 'blog/x/'"],
    ['', 'page/<int:page>/', 0, false, "'blog/x/' does not begin with 'page/'"],
    ['', 'blog/', 0, false, "'page/3/' does not begin with 'blog/'"],
    ['', 'news/<slug:section>/', 0, false, "'page/3/' does not begin with 'news/'"],
    ['', '^archive/(?P<year>[0-9]{4})/$', 0, false, "the expression does not match 'page/3/'"],
    ['', 'page/<int:page>/', 0, true, null],
  ])
})

function listening(tries: EventDetails['urls.try'][]): Tracer {
  return {
    begin: () => 0,
    end: () => undefined,
    event: (kind, detail) => {
      if (kind === 'urls.try') tries.push(detail as EventDetails['urls.try'])
    },
    templatePosition: null,
  }
}

function caught(run: () => unknown): unknown {
  try {
    return run()
  } catch (error) {
    return error
  }
}
