import initSqlJs from 'sql.js'
import { expect, test } from 'vitest'
import './translate.ts'
import { examples } from '../content/examples.ts'
import type { Trace } from '../trace/model.ts'
import { SqlJsDatabase } from './database.ts'
import { allModules } from './django/all.ts'
import { Project } from './project.ts'

const sqlite = await initSqlJs()
const blog = examples.find((example) => example.id === 'blog')!.files

/** The blog with one more view, behind its own synchronous middleware. */
function open(view: string, more: Readonly<Record<string, string>> = {}): Project {
  let us = 0
  const files = {
    ...blog,
    'blog/later.ts': `
import { HttpResponse, StreamingHttpResponse } from 'django/http'
import { aget_object_or_404 } from 'django/shortcuts'
import * as asyncio from 'asyncio'
import { sync_to_async } from 'asgiref/sync'
import { Post } from './models'
${view}`,
    'blogproject/urls.ts': blog['blogproject/urls.ts']!.replace(
      'urlpatterns = [',
      "urlpatterns = [path('later/', later.view),",
    ).replace('import', "import * as later from '../blog/later'\nimport"),
    ...more,
  }
  return Project.load(files, {
    now: () => Date.parse('2026-02-01T12:00:00Z') * 1000,
    // every look at the clock takes a while, so that waiting ends
    monotonic: () => (us += 100),
    random: (bytes) => new Uint8Array(bytes).fill(7),
    modules: allModules,
    openDatabase: (bytes) => SqlJsDatabase.open(sqlite, bytes),
  })
}

function get(project: Project) {
  expect(project.problem).toBeNull()
  const { response, trace } = project.request('GET', '/later/')
  return { status: response.status, text: new TextDecoder().decode(response.body!), trace }
}

const kinds = (trace: Trace) => trace.entries.map(({ kind }) => kind)
const parentOf = (trace: Trace, kind: string) => {
  const entry = trace.entries.find((one) => one.kind === kind)!
  return trace.entries[entry.parent!]!
}

test('the ORM is awaited in an async view, inside of all the blog’s middleware', () => {
  const { status, text, trace } = get(
    open(`
export async function view(request) {
  const names = []
  for await (const post of Post.objects.order_by('pk').slice(0, 2)) names.push(post.pk)
  const post = await aget_object_or_404(Post, { pk: 1 })
  const isThere = await Post.objects.filter({ pk: 1 }).aexists()
  return new HttpResponse([names, await Post.objects.acount(), await post.comments.acount(), isThere].join(' '))
}`),
  )

  expect(text).toMatch(/^1,2 \d+ \d+ true$/)
  expect(status).toBe(200)
  const layers = trace.entries.filter(({ kind }) => kind === 'middleware')
  expect(layers.length).toBeGreaterThan(5)
  // each layer holds the next one, and the innermost the view
  for (const [index, layer] of layers.entries()) {
    if (index > 0) expect(layer.parent).toBe(layers[index - 1]!.id)
  }
  expect(parentOf(trace, 'view')).toBe(layers.at(-1))
  expect(trace.entries[1]).toMatchObject({
    kind: 'handler',
    detail: { name: 'ASGIHandler', scope: { type: "'http'", path: "'/later/'" } },
  })
})

test('a synchronous query in an async view is refused with the way out', () => {
  const { status, trace } = get(
    open(`export async function view(request) {
  return new HttpResponse(String(Post.objects.count()))
}`),
  )

  expect(status).toBe(500)
  expect(trace.entries.find(({ kind }) => kind === 'exception.raised')).toMatchObject({
    detail: {
      className: 'SynchronousOnlyOperation',
      message: 'You cannot call this from an async context - use a thread or sync_to_async.',
    },
    where: { file: 'blog/later.ts', line: 8 },
  })
  const wrapped = `export async function view() { return new HttpResponse(String(await sync_to_async(() => Post.objects.count())())) }`
  expect(get(open(wrapped)).status).toBe(200)
})

test('coroutines that take turns keep their own spans, and waiting is seen', () => {
  const { text, trace } = get(
    open(`
async function count(seconds) {
  await asyncio.sleep(seconds)
  return await Post.objects.acount()
}
export async function view(request) {
  const [a, b] = await Promise.all([count(0.02), count(0.01)])
  await new Promise((resolve) => setTimeout(resolve, 5))
  return new HttpResponse(String(a === b))
}`),
  )

  expect(text).toBe('true')
  const awaits = trace.entries.filter(({ kind }) => kind === 'await')
  expect(awaits.map(({ where }) => where?.line)).toEqual([9, 9, 13, 14])
  const view = trace.entries.find(({ kind }) => kind === 'view')!
  expect(awaits.map(({ parent }) => parent)).toEqual([view.id, view.id, view.id, view.id])
  const queries = trace.entries.filter(({ kind }) => kind === 'orm.evaluate')
  expect(queries.map(({ parent }) => parent)).toContain(view.id)
})

test('a synchronous middleware of the learner’s stands around an async view', () => {
  const { text, trace } = get(
    open(
      'export async function view() { await asyncio.sleep(0.01); return new HttpResponse("late") }',
      {
        'blogproject/settings.ts': blog['blogproject/settings.ts']!.replace(
          'MIDDLEWARE = [',
          "MIDDLEWARE = ['blog.outside.timing',",
        ),
        'blog/outside.ts': `
export function timing(get_response) {
  return (request) => {
    print('in')
    const response = get_response(request)
    print('out', response.status_code)
    return response
  }
}`,
      },
    ),
  )

  expect(text).toBe('late')
  const prints = trace.entries.filter(({ kind }) => kind === 'print')
  expect(prints.map(({ detail }) => (detail as { text: string }).text)).toEqual(['in', 'out 200'])
  const [wait] = trace.entries.filter(({ kind }) => kind === 'await')
  expect(wait!.order).toBeGreaterThan(prints[0]!.order)
  expect(wait!.order).toBeLessThan(prints[1]!.order)
})

test('a streamed async generator gives a chunk when it is asked for, and hears when nobody reads on', async () => {
  const project = open(`
async function* lines() {
  try {
    for (let i = 1; ; i++) { yield 'line ' + i + '\\n'; await asyncio.sleep(0.001) }
  } finally { print('closed') }
}
export async function view() { return new StreamingHttpResponse(lines(), { content_type: 'text/plain' }) }`)
  let end: Trace | null = null
  const request = { method: 'GET', url: '/later/', headers: [{ name: 'Host', value: 'localhost' }] }
  const { response, stream } = await project.serve(
    's1',
    { ...request, body: null, link: { kind: 'navigation', from: null } },
    ({ trace }) => (end = trace),
  )

  expect(response).toMatchObject({ status: 200, isStreamed: true, body: null })
  const chunks = [await stream!.next(), await stream!.next()]
  expect(chunks.map((chunk) => new TextDecoder().decode(chunk!))).toEqual(['line 1\n', 'line 2\n'])
  stream!.cancel()
  await new Promise((resolve) => setTimeout(resolve))
  expect(kinds(end!)).toContain('print')
})

test('a client that goes away cancels the view, whose finally still runs', async () => {
  const project = open(
    `export async function view() {
  try { await asyncio.sleep(60) } finally { print('cleaned up') }
  return new HttpResponse('never')
}`,
    { 'blogproject/settings.ts': blog['blogproject/settings.ts']! + 'MIDDLEWARE.length = 0' },
  )
  const answer = project.serve(
    'd1',
    {
      method: 'GET',
      url: '/later/',
      headers: [{ name: 'Host', value: 'localhost' }],
      body: null,
      link: { kind: 'navigation', from: null },
    },
    () => undefined,
  )

  project.disconnect('d1')

  const { response, trace } = await answer
  expect(response.status).toBe(499)
  expect(kinds(trace)).toContain('print')
})

test('the project’s own ASGI application serves where ASGI_APPLICATION names it', () => {
  const project = open('export function view() { return new HttpResponse("sync") }', {
    'blogproject/asgi.ts': `
import { get_asgi_application } from 'django/core/asgi'
export const application = get_asgi_application()`,
    'blogproject/settings.ts': `${blog['blogproject/settings.ts']!}
export const ASGI_APPLICATION = 'blogproject.asgi.application'`,
  })

  const { text, trace } = get(project)

  expect(text).toBe('sync')
  expect(trace.entries[1]).toMatchObject({ detail: { name: 'ASGIHandler' } })
})

test('without anything async WSGI serves as before', () => {
  const { trace } = get(open('export function view() { return new HttpResponse("sync") }'))

  expect(trace.entries[1]).toMatchObject({ detail: { name: 'WSGIHandler' } })
})
