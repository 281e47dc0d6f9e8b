import { expect, test } from 'vitest'
import type { TraceEntry } from './model.ts'
import { makeBoundary } from '../base/stack.ts'
import { Recorder, type RecorderPorts } from './recorder.ts'
import { inSpan, tracing } from './tracer.ts'

const head = { id: 't1', startedAt: 0, link: { kind: 'navigation', from: null } } as const

/** A clock that moves on by 1 µs each time it is read. */
function ticking(onFlush?: (entries: readonly TraceEntry[]) => void): RecorderPorts {
  let us = 0
  const monotonic = () => us++
  return onFlush === undefined ? { monotonic } : { monotonic, onFlush }
}

/** Evaluates code as the runtime evaluates a learner's module. */
function learner<T>(file: string, code: string): T {
  return (0, eval)(`(${code})\n//# sourceURL=play:///${file}`) as T
}

test('spans nest, events hang below the open span, and order counts every begin, event and end', () => {
  const recorder = new Recorder(head, ticking())

  const outer = recorder.begin('view', { name: 'v', shape: 'function', args: [], kwargs: {} })
  recorder.event('print', { text: 'hi' })
  recorder.end(outer, { returned: 'HttpResponse' })
  const [view, print] = recorder.finish().entries

  expect(view).toMatchObject({ id: 0, parent: null, order: 0, endOrder: 2 })
  expect(view?.detail).toMatchObject({ name: 'v', returned: 'HttpResponse' })
  expect(print).toMatchObject({ id: 1, parent: 0, order: 1, kind: 'print' })
})

test('ending a span ends the children that were left open', () => {
  const recorder = new Recorder(head, ticking())

  const outer = recorder.begin('db.atomic', { savepoint: false })
  recorder.begin('db.query', { sql: 'SELECT 1', params: [] })
  recorder.end(outer)

  expect(recorder.finish().entries.map((e) => e.type === 'span' && e.endOrder)).toEqual([3, 2])
})

test('beyond the cap entries are counted, not kept, and the kept spans still end', () => {
  const recorder = new Recorder(head, ticking(), 2)

  const outer = recorder.begin('db.atomic', { savepoint: false })
  for (const text of ['a', 'b', 'c']) recorder.event('print', { text })
  recorder.end(recorder.begin('db.query', { sql: 'SELECT 1', params: [] }))
  recorder.end(outer)
  const trace = recorder.finish()

  expect(trace.entries).toHaveLength(2)
  expect(trace.dropped).toBe(3)
  expect(trace.entries[0]).toMatchObject({ kind: 'db.atomic', endUs: expect.any(Number) as number })
})

test('a long text is cut and says how long it was', () => {
  const recorder = new Recorder(head, ticking())

  recorder.event('print', { text: 'x'.repeat(10_000) })
  const [print] = recorder.finish().entries

  expect(print?.detail).toEqual({
    text: expect.stringMatching(/^x{4000}… \(10000 characters\)$/) as string,
  })
})

test('the caller is the innermost of the learner’s lines', () => {
  const recorder = new Recorder(head, ticking())
  const view = learner<(run: () => void) => void>('blog/views.ts', '(run) => {\n  run()\n}')

  view(() => recorder.event('print', { text: '' }, 'caller'))

  expect(recorder.finish().entries[0]?.where).toEqual({ file: 'blog/views.ts', line: 2 })
})

test('inside a template its line is nearer than the view’s, and a model’s method nearer still', () => {
  const recorder = new Recorder(head, ticking())
  const line = { file: 'templates/list.html', line: 9 }
  const view = learner<(run: () => void) => void>('blog/views.ts', '(run) => run()')
  const method = learner<(run: () => void) => void>('blog/models.ts', '(run) => run()')
  const query = () => {
    recorder.end(recorder.begin('db.query', { sql: '', params: [] }, 'caller'))
  }

  tracing.tracer = recorder
  tracing.boundary = makeBoundary()
  const detail = { name: 'l', engine: 'django', origin: null, context: {} } as const
  view(() =>
    inSpan(
      'template.render',
      () => detail,
      () => {
        recorder.templatePosition = line
        query()
        method(query)
      },
    ),
  )
  tracing.tracer = null

  expect(
    recorder
      .finish()
      .entries.slice(1)
      .map((entry) => entry.where),
  ).toEqual([line, { file: 'blog/models.ts', line: 1 }])
})

test('what Django’s own middleware does below a learner’s middleware is not the learner’s doing', () => {
  const recorder = new Recorder(head, ticking())
  const timing = learner<(run: () => void) => void>('blog/middleware.ts', '(run) => run()')

  timing(() => {
    recorder.begin('middleware', { path: 'django.…SessionMiddleware', index: 1, shape: 'class' })
    recorder.event('cache', { op: 'get', key: 'k', outcome: 'miss' }, 'caller')
  })

  expect(recorder.finish().entries[1]?.where).toBeNull()
})

test('entries are handed out while the request runs, a changed one again', () => {
  const batches: number[][] = []
  const recorder = new Recorder(
    head,
    ticking((batch) => batches.push(batch.map((e) => e.id))),
  )

  const http = recorder.begin('db.atomic', { savepoint: false })
  recorder.begin('view', { name: 'v', shape: 'function', args: [], kwargs: {} })
  recorder.end(http)
  recorder.flush()

  expect(batches).toEqual([
    [0, 1],
    [1, 0],
  ])
})
