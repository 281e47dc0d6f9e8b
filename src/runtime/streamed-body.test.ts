import initSqlJs from 'sql.js'
import { expect, test } from 'vitest'
import './translate.ts'
import { SqlJsDatabase } from './database.ts'
import { allModules } from './django/all.ts'
import { Project, type Answer } from './project.ts'

const sqlite = await initSqlJs()

/** @param body  of the generator whose chunks the page streams */
function streamingProject(body: string): Project {
  let us = 0
  const files = {
    'mysite/settings.ts': `export const ROOT_URLCONF = 'mysite.urls'\nexport const DEBUG = true`,
    'mysite/urls.ts': `
import { path } from 'django/urls'
import { StreamingHttpResponse } from 'django/http'
function* lines() { ${body} }
export const urlpatterns = [path('', () => new StreamingHttpResponse(lines(), { content_type: 'text/plain' }))]`,
  }
  return Project.load(files, {
    now: () => 0,
    monotonic: () => us++,
    random: (bytes) => new Uint8Array(bytes),
    modules: allModules,
    openDatabase: (bytes) => SqlJsDatabase.open(sqlite, bytes),
  })
}

const get = {
  method: 'GET',
  url: '/',
  headers: [{ name: 'Host', value: 'localhost:8000' }],
  body: null,
  link: { kind: 'navigation', from: null },
} as const

function open(body: string) {
  const ends: Pick<Answer, 'trace' | 'wrote'>[] = []
  const project = streamingProject(body)
  const answer = project.handle('t1', { ...get, headers: [...get.headers] }, (end) => {
    ends.push(end)
  })
  return { ...answer, ends }
}

/** Synchronous code makes its chunks at once. */
const textOf = (chunk: unknown) =>
  chunk instanceof Uint8Array ? new TextDecoder().decode(chunk) : null
const kinds = ({ trace }: Pick<Answer, 'trace'>) => trace.entries.map((entry) => entry.kind)

test('a streamed body is made chunk by chunk, each when it is asked for', () => {
  const { response, stream, ends } = open(`yield 'one'; print('between'); yield 'two'`)

  expect(response).toMatchObject({ status: 200, body: null, isStreamed: true })
  expect(textOf(stream?.next())).toBe('one')
  expect(ends).toEqual([])
  expect(textOf(stream?.next())).toBe('two')
  expect(stream?.next()).toBeNull()

  const [end] = ends
  expect(kinds(end!).filter((kind) => /chunk|print/.test(kind))).toEqual([
    'response.chunk',
    'print',
    'response.chunk',
  ])
  expect(end!.trace.entries[0]).toMatchObject({ kind: 'http', endUs: expect.any(Number) as number })
})

test('a page that goes away closes the generator: its finally runs', () => {
  const { stream, ends } = open(`try { while (true) yield 'tick' } finally { print('closed') }`)

  stream?.next()
  stream?.cancel()

  expect(ends).toHaveLength(1)
  expect(kinds(ends[0]!)).toContain('print')
  expect(stream?.next()).toBeNull()
})

test('a generator that raises breaks the body off, and the trace says where', () => {
  const { stream, ends } = open(`yield 'one'; throw new Error('no more')`)

  stream?.next()

  expect(() => stream?.next()).toThrow('no more')
  const raised = ends[0]!.trace.entries.find((entry) => entry.kind === 'exception.raised')
  expect(raised?.where).toEqual({ file: 'mysite/urls.ts', line: 4 })
})

test('who does not ask for a stream gets the whole body', () => {
  const { response } = streamingProject(`yield 'one'; yield 'two'`).request('GET', '/')

  expect(new TextDecoder().decode(response.body ?? new ArrayBuffer())).toBe('onetwo')
})
