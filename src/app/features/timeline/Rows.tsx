/** The rows as a tree: those of the window, which moves with the playhead. */
import { Triangle } from 'lucide-react'
import { memo, type CSSProperties } from 'react'
import { formatMs } from '../../../insight/format.ts'
import type { Row } from '../../../insight/rows.ts'
import styles from './Rows.module.css'
import type { Span1D, TimeScale } from './scale.ts'
import { ROW_PX, type RowWindow } from './use-row-window.ts'

/** Narrower than this, the duration moves to the right of its bar. */
const LABEL_MIN_PX = 48
const OUTSIDE_PX = 64

const rowId = (row: Row): string => `span-${row.id}`

interface RowsProps {
  readonly rows: readonly Row[]
  /** Row of the current stop. */
  readonly current: number | null
  readonly scale: TimeScale
  readonly widthPx: number
  readonly window: RowWindow
}

export const Rows = memo(function Rows({ rows, current, scale, widthPx, window }: RowsProps) {
  const { from, to } = window
  const active = current === null || current < from || current >= to ? undefined : rows[current]
  return (
    <div
      role="tree"
      aria-label="Spans"
      tabIndex={0}
      aria-activedescendant={active === undefined ? undefined : rowId(active)}
      className={styles.rows}
      style={{ height: rows.length * ROW_PX }}
    >
      {rows.slice(from, to).map((row, index) => (
        <RowLine
          // a place, not a row: scrolling writes into the elements that are there
          key={(from + index) % (to - from)}
          row={row}
          index={from + index}
          isCurrent={from + index === current}
          scale={scale}
          widthPx={widthPx}
        />
      ))}
    </div>
  )
})

interface RowLineProps {
  readonly row: Row
  readonly index: number
  readonly isCurrent: boolean
  readonly scale: TimeScale
  readonly widthPx: number
}

const RowLine = memo(function RowLine({ row, index, isCurrent, scale, widthPx }: RowLineProps) {
  const parts = row.segments.map((segment) => scale.bar(segment))
  const first = parts[0]
  const last = parts.at(-1)
  if (first === undefined || last === undefined) return null
  const endX = last.x + last.width
  const count = row.segments.length > 1 ? ` ×${row.segments.length}` : ''
  const duration = formatMs(row.durationMs)
  const seenX = Math.max(0, first.x)
  const isInside = row.segments.length === 1 && Math.min(widthPx, endX) - seenX >= LABEL_MIN_PX
  const hasRoom = endX + OUTSIDE_PX < widthPx
  // no room on either side, or nothing to be seen: the hover card tells
  const isOut = endX < 0 || first.x > widthPx || (!isInside && !hasRoom && first.x < OUTSIDE_PX)

  return (
    <div
      role="treeitem"
      id={rowId(row)}
      aria-selected={isCurrent}
      aria-level={row.depth + row.lids + 1}
      aria-label={`${row.label}${count}, ${row.phase}, from ${formatMs(row.startMs)}, ${duration}${row.failed ? ', failed' : ''}${row.isLoop ? ', similar queries' : ''}`}
      className={styles.row}
      data-row={index}
      data-phase={row.failed ? 'error' : row.phase}
      style={{ transform: `translateY(${index * ROW_PX}px)` }}
    >
      <span
        className={styles.label}
        style={{ '--indent': `${row.depth * 8 + row.lids * 2}px` } as CSSProperties}
        title={row.label}
      >
        <span className={styles.name}>{row.label}</span>
        {count !== '' && (
          <span className={styles.count}>
            {row.isLoop && <Triangle size={9} fill="currentColor" aria-hidden />} {count.trim()}
          </span>
        )}
      </span>
      <span className={styles.lane} data-lane aria-hidden="true">
        {row.segments.length === 1 ? (
          <span
            className={styles.bar}
            style={{ '--x': `${first.x}px`, '--w': `${first.width}px` } as CSSProperties}
          />
        ) : (
          <svg className={styles.segments}>
            <path d={segmentsPath(parts)} />
          </svg>
        )}
        {isOut ? null : isInside ? (
          <span className={styles.inside} style={{ '--x': `${seenX}px` } as CSSProperties}>
            {duration}
          </span>
        ) : (
          <span
            className={styles.outside}
            style={{ '--x': hasRoom ? `${endX + 4}px` : `${first.x - 4}px` } as CSSProperties}
            data-side={hasRoom ? 'right' : 'left'}
          >
            {duration}
          </span>
        )}
      </span>
    </div>
  )
})

/** One path for all parts of a folded row: thousands of elements would be painted at every step. */
function segmentsPath(parts: readonly Span1D[]): string {
  let d = ''
  let endX = -1
  for (const { x, width } of parts) {
    const from = Math.max(x, endX) // parts narrower than a pixel melt into one bar
    const w = x + width - from
    if (w > 0) d += `M${round(from)} 0h${round(w)}v16h${round(-w)}z`
    endX = Math.max(endX, x + width)
  }
  return d
}

const round = (px: number): number => Math.round(px * 10) / 10
