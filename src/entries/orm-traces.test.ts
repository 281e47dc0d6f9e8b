/** What the trace tells about related objects: whose rows, fetched ahead or not, read or not. */
import initSqlJs from 'sql.js'
import { expect, test } from 'vitest'
import { formatSource } from '../base/source.ts'
import { journey } from '../insight/journey.ts'
import { problemsOf } from '../insight/problems.ts'
import { SqlJsDatabase } from '../runtime/database.ts'
import '../runtime/translate.ts'
import { allModules } from '../runtime/django/all.ts'
import { Project } from '../runtime/project.ts'

const sqlite = await initSqlJs()

const files = {
  'site/settings.ts': `
export const SECRET_KEY = 'x'
export const DEBUG = true
export const ROOT_URLCONF = 'site.urls'
export const INSTALLED_APPS = ['blog']`,
  'site/urls.ts': `
import { path } from 'django/urls'
import * as views from '../blog/views'
export const urlpatterns = ['read', 'unread', 'narrowed', 'author', 'counted', 'twice', 'listed', 'unlisted', 'saved'].map((name) =>
  path(name + '/', views[name]))`,
  'blog/models.ts': `
import { models } from 'django/db'
export class Post extends models.Model {
  static title = new models.CharField({ max_length: 20 })
}
export class Comment extends models.Model {
  static post = new models.ForeignKey(Post, { on_delete: models.CASCADE, related_name: 'comments' })
  static text = new models.CharField({ max_length: 20 })
}`,
  'blog/views.ts': `
import { HttpResponse } from 'django/http'
import { Prefetch } from 'django/db/models'
import { Comment, Post } from './models'
const posts = () =>
  Post.objects.prefetch_related('comments')
const said = (rows) => new HttpResponse([...rows].join())
const fill = () => {
  Post.objects.bulk_create(['a', 'b', 'c'].map((title) => new Post({ title })))
  Comment.objects.bulk_create([...Post.objects.order_by('id')].map((post) => new Comment({ post, text: post.title })))
}
export const saved = () => { for (const title of ['a', 'b', 'c']) new Post({ title }).save(); return said([]) }
export const read = () => { fill(); return said([...posts()].map((post) => post.comments.all().length)) }
export const unread = () => { fill(); return said([...posts()].map((post) => post.title)) }
export const narrowed = () => {
  fill()
  return said([...posts()].map((post) => post.comments.filter({ text: 'a' }).count()))
}
export const author = () => {
  fill()
  return said([...Comment.objects.prefetch_related('post')].map((comment) => comment.post.title))
}
export const counted = () => { fill(); return said([...Post.objects.all()].map((post) => post.comments.count())) }
export const twice = () => said([Post.objects.count(), Post.objects.count()])
export const unlisted = () => { fill(); return said([...Post.objects.prefetch_related(new Prefetch('comments', { to_attr: 'said' }))].map((post) => post.title)) }
export const listed = () => { fill(); return said([...Post.objects.prefetch_related(new Prefetch('comments', { to_attr: 'said' }))].map((post) => post.said.length)) }`,
}

/** Titles of the problems that the request has, and their fixes. */
function problemsAt(path: string): (string | null)[][] {
  const project = Project.load(files, {
    now: () => 0,
    monotonic: () => 0,
    random: (bytes) => new Uint8Array(bytes),
    modules: allModules,
    openDatabase: (bytes) => SqlJsDatabase.open(sqlite, bytes),
  })
  const { response, trace } = project.request('GET', path, {})
  expect(response.status).toBe(200)
  return problemsOf(journey(trace)).map(({ title, fix, where }) => [
    title,
    fix,
    where === null ? null : formatSource(where),
  ])
}

test('what was fetched ahead and read is no problem', () => {
  expect(problemsAt('/read/')).toEqual([])
  expect(problemsAt('/author/')).toEqual([])
  expect(problemsAt('/listed/')).toEqual([])
})

test('rows that nobody reads are named at the line that fetched them', () => {
  const unread = "prefetch_related('comments') on Post: 3 rows that nobody reads"
  const off = "Take prefetch_related('comments') off the queryset."

  expect(problemsAt('/unread/')).toEqual([[unread, off, 'blog/views.ts:14']])
  expect(problemsAt('/unlisted/')).toEqual([
    [
      "prefetch_related(Prefetch('comments', to_attr='said')) on Post: 3 rows that nobody reads",
      "Take prefetch_related(Prefetch('comments', to_attr='said')) off the queryset.",
      'blog/views.ts:25',
    ],
  ])
})

test('a narrowed relation asks again, though its rows were fetched ahead', () => {
  expect(problemsAt('/narrowed/')).toEqual([
    [
      'N+1: Post.comments loaded 3 times at blog/views.ts:17',
      "Use annotate(Count('comments')) on the queryset.",
      'blog/views.ts:17',
    ],
    [
      "prefetch_related('comments') on Post: 3 rows that nobody reads",
      "Use prefetch_related(Prefetch('comments', queryset=…)) with what post.comments.filter(text='a') asks for, or .all() of it.",
      'blog/views.ts:17',
    ],
  ])
})

test('rows of a manager carry their attribute', () => {
  expect(problemsAt('/counted/')).toEqual([
    [
      'N+1: Post.comments loaded 3 times at blog/views.ts:23',
      "Use annotate(Count('comments')) on the queryset.",
      'blog/views.ts:23',
    ],
  ])
})

test('rows that are saved one by one could go in together', () => {
  expect(problemsAt('/saved/')).toMatchObject([
    [
      expect.stringMatching(/^N\+1: Post saved 3 times at /),
      'Use Post.objects.bulk_create(…) once.',
      expect.anything(),
    ],
  ])
})

test('the same question twice is told in its own words', () => {
  expect(problemsAt('/twice/')).toEqual([
    [
      'Post.objects.count() ran 2 times',
      'Keep the answer in a variable; a queryset that has run knows it without SQL.',
      'blog/views.ts:24',
    ],
  ])
})
