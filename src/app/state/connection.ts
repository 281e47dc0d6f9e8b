/** What the app knows of its sandbox: how far it has started, what page stands in it, what went wrong. */
import { create } from 'zustand'
import type { SourceRange } from '../../base/source.ts'
import { BOOT_STEPS, type BootStep, type Problem } from '../../protocol/app-host.ts'

export interface BootEntry {
  readonly state: 'waiting' | 'running' | 'done' | 'failed'
  /** For `failed`: what happened and what can be done. */
  readonly message: string | null
}
type Boot = Readonly<Record<BootStep, BootEntry>>

interface ConnectionState {
  /** `paused`: nothing runs until the person says so. `dead`: the host does not answer. */
  readonly phase: 'paused' | 'starting' | 'ready' | 'dead'
  readonly boot: Boot
  /** Keeps the project from loading; requests get Django's error page meanwhile. */
  readonly problem: Problem | null
  readonly trouble: string | null
  readonly page: { readonly url: string; readonly title: string } | null
  /** Rises with each new host frame; the frame's key. */
  readonly attempt: number
  /** How often a project has been loaded, edits included. */
  readonly loads: number
  /** A request is under way since this moment (`performance.now()`), so far as the app knows. */
  readonly busySince: number | null
  set(change: Partial<ConnectionState>): void
  bootStep(step: BootStep, entry: BootEntry): void
  /** Frees the frame and makes a new one. */
  restart(): void
  dismissTrouble(): void
}

function freshBoot(): Boot {
  return Object.fromEntries(
    BOOT_STEPS.map((step) => [step, { state: 'waiting', message: null }]),
  ) as unknown as Boot
}

export const useConnection = create<ConnectionState>()((set) => ({
  phase: 'starting',
  boot: freshBoot(),
  problem: null,
  trouble: null,
  page: null,
  attempt: 0,
  loads: 0,
  busySince: null,
  set,
  bootStep: (step, entry) => set((was) => ({ boot: { ...was.boot, [step]: entry } })),
  restart: () =>
    set((was) => ({
      phase: 'starting',
      boot: freshBoot(),
      trouble: null,
      page: null,
      busySince: null,
      attempt: was.attempt + 1,
    })),
  dismissTrouble: () => set({ trouble: null }),
}))

/** The line of a problem, or null where none is known. */
export function placeOf({ where }: Problem): SourceRange | null {
  if (where === null) return null
  const { file, line, column } = where
  return column === undefined ? { file, line } : { file, line, column }
}
