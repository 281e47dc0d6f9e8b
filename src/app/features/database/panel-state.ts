/** What the person sees of the database and has typed; it outlives the panel, which comes and goes with its pane. */
import { create } from 'zustand'
import type { RunResult } from '../../../protocol/database-answers.ts'
import type { Asked } from './ask.ts'

export const VIEWS = ['rows', 'schema', 'sql', 'changes'] as const
export type View = (typeof VIEWS)[number]

export interface Order {
  readonly column: string
  readonly isDescending: boolean
}

const HISTORY_KEPT = 50

interface PanelState {
  readonly view: View
  /** '' before one was chosen. */
  readonly table: string
  readonly offset: number
  readonly order: Order | null
  readonly sql: string
  /** What was run, the latest last. */
  readonly history: readonly string[]
  readonly result: Asked<RunResult> | null
  /** Said once, about the whole: a file was opened, a row is gone. */
  readonly notice: { readonly text: string; readonly isProblem: boolean } | null
  show(view: View): void
  openTable(table: string): void
  set(change: Partial<Pick<PanelState, 'offset' | 'order' | 'sql' | 'result' | 'notice'>>): void
  remember(sql: string): void
}

export const usePanel = create<PanelState>()((set) => ({
  view: 'rows',
  table: '',
  offset: 0,
  order: null,
  sql: '',
  history: [],
  result: null,
  notice: null,
  show: (view) => set({ view, notice: null }),
  openTable: (table) => set({ view: 'rows', table, offset: 0, order: null, notice: null }),
  set,
  remember: (sql) =>
    set(({ history }) => ({
      history: [...history.filter((other) => other !== sql), sql].slice(-HISTORY_KEPT),
    })),
}))

/** Of another row count: the last page that there is. */
export function lastOffset(total: number, pageSize: number): number {
  return Math.max(0, Math.floor((total - 1) / pageSize) * pageSize)
}
