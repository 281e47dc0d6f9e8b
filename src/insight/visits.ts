/**
 * Where the request was, by station: made once for a journey, so that the picture of a step costs a few binary
 * searches and no walk over thousands of stops.
 */
import type { SourceRange } from '../base/source.ts'
import type { Journey } from './journey.ts'
import { shortName } from './names.ts'
import type { StationId } from './stop.ts'

interface StationVisits {
  /** Steps at this station, rising. */
  readonly steps: number[]
  /** Of each of `steps`: how often it had been entered, and the model time spent up to its end. */
  readonly times: number[]
  readonly spentMs: number[]
  where: SourceRange | null
}

interface Visits {
  readonly stations: ReadonlyMap<StationId, StationVisits>
  /** Models asked for, in order, each once: `Post`. */
  readonly models: readonly string[]
  /** Steps at which a query ran, rising. */
  readonly queries: readonly number[]
  /** By loop: steps at which one of its queries ran. */
  readonly loops: readonly (readonly number[])[]
  /** By layer: when the request, and the response, had passed it; null for never. */
  readonly passedIn: ReadonlyMap<number, number>
  readonly passedOut: ReadonlyMap<number, number>
  /** The step at which the response begins; the number of stops where it never does. */
  readonly returns: number
}

const made = new WeakMap<Journey, Visits>()

export function visitsOf(journey: Journey): Visits {
  const known = made.get(journey)
  if (known !== undefined) return known
  const visits = readVisits(journey)
  made.set(journey, visits)
  return visits
}

function readVisits(journey: Journey): Visits {
  const stations = new Map<StationId, StationVisits>()
  const queries: number[] = []
  const loops: number[][] = journey.loops.map(() => [])
  const passedIn = new Map<number, number>()
  const passedOut = new Map<number, number>()
  let before: StationId | null = null
  for (const stop of journey.stops) {
    let station = stations.get(stop.station)
    if (station === undefined) {
      station = { steps: [], times: [], spentMs: [], where: null }
      stations.set(stop.station, station)
    }
    station.times.push((station.times.at(-1) ?? 0) + (before === stop.station ? 0 : 1))
    station.spentMs.push((station.spentMs.at(-1) ?? 0) + stop.durationMs)
    station.steps.push(stop.step)
    station.where ??= stop.where
    before = stop.station

    const entry = journey.tree.byId.get(stop.entry)
    if (entry?.kind === 'db.query') {
      queries.push(stop.step)
      const loop = journey.queryOf.get(entry.id)?.loop?.id
      if (loop !== undefined) loops[loop]?.push(stop.step)
    }
    if (entry?.kind === 'middleware.request') passedIn.set(entry.detail.index, stop.step)
    if (entry?.kind === 'middleware.response') passedOut.set(entry.detail.index, stop.step)
  }
  const asked = journey.tree.spans('orm.evaluate').map(({ detail }) => shortName(detail.model))
  const models = [...new Set(asked)]
  return { stations, models, queries, loops, passedIn, passedOut, returns: findReturn(journey) }
}

function findReturn({ stops, tree }: Journey): number {
  // a project that does not load never lets the request in: it turns where that is told
  if (tree.spanOfKind('handler') === null) {
    return stops.find(({ outcome }) => outcome === 'raised')?.step ?? stops.length
  }
  const found = stops.find(
    (stop) =>
      stop.outcome === 'converted' ||
      stop.outcome === 'answered-early' ||
      (stop.direction === 'out' &&
        (stop.station === 'server' || stop.station === 'view' || stop.station.startsWith('mw:'))),
  )
  return found?.step ?? stops.length
}

/** How many of the rising `steps` are at or before `step`. */
export function countUpTo(steps: readonly number[], step: number): number {
  let low = 0
  let high = steps.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((steps[middle] as number) <= step) low = middle + 1
    else high = middle
  }
  return low
}
