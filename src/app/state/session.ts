/**
 * The three stores that show one recorded session, wired: the shown run goes to the playhead, the playhead's stop to
 * the selection. Made once by the page, and once per picture in the gallery.
 */
import { useStore } from 'zustand'
import { createPlayback, type Playback, type PlaybackState } from './playback.ts'
import type { Journey } from '../../insight/journey.ts'
import { problemsOf } from '../../insight/problems.ts'
import { browserFrames, createPlayer, type FrameClock, type Player } from './player.ts'
import { createRuns, shownRun, type Runs, type RunsState } from './runs.ts'
import {
  createSelection,
  type InspectorTab,
  type Selection,
  type SelectionState,
} from './selection.ts'

export interface Session {
  readonly runs: Runs
  readonly playback: Playback
  readonly selection: Selection
  readonly player: Player
}

export function createSession(frames: FrameClock = browserFrames): Session {
  const runs = createRuns()
  const playback = createPlayback()
  const selection = createSelection()
  const tabFor = tabChooser(selection)
  runs.subscribe((state, before) => {
    const shown = shownRun(state)
    if (shown === shownRun(before)) return
    playback.getState().load(shown)
    tabFor(shown)
  })
  playback.subscribe((state, before) => {
    if (state.step === before.step && state.journey === before.journey) return
    const stop = state.journey?.stops[state.step]
    if (stop === undefined) selection.getState().clear()
    else selection.getState().follow({ entry: stop.entry, where: stop.where, phase: stop.phase })
  })
  return { runs, playback, selection, player: createPlayer(playback, frames) }
}

/** A failed request opens its problem; the next one that goes well gives back the tab that stood there. */
function tabChooser(selection: Selection): (shown: Journey | null) => void {
  let left: InspectorTab | null = null
  return (shown) => {
    const { tab, openTab } = selection.getState()
    const isFailed = shown !== null && problemsOf(shown).some((problem) => problem.isFailure)
    // the database is no view of the request, and is not taken from under somebody's hands
    if (tab === 'database') return
    if (isFailed && tab !== 'problems') {
      left = tab
      openTab('problems')
    } else if (!isFailed && left !== null) {
      if (tab === 'problems') openTab(left)
      left = null
    }
  }
}

export const useRuns = <T>(session: Session, pick: (state: RunsState) => T): T =>
  useStore(session.runs, pick)
export const usePlayback = <T>(session: Session, pick: (state: PlaybackState) => T): T =>
  useStore(session.playback, pick)
export const useSelection = <T>(session: Session, pick: (state: SelectionState) => T): T =>
  useStore(session.selection, pick)
