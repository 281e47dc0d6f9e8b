/**
 * Where a playground's code lives: on another site than the app, one origin per open playground, so that a stranger's
 * project meets nothing of anybody else's. The setting is a wildcard (`http://*.localhost:5174`), or a list of
 * origins of which each tab takes a free one.
 */
import * as v from 'valibot'
import { readStored, writeStored } from '../state/storage.ts'

const DEFAULT = 'http://*.localhost:5174'

/** The deployment's setting; baked in when the app is built. */
export function sandboxSetting(): string {
  return (import.meta.env.VITE_SANDBOX_ORIGIN as string | undefined) ?? DEFAULT
}

/** Origins to try in this order, for a playground that would like `id`. */
export function candidates(setting: string, id: string): string[] {
  return setting
    .split(/[\s,]+/)
    .filter((one) => one !== '')
    .map((one) => one.replace('*', id))
}

/** Letters and digits of a host label; no one can guess another tab's. */
export function freshId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(10))
  return `p${Array.from(bytes, (byte) => (byte % 36).toString(36)).join('')}`
}

/**
 * Whether both stand on one site, where a browser may run them in one process. Without the public suffix list the
 * last two labels decide, which errs on the careful side (`a.co.uk` and `b.co.uk` count as one).
 */
export function isSameSite(a: string, b: string): boolean {
  const [one, two] = [new URL(a), new URL(b)]
  if (one.hostname === two.hostname) return true
  if (/^[\d.]+$|^\[/.test(one.hostname) || /^[\d.]+$|^\[/.test(two.hostname)) return false
  const site = (url: URL) => url.hostname.split('.').slice(-2).join('.')
  return site(one) === site(two)
}

const idSchema = v.pipe(v.string(), v.regex(/^p[a-z0-9]+$/))
const ID_KEY = 'roundtrip.sandbox'

/**
 * Takes an origin for this tab and holds it until the tab closes.
 *
 * @param isShared  a stranger's project: always an origin that was never used before, where there is a wildcard
 * @returns null where every origin of the list is in use
 */
export async function claimSandbox(
  setting: string,
  isShared: boolean,
): Promise<{ readonly id: string; readonly origin: string } | null> {
  const kept = isShared ? null : readStored(ID_KEY, idSchema, 'session')
  // a duplicated tab copies the kept id, whose lock its twin holds: then a fresh one
  for (const id of kept === null ? [freshId()] : [kept, freshId()]) {
    for (const origin of candidates(setting, id)) {
      if (!(await hold(origin))) continue
      if (!isShared) writeStored(ID_KEY, id, 'session')
      return { id, origin }
    }
  }
  return null
}

const held = new Set<string>()

function hold(origin: string): Promise<boolean> {
  if (held.has(origin)) return Promise.resolve(true)
  // Web Locks exist in secure contexts only; elsewhere there is nobody to ask
  if (navigator.locks === undefined) return Promise.resolve(true)
  return new Promise((answer) => {
    void navigator.locks.request(`roundtrip ${origin}`, { ifAvailable: true }, (lock) => {
      answer(lock !== null)
      if (lock === null) return undefined
      held.add(origin)
      return new Promise<void>(() => {}) // never settles: the lock is held as long as the tab lives
    })
  })
}
