/**
 * Remembers, across a reload, that a request was under way: a playground that hung the tab opens paused the next
 * time. Kept per tab; a request that ended, or a page left on purpose, clears it.
 */
import * as v from 'valibot'
import { readStored, writeStored } from '../state/storage.ts'

const KEY = 'roundtrip.unfinished'

export function markStarted(): void {
  writeStored(KEY, true, 'session')
}

export function markFinished(): void {
  writeStored(KEY, false, 'session')
}

/** True when the last page of this tab went away in the middle of a request. */
export function wasUnfinished(): boolean {
  return readStored(KEY, v.boolean(), 'session') ?? false
}

/** An ordinary reload or closing runs `pagehide`; a killed or hung tab does not. @returns the undo */
export function clearOnLeave(): () => void {
  addEventListener('pagehide', markFinished)
  return () => removeEventListener('pagehide', markFinished)
}
