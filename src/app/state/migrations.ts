/**
 * Whether migrations are on the screen. A person opens them; an edit of the models makes them look whether something
 * is to be offered.
 */
import { create } from 'zustand'
import { useProject } from './project.ts'

interface MigrationsState {
  readonly isOpen: boolean
  /** The models were edited since the project was opened. */
  readonly isWatching: boolean
  /** The next edit that goes over is a migration, to be applied at once. */
  readonly migratesNext: boolean
  toggle(): void
  open(): void
  close(): void
  migrateNext(): void
  /** Whether the edit that goes over now migrates; asked once. */
  takeMigrate(): boolean
}

export const useMigrations = create<MigrationsState>()((set, get) => ({
  isOpen: false,
  isWatching: false,
  migratesNext: false,
  toggle: () => set({ isOpen: !get().isOpen }),
  open: () => set({ isOpen: true }),
  close: () => set({ isOpen: false }),
  migrateNext: () => set({ migratesNext: true }),
  takeMigrate() {
    const { migratesNext } = get()
    if (migratesNext) set({ migratesNext: false })
    return migratesNext
  },
}))

const MODELS = /(?:^|\/)models(?:\/[\w/]+)?\.ts$|\/migrations\//

/** Looks at every edit. Called once. */
export function watchModels(): void {
  useProject.subscribe((now, was) => {
    if (now.generation !== was.generation) {
      useMigrations.setState({ isOpen: false, isWatching: false, migratesNext: false })
    } else if (now.files !== was.files && !useMigrations.getState().isWatching) {
      const paths = [...Object.keys(now.files), ...Object.keys(was.files)]
      if (paths.some((path) => MODELS.test(path) && now.files[path] !== was.files[path]))
        useMigrations.setState({ isWatching: true })
    }
  })
}
