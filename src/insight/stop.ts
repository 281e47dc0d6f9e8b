/**
 * What the screen draws of a trace: an ordered list of stops of the playhead. Plain data, computed once per trace,
 * kept in links. Diagram, timeline, captions, slider and editor all show the same stop.
 */
import type { SourceRange } from '../base/source.ts'

export type Phase =
  'outside' | 'middleware' | 'urls' | 'view' | 'orm' | 'database' | 'template' | 'cache' | 'error'

/** A place in the diagram. `mw:0` is the outermost layer, `hook:3` its strip before the view. */
export type StationId =
  | 'browser'
  | 'server'
  | `mw:${number}`
  | `hook:${number}`
  | 'urls'
  | 'view'
  | 'orm'
  | 'db'
  | 'template'
  | 'cache'

export interface Stop {
  /** From 0; also the id in links. */
  readonly step: number
  readonly station: StationId
  readonly direction: 'in' | 'out' | 'at'
  readonly phase: Phase
  /** Model time from 0: a fixed cost for each kind, so that two runs compare without noise. */
  readonly startMs: number
  readonly durationMs: number
  /** Caption, live region, transcript and slider text: one wording. */
  readonly sentence: string
  readonly where: SourceRange | null
  readonly outcome: 'ok' | 'redirect' | 'answered-early' | 'raised' | 'converted'
  /** Place in a run of similar queries; `similarTo` is the step of the first. */
  readonly loop: { readonly index: number; readonly of: number; readonly similarTo: number } | null
  /** Trace entry it came from; the inspector opens it. */
  readonly entry: number
  /** Play stops here (15–25 in a usual request); stepping stops everywhere. */
  readonly isStation: boolean
}
