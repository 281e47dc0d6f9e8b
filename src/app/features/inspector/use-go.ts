/** How a panel takes the playhead to an entry, and marks the one where it stands. */
import { useEffect, type RefObject } from 'react'
import { stepOfEntry } from '../../../insight/journey.ts'
import type { PanelProps } from './Inspector.tsx'

/** @returns a function that takes the playhead to an entry and shows its line */
export function useGo({ session, journey }: PanelProps): (entry: number) => void {
  return (entry) => {
    const step = stepOfEntry(journey, entry)
    const { pause, goTo } = session.playback.getState()
    pause()
    goTo(step)
    const stop = journey.stops[step]
    if (stop !== undefined) {
      session.selection.getState().pick({ entry, where: stop.where, phase: stop.phase })
    }
  }
}

/** The list follows the playhead when it rests, not while it runs: measuring at each step would lay out the page. */
const REST_MS = 120

/**
 * Marks the item that stands for the current entry, `[data-entry]`, past React: lists of thousands are drawn once.
 *
 * @param itemOf  the entry whose item stands for another entry; null for none
 */
export function useMarkCurrent(
  { session }: Pick<PanelProps, 'session'>,
  list: RefObject<HTMLElement | null>,
  itemOf: (entry: number) => number | null = sameEntry,
): void {
  useEffect(() => {
    let marked: Element | null = null
    let timer: ReturnType<typeof setTimeout> | undefined
    let isOver = false
    const mark = () => {
      if (isOver) return
      const { journey, step } = session.playback.getState()
      const entry = journey?.stops[step]?.entry ?? null
      const wanted = entry === null ? null : itemOf(entry)
      const item = wanted === null ? null : find(list.current, wanted)
      if (item === marked) return
      setMark(marked, false)
      setMark(item, true)
      marked = item
      clearTimeout(timer)
      timer = setTimeout(() => item?.scrollIntoView({ block: 'nearest' }), REST_MS)
    }
    mark()
    // after everybody has been told: the timeline scrolls meanwhile, which a changed page would slow down
    const unsubscribe = session.playback.subscribe(() => queueMicrotask(mark))
    return () => {
      isOver = true
      unsubscribe()
      clearTimeout(timer)
      setMark(marked, false)
    }
  }, [session, list, itemOf])
}

const sameEntry = (entry: number): number => entry

const find = (list: HTMLElement | null, entry: number): Element | null =>
  list?.querySelector(`[data-entry="${entry}"]`) ?? null

function setMark(item: Element | null, isCurrent: boolean): void {
  if (item === null) return
  item.toggleAttribute('data-current', isCurrent)
  const button = item.querySelector('button')
  if (isCurrent) button?.setAttribute('aria-current', 'step')
  else button?.removeAttribute('aria-current')
}
