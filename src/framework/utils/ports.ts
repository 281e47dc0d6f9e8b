/**
 * What the framework needs from its host and must not take by itself: clock and randomness. The runtime sets real ones,
 * tests set fixed ones, so that the same request gives the same trace.
 */
import { RuntimeError } from '../../base/python/exceptions.ts'

export interface Ports {
  /** Wall clock: microseconds since 1970-01-01 UTC. */
  now(): number
  /** Microseconds of a clock that never goes back; only differences mean something. */
  monotonic(): number
  /** Unpredictable bytes for tokens and salts. */
  random(bytes: number): Uint8Array
}

function missing(name: string): never {
  throw new RuntimeError(`The host has not provided '${name}'. Call setPorts() first.`)
}

/** Read it at the moment of use: tests replace single ports. */
export const ports: Ports = {
  now: () => missing('now'),
  monotonic: () => missing('monotonic'),
  random: () => missing('random'),
}

export function setPorts(some: Partial<Ports>): void {
  Object.assign(ports, some)
}
