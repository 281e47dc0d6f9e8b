/** What the page works with, made once: the session that is shown and the sandbox that feeds it. */
import { formatSource } from '../../base/source.ts'
import { Playground } from '../client/playground.ts'
import type { Trace } from '../../trace/model.ts'
import { placeOf, useConnection } from '../state/connection.ts'
import { provideData, useDatabase } from '../state/database.ts'
import { provideEngine } from '../state/engine.ts'
import { useLayout } from '../state/layout.ts'
import { watchModels } from '../state/migrations.ts'
import { shownRun } from '../state/runs.ts'
import { createSession, type Session } from '../state/session.ts'
import { focusNextPane } from './panes.ts'
import { readStart, type Start } from './start.ts'

interface Opened {
  readonly session: Session
  readonly playground: Playground
  readonly start: Start
}

export function openPlayground(): Opened {
  const start = readStart()
  const session = createSession()
  let linkedStep = start.step
  const playground: Playground = new Playground(
    {
      onTrace(trace, isAfterEdit) {
        if (isAfterEdit && keepLastGood(session, trace)) return
        session.runs.getState().add(trace)
        if (trace.link.kind === 'subrequest') return
        session.runs.getState().markStale(null)
        if (linkedStep !== null) session.playback.getState().goTo(linkedStep)
        linkedStep = null
      },
      onFocusOut: (backwards) => focusNextPane(backwards, playground, true),
    },
    start.url,
  )
  watchModels()
  provideEngine((question) => playground.ask(question))
  provideData((action) => playground.actOnData(action))
  useDatabase.subscribe((now, was) => {
    if (now.wanted === null || now.wanted === was.wanted) return
    session.selection.getState().openTab('database')
    const layout = useLayout.getState()
    layout.show(layout.width === 'three' ? 'inspect' : 'data')
  })
  useConnection.subscribe((now, was) => {
    if (now.problem === null && was.problem !== null) session.runs.getState().markStale(null)
  })
  return { session, playground, start }
}

/**
 * An edit that does not load leaves the last good run on the screen, washed out, where the playhead stands. The
 * error page joins the list, and is shown when the person sends a request themselves.
 *
 * @returns false where there is no problem, or no run to keep
 */
function keepLastGood(session: Session, trace: Trace): boolean {
  const { problem } = useConnection.getState()
  const { runs, playback } = session
  const shown = shownRun(runs.getState())
  if (problem === null || shown === null) return false
  const { step } = playback.getState()
  runs.getState().add(trace)
  runs.getState().show(shown.trace.id)
  playback.getState().goTo(step)
  const where = placeOf(problem)
  const time = new Date(shown.trace.startedAt).toLocaleTimeString([], { timeStyle: 'short' })
  const place = where === null ? 'The project' : formatSource(where)
  runs.getState().markStale(`Showing the run from ${time}. ${place} does not load.`)
  return true
}
