/**
 * The requests of this session, oldest first. A page or redirect that arrives is shown at once; sub-requests of a
 * page only join the list, so that an image does not take the picture away.
 */
import { createStore, type StoreApi } from 'zustand/vanilla'
import { journey, type Journey } from '../../insight/journey.ts'
import type { Trace } from '../../trace/model.ts'

/** Older ones are forgotten. */
const RUNS_KEPT = 20

export interface RunsState {
  readonly runs: readonly Journey[]
  /** Trace id of the shown run. */
  readonly shownId: string | null
  /** Set while the project's newest state does not run: the shown run is an old one. */
  readonly staleSince: string | null
  add(trace: Trace): void
  show(traceId: string): void
  /** @param since  a sentence for the banner: `Showing the run from 12:04. views.ts:14 does not compile.` */
  markStale(since: string | null): void
  clear(): void
}
export type Runs = StoreApi<RunsState>

export function createRuns(): Runs {
  return createStore<RunsState>()((set, get) => ({
    runs: [],
    shownId: null,
    staleSince: null,
    add(trace) {
      const { runs, shownId } = get()
      const next = [...runs.filter((run) => run.trace.id !== trace.id), journey(trace)].slice(
        -RUNS_KEPT,
      )
      const isShown = trace.link.kind !== 'subrequest' || shownId === null
      set({ runs: next, shownId: isShown ? trace.id : shownId })
    },
    show: (traceId) => set({ shownId: traceId }),
    markStale: (staleSince) => set({ staleSince }),
    clear: () => set({ runs: [], shownId: null, staleSince: null }),
  }))
}

export function shownRun(state: Pick<RunsState, 'runs' | 'shownId'>): Journey | null {
  return state.runs.find((run) => run.trace.id === state.shownId) ?? null
}

/** The requests that redirected to this one, first one first. */
export function redirectsBefore(state: Pick<RunsState, 'runs'>, run: Journey): readonly Journey[] {
  const before: Journey[] = []
  let at: Journey | undefined = run
  while (at !== undefined && at.trace.link.kind === 'redirect' && before.length < RUNS_KEPT) {
    const from: string | null = at.trace.link.from
    at = state.runs.find((other) => other.trace.id === from)
    if (at !== undefined) before.unshift(at)
  }
  return before
}
