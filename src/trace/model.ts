/**
 * A trace is what one request did, as plain data: spans (they last) and events (instants), in the order they
 * happened. It is serialised into links and files, so fields are only ever added, and `version` rises when a
 * reader must know.
 */
import type { SourceRange } from '../base/source.ts'
import type { EventDetails, EventKind, SpanDetails, SpanKind } from './kinds.ts'

export const TRACE_VERSION = 1
/** The recorder counts what is beyond; a larger trace is not ours. */
export const MAX_ENTRIES = 50_000

interface Entry {
  /** Unique in its trace, from 0, in order of beginning. */
  readonly id: number
  /** The span that was open when this began; null for the root. */
  readonly parent: number | null
  /** The learner's line that caused it, a template's line included; null where none is known. */
  readonly where: SourceRange | null
  /** Logical order: every begin, end and event takes the next number. Steps of the playhead follow it. */
  readonly order: number
}

export interface SpanOf<K extends SpanKind> extends Entry {
  readonly type: 'span'
  readonly kind: K
  /** Microseconds of the real clock since the trace began. */
  readonly startUs: number
  /** null: still open when the trace was cut off (a killed worker). */
  readonly endUs: number | null
  /** Logical order of its end; null with `endUs`. */
  readonly endOrder: number | null
  readonly detail: SpanDetails[K]
}

export interface EventOf<K extends EventKind> extends Entry {
  readonly type: 'event'
  readonly kind: K
  readonly atUs: number
  readonly detail: EventDetails[K]
}

/** Unions over all kinds, so that `entry.kind === 'db.query'` narrows `entry.detail`. */
export type Span = { [K in SpanKind]: SpanOf<K> }[SpanKind]
export type TraceEvent = { [K in EventKind]: EventOf<K> }[EventKind]
export type TraceEntry = Span | TraceEvent

/** Why a request was made, and after which other one. */
export interface TraceLink {
  readonly kind: 'navigation' | 'redirect' | 'subrequest'
  /** Trace id of the request that redirected here, or of the page that asked; null for the first. */
  readonly from: string | null
}

export interface Trace {
  readonly version: typeof TRACE_VERSION
  /** Unique in the session. */
  readonly id: string
  /** Milliseconds since the epoch. */
  readonly startedAt: number
  readonly link: TraceLink
  /** Sorted by `order`. */
  readonly entries: readonly TraceEntry[]
  /** Entries left out because a cap was reached; 0 for a whole trace. */
  readonly dropped: number
  /** Set where the request did not finish: what ended it, in one sentence. */
  readonly stopped: { readonly reason: string; readonly where: SourceRange | null } | null
}
