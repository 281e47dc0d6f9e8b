/**
 * What pages of an earlier playground on this origin may have left: a new one starts with nothing, and finds nothing
 * of a stranger's. The database is left to `kept-database.ts`, which knows whose it is.
 */
import { KEPT_NAME } from './kept-database.ts'

export async function forgetStorage(): Promise<void> {
  try {
    localStorage.clear()
    for (const key of await caches.keys()) await caches.delete(key)
    for (const { name } of await indexedDB.databases()) {
      if (name !== undefined && name !== KEPT_NAME) indexedDB.deleteDatabase(name)
    }
  } catch {
    // storage that may not be opened holds nothing either
  }
}
