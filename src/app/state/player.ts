/**
 * Plays a run: moves the playhead from stop to stop and tells, once a frame, how far the token has travelled to the
 * next one (0–1). That fraction never enters a store: listeners write it to a custom property.
 */
import type { Stop } from '../../insight/stop.ts'
import { nextStop, type Grain, type Playback } from './playback.ts'

export interface FrameClock {
  now(): number
  request(callback: () => void): number
  cancel(handle: number): void
  /** The learner wants no travel: stations light in turn, one a second. */
  isReduced(): boolean
}

export interface Player {
  /** @returns unsubscribe */
  onFraction(listener: (fraction: number) => void): () => void
}

const RUN_MS = 15_000
const SLOT_MIN_MS = 120
const SLOT_MAX_MS = 2400
/** So many rounds of a loop are shown at full length; the others share this. */
const LOOP_SHOWN = 2
const LOOP_REST_MS = 1500
const REDUCED_SLOT_MS = 1000
/** The token travels for this part of its slot, then rests. */
const TRAVEL_PART = 0.7

interface Pace {
  /** Stops that take a whole slot. */
  readonly whole: number
  /** What is left for them when the loops have had theirs. */
  readonly budgetMs: number
}

const paces = new WeakMap<readonly Stop[], Record<Grain, Pace>>()

function paceOf(stops: readonly Stop[], grain: Grain): Pace {
  let known = paces.get(stops)
  if (known === undefined) {
    const loops = new Set(stops.flatMap(({ loop }) => loop?.similarTo ?? [])).size
    const budgetMs = Math.max(RUN_MS / 2, RUN_MS - loops * LOOP_REST_MS)
    const steps = stops.filter((stop) => !isLoopRest(stop))
    const stations = steps.filter(({ isStation }) => isStation)
    known = {
      stations: { whole: stations.length, budgetMs },
      steps: { whole: steps.length, budgetMs },
    }
    paces.set(stops, known)
  }
  return known[grain]
}

const isLoopRest = ({ loop }: Stop): boolean => loop !== null && loop.index >= LOOP_SHOWN

/** How long Play stays on the way from a stop to the next: a request takes about 15 s in all. */
function slotMs(stops: readonly Stop[], at: Stop, speed: number, grain: Grain): number {
  const { whole, budgetMs } = paceOf(stops, grain)
  const slot = Math.min(SLOT_MAX_MS, Math.max(SLOT_MIN_MS, budgetMs / whole / speed))
  if (at.loop === null || !isLoopRest(at)) return slot
  return Math.min(slot, LOOP_REST_MS / (at.loop.of - LOOP_SHOWN) / speed)
}

export function createPlayer(playback: Playback, clock: FrameClock): Player {
  const listeners = new Set<(fraction: number) => void>()
  let handle: number | null = null
  let slotBegan = 0
  const tell = (fraction: number) => listeners.forEach((listener) => listener(fraction))

  function frame(): void {
    handle = null
    const isReduced = clock.isReduced()
    // a slow frame or a fast loop may pass several stops at once
    for (
      let next = nextStop(playback.getState());
      next !== null;
      next = nextStop(playback.getState())
    ) {
      const { journey, step, speed, grain, isPlaying } = playback.getState()
      const at = journey?.stops[step]
      if (!isPlaying || journey === null || at === undefined) return
      const slot = isReduced ? REDUCED_SLOT_MS : slotMs(journey.stops, at, speed, grain)
      const elapsed = clock.now() - slotBegan
      if (elapsed < slot) {
        tell(isReduced ? 0 : easeMove(Math.min(1, elapsed / (slot * TRAVEL_PART))))
        handle = clock.request(frame)
        return
      }
      slotBegan += slot
      tell(0)
      playback.getState().goTo(next)
      if (journey.stops[next]?.outcome === 'raised') break // an error is worth a look
    }
    playback.getState().pause()
  }

  playback.subscribe((state, before) => {
    if (state.isPlaying && !before.isPlaying && handle === null) {
      slotBegan = clock.now()
      handle = clock.request(frame)
    }
    if (!state.isPlaying && before.isPlaying) {
      if (handle !== null) clock.cancel(handle)
      handle = null
      tell(0)
    }
  })
  return {
    onFraction(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** Close to cubic-bezier(.4, 0, .2, 1). */
const easeMove = (t: number): number => (t < 0.5 ? 2 * t * t : 1 - (2 - 2 * t) ** 2 / 2)

export const browserFrames: FrameClock = {
  now: () => performance.now(),
  request: (callback) => requestAnimationFrame(callback),
  cancel: (handle) => cancelAnimationFrame(handle),
  isReduced: () =>
    document.documentElement.dataset.motion === 'reduced' ||
    matchMedia('(prefers-reduced-motion: reduce)').matches,
}
