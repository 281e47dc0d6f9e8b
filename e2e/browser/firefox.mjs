/** Which Firefox the tests drive: the one named in FIREFOX, else the machine's own; null where there is none. */
import { existsSync } from 'node:fs'

const INSTALLED = [
  '/usr/bin/firefox-esr',
  '/usr/bin/firefox',
  '/Applications/Firefox.app/Contents/MacOS/firefox',
]

/** @returns {string | null} */
export function firefox() {
  return process.env['FIREFOX'] ?? INSTALLED.find(existsSync) ?? null
}
