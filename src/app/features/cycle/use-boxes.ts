/** Measures the stations, since text zooms and wraps: again when the diagram changes size, not when it steps. */
import { useLayoutEffect, useState, type RefObject } from 'react'
import type { Journey } from '../../../insight/journey.ts'
import type { StationId } from '../../../insight/stop.ts'
import type { Box, Boxes } from './geometry.ts'

const NONE: Boxes = new Map()

export function useBoxes(root: RefObject<HTMLElement | null>, journey: Journey): Boxes {
  const [boxes, setBoxes] = useState(NONE)
  useLayoutEffect(() => {
    const element = root.current
    if (element === null) return
    const measure = () => setBoxes(measureBoxes(element))
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [root, journey])
  return boxes
}

function measureBoxes(root: HTMLElement): Boxes {
  const origin = root.getBoundingClientRect()
  const boxes = new Map<StationId, Box>()
  for (const element of root.querySelectorAll<HTMLElement>('[data-station]')) {
    const { left, top, right, bottom } = element.getBoundingClientRect()
    const box = {
      left: left - origin.left,
      top: top - origin.top,
      right: right - origin.left,
      bottom: bottom - origin.top,
    }
    // a folded lid stands for several layers
    for (const id of (element.dataset.station ?? '').split(' ')) boxes.set(id as StationId, box)
  }
  return boxes
}
