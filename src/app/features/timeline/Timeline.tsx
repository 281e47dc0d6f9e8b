/** The region "Timeline": transport, ruler and waterfall of the shown run, with one playhead through all of it. */
import { useMemo, useState } from 'react'
import { rowsOf } from '../../../insight/rows.ts'
import type { Phase } from '../../../insight/stop.ts'
import { usePlayback, type Session } from '../../state/session.ts'
import { pressTransportKey } from '../../state/transport-keys.ts'
import { Caption } from './Caption.tsx'
import { Legend } from './Legend.tsx'
import styles from './Timeline.module.css'
import { Transport } from './Transport.tsx'
import { Waterfall } from './Waterfall.tsx'

export function Timeline({ session }: { readonly session: Session }) {
  const journey = usePlayback(session, (state) => state.journey)
  const [hidden, setHidden] = useState<ReadonlySet<Phase>>(new Set())
  const all = useMemo(() => (journey === null ? [] : rowsOf(journey)), [journey])
  const rows = useMemo(
    () => (hidden.size === 0 ? all : all.filter(({ phase }) => !hidden.has(phase))),
    [all, hidden],
  )

  return (
    <section
      className={styles.region}
      aria-label="Timeline"
      onKeyDown={(event) => {
        if (isTyping(event.target)) return
        const isButton = event.target instanceof HTMLButtonElement
        if (isButton && (event.key === ' ' || event.key === 'Enter')) return // it presses the button
        if (pressTransportKey(session, event)) event.preventDefault()
      }}
    >
      <div className={styles.bar}>
        <Transport session={session} />
        <Caption session={session} />
        <Legend rows={all} hidden={hidden} onChange={setHidden} />
      </div>
      {journey === null ? (
        <p className={styles.hint}>The steps of a request stand here, in order. Press Send.</p>
      ) : (
        <Waterfall key={journey.trace.id} session={session} journey={journey} rows={rows} />
      )}
    </section>
  )
}

const isTyping = (target: EventTarget): boolean =>
  target instanceof HTMLSelectElement || target instanceof HTMLInputElement
