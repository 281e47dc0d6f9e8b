/**
 * Which rows are in the page, and the scrolling after the playhead. Size and place of the window are remembered, so
 * that a step reads nothing from a page that is about to change: that would lay it out twice a frame.
 */
import { useEffect, useState, type RefObject } from 'react'
import type { Session } from '../../state/session.ts'

export const ROW_PX = 22
/** Fewer rows are all in the page. */
const WINDOW_FROM = 300
const OVERSCAN = 4

/** First row to draw and the one after the last. */
export interface RowWindow {
  readonly from: number
  readonly to: number
}

/** @param rowAt  the row of the current stop */
export function useRowWindow(
  session: Session,
  count: number,
  rowAt: () => number | null,
  scroller: RefObject<HTMLElement | null>,
): RowWindow {
  const [range, setRange] = useState<RowWindow>({ from: 0, to: 40 })
  const isWhole = count <= WINDOW_FROM
  useEffect(() => {
    const element = scroller.current
    if (element === null) return
    let topPx = element.scrollTop
    let heightPx = element.clientHeight

    const update = () => {
      if (isWhole) return
      const from = Math.max(0, Math.floor(topPx / ROW_PX) - OVERSCAN)
      const to = Math.min(count, Math.ceil((topPx + heightPx) / ROW_PX) + OVERSCAN)
      setRange((now) => (now.from === from && now.to === to ? now : { from, to }))
    }
    const follow = () => {
      const index = rowAt()
      if (index === null) return
      const y = index * ROW_PX
      const isAbove = y < topPx
      if (!isAbove && y + ROW_PX <= topPx + heightPx) return
      const wanted = isAbove ? y - ROW_PX : y + 2 * ROW_PX - heightPx
      topPx = Math.max(0, Math.min(count * ROW_PX - heightPx, wanted))
      element.scrollTop = topPx
      update()
    }
    const onScroll = () => {
      topPx = element.scrollTop
      update()
    }
    update()
    follow()
    element.addEventListener('scroll', onScroll, { passive: true })
    const observer = new ResizeObserver(() => {
      heightPx = element.clientHeight
      update()
    })
    observer.observe(element)
    const unsubscribe = session.playback.subscribe((state, before) => {
      if (state.step !== before.step) follow()
    })
    return () => {
      element.removeEventListener('scroll', onScroll)
      observer.disconnect()
      unsubscribe()
    }
  }, [session, scroller, count, rowAt, isWhole])
  return isWhole ? { from: 0, to: count } : range
}
