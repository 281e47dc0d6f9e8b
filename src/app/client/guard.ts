/** Which window messages the app listens to at all: those of its own sandbox frame, from its origin, in our shape. */
import { parseHostMessage, type HostMessage } from '../../protocol/app-host.ts'

/** The parts of a MessageEvent that decide. */
export interface Incoming {
  readonly origin: string
  readonly source: unknown
  readonly data: unknown
}

/** @returns null for everything that is not to be believed */
export function acceptHostMessage(
  event: Incoming,
  expected: { readonly origin: string; readonly source: unknown },
): HostMessage | null {
  if (event.origin !== expected.origin) return null
  if (expected.source === null || event.source !== expected.source) return null
  return parseHostMessage(event.data)
}
