/** The region "Request cycle": the shown run's onion at the playhead, and what to do while there is none. */
import { useCallback, useEffect, useMemo, useRef } from 'react'
import { blankJourney, type Journey } from '../../../insight/journey.ts'
import type { StationId } from '../../../insight/stop.ts'
import { nextStop } from '../../state/playback.ts'
import { redirectsBefore } from '../../state/runs.ts'
import { usePlayback, useRuns, type Session } from '../../state/session.ts'
import { pressTransportKey } from '../../state/transport-keys.ts'
import { Onion } from './Onion.tsx'
import styles from './RequestCycle.module.css'

interface RequestCycleProps {
  readonly session: Session
  /** MIDDLEWARE of the project, drawn before the first request; null where it is not known. */
  readonly middleware?: readonly string[] | null
}

export function RequestCycle({ session, middleware = null }: RequestCycleProps) {
  const journey = usePlayback(session, (state) => state.journey)
  const blank = useMemo(() => blankJourney(middleware ?? []), [middleware])
  const stale = useRuns(session, (state) => state.staleSince)

  return (
    <section
      className={styles.region}
      aria-label="Request cycle"
      data-stale={stale !== null || undefined}
      onKeyDown={(event) => {
        const isMove = event.key !== ' ' && event.key !== 'Enter' // those press the station that has focus
        if (isMove && pressTransportKey(session, event)) event.preventDefault()
      }}
    >
      {stale !== null && <p className={styles.banner}>{stale}</p>}
      {journey === null ? (
        <>
          <p className={styles.hint}>Nothing has travelled yet. Press Send (Ctrl ↵).</p>
          <div className={styles.scroller}>
            <Onion
              journey={blank}
              step={-1}
              nextStep={null}
              before={[]}
              onShow={ignore}
              onPick={ignore}
            />
          </div>
        </>
      ) : (
        <Travelling session={session} journey={journey} />
      )}
    </section>
  )
}

const ignore = () => {}

function Travelling({
  session,
  journey,
}: {
  readonly session: Session
  readonly journey: Journey
}) {
  const root = useRef<HTMLDivElement>(null)
  const step = usePlayback(session, (state) => state.step)
  const isPlaying = usePlayback(session, (state) => state.isPlaying)
  const runs = useRuns(session, (state) => state.runs)
  const before = useMemo(() => redirectsBefore({ runs }, journey), [runs, journey])
  // the fraction between two stops goes to a custom property, past React
  useEffect(
    () =>
      session.player.onFraction((fraction) =>
        root.current?.style.setProperty('--t', String(fraction)),
      ),
    [session],
  )

  const pick = useCallback(
    (id: StationId) => {
      const { goTo, pause, step: from } = session.playback.getState()
      const to = nextVisit(journey, id, from)
      const stop = to === null ? undefined : journey.stops[to]
      if (stop === undefined) return
      pause()
      goTo(stop.step)
      session.selection.getState().pick({ entry: stop.entry, where: stop.where, phase: stop.phase })
    },
    [session, journey],
  )

  return (
    <div className={styles.scroller} ref={root}>
      <Onion
        journey={journey}
        step={step}
        nextStep={isPlaying ? nextStop(session.playback.getState()) : null}
        before={before}
        onShow={(run) => session.runs.getState().show(run.trace.id)}
        onPick={pick}
      />
    </div>
  )
}

/** The next time the request comes to a station; from the last, the first again. */
function nextVisit(journey: Journey, id: StationId, step: number): number | null {
  const visits = journey.stops.filter(
    (stop) => stop.station === id && journey.stops[stop.step - 1]?.station !== id,
  )
  return (visits.find((stop) => stop.step > step) ?? visits[0])?.step ?? null
}
