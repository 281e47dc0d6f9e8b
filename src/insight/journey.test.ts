import { expect, test } from 'vitest'
import { journey, runName, stepOfEntry } from './journey.ts'
import { lateRender, nPlusOne, plainList, postRedirects } from './samples/blog.ts'
import {
  cacheHit,
  earlyRedirect,
  forbidden,
  notFound,
  manyLayers,
  stopped,
  viewRaises,
} from './samples/turned.ts'

const stations = (trace: Parameters<typeof journey>[0]) =>
  journey(trace)
    .stops.filter(({ isStation }) => isStation)
    .map(({ station }) => station)

test('a page travels inward through the layers in order and outward in reverse', () => {
  const lids = stations(plainList()).filter((station) => station.startsWith('mw:'))

  expect(lids).toEqual([0, 1, 2, 3, 4, 5, 6, 6, 5, 4, 3, 2, 1, 0].map((index) => `mw:${index}`))
})

test('steps count from 0 without gaps, and times never go back', () => {
  const { stops } = journey(nPlusOne())

  expect(stops.map(({ step }) => step)).toEqual(stops.map((_, index) => index))
  for (const [index, stop] of stops.entries()) {
    expect(stop.startMs).toBeGreaterThanOrEqual(stops[index - 1]?.startMs ?? 0)
  }
})

test('process_view of csrf is looked at after the resolver and before the view', () => {
  const order = stations(plainList())

  expect(order.indexOf('urls')).toBeLessThan(order.indexOf('hook:3'))
  expect(order.indexOf('hook:3')).toBeLessThan(order.indexOf('view'))
})

test('the caption names who acts, and the first query comes from the template', () => {
  const { stops } = journey(nPlusOne())
  const sentences = stops.map(({ sentence }) => sentence)

  expect(sentences[0]).toBe('The browser sends GET /blog/.')
  expect(sentences[1]).toBe('WSGIHandler turns it into an HttpRequest.')
  expect(sentences).toContain('AuthenticationMiddleware adds request.user and passes it on.')
  expect(sentences).toContain('CsrfViewMiddleware.process_view looks: a GET needs no token.')
  expect(sentences).toContain('post_list.html:6 asks for its Post rows: query 1 of 11.')
  expect(sentences).toContain('SQLite answers query 3: 1 row, 1.0 ms, similar to query 2.')
  expect(sentences.at(-1)).toMatch(
    /^The browser receives 200 OK\. 11 queries, \d+\.\d ms model time\.$/,
  )
})

test('a template response is rendered after the view, by the handler', () => {
  const { stops } = journey(lateRender())
  const view = stops.findIndex(
    ({ sentence }) => sentence === 'post_list() returns a TemplateResponse.',
  )
  const template = stops.findIndex(({ station }) => station === 'template')

  expect(view).toBeLessThan(template)
  expect(stops[template]?.sentence).toMatch(
    /^The handler renders blog\/post_list.html, after the view/,
  )
})

test('a layer that answers keeps everything inside it from being reached', () => {
  const run = journey(earlyRedirect())

  expect(run.turns.early).toEqual({ layer: 0, step: 2, pill: '301 → https' })
  expect(run.stops[2]?.sentence).toBe(
    'SecurityMiddleware answers itself with 301: nothing inside it is reached.',
  )
  expect(run.stops.map(({ station }) => station)).toEqual([
    'browser',
    'server',
    'mw:0',
    'mw:0',
    'server',
    'browser',
  ])
})

test('a cache hit stops at the innermost layer', () => {
  expect(journey(cacheHit()).turns.early).toMatchObject({ layer: 6, pill: '200 from cache' })
})

test('a refused token turns round at process_view: the resolver was passed, the view was not', () => {
  const run = journey(forbidden())
  const reached = run.stops.map(({ station }) => station)

  expect(run.turns.hook).toMatchObject({ layer: 3, pill: '403 from Csrf' })
  expect(reached).toContain('urls')
  expect(reached).not.toContain('view')
})

test('an exception becomes a response at the innermost boundary and travels out through every layer', () => {
  const run = journey(viewRaises())
  const [exception] = run.turns.exceptions
  const after = run.stops.slice((exception?.convertedStep ?? 0) + 1)

  expect(exception).toMatchObject({ className: 'DoesNotExist', station: 'view', status: 500 })
  expect(after.map(({ station }) => station)).toEqual(
    [6, 5, 4, 3, 2, 1, 0].map((index) => `mw:${index}`).concat('server', 'browser'),
  )
})

test('a path that fits no pattern raises in the resolver', () => {
  const run = journey(notFound())

  expect(run.turns.exceptions[0]).toMatchObject({ station: 'urls', status: 404 })
  expect(run.stops.map(({ sentence }) => sentence)).toContain(
    "The URL resolver tries 5 patterns: none fits 'blog/nothing'.",
  )
})

test('a redirect is a finished response that the browser follows', () => {
  const run = journey(postRedirects())

  expect(run.turns.redirect).toEqual({ status: 302, to: '/blog/' })
  expect(run.stops.at(-1)).toMatchObject({ station: 'browser', outcome: 'redirect' })
})

test('a stopped request ends where it was, with the reason', () => {
  expect(journey(stopped()).stops.at(-1)).toMatchObject({
    station: 'view',
    outcome: 'raised',
    sentence: 'Stopped after 5 s in post_detail(). Last line: blog/views.ts:24.',
    where: { file: 'blog/views.ts', line: 24 },
  })
})

test('the same trace is read the same way', () => {
  expect(journey(nPlusOne()).stops).toEqual(journey(nPlusOne()).stops)
})

test('a run is named by request and queries', () => {
  expect(runName(journey(nPlusOne()))).toBe('GET /blog/ · 11 queries')
  expect(runName(journey(earlyRedirect()))).toBe('GET /blog/ · no SQL')
})

test('an entry without a stop of its own leads to the stop before it', () => {
  const run = journey(plainList())
  const query = run.queries[0]

  expect(run.stops[stepOfEntry(run, query?.entry ?? 0)]?.station).toBe('db')
})

test('a loop of thousands is still one loop', () => {
  const run = journey(nPlusOne(3000))

  expect(run.queries).toHaveLength(3001)
  expect(run.loops[0]?.entries).toHaveLength(3000)
})

test('beyond nine layers quiet neighbours share a lid; up to nine each has its own', () => {
  expect(journey(plainList()).lids).toEqual([[0], [1], [2], [3], [4], [5], [6]])
  expect(journey(manyLayers()).lids).toEqual([
    [0],
    [1],
    [2],
    [3, 4, 5, 6, 7, 8, 9],
    [10],
    [11],
    [12],
    [13],
  ])
})
