/** Where the playhead stands for a panel: which entries it has passed, and how to take it to one. */
import { stepOfEntry } from '../../../insight/journey.ts'
import { usePlayback } from '../../state/session.ts'
import type { PanelProps } from './Inspector.tsx'

/** @returns a function that takes the playhead to an entry and shows its line */
export function useGo({ session, journey }: PanelProps): (entry: number) => void {
  return (entry) => {
    const step = stepOfEntry(journey, entry)
    const { pause, goTo } = session.playback.getState()
    pause()
    goTo(step)
    const stop = journey.stops[step]
    if (stop !== undefined) {
      session.selection.getState().pick({ entry, where: stop.where, phase: stop.phase })
    }
  }
}

/** The entry of the current stop. Renders only when it changes. */
export function useCurrentEntry({ session }: Pick<PanelProps, 'session'>): number | null {
  return usePlayback(session, (state) => state.journey?.stops[state.step]?.entry ?? null)
}
