/** What stands around a case: settings, language, time zone, a clock that stands still, randomness from a seed. */
import '../../src/framework/conf/locale/all.ts'
import { datetime } from '../../src/base/python/datetime.ts'
import { settings } from '../../src/framework/conf/index.ts'
import { setPorts } from '../../src/framework/utils/ports.ts'
import * as timezone from '../../src/framework/utils/timezone.ts'
import * as translation from '../../src/framework/utils/translation/index.ts'
import type { Case } from './case.ts'
import type { Decode } from './values.ts'

const SETTINGS = {
  SECRET_KEY: 'conformance-secret',
  USE_TZ: true,
  TIME_ZONE: 'UTC',
  LANGUAGE_CODE: 'en-us',
  ALLOWED_HOSTS: ['*'],
  SESSION_ENGINE: 'django.contrib.sessions.backends.cache',
  EMAIL_BACKEND: 'django.core.mail.backends.locmem.EmailBackend',
}
const NOW = '2026-01-15T12:00:00+00:00'

interface Options {
  readonly settings?: Readonly<Record<string, unknown>>
  readonly now?: string
  readonly time_zone?: string
  readonly language?: string
}

let microseconds = 0
let seed = 0

/** Bytes that differ from call to call and are the same in every run. */
function random(count: number): Uint8Array {
  return Uint8Array.from({ length: count }, () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
    return seed >>> 24
  })
}

/** Clock and randomness, for the framework and for a project. */
export const ports = { now: () => microseconds, monotonic: () => microseconds, random }
setPorts(ports)

/** Seconds; the frozen clock moves on. */
export function advance(seconds: number): void {
  microseconds += seconds * 1e6
}

/** Sets the clock, and randomness with it. */
export function startClock(now = NOW): void {
  microseconds = Number(datetime.fromisoformat(now).timestamp()) * 1e6
  seed = 1
}

/** Sets everything as the case asks, whatever ran before. */
export function prepare(given: Case, decode: Decode, more: object = {}): void {
  const options = (given.options ?? {}) as Options
  const own = decode(options.settings ?? {}) as object
  settings.configure({ ...SETTINGS, ...more, ...own })
  startClock(options.now)
  translation.activate(options.language ?? 'en-us')
  timezone.deactivate()
  if (options.time_zone !== undefined) timezone.activate(options.time_zone)
}
