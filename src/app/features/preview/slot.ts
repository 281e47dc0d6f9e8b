/**
 * Where on the page the sandbox's frame has to be seen. The frame itself never moves in the document, since a moved
 * iframe reloads: it lies above the slot that the layout of the moment has made for it.
 */
import { create } from 'zustand'

interface SlotState {
  readonly element: HTMLElement | null
  set(element: HTMLElement | null): void
}

export const useSlot = create<SlotState>()((set) => ({
  element: null,
  set: (element) => set({ element }),
}))

/** Lays `frame` over `slot` until the returned function is called; hides it where there is no slot. */
export function layOver(frame: HTMLElement, slot: HTMLElement | null): () => void {
  if (slot === null) {
    frame.dataset['hidden'] = 'true'
    return () => {}
  }
  const place = () => {
    const { left, top, width, height } = slot.getBoundingClientRect()
    Object.assign(frame.style, {
      left: `${left}px`,
      top: `${top}px`,
      width: `${width}px`,
      height: `${height}px`,
    })
  }
  delete frame.dataset['hidden']
  place()
  const observer = new ResizeObserver(place)
  observer.observe(slot)
  observer.observe(document.documentElement)
  addEventListener('scroll', place, true)
  return () => {
    observer.disconnect()
    removeEventListener('scroll', place, true)
  }
}
