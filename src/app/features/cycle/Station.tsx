/** One station: a button with its name, state and, for those in the core, the model time spent there. */
import { Check, Minus, X } from 'lucide-react'
import { memo, type CSSProperties } from 'react'
import { formatMs } from '../../../insight/format.ts'
import type { StationView } from '../../../insight/stations.ts'
import type { StationId } from '../../../insight/stop.ts'
import styles from './Station.module.css'

interface StationProps {
  readonly view: StationView
  readonly onPick: (id: StationId) => void
  /** Instead of the station's own second line. */
  readonly sub?: string
  /** At the right: the status that came back. */
  readonly note?: string
  readonly side?: string
}

export const Station = memo(function Station({ view, onPick, sub, note, side }: StationProps) {
  const second = sub ?? view.sub
  return (
    <button
      type="button"
      className={styles.station}
      data-station={view.id}
      data-kind={view.id.startsWith('hook:') ? 'strip' : undefined}
      data-phase={view.phase}
      data-state={view.state}
      data-side={side}
      data-raised={view.raised ?? undefined}
      aria-current={view.state === 'here' ? 'step' : undefined}
      aria-label={view.name}
      tabIndex={view.state === 'here' || view.id === 'browser' ? 0 : -1}
      onClick={() => onPick(view.id)}
    >
      <span className={styles.label}>{view.label}</span>
      {note !== undefined && note !== '' && <span className={styles.note}>{note}</span>}
      <StateMark state={view.state} raised={view.raised} />
      {second !== '' && (
        <span className={styles.sub} title={second}>
          {second}
        </span>
      )}
      {view.spentMs >= 0.5 && (
        <span
          className={styles.time}
          style={
            { '--spent-px': `${Math.min(100, Math.max(2, view.spentMs * 4))}px` } as CSSProperties
          }
          title={`${formatMs(view.spentMs)} model time`}
        />
      )}
    </button>
  )
})

interface StateMarkProps {
  readonly state: StationView['state']
  readonly raised: string | null
}

/** A tick where the request has been, a cross where an exception came from, a dash where it will never come. */
export function StateMark({ state, raised }: StateMarkProps) {
  const shape = { className: styles.mark!, size: 12, strokeWidth: 3, 'aria-hidden': true } as const
  if (raised !== null) return <X {...shape} data-raised />
  if (state === 'visited') return <Check {...shape} />
  if (state === 'never') return <Minus {...shape} />
  return <span className={styles.mark} />
}
