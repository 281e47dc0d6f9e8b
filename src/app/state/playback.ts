/**
 * The playhead: one integer step, shared by diagram, timeline, editor and narration. The fraction between two
 * steps is not state: the player hands it to whoever draws (`onFraction`), once a frame, past React.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Journey } from '../../insight/journey.ts'
import type { Stop } from '../../insight/stop.ts'

export const SPEEDS = [0.25, 0.5, 1, 2, 4] as const
export type Speed = (typeof SPEEDS)[number]
export type Grain = 'stations' | 'steps'
export type Axis = 'steps' | 'ms'

export interface PlaybackState {
  /** What is shown; null before the first request. */
  readonly journey: Journey | null
  readonly step: number
  readonly isPlaying: boolean
  readonly speed: Speed
  readonly grain: Grain
  readonly axis: Axis
  /** Shows another run, at its last step unless told otherwise. */
  load(journey: Journey | null, step?: number): void
  /** Clamped to the run. */
  goTo(step: number): void
  /** Moves by steps, or by stations. Pauses. */
  move(by: 1 | -1, grain?: Grain): void
  first(): void
  last(): void
  play(): void
  pause(): void
  toggle(): void
  setSpeed(speed: Speed): void
  setGrain(grain: Grain): void
  setAxis(axis: Axis): void
}
export type Playback = StoreApi<PlaybackState>

export function createPlayback(): Playback {
  return createStore<PlaybackState>()((set, get) => {
    const lastStep = () => (get().journey?.stops.length ?? 1) - 1
    const goTo = (step: number) => {
      const clamped = Math.max(0, Math.min(lastStep(), Math.round(step)))
      if (clamped !== get().step) set({ step: clamped })
    }
    return {
      journey: null,
      step: 0,
      isPlaying: false,
      speed: 1,
      grain: 'stations',
      axis: 'steps',
      load(journey, step) {
        const last = (journey?.stops.length ?? 1) - 1
        set({ journey, step: Math.max(0, Math.min(last, step ?? last)), isPlaying: false })
      },
      goTo,
      move(by, grain = 'steps') {
        const { journey, step } = get()
        set({ isPlaying: false })
        if (journey !== null)
          goTo(grain === 'steps' ? step + by : nextStation(journey.stops, step, by))
      },
      first() {
        set({ isPlaying: false })
        goTo(0)
      },
      last() {
        set({ isPlaying: false })
        goTo(lastStep())
      },
      play() {
        if (get().journey === null) return
        if (get().step >= lastStep()) set({ step: 0, isPlaying: true })
        else set({ isPlaying: true })
      },
      pause() {
        set({ isPlaying: false })
      },
      toggle() {
        if (get().isPlaying) get().pause()
        else get().play()
      },
      setSpeed: (speed) => set({ speed }),
      setGrain: (grain) => set({ grain }),
      setAxis: (axis) => set({ axis }),
    }
  })
}

/** The next stop that Play makes; the run's end where there is none. */
function nextStation(stops: readonly Stop[], step: number, by: 1 | -1): number {
  for (let at = step + by; at >= 0 && at < stops.length; at += by) {
    if (stops[at]?.isStation) return at
  }
  return by === 1 ? stops.length - 1 : 0
}

/** The stop that Play goes to next; null at the end. */
export function nextStop({
  journey,
  step,
  grain,
}: Pick<PlaybackState, 'journey' | 'step' | 'grain'>): number | null {
  if (journey === null || step >= journey.stops.length - 1) return null
  return grain === 'steps' ? step + 1 : nextStation(journey.stops, step, 1)
}
