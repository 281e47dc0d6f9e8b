import { expect, test } from 'vitest'
import { headerOrigins } from './layers.ts'
import { journey } from './journey.ts'
import { rowsOf } from './rows.ts'
import { nPlusOne, plainList } from './samples/blog.ts'

test('ten similar queries share one segmented row, and so do the querysets that asked', () => {
  const folded = rowsOf(journey(nPlusOne(10))).filter(({ segments }) => segments.length > 1)

  expect(
    folded.map(({ label, segments, isLoop }) => [label.slice(0, 11), segments.length, isLoop]),
  ).toEqual([
    ['Post.author', 10, true],
    ['SELECT auth', 10, true],
  ])
})

test('a row covers the steps from its beginning to its end', () => {
  const run = journey(plainList())
  const view = rowsOf(run).find(({ label }) => label === 'post_list()')

  expect(run.stops[view?.firstStep ?? 0]?.sentence).toBe('post_list() starts.')
  expect(run.stops[view?.lastStep ?? 0]?.sentence).toBe('post_list() returns an HttpResponse.')
})

test('layers indent less than other spans', () => {
  const view = rowsOf(journey(plainList())).find(({ label }) => label === 'post_list()')

  expect(view).toMatchObject({ depth: 2, lids: 7 })
})

test('own time leaves out the children', () => {
  const query = rowsOf(journey(plainList())).find(({ label }) => label.startsWith('SELECT'))
  const evaluate = rowsOf(journey(plainList())).find(({ label }) => label === 'Post · iteration')

  expect(query).toMatchObject({ durationMs: 1, ownMs: 1 })
  expect(evaluate).toMatchObject({ durationMs: 1.05, ownMs: 0.05 })
})

test('each response header names the layer that set it', () => {
  const run = journey(plainList())
  const setBy = new Map(
    headerOrigins(run.tree, run.layers).map(({ name, setBy: by }) => [name, by]),
  )

  expect(setBy.get('X-Frame-Options')).toBe('XFrameOptionsMiddleware')
  expect(setBy.get('Set-Cookie')).toBe('CsrfViewMiddleware')
  expect(setBy.get('Content-Type')).toBe('the view')
})
