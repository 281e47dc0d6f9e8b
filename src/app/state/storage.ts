/**
 * What the app keeps in this browser. Storage may be blocked or full (private windows, embeds), and what is read
 * may be anything: every value passes a schema, and a failed write is an answer, not an exception.
 */
import * as v from 'valibot'

type Area = 'local' | 'session'

function area(name: Area): Storage | null {
  try {
    return name === 'local' ? globalThis.localStorage : globalThis.sessionStorage
  } catch {
    return null // reading the property throws where storage is blocked
  }
}

/** @returns null where nothing is kept under this key, or nothing that fits the schema */
export function readStored<T>(
  key: string,
  schema: v.GenericSchema<unknown, T>,
  where: Area = 'local',
): T | null {
  try {
    const text = area(where)?.getItem(key)
    if (text === null || text === undefined) return null
    const result = v.safeParse(schema, JSON.parse(text))
    return result.success ? result.output : null
  } catch {
    return null
  }
}

/** @returns false where the browser did not keep it */
export function writeStored(key: string, value: unknown, where: Area = 'local'): boolean {
  try {
    const storage = area(where)
    if (storage === null) return false
    storage.setItem(key, JSON.stringify(value))
    return true
  } catch {
    return false
  }
}
