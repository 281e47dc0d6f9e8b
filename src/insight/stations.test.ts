import { expect, test } from 'vitest'
import { blankJourney, journey } from './journey.ts'
import { nPlusOne, plainList } from './samples/blog.ts'
import { earlyRedirect, forbidden, viewRaises } from './samples/turned.ts'
import { pictureAt } from './stations.ts'
import type { StationId } from './stop.ts'

const stateOf = (run: ReturnType<typeof journey>, step: number, id: StationId) =>
  pictureAt(run, step).stations.get(id)?.state

test('a station is ahead, then here, then visited', () => {
  const run = journey(plainList())
  const urls = run.stops.findIndex(({ station }) => station === 'urls')
  const view = run.stops.findIndex(({ station }) => station === 'view')

  expect(stateOf(run, urls - 1, 'urls')).toBe('ahead')
  expect(stateOf(run, urls, 'urls')).toBe('here')
  expect(stateOf(run, view, 'urls')).toBe('visited')
})

test('below an early answer nothing is reached, but only once it was given', () => {
  const run = journey(earlyRedirect())

  expect(stateOf(run, 1, 'view')).toBe('ahead')
  expect(stateOf(run, 2, 'view')).toBe('never')
  expect(stateOf(run, 2, 'mw:1')).toBe('never')
  expect(stateOf(run, 2, 'mw:0')).toBe('here')
})

test('a refused token leaves the view unreached and the resolver visited', () => {
  const run = journey(forbidden())
  const last = run.stops.length - 1

  expect(stateOf(run, last, 'urls')).toBe('visited')
  expect(stateOf(run, last, 'hook:3')).toBe('visited')
  expect(stateOf(run, last, 'view')).toBe('never')
})

test('a station that raised says so, at the line that did', () => {
  const run = journey(viewRaises())
  const raised = run.turns.exceptions[0]?.raisedStep ?? 0

  expect(pictureAt(run, raised - 1).stations.get('view')).toMatchObject({
    raised: null,
    sub: 'blog/views.ts:20',
  })
  expect(pictureAt(run, run.stops.length - 1).stations.get('view')).toMatchObject({
    raised: 'DoesNotExist',
    sub: 'blog/views.ts:22',
  })
})

test('the loop counts up to the playhead and says so in the name of the database', () => {
  const run = journey(nPlusOne(10))
  const sixth = run.stops.find(({ loop, station }) => loop?.index === 5 && station === 'db')
  const picture = pictureAt(run, sixth?.step ?? 0)

  expect(picture.loop).toMatchObject({ count: 6, total: 10 })
  expect(picture.stations.get('db')?.name).toContain('7 queries, 6 similar')
})

test('a lid says what it did once the request has passed it', () => {
  const run = journey(plainList())

  expect(pictureAt(run, 2).stations.get('mw:4')?.words).toBe('')
  expect(pictureAt(run, 8).stations.get('mw:4')?.words).toBe('adds request.user')
  expect(pictureAt(run, run.stops.length - 1).stations.get('mw:3')?.words).toBe(
    'sets cookie csrftoken',
  )
})

test('before the first request everything is ahead', () => {
  const picture = pictureAt(blankJourney(['django.middleware.common.CommonMiddleware']), -1)

  expect(new Set([...picture.stations.values()].map(({ state }) => state))).toEqual(
    new Set(['ahead']),
  )
  expect(picture.stations.get('mw:0')?.label).toBe('CommonMiddleware')
})

test('the same step is the same picture, however one came there', () => {
  const run = journey(nPlusOne())

  pictureAt(run, 60)
  expect(pictureAt(run, 30)).toEqual(pictureAt(run, 30))
})

test('what did not change from one picture to the next is the same object', () => {
  const run = journey(plainList())
  const first = pictureAt(run, 3)
  const second = pictureAt(run, 4)

  expect(second).toEqual(pictureAt(run, 4))
  expect(second.stations.get('template')).toBe(first.stations.get('template'))
  expect(second.stations.get('mw:2')).not.toBe(first.stations.get('mw:2'))
})
