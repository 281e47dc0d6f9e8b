/**
 * What the app knows of the database without asking: how often it changed, what the requests changed in it, and which
 * table somebody wants to see. The panel, which is loaded on demand, asks for the rest.
 */
import { create } from 'zustand'
import type { DataAction } from '../../protocol/app-host.ts'

/** As many as there are requests in the list. */
const CHANGES_KEPT = 20

interface Changes {
  /** Trace of the request; null: somebody changed it in the panel. */
  readonly id: string | null
  /** As it came; whoever shows it parses it. */
  readonly changes: unknown
}

interface DatabaseState {
  /** Rises with everything that may have changed it. */
  readonly version: number
  /** Newest last. */
  readonly changes: readonly Changes[]
  /** A table that somebody wants to see; the panel takes the wish. */
  readonly wanted: string | null
  changed(changes: Changes | null): void
  want(table: string | null): void
}

export const useDatabase = create<DatabaseState>()((set) => ({
  version: 0,
  changes: [],
  wanted: null,
  changed: (entry) =>
    set(({ version, changes }) => ({
      version: version + 1,
      changes: entry === null ? changes : [...changes, entry].slice(-CHANGES_KEPT),
    })),
  want: (table) => set({ wanted: table }),
}))

type Actor = (action: DataAction | ArrayBuffer) => Promise<unknown>
let actor: Actor = () => Promise.resolve(null)

export function provideData(act: Actor): void {
  actor = act
}

/** @param action  a file takes the place of the database. @returns unchecked; null while there is no sandbox */
export function actOnData(action: DataAction | ArrayBuffer): Promise<unknown> {
  return actor(action)
}
