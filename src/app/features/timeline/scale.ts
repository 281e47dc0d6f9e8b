/**
 * Where steps stand on the time axis, in pixels of the lane. Two axes: equal steps (the default, good for learning)
 * and model milliseconds (true lengths). Linear both.
 */
import { stepAtOrder, type Journey } from '../../../insight/journey.ts'
import type { Segment } from '../../../insight/rows.ts'
import type { Axis } from '../../state/playback.ts'
import { ALL, type View } from './zoom.ts'

export interface Span1D {
  readonly x: number
  readonly width: number
}

export interface TimeScale {
  readonly axis: Axis
  /** Where the playhead stands at a step. */
  x(step: number): number
  bar(segment: Segment): Span1D
  /** The step under a place of the lane. */
  stepAt(x: number): number
  /** For the ruler: places with their words. */
  readonly ticks: readonly { readonly x: number; readonly text: string }[]
}

/** A span of no time is still a fact. */
const BAR_MIN_PX = 2
const TICK_MIN_PX = 56

export function timeScale(
  journey: Journey,
  axis: Axis,
  widthPx: number,
  view: View = ALL,
): TimeScale {
  const wholePx = widthPx / (view.to - view.from)
  const whole = axis === 'steps' ? stepScale(journey, wholePx) : msScale(journey, wholePx)
  const leftPx = view.from * wholePx
  if (leftPx === 0 && wholePx === widthPx) return whole
  return {
    axis,
    x: (step) => whole.x(step) - leftPx,
    bar: (segment) => {
      const { x, width } = whole.bar(segment)
      return { x: x - leftPx, width }
    },
    stepAt: (x) => whole.stepAt(x + leftPx),
    ticks: whole.ticks
      .map(({ x, text }) => ({ x: x - leftPx, text }))
      .filter(({ x }) => x > -TICK_MIN_PX && x < widthPx),
  }
}

/** Where a step stands in the whole run, 0–1: what a view is made of. */
export function placeOf(journey: Journey, axis: Axis, step: number): number {
  return axis === 'steps'
    ? (step + 0.5) / journey.stops.length
    : (journey.stops[step]?.startMs ?? 0) / Math.max(journey.durationMs, 0.001)
}

function stepScale({ stops }: Journey, widthPx: number): TimeScale {
  const slot = widthPx / stops.length
  const every = Math.max(1, niceStep(TICK_MIN_PX / slot)) // steps are whole
  return {
    axis: 'steps',
    x: (step) => (step + 0.5) * slot,
    bar: ({ firstStep, lastStep }) => ({
      x: firstStep * slot,
      width: Math.max(BAR_MIN_PX, (lastStep - firstStep + 1) * slot - (slot > 6 ? 1 : 0)),
    }),
    stepAt: (x) => clamp(Math.floor(x / slot), stops.length),
    ticks: range(stops.length - 1, every).map((step) => ({
      x: (step + 0.5) * slot,
      text: String(step + 1),
    })),
  }
}

function msScale({ stops, durationMs }: Journey, widthPx: number): TimeScale {
  const perMs = widthPx / Math.max(durationMs, 0.001)
  const every = niceStep(TICK_MIN_PX / perMs)
  const starts = { stopOrders: stops.map(({ startMs }) => startMs) }
  return {
    axis: 'ms',
    x: (step) => (stops[step]?.startMs ?? 0) * perMs,
    bar: ({ startMs, durationMs: ms }) => ({
      x: startMs * perMs,
      width: Math.max(BAR_MIN_PX, ms * perMs),
    }),
    stepAt: (x) => clamp(stepAtOrder(starts, x / perMs), stops.length),
    ticks: range(durationMs, every).map((ms) => ({ x: ms * perMs, text: `${trim(ms)} ms` })),
  }
}

const clamp = (step: number, count: number): number => Math.max(0, Math.min(count - 1, step))

function range(last: number, every: number): number[] {
  return Array.from({ length: Math.floor(last / every + 1e-9) + 1 }, (_, index) => index * every)
}

/** The next of 1, 2, 5, 10, 20, … */
export function niceStep(atLeast: number): number {
  const power = 10 ** Math.floor(Math.log10(atLeast))
  const unit = [1, 2, 5, 10].find((factor) => factor * power >= atLeast - 1e-12) ?? 10
  return unit * power
}

const trim = (ms: number): string => String(Math.round(ms * 1000) / 1000)
