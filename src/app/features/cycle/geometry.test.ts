import { expect, test } from 'vitest'
import { journey, type Journey } from '../../../insight/journey.ts'
import { plainList } from '../../../insight/samples/blog.ts'
import {
  earlyRedirect,
  forbidden,
  notLoading,
  viewRaises,
} from '../../../insight/samples/turned.ts'
import { stationIds } from '../../../insight/stations.ts'
import { draw, type Box, type Boxes } from './geometry.ts'

/** Stations one below the other, 30 px each; the core 64 px from both edges. */
function boxesOf(run: Journey): Boxes {
  const boxes = new Map<ReturnType<typeof stationIds>[number], Box>()
  stationIds(run).forEach((id, index) => {
    const isCore = !/^(browser|server|mw:)/.test(id)
    const [left, right] = isCore ? [64, 336] : [8, 392]
    boxes.set(id, { left, right, top: index * 30, bottom: index * 30 + 24 })
  })
  return boxes
}

const drawn = (run: Journey, step: number) => draw(run, step, boxesOf(run))
const last = (run: Journey) => run.stops.length - 1

test('the token goes down on the left and comes back on the right', () => {
  const run = journey(plainList())
  const inward = run.stops.findIndex(({ station }) => station === 'mw:2')
  const outward = run.stops.findLastIndex(({ station }) => station === 'mw:2')

  expect(drawn(run, inward).token).toMatchObject({ x: 48, side: 'left' })
  expect(drawn(run, outward).token).toMatchObject({ x: 352, side: 'right' })
  expect(drawn(run, inward).token?.y).toBe(drawn(run, outward).token?.y)
})

test('the turn of an early answer lies at the lower edge of its lid, the pill under it', () => {
  const run = journey(earlyRedirect())
  const lid = boxesOf(run).get('mw:0')
  const { rails, pills } = drawn(run, last(run))

  expect(rails.find(({ kind }) => kind === 'request')?.points.at(-1)?.y).toBe(lid?.bottom)
  expect(pills).toMatchObject([{ text: '301 → https' }])
  expect(pills[0]?.at.y).toBeGreaterThan(lid?.bottom ?? 0)
})

test('process_view answers at its strip, in the colour of errors', () => {
  const run = journey(forbidden())
  const strip = boxesOf(run).get('hook:3')
  const response = drawn(run, last(run)).rails.find(({ kind }) => kind === 'response')

  expect(response).toMatchObject({ tone: 'error' })
  expect(response?.points[0]).toEqual({
    x: strip?.right,
    y: ((strip?.top ?? 0) + (strip?.bottom ?? 0)) / 2,
  })
})

test('an exception flies dotted to the innermost boundary, and on from there as a response', () => {
  const run = journey(viewRaises())
  const raised = run.stops.findIndex(({ outcome }) => outcome === 'raised')
  const converted = run.stops.findIndex(({ outcome }) => outcome === 'converted')

  expect(drawn(run, raised - 1).diamond).toBeNull()
  expect(drawn(run, raised).diamond).toMatchObject({ isDone: false })
  expect(drawn(run, raised).pills.map(({ text }) => text)).toEqual(['DoesNotExist'])
  expect(drawn(run, converted).diamond).toMatchObject({ isDone: true })
  expect(drawn(run, converted).pills.map(({ text }) => text)).toEqual([
    'DoesNotExist',
    'becomes 500',
  ])
  const response = drawn(run, last(run)).rails.find(({ kind }) => kind === 'response')
  expect(response?.points[0]).toMatchObject({ x: 352, y: drawn(run, converted).diamond?.y })
})

test('nothing of a turn shows before it happens', () => {
  const run = journey(earlyRedirect())

  expect(drawn(run, 1).pills).toEqual([])
  expect(drawn(run, 1).rails.filter(({ kind }) => kind === 'ahead')).toHaveLength(2)
})

test('a project that does not load draws no way in: only what the browser is told', () => {
  const run = journey(notLoading())

  expect(drawn(run, last(run))).toMatchObject({
    rails: [],
    diamond: null,
    pills: [{ text: 'SyntaxError', tone: 'error' }],
    token: { side: 'right', tone: 'error' },
  })
})

test('without measured stations nothing is drawn', () => {
  expect(draw(journey(plainList()), 0, new Map())).toMatchObject({ rails: [], token: null })
})
