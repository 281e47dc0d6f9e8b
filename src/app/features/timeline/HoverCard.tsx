/** What a bar says when asked: name, phase, start, total and own time, parent, source line. */
import { useEffect, useRef, useState, type CSSProperties, type PointerEvent } from 'react'
import { formatSource } from '../../../base/source.ts'
import { formatMs } from '../../../insight/format.ts'
import type { Journey } from '../../../insight/journey.ts'
import { rowLabel, type Row } from '../../../insight/rows.ts'
import type { Session } from '../../state/session.ts'
import styles from './HoverCard.module.css'

/** A first card waits a little; moving on from bar to bar does not. */
const DELAY_MS = 120

interface Shown {
  readonly row: Row
  readonly x: number
  readonly y: number
}

export function useHoverCard(session: Session) {
  const [shown, setShown] = useState<Shown | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const leave = () => {
    clearTimeout(timer.current)
    setShown(null)
    session.selection.getState().hover(null)
  }
  return {
    shown,
    leave,
    over(event: PointerEvent<HTMLElement>, row: Row | null) {
      clearTimeout(timer.current)
      if (row === null || event.pointerType === 'touch') return leave()
      const next = { row, x: event.clientX, y: event.clientY }
      const show = () => {
        setShown(next)
        session.selection.getState().hover(row.id)
      }
      if (shown === null) timer.current = setTimeout(show, DELAY_MS)
      else if (shown.row.id !== row.id) show()
    },
  }
}

export function HoverCard({ row, x, y, journey }: Shown & { readonly journey: Journey }) {
  const entry = journey.tree.byId.get(row.id)
  const parent = entry === undefined ? null : journey.tree.parentOf(entry)
  return (
    <div
      role="tooltip"
      className={styles.card}
      data-phase={row.phase}
      style={{ '--x': `${x}px`, '--y': `${y}px` } as CSSProperties}
    >
      <p className={styles.name}>
        {row.label}
        {row.segments.length > 1 && ` ×${row.segments.length}`}
      </p>
      <dl className={styles.facts}>
        <dt>phase</dt>
        <dd className={styles.phase}>{row.phase}</dd>
        <dt>start</dt>
        <dd>{formatMs(row.startMs)}</dd>
        <dt>total</dt>
        <dd>{formatMs(row.durationMs)}</dd>
        <dt>own</dt>
        <dd>{formatMs(row.ownMs)}</dd>
        {parent !== null && (
          <>
            <dt>inside</dt>
            <dd>{rowLabel(parent)}</dd>
          </>
        )}
        {row.where !== null && (
          <>
            <dt>line</dt>
            <dd>{formatSource(row.where)}</dd>
          </>
        )}
      </dl>
    </div>
  )
}
