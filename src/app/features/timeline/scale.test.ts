import { expect, test } from 'vitest'
import { journey } from '../../../insight/journey.ts'
import { rowsOf } from '../../../insight/rows.ts'
import { nPlusOne, plainList } from '../../../insight/samples/blog.ts'
import { niceStep, timeScale } from './scale.ts'

test('on both axes a step is found again under its own playhead', () => {
  const run = journey(nPlusOne())
  const steps = timeScale(run, 'steps', 900)
  const ms = timeScale(run, 'ms', 900)

  for (const { step, startMs } of run.stops) {
    expect(steps.stepAt(steps.x(step))).toBe(step)
    // several steps may share one instant: the last of them is meant
    expect(run.stops[ms.stepAt(ms.x(step) + 1e-6)]?.startMs).toBe(startMs)
  }
})

test('a bar that takes no time is still two pixels wide', () => {
  const run = journey(plainList())
  const narrow = timeScale(run, 'ms', 40)
  const hook = rowsOf(run).find(({ label }) => label.includes('process_view'))

  expect(hook === undefined ? 0 : narrow.bar(hook.segments[0]!).width).toBe(2)
})

test('places outside the lane are the first and the last step', () => {
  const run = journey(plainList())
  const scale = timeScale(run, 'steps', 500)

  expect(scale.stepAt(-20)).toBe(0)
  expect(scale.stepAt(9999)).toBe(run.stops.length - 1)
})

test('steps are whole numbers, however few there are', () => {
  const run = { ...journey(plainList()), stops: journey(plainList()).stops.slice(0, 3) }

  expect(timeScale(run, 'steps', 900).ticks.map(({ text }) => text)).toEqual(['1', '2', '3'])
})

test('zoomed in, the window alone is drawn and a step is found under its playhead', () => {
  const run = journey(nPlusOne())
  const scale = timeScale(run, 'steps', 900, { from: 0.5, to: 0.75 })
  const inside = Math.floor(run.stops.length * 0.6)

  expect(scale.stepAt(scale.x(inside))).toBe(inside)
  expect(scale.x(0)).toBeLessThan(0)
  expect(scale.ticks.every(({ x }) => x > -60 && x < 900)).toBe(true)
})

test('ticks stand at round numbers', () => {
  expect([0.03, 0.7, 3, 12, 60].map(niceStep)).toEqual([0.05, 1, 5, 20, 100])
})
