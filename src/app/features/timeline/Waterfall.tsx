/** Ruler, rows and playhead. Rows never depend on the step, so that a step moves a line and a band, not the rows. */
import {
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  type CSSProperties,
  type KeyboardEvent,
  type MouseEvent,
} from 'react'
import type { Journey } from '../../../insight/journey.ts'
import type { Row } from '../../../insight/rows.ts'
import { usePlayback, type Session } from '../../state/session.ts'
import { HoverCard, useHoverCard } from './HoverCard.tsx'
import { Overview } from './Overview.tsx'
import { Playhead } from './Playhead.tsx'
import { Ruler } from './Ruler.tsx'
import { Rows } from './Rows.tsx'
import { timeScale, type TimeScale } from './scale.ts'
import { ROW_PX, useRowWindow } from './use-row-window.ts'
import { useView } from './use-view.ts'
import { ALL, isAll } from './zoom.ts'
import styles from './Waterfall.module.css'

interface WaterfallProps {
  readonly session: Session
  readonly journey: Journey
  /** Those that are not filtered away. */
  readonly rows: readonly Row[]
}

export function Waterfall({ session, journey, rows }: WaterfallProps) {
  const axis = usePlayback(session, (state) => state.axis)
  const root = useRef<HTMLDivElement>(null)
  const lane = useRef<HTMLDivElement>(null)
  const scroller = useRef<HTMLDivElement>(null)
  const widthPx = useWidth(lane)
  const card = useHoverCard(session)
  const rowAt = useRowAt(session, rows)
  const current = usePlayback(session, rowAt)
  const { view, setView, onKey } = useView(session, journey, axis, root, () => {
    const row = rows[rowAt() ?? -1]
    return row === undefined ? null : [row.firstStep, row.lastStep]
  })
  const scale = useMemo(
    () => timeScale(journey, axis, widthPx, view),
    [journey, axis, widthPx, view],
  )
  const window = useRowWindow(session, rows.length, rowAt, scroller)

  /** Up and down go from row to row; , and . to the row before and after at the same depth. */
  function onKeyDown(event: KeyboardEvent) {
    const from = current ?? 0
    const depth = depthOf(rows[from])
    const to = {
      ArrowDown: from + 1,
      ArrowUp: from - 1,
      '.': rows.findIndex((row, index) => index > from && depthOf(row) <= depth),
      ',': rows.findLastIndex((row, index) => index < from && depthOf(row) <= depth),
    }[event.key]
    const row = to === undefined ? undefined : rows[to]
    if (to === undefined) return
    event.preventDefault()
    if (row !== undefined) session.playback.getState().goTo(row.firstStep)
  }

  function pick(event: MouseEvent<HTMLElement>) {
    const hit = hitOf(event, rows, scale)
    if (hit === null) return
    session.playback.getState().pause()
    session.playback.getState().goTo(hit.segment.firstStep)
    session.selection.getState().pick({
      entry: hit.segment.entry,
      where: hit.row.where,
      phase: hit.row.phase,
    })
  }

  return (
    <div
      ref={root}
      className={styles.waterfall}
      style={{ '--lane': `${widthPx}px` } as CSSProperties}
      onKeyDown={(event) => {
        if (onKey(event)) event.preventDefault()
      }}
    >
      {!isAll(view) && (
        <div className={styles.head}>
          <button type="button" className={styles.all} title="0" onClick={() => setView(ALL)}>
            Show all
          </button>
          <Overview
            journey={journey}
            axis={axis}
            rows={rows}
            widthPx={widthPx}
            view={view}
            onView={setView}
          />
        </div>
      )}
      <div className={styles.head}>
        <span className={styles.corner}>
          {axis === 'steps' ? 'steps' : 'model time, not a server’s'}
        </span>
        <div ref={lane} className={styles.lane}>
          <Ruler session={session} journey={journey} scale={scale} />
        </div>
      </div>
      <div
        ref={scroller}
        className={styles.scroller}
        onKeyDown={onKeyDown}
        onClick={pick}
        onPointerOver={(event) => card.over(event, hitOf(event, rows, scale)?.row ?? null)}
        onPointerLeave={card.leave}
        onScroll={card.leave}
      >
        <Band rows={rows} index={current} />
        <Rows rows={rows} current={current} scale={scale} widthPx={widthPx} window={window} />
      </div>
      <Playhead session={session} scale={scale} />
      {card.shown !== null && <HoverCard {...card.shown} journey={journey} />}
    </div>
  )
}

function useWidth(element: React.RefObject<HTMLElement | null>): number {
  const [widthPx, setWidthPx] = useState(600)
  useEffect(() => {
    const { current } = element
    if (current === null) return
    const observer = new ResizeObserver(() => setWidthPx(Math.max(40, current.clientWidth)))
    observer.observe(current)
    return () => observer.disconnect()
  }, [element])
  return widthPx
}

const depthOf = (row: Row | undefined): number => (row === undefined ? 0 : row.depth + row.lids)

/** The row, and the part of it, that an event happened on. */
function hitOf(
  event: { readonly target: EventTarget; readonly clientX: number },
  rows: readonly Row[],
  scale: TimeScale,
) {
  const target = event.target as HTMLElement
  const row = rows[Number(target.closest<HTMLElement>('[data-row]')?.dataset.row ?? -1)]
  if (row === undefined) return null
  const lane = target.closest('[data-lane]')
  const x = lane === null ? 0 : event.clientX - lane.getBoundingClientRect().left
  const segment = row.segments.findLast((part) => scale.bar(part).x <= x) ?? row.segments[0]
  return segment === undefined ? null : { row, segment }
}

interface BandProps {
  readonly rows: readonly Row[]
  readonly index: number | null
}

/** Tints the row of the current stop. */
function Band({ rows, index }: BandProps) {
  if (index === null) return null
  return (
    <div
      className={styles.band}
      data-phase={rows[index]?.phase}
      style={{ transform: `translateY(${index * ROW_PX}px)` }}
    />
  )
}

/** @returns the row of the current stop, asked for at any time: a step within the same row renders nothing */
function useRowAt(session: Session, rows: readonly Row[]): () => number | null {
  const rowOfSpan = useMemo(() => {
    const found = new Map<number, number>()
    rows.forEach((row, index) => row.segments.forEach((part) => found.set(part.entry, index)))
    return found
  }, [rows])
  return useCallback(() => {
    const { journey, step } = session.playback.getState()
    return rowOfEntry(journey, rowOfSpan, journey?.stops[step]?.entry ?? null)
  }, [session, rowOfSpan])
}

/** Events stand in the row of the span around them. */
function rowOfEntry(
  journey: Journey | null,
  rowOfSpan: ReadonlyMap<number, number>,
  entry: number | null,
): number | null {
  let at = entry === null ? undefined : journey?.tree.byId.get(entry)
  while (at !== undefined) {
    const row = rowOfSpan.get(at.id)
    if (row !== undefined) return row
    at = journey?.tree.parentOf(at) ?? undefined
  }
  return null
}
