/** The ways in which a recorded trace says less than it seems: who raised, who asks, and who only tells. */
import { expect, test } from 'vitest'
import { journey } from './journey.ts'
import { writeTrace, type Writer } from './samples/build.ts'
import { problemsOf } from './problems.ts'

const COMMON = 'django.middleware.common.CommonMiddleware'

/** One layer around what `core` writes. */
function oneLayer(core: (writer: Writer) => void, after: (writer: Writer) => void = () => {}) {
  return journey(
    writeTrace('core', (writer) =>
      writer.span('http', { method: 'GET', url: '/x', headers: [], body: null }, null, () => {
        const middleware = [{ path: COMMON, hooks: [] }]
        writer.span('handler', { name: 'WSGIHandler', middleware, environ: {} }, null, () => {
          const place = { path: COMMON, index: 0 }
          writer.span('middleware', { ...place, shape: 'class' }, null, () => {
            writer.event('middleware.request', { ...place, changes: [] })
            writer.span('urls.resolve', { path: '/x', urlconf: 'p.urls' }, null, () => ({
              matched: true,
            }))
            core(writer)
            after(writer)
            writer.event('middleware.response', { ...place, changes: [], status: 500 })
            return { answeredEarly: false }
          })
        })
        return { status: 500, reason: '' }
      }),
    ),
  )
}

const VIEW = { name: 'p.views.x', shape: 'function', args: [], kwargs: {} } as const

function raises(writer: Writer, className: string, where: string | null): void {
  const detail = { className, message: '', frames: [], hint: null }
  writer.event('exception.raised', detail, where)
  writer.event('log', {
    logger: 'django.request',
    level: 'ERROR',
    message: 'Internal Server Error',
  })
  writer.event('exception.converted', { className, status: 500, boundary: null })
}

test('an exception belongs to the span that ended badly, though it is noticed after that', () => {
  const run = oneLayer((writer) => {
    writer.span('view', VIEW, 'p/views.ts:1', () => {
      writer.span('db.query', { sql: 'SELECT 1', params: [] }, null, () => ({ rows: 0 }))
    })
    raises(writer, 'DoesNotExist', 'p/views.ts:3')
  })

  expect(run.turns.exceptions[0]).toMatchObject({ station: 'view' })
  expect(run.stops.find(({ outcome }) => outcome === 'raised')).toMatchObject({
    sentence: 'x() raises DoesNotExist.',
    where: { file: 'p/views.ts', line: 3 },
  })
})

test('a query that fails raises in the database', () => {
  const run = oneLayer((writer) => {
    writer.span('view', VIEW, 'p/views.ts:1', () => {
      writer.span('db.query', { sql: 'SELECT nothing', params: [] }, null)
    })
    raises(writer, 'OperationalError', 'p/views.ts:3')
  })

  expect(run.turns.exceptions[0]?.station).toBe('db')
})

test('a view that forgot to return is shown at its own line', () => {
  const run = oneLayer((writer) => {
    writer.span('view', VIEW, 'p/views.ts:1', () => ({ returned: 'None' }))
    raises(writer, 'ValueError', 'p/middleware.ts:9')
  })

  expect(run.stops.map(({ sentence }) => sentence)).toContain('x() returns None.')
  expect(problemsOf(run)).toMatchObject([{ where: { file: 'p/views.ts', line: 1 } }])
})

test('a log line moves nobody', () => {
  const run = oneLayer((writer) => {
    writer.span('view', VIEW, 'p/views.ts:1')
    raises(writer, 'ValueError', 'p/views.ts:3')
  })

  expect(
    run.stops.find(({ sentence }) => sentence.startsWith('django.request logs'))?.station,
  ).toBe('view')
})

test('whoever asks the resolver again is told in one sentence', () => {
  const run = oneLayer(
    (writer) => writer.span('view', VIEW, 'p/views.ts:1', () => ({ returned: 'HttpResponse' })),
    (writer) =>
      writer.span('urls.resolve', { path: '/x/', urlconf: 'p.urls' }, null, () => {
        const detail = { route: 'x/', depth: 0, matched: true, why: null, captured: {} }
        writer.event('urls.try', { ...detail, shape: 'path' })
        return { matched: true }
      }),
  )
  const view = run.stops.findLastIndex(({ station }) => station === 'view')
  const after = run.stops.slice(view + 1).filter(({ station }) => station === 'urls')

  expect(after).toMatchObject([
    { sentence: "The handler asks the URL resolver about '/x/': it would fit.", isStation: false },
  ])
})

test('a queryset that runs at once is not called lazy', () => {
  const run = oneLayer((writer) => {
    writer.span('view', VIEW, 'p/views.ts:1', () => {
      const chain = { model: 'p.Post', method: 'get', queryset: 'Post.objects.get()' }
      writer.event('orm.queryset', chain, 'p/views.ts:2')
      writer.span(
        'orm.evaluate',
        { model: 'p.Post', cause: 'get', queryset: '' },
        'p/views.ts:2',
        () => ({
          rows: 1,
        }),
      )
      return { returned: 'HttpResponse' }
    })
  })

  expect(run.stops.filter(({ sentence }) => sentence.includes('lazy'))).toEqual([])
})
