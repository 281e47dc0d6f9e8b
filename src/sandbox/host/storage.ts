/**
 * What pages of an earlier playground on this origin may have left: a new one starts with nothing, and finds nothing
 * of a stranger's.
 */
export async function forgetStorage(): Promise<void> {
  try {
    localStorage.clear()
    for (const key of await caches.keys()) await caches.delete(key)
    for (const { name } of await indexedDB.databases()) {
      if (name !== undefined) indexedDB.deleteDatabase(name)
    }
  } catch {
    // storage that may not be opened holds nothing either
  }
}
