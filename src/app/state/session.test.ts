import { expect, test } from 'vitest'
import { afterPost, nPlusOne, plainList, postRedirects } from '../../insight/samples/blog.ts'
import { viewRaises } from '../../insight/samples/turned.ts'
import type { FrameClock } from './player.ts'
import { redirectsBefore, shownRun } from './runs.ts'
import { createSession } from './session.ts'

/** Time passes when the test says so. */
function handClock(isReduced = false): FrameClock & { pass(ms: number): void } {
  let nowMs = 0
  let waiting: (() => void) | null = null
  return {
    now: () => nowMs,
    request: (callback) => {
      waiting = callback
      return 1
    },
    cancel: () => {
      waiting = null
    },
    isReduced: () => isReduced,
    pass(ms) {
      nowMs += ms
      const callback = waiting
      waiting = null
      callback?.()
    },
  }
}

test('a page that arrives is shown at its end, a sub-request only joins the list', () => {
  const session = createSession(handClock())
  session.runs.getState().add(plainList())
  session.runs.getState().add({ ...nPlusOne(), link: { kind: 'subrequest', from: 'list' } })

  expect(session.runs.getState().runs).toHaveLength(2)
  expect(shownRun(session.runs.getState())?.trace.id).toBe('list')
  const { step, journey } = session.playback.getState()
  expect(step).toBe((journey?.stops.length ?? 0) - 1)
})

test('a failed request opens its problem, the next good one what stood there before', () => {
  const session = createSession(handClock())
  const tab = () => session.selection.getState().tab
  session.runs.getState().add(plainList())
  session.selection.getState().openTab('headers')
  session.runs.getState().add(viewRaises())
  expect(tab()).toBe('problems')

  session.runs.getState().add(nPlusOne())
  expect(tab()).toBe('headers')
})

test('a redirect is shown with the request that led to it', () => {
  const session = createSession(handClock())
  session.runs.getState().add(postRedirects())
  session.runs.getState().add(afterPost())
  const shown = shownRun(session.runs.getState())

  expect(shown?.url).toBe('/blog/')
  expect(
    shown === null
      ? []
      : redirectsBefore(session.runs.getState(), shown).map(({ method }) => method),
  ).toEqual(['POST'])
})

test('the selected line follows the playhead', () => {
  const session = createSession(handClock())
  session.runs.getState().add(plainList())
  const view = session.playback.getState().journey?.stops.find(({ station }) => station === 'view')
  session.playback.getState().goTo(view?.step ?? 0)

  expect(session.selection.getState()).toMatchObject({
    where: { file: 'blog/views.ts', line: 12 },
    phase: 'view',
  })
})

test('steps stay within the run', () => {
  const session = createSession(handClock())
  session.runs.getState().add(plainList())
  const { goTo, move, first } = session.playback.getState()
  goTo(10_000)
  move(1)
  const last = session.playback.getState().step
  first()
  move(-1)

  expect(last).toBe((session.playback.getState().journey?.stops.length ?? 0) - 1)
  expect(session.playback.getState().step).toBe(0)
})

test('Play goes from station to station and stops at the end', () => {
  const clock = handClock()
  const session = createSession(clock)
  session.runs.getState().add(plainList())
  const visited: number[] = []
  session.playback.subscribe(({ step }, before) => step !== before.step && visited.push(step))
  session.playback.getState().first()
  session.playback.getState().play()
  for (let frame = 0; frame < 200; frame++) clock.pass(250)

  const stops = session.playback.getState().journey?.stops ?? []
  expect(session.playback.getState().isPlaying).toBe(false)
  expect(visited.at(-1)).toBe(stops.length - 1)
  expect(visited.slice(1).every((step) => stops[step]?.isStation)).toBe(true)
})

test('Play rests at an error', () => {
  const clock = handClock()
  const session = createSession(clock)
  session.runs.getState().add(viewRaises())
  session.playback.getState().first()
  session.playback.getState().play()
  for (let frame = 0; frame < 400 && session.playback.getState().isPlaying; frame++) clock.pass(100)

  const { journey, step, isPlaying } = session.playback.getState()
  expect(isPlaying).toBe(false)
  expect(journey?.stops[step]?.outcome).toBe('raised')
})

test('between two stops the token travels; with reduced motion it does not', () => {
  for (const isReduced of [false, true]) {
    const clock = handClock(isReduced)
    const session = createSession(clock)
    const fractions: number[] = []
    session.player.onFraction((fraction) => fractions.push(fraction))
    session.runs.getState().add(plainList())
    session.playback.getState().play()
    clock.pass(100)

    expect(fractions.some((fraction) => fraction > 0)).toBe(!isReduced)
  }
})

test.each([
  ['a list', plainList()],
  ['a loop of 24', nPlusOne(24)],
])('%s plays in about 15 seconds', (_name, trace) => {
  const clock = handClock()
  const session = createSession(clock)
  session.runs.getState().add(trace)
  session.playback.getState().play()
  let playedMs = 0
  while (session.playback.getState().isPlaying && playedMs < 60_000) {
    clock.pass(16)
    playedMs += 16
  }

  expect(playedMs).toBeGreaterThan(11_000)
  expect(playedMs).toBeLessThan(17_000)
})
