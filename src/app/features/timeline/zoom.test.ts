import { expect, test } from 'vitest'
import { ALL, fitting, isAll, panned, revealing, zoomed } from './zoom.ts'

test('what is under the pointer stays there', () => {
  expect(zoomed(ALL, 0.5, 0.25, 0.01)).toEqual({ from: 0.125, to: 0.625 })
})

test('nobody zooms further than a few steps, nor out of the run', () => {
  expect(zoomed(ALL, 0.001, 0, 0.1)).toEqual({ from: 0, to: 0.1 })
  expect(isAll(zoomed({ from: 0.4, to: 0.6 }, 50, 0.5, 0.1))).toBe(true)
})

test('panning ends at the ends', () => {
  expect(panned({ from: 0.5, to: 0.75 }, -0.5).from).toBe(0.375)
  expect(panned({ from: 0.5, to: 0.75 }, 9)).toEqual({ from: 0.75, to: 1 })
})

test('a playhead that leaves the window takes it along, one inside moves nothing', () => {
  const view = { from: 0.5, to: 0.6 }

  expect(revealing(view, 0.55)).toBe(view)
  const after = revealing(view, 0.7)
  expect(after.from < 0.7 && after.to > 0.7).toBe(true)
})

test('a span fits with room around it', () => {
  const view = fitting(0.4, 0.5, 0.01)

  expect(view.from < 0.4 && view.to > 0.5 && view.to - view.from < 0.2).toBe(true)
})
