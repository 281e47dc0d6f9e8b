/**
 * One finished trace, read once: the stops of the playhead and everything the screen says about them. Plain data
 * from here on; the screen asks `stationsAt(journey, step)` and never looks at the trace to decide something.
 */
import { TRACE_VERSION, type Trace } from '../trace/model.ts'
import { modelClock, type ModelClock } from './cost.ts'
import { layersOf, lidsOf, type LayerInfo } from './layers.ts'
import { queriesOf, type QueryInfo, type QueryLoop } from './queries.ts'
import { stopsOf } from './stops.ts'
import type { Stop } from './stop.ts'
import { readTrace, type TraceTree } from './tree.ts'
import { turnsOf, type Turns } from './turns.ts'

export interface Journey {
  readonly trace: Trace
  readonly tree: TraceTree
  readonly clock: ModelClock
  readonly method: string
  /** Path with query. */
  readonly url: string
  /** null while the request has no answer (it was stopped). */
  readonly status: number | null
  readonly reason: string
  readonly server: 'WSGI' | 'ASGI'
  /** Sorted by step; never empty. */
  readonly stops: readonly Stop[]
  /** Logical order of each stop, as long as `stops`. */
  readonly stopOrders: readonly number[]
  /** Model time of the whole request. */
  readonly durationMs: number
  /** MIDDLEWARE, outermost first. */
  readonly layers: readonly LayerInfo[]
  /** The diagram's lids: places in `layers`, several where quiet neighbours share one. */
  readonly lids: readonly (readonly number[])[]
  readonly queries: readonly QueryInfo[]
  /** By entry. */
  readonly queryOf: ReadonlyMap<number, QueryInfo>
  readonly loops: readonly QueryLoop[]
  /** Entries of spans that raised. */
  readonly failed: ReadonlySet<number>
  readonly turns: Turns
}

/** Cost: linear in the entries. */
export function journey(trace: Trace): Journey {
  const tree = readTrace(trace)
  const clock = modelClock(tree)
  const { queries, loops } = queriesOf(tree)
  const layers = layersOf(tree)
  const queryOf = new Map(queries.map((query) => [query.entry, query]))
  const { stops, orders } = stopsOf({ tree, clock, queries: queryOf, loops })
  const http = tree.spanOfKind('http')
  const handler = tree.spanOfKind('handler')
  const turns = turnsOf(tree, stops)
  const boundaries = turns.exceptions.map(({ boundary }) => boundary ?? layers.length - 1)
  return {
    trace,
    tree,
    clock,
    method: http?.detail.method ?? 'GET',
    url: http?.detail.url ?? '/',
    status: http?.detail.status ?? null,
    reason: http?.detail.reason ?? '',
    server: handler?.detail.name === 'ASGIHandler' ? 'ASGI' : 'WSGI',
    stops,
    stopOrders: orders,
    durationMs: clock.totalMs,
    layers,
    lids: lidsOf(layers, new Set(boundaries)),
    queries,
    queryOf,
    loops,
    failed: new Set([...tree.raisedIn.values()].map(({ id }) => id)),
    turns,
  }
}

/** The last stop that began at or before a logical order: where the playhead stands for it. */
export function stepAtOrder(reading: Pick<Journey, 'stopOrders'>, order: number): number {
  let low = 0
  let high = reading.stopOrders.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((reading.stopOrders[middle] as number) <= order) low = middle
    else high = middle - 1
  }
  return low
}

/** The stop that stands for a trace entry. */
export function stepOfEntry(reading: Journey, entry: number): number {
  const found = reading.tree.byId.get(entry)
  return found === undefined ? 0 : stepAtOrder(reading, found.order)
}

/** `GET /blog/ · 11 queries`: what a run is called. */
export function runName(reading: Journey): string {
  const count = reading.queries.length
  const queries = count === 0 ? 'no SQL' : count === 1 ? '1 query' : `${count} queries`
  return `${reading.method} ${reading.url} · ${queries}`
}

/** The project before its first request: its layers are known, nothing has travelled. Drawn at step -1. */
export function blankJourney(middleware: readonly string[]): Journey {
  return journey({
    version: TRACE_VERSION,
    id: 'blank',
    startedAt: 0,
    link: { kind: 'navigation', from: null },
    entries: [
      {
        type: 'span',
        id: 0,
        parent: null,
        kind: 'handler',
        where: null,
        order: 0,
        startUs: 0,
        endUs: null,
        endOrder: null,
        detail: {
          name: 'WSGIHandler',
          middleware: middleware.map((path) => ({ path, hooks: [] })),
          environ: {},
        },
      },
    ],
    dropped: 0,
    stopped: null,
  })
}
