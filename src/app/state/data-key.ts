/**
 * Which database a sandbox goes on with after a reload: one key for the own project of this tab and one for a link,
 * renewed when another project takes the place. Kept per tab, like the sandbox's origin; the data are kept there.
 */
import * as v from 'valibot'
import { readStored, writeStored } from './storage.ts'

const KEY = 'roundtrip.data'
const key = v.pipe(v.string(), v.maxLength(100))
const schema = v.object({
  own: v.nullable(key),
  shared: v.nullable(v.object({ fragment: v.string(), key })),
})

const read = () => readStored(KEY, schema, 'session') ?? { own: null, shared: null }

/** @param fragment  of the link; '' for the own project */
export function dataKey(fragment: string): string {
  const kept = read()
  if (fragment === '' && kept.own !== null) return kept.own
  if (kept.shared?.fragment === fragment) return kept.shared.key
  return renewDataKey(fragment)
}

/** What is kept belongs to another project. */
export function renewDataKey(fragment: string): string {
  const key = crypto.randomUUID()
  const change = fragment === '' ? { own: key } : { shared: { fragment, key } }
  writeStored(KEY, { ...read(), ...change }, 'session')
  return key
}
