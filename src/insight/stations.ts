/**
 * The diagram at one step: which stations there are and in what state. A pure function of journey and step, so the
 * same step is the same picture however one came there.
 */
import { formatSource, type SourceRange } from '../base/source.ts'
import { mainResolve } from './core.ts'
import { formatMs, plural } from './format.ts'
import type { Journey } from './journey.ts'
import { lidWords } from './layers.ts'
import { layerWord, shortName } from './names.ts'
import { phaseOf } from './stops.ts'
import type { Phase, StationId } from './stop.ts'
import { countUpTo, visitsOf } from './visits.ts'

/** `never`: the request turned round before it, or is on its way home without having been there. */
type StationState = 'ahead' | 'visited' | 'here' | 'never'

export interface StationView {
  readonly id: StationId
  readonly phase: Phase
  readonly label: string
  /** Second line: `blog/views.ts:12`; empty for none. */
  readonly sub: string
  readonly state: StationState
  /** What it did, up to this step: `adds request.user`. Empty when nothing. */
  readonly words: string
  /** Times it was entered up to this step. */
  readonly visits: number
  /** Model time spent here up to this step. */
  readonly spentMs: number
  /** `Database, 11 queries, 10 similar, 4.2 ms`: the accessible name. */
  readonly name: string
  /** Class of the exception that came from here, up to this step. */
  readonly raised: string | null
  /** First step here; null where the request never comes. */
  readonly firstStep: number | null
  readonly where: SourceRange | null
}

interface LoopView {
  /** Similar queries up to this step. */
  readonly count: number
  readonly total: number
  readonly sentence: string
}

export interface Picture {
  readonly stations: ReadonlyMap<StationId, StationView>
  /** The biggest loop that has begun. */
  readonly loop: LoopView | null
  /** Whether the response is on its way. */
  readonly isReturning: boolean
}

/** The step at which the response begins; the number of stops where it never does. */
export function returnStep(reading: Journey): number {
  return visitsOf(reading).returns
}

export function stationIds(reading: Journey): readonly StationId[] {
  const layers = reading.layers.map(({ index }): StationId => `mw:${index}`)
  const strips = reading.layers
    .filter(({ hooks }) => innerHooks(hooks).length > 0)
    .map(({ index }): StationId => `hook:${index}`)
  return [
    'browser',
    'server',
    ...layers,
    'urls',
    ...strips,
    'view',
    'orm',
    'template',
    'db',
    'cache',
  ]
}

/** Hooks that run inside all lids, where a strip stands for them. */
export function innerHooks(hooks: readonly string[]): readonly string[] {
  return hooks.filter((hook) => hook !== 'process_request' && hook !== 'process_response')
}

/** Of each run the picture drawn last. */
const drawn = new WeakMap<Journey, Picture>()

/**
 * Cost: a few binary searches for each station. Views that are as in the picture asked for before are the same
 * objects, so that who draws them sees at once that there is nothing to do.
 */
export function pictureAt(reading: Journey, step: number): Picture {
  const isReturning = step >= returnStep(reading)
  const here = reading.stops[step]?.station
  const before = drawn.get(reading)
  const stations = new Map<StationId, StationView>()
  for (const id of stationIds(reading)) {
    const view = stationView(reading, id, step, here === id, isReturning)
    const known = before?.stations.get(id)
    stations.set(id, known !== undefined && isSameView(known, view) ? known : view)
  }
  const picture = { stations, loop: loopAt(reading, step), isReturning }
  drawn.set(reading, picture)
  return picture
}

/** The name says words, counts, state and time; `where` and `firstStep` belong to the run. */
function isSameView(a: StationView, b: StationView): boolean {
  return (
    a.name === b.name &&
    a.state === b.state &&
    a.sub === b.sub &&
    a.words === b.words &&
    a.raised === b.raised &&
    a.visits === b.visits &&
    a.spentMs === b.spentMs
  )
}

function stationView(
  reading: Journey,
  id: StationId,
  step: number,
  isHere: boolean,
  isReturning: boolean,
): StationView {
  const visits = visitsOf(reading).stations.get(id)
  const done = visits === undefined ? 0 : countUpTo(visits.steps, step)
  const isNever = visits === undefined && isReturning
  const state = isHere ? 'here' : done > 0 ? 'visited' : isNever ? 'never' : 'ahead'
  const { label, sub, where } = nameOf(reading, id, visits?.where ?? null)
  const raised = raisedAt(reading, id, step)
  const words = wordsOf(reading, id, step)
  const spentMs = visits?.spentMs[done - 1] ?? 0
  const facts = [label, words, factsOf(reading, id, step), STATE_WORDS[state]]
  if (raised !== null) facts.push(`raised ${raised.className}`)
  if (spentMs > 0) facts.push(formatMs(spentMs))
  return {
    id,
    phase: phaseOf(id),
    label,
    sub: raised?.place ?? sub,
    state,
    words,
    raised: raised?.className ?? null,
    visits: visits?.times[done - 1] ?? 0,
    spentMs,
    name: facts.filter((fact) => fact !== '').join(', '),
    firstStep: visits?.steps[0] ?? null,
    where,
  }
}

/** The last exception that came from a station, with its line. */
function raisedAt(
  reading: Journey,
  id: StationId,
  step: number,
): { readonly className: string; readonly place: string | null } | null {
  const turn = reading.turns.exceptions.findLast(
    ({ station, raisedStep }) => station === id && raisedStep <= step,
  )
  if (turn === undefined) return null
  const where = reading.stops[turn.raisedStep]?.where ?? null
  const isOwn = id === 'view' && where !== null
  return { className: turn.className, place: isOwn ? formatSource(where) : null }
}

const STATE_WORDS: Readonly<Record<StationState, string>> = {
  ahead: 'ahead',
  visited: 'visited',
  here: 'the request is here',
  never: 'never reached',
}

function nameOf(
  reading: Journey,
  id: StationId,
  visited: SourceRange | null,
): { label: string; sub: string; where: SourceRange | null } {
  const plain = (label: string, sub = '') => ({ label, sub, where: visited })
  if (id.startsWith('mw:')) {
    const layer = reading.layers[Number(id.slice(3))]
    const entry =
      layer?.entry === null || layer === undefined ? undefined : reading.tree.byId.get(layer.entry)
    return { label: layer?.name ?? id, sub: '', where: entry?.where ?? null }
  }
  if (id.startsWith('hook:')) {
    const layer = reading.layers[Number(id.slice(5))]
    return plain(`${innerHooks(layer?.hooks ?? []).join(', ')} · ${layerWord(layer?.path ?? '')}`)
  }
  switch (id) {
    case 'browser':
      return plain('Browser')
    case 'server':
      return plain(`Web server · ${reading.server}`)
    case 'urls': {
      const match = mainResolve(reading.tree)?.detail
      return plain('URL resolver', match?.route === undefined ? '' : `${match.route || "''"}`)
    }
    case 'view': {
      const view = reading.tree.spanOfKind('view')
      const where = view?.where ?? null
      const resolved = mainResolve(reading.tree)?.detail.view
      const dotted = view?.detail.name ?? resolved
      const label = dotted === undefined ? 'View' : `${shortName(dotted)}()`
      return { label, sub: where === null ? '' : formatSource(where), where }
    }
    case 'orm': {
      return plain('ORM', visitsOf(reading).models.slice(0, 3).join(', '))
    }
    case 'template': {
      const first = reading.tree.spanOfKind('template.render')
      return plain('Template', first?.detail.name ?? '')
    }
    case 'db':
      return plain('Database', 'SQLite')
    default:
      return plain('Cache')
  }
}

/** What a lid did, once the request (or the response) has passed it. */
function wordsOf(reading: Journey, id: StationId, step: number): string {
  if (!id.startsWith('mw:')) return ''
  const index = Number(id.slice(3))
  const layer = reading.layers[index]
  if (layer === undefined) return ''
  const { passedIn, passedOut } = visitsOf(reading)
  const isPast = (passed: number | undefined): boolean => passed !== undefined && passed <= step
  const out = isPast(passedOut.get(index)) ? lidWords(layer.changesOut) : ''
  if (out !== '') return out
  return isPast(passedIn.get(index)) ? lidWords(layer.changesIn) : ''
}

function factsOf(reading: Journey, id: StationId, step: number): string {
  if (id !== 'db') return ''
  const done = queriesUpTo(reading, step)
  const similar = loopAt(reading, step)?.count ?? 0
  return done === 0
    ? ''
    : `${plural(done, 'query', 'queries')}${similar === 0 ? '' : `, ${similar} similar`}`
}

/** Queries that have run by this step. */
function queriesUpTo(reading: Journey, step: number): number {
  return countUpTo(visitsOf(reading).queries, step)
}

function loopAt(reading: Journey, step: number): LoopView | null {
  let best: LoopView | null = null
  visitsOf(reading).loops.forEach((steps, id) => {
    const count = countUpTo(steps, step)
    if (count < 2 || (best !== null && best.count >= count)) return
    best = { count, total: steps.length, sentence: reading.loops[id]?.sentence ?? '' }
  })
  return best
}
