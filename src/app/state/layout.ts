/**
 * Which panes stand where. The width class comes from the space the app has, not from a device's name; sizes of
 * splitters are kept per class, so a narrow window does not spoil a wide one.
 */
import * as v from 'valibot'
import { create } from 'zustand'
import { readStored, writeStored } from './storage.ts'

export type WidthClass = 'phone' | 'two' | 'three'
/** `data` stands with the inspector where there are three columns. */
export type Pane = 'code' | 'page' | 'cycle' | 'inspect' | 'data'
export type ViewName = 'play' | 'present'

/** CSS pixels. At 400 % zoom a desktop lands below the first, as WCAG 1.4.10 wants. */
export function widthClassOf(widthPx: number): WidthClass {
  if (widthPx < 640) return 'phone'
  return widthPx < 1100 ? 'two' : 'three'
}

const sizes = v.record(v.string(), v.record(v.string(), v.number()))
const KEY = 'roundtrip.layout'

interface LayoutState {
  readonly width: WidthClass
  readonly view: ViewName
  /** The one pane of a phone. */
  readonly phonePane: Pane
  /** The right column's tab where there are two columns. */
  readonly sidePane: Exclude<Pane, 'code'>
  /** By `<width class>/<group>`, in percent by panel id. */
  readonly sizes: Readonly<Record<string, Readonly<Record<string, number>>>>
  setWidth(widthPx: number): void
  setView(view: ViewName): void
  /** Brings a pane to the front, whatever the width. */
  show(pane: Pane): void
  saveSizes(group: string, layout: Readonly<Record<string, number>>): void
  /** The next time this group opens as it came. */
  forgetSizes(group: string): void
}

export const useLayout = create<LayoutState>()((set, get) => ({
  width: 'three',
  view: 'play',
  phonePane: 'page',
  sidePane: 'page',
  sizes: readStored(KEY, sizes) ?? {},
  setWidth(widthPx) {
    const width = widthClassOf(widthPx)
    if (width !== get().width) set({ width })
  },
  setView: (view) => set({ view }),
  show(pane) {
    set(pane === 'code' ? { phonePane: pane } : { phonePane: pane, sidePane: pane })
  },
  saveSizes(group, layout) {
    const next = { ...get().sizes, [`${get().width}/${group}`]: layout }
    writeStored(KEY, next)
    set({ sizes: next })
  },
  forgetSizes(group) {
    const { [`${get().width}/${group}`]: _gone, ...sizes } = get().sizes
    writeStored(KEY, sizes)
    set({ sizes })
  },
}))
