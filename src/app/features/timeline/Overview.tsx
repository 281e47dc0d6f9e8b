/** The whole run in a strip, while the timeline shows a part of it: drag the window, or press beside it. */
import { useEffect, useRef, type CSSProperties, type PointerEvent } from 'react'
import type { Journey } from '../../../insight/journey.ts'
import type { Row } from '../../../insight/rows.ts'
import type { Axis } from '../../state/playback.ts'
import styles from './Overview.module.css'
import { timeScale } from './scale.ts'
import { panned, type View } from './zoom.ts'

const HEIGHT_PX = 24

interface OverviewProps {
  readonly journey: Journey
  readonly axis: Axis
  readonly rows: readonly Row[]
  readonly widthPx: number
  readonly view: View
  readonly onView: (view: View) => void
}

export function Overview({ journey, axis, rows, widthPx, view, onView }: OverviewProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const element = canvas.current
    if (element === null) return
    const draw = () => paint(element, journey, axis, rows, widthPx)
    draw()
    // colours are read when it is painted: again when the theme changes
    const observer = new MutationObserver(draw)
    observer.observe(document.documentElement, { attributeFilter: ['data-theme'] })
    return () => observer.disconnect()
  }, [journey, axis, rows, widthPx])

  function drag(event: PointerEvent<HTMLElement>) {
    const { left, width } = event.currentTarget.getBoundingClientRect()
    const span = view.to - view.from
    const middle = (event.clientX - left) / width
    onView(panned(view, (middle - span / 2 - view.from) / span))
  }

  return (
    <div
      className={styles.overview}
      aria-hidden="true"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        drag(event)
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) drag(event)
      }}
    >
      <canvas ref={canvas} className={styles.canvas} />
      <span
        className={styles.window}
        style={
          {
            '--x': `${view.from * widthPx}px`,
            '--w': `${(view.to - view.from) * widthPx}px`,
          } as CSSProperties
        }
      />
    </div>
  )
}

function paint(
  canvas: HTMLCanvasElement,
  journey: Journey,
  axis: Axis,
  rows: readonly Row[],
  widthPx: number,
): void {
  const context = canvas.getContext('2d')
  if (context === null) return
  const dense = window.devicePixelRatio || 1
  canvas.width = widthPx * dense
  canvas.height = HEIGHT_PX * dense
  context.scale(dense, dense)
  const scale = timeScale(journey, axis, widthPx)
  const style = getComputedStyle(canvas)
  const deepest = Math.max(1, ...rows.map(({ depth, lids }) => depth + lids))
  for (const row of rows) {
    const y = ((row.depth + row.lids) / deepest) * (HEIGHT_PX - 3)
    context.fillStyle = style.getPropertyValue(`--phase-${row.failed ? 'error' : row.phase}`)
    for (const segment of row.segments) {
      const { x, width } = scale.bar(segment)
      context.fillRect(x, y, Math.max(1, width), 2)
    }
  }
}
