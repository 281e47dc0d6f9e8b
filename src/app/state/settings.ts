/**
 * Choices of the person at this browser: theme, and what a deployment sets (where sandboxes live, how long a
 * request may take). The theme stands as `data-theme` on <html>; tokens.css does the rest.
 */
import * as v from 'valibot'
import { create } from 'zustand'
import { readStored, writeStored } from './storage.ts'

const KEY = 'roundtrip.settings'
const stored = v.object({ theme: v.picklist(['system', 'light', 'dark']) })
export type Theme = v.InferOutput<typeof stored>['theme']

interface SettingsState {
  readonly theme: Theme
  /** A request that runs longer is stopped. */
  readonly budgetMs: number
  setTheme(theme: Theme): void
}

export const useSettings = create<SettingsState>()((set) => ({
  theme: readStored(KEY, stored)?.theme ?? 'system',
  budgetMs: 5000,
  setTheme(theme) {
    writeStored(KEY, { theme })
    set({ theme })
  },
}))

/** What is really shown; presenting overrules a system that is dark, since dark washes out on a projector. */
export function shownTheme(
  theme: Theme,
  systemIsDark: boolean,
  presenting: boolean,
): 'light' | 'dark' {
  if (theme !== 'system') return theme
  return systemIsDark && !presenting ? 'dark' : 'light'
}
