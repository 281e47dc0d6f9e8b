/** The line of the open file that the playhead or a click speaks of. */
import { useEffect, useMemo, useState } from 'react'
import type { SourceRange } from '../../../base/source.ts'
import { useProject } from '../../state/project.ts'
import type { Session } from '../../state/session.ts'
import { useStore } from 'zustand'
import type { Reveal } from './PlainEditor.tsx'

/** Monaco's decorations and scrolling cost more than a frame: while a run plays, lines follow at most this often. */
const FOLLOW_EVERY_MS = 80
/** After typing, the playhead does not take the file away; a click still may. */
const TYPING_REST_MS = 1500

/** Opens the file of each new place, and says which of its lines is current, or to be seen. */
export function useReveal(session: Session, openFile: string): Reveal {
  const selected = useThrottled(session)
  const view = useNewView(session)
  const { where, phase, picks } = selected

  useEffect(() => {
    if (where === null) return
    const { files, open } = useProject.getState()
    if (where.file in files && !(isTyping() && picks === lastPicks)) open(where.file)
    lastPicks = picks
  }, [where, picks])

  useEffect(() => {
    if (view !== null && !isTyping()) useProject.getState().open(view.file)
  }, [view])

  return useMemo(() => {
    const shown = where ?? view
    const line = shown?.file === openFile ? shown.line : null
    return { line, isQuiet: where === null, phase, picks }
  }, [where, view, phase, picks, openFile])
}

/**
 * Where the view of the page that was gone to last begins. A page that comes again, as after each edit, is not gone
 * to: the file that a person works in stays.
 */
function useNewView(session: Session): SourceRange | null {
  const [view, setView] = useState<SourceRange | null>(null)
  useEffect(() => {
    let last = ''
    const take = () => {
      const { journey } = session.playback.getState()
      const name = journey === null ? '' : `${journey.method} ${journey.url}`
      if (journey === null || name === last) return
      last = name
      const stop = journey.stops.find(({ station, where }) => station === 'view' && where !== null)
      if (stop !== undefined) setView(stop.where)
    }
    take()
    return session.playback.subscribe(take)
  }, [session])
  return view
}

let lastPicks = 0
let lastEdit = -Infinity

useProject.subscribe((now, was) => {
  if (now.files !== was.files && now.generation === was.generation) lastEdit = performance.now()
})

function isTyping(): boolean {
  return performance.now() - lastEdit < TYPING_REST_MS
}

function useThrottled(session: Session) {
  const [selected, setSelected] = useState(() => session.selection.getState())
  const isPlaying = useStore(session.playback, (playback) => playback.isPlaying)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null
    let last = -Infinity
    const take = () => {
      timer = null
      last = performance.now()
      setSelected(session.selection.getState())
    }
    take()
    const stop = session.selection.subscribe((now, was) => {
      if (now.where === was.where && now.picks === was.picks && now.phase === was.phase) return
      if (timer !== null) return
      const wait = isPlaying ? FOLLOW_EVERY_MS - (performance.now() - last) : 0
      if (wait <= 0) take()
      else timer = setTimeout(take, wait)
    })
    return () => {
      stop()
      if (timer !== null) clearTimeout(timer)
    }
  }, [session, isPlaying])
  return selected
}
