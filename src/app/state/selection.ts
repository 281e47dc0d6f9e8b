/**
 * What the learner looks at: a trace entry kept by a click, one asked about by hovering, and the line of the
 * project that the editor reveals. The line follows the playhead (`session.ts`) and every click.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { SourceRange } from '../../base/source.ts'
import type { Phase } from '../../insight/stop.ts'

const INSPECTOR_TABS = [
  'problems',
  'sql',
  'template',
  'urls',
  'middleware',
  'headers',
  'context',
  'log',
  'transcript',
  'database',
] as const
export type InspectorTab = (typeof INSPECTOR_TABS)[number]

interface Selected {
  readonly entry: number | null
  readonly where: SourceRange | null
  readonly phase: Phase
}

export interface SelectionState extends Selected {
  /** Entry under the pointer or keyboard focus; outlined in every view. */
  readonly hovered: number | null
  readonly tab: InspectorTab
  /** Counts clicks, so that choosing the same line twice reveals it twice. */
  readonly picks: number
  /** By a click: the editor reveals the line and keeps it tinted. */
  pick(selected: Selected): void
  /** By the playhead. */
  follow(selected: Selected): void
  hover(entry: number | null): void
  openTab(tab: InspectorTab): void
  clear(): void
}
export type Selection = StoreApi<SelectionState>

export function createSelection(): Selection {
  return createStore<SelectionState>()((set, get) => ({
    entry: null,
    where: null,
    phase: 'outside',
    hovered: null,
    tab: 'sql',
    picks: 0,
    pick: ({ entry, where, phase }) => set({ entry, where, phase, picks: get().picks + 1 }),
    follow: ({ entry, where, phase }) => set({ entry, where, phase }),
    hover: (entry) => {
      if (entry !== get().hovered) set({ hovered: entry })
    },
    openTab: (tab) => set({ tab }),
    clear: () => set({ entry: null, where: null, phase: 'outside', hovered: null }),
  }))
}
