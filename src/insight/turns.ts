/**
 * Where the request turned round before the view answered, and what each turn says: a lid that answered early, a
 * process_view that did, exceptions on their way to a boundary, and a redirect at the end.
 */
import type { Span, TraceEntry } from '../trace/model.ts'
import { layerWord } from './names.ts'
import type { StationId, Stop } from './stop.ts'
import type { TraceTree } from './tree.ts'

/** A layer or its hook gave the response; nothing inside it was reached. */
interface AnswerTurn {
  readonly layer: number
  readonly step: number
  /** `301 → https`, `200 from cache`, `403 from Csrf`. */
  readonly pill: string
}

interface ExceptionTurn {
  readonly className: string
  readonly message: string
  readonly station: StationId
  readonly raisedStep: number
  /** null when nothing made a response of it. */
  readonly convertedStep: number | null
  readonly status: number | null
  /** The layer that receives the response; null: the boundary around the innermost core. */
  readonly boundary: number | null
  /** Layers whose process_exception looked at it, in that order. */
  readonly seenBy: readonly number[]
}

export interface Turns {
  readonly early: AnswerTurn | null
  readonly hook: AnswerTurn | null
  readonly exceptions: readonly ExceptionTurn[]
  readonly redirect: { readonly status: number; readonly to: string } | null
}

export function turnsOf(tree: TraceTree, stops: readonly Stop[]): Turns {
  const http = tree.spanOfKind('http')?.detail
  const status = http?.status ?? null
  const location = http?.responseHeaders?.find(
    ({ name }) => name.toLowerCase() === 'location',
  )?.value
  const early = tree.spans('middleware').find(({ detail }) => detail.answeredEarly === true)
  const hook = tree
    .spans('middleware.hook')
    .find(({ detail }) => detail.hook === 'process_view' && detail.answered === true)
  const stepOf = (entry: number): number =>
    stops.findLast((stop) => stop.entry === entry)?.step ?? stops.length - 1
  return {
    early:
      early === undefined
        ? null
        : {
            layer: early.detail.index,
            step: stops.find((stop) => stop.outcome === 'answered-early')?.step ?? stepOf(early.id),
            pill: earlyPill(early, statusFrom(tree, early) ?? status, location, http?.url ?? ''),
          },
    hook:
      hook === undefined
        ? null
        : {
            layer: hook.detail.index,
            step: stepOf(hook.id),
            pill: `${statusFrom(tree, hook) ?? status ?? ''} from ${layerWord(hook.detail.path)}`.trim(),
          },
    exceptions: exceptionsOf(tree, stops),
    redirect:
      status !== null && status >= 300 && status < 400 && location !== undefined
        ? { status, to: location }
        : null,
  }
}

/** The status as it was at the turn: layers further out may change it (they rarely do). */
function statusFrom(tree: TraceTree, span: Span): number | null {
  const out = tree.events('middleware.response').find((event) => event.order > span.order)
  return out?.detail.status ?? null
}

function earlyPill(
  span: Span & { kind: 'middleware' },
  status: number | null,
  location: string | undefined,
  url: string,
): string {
  const code = status ?? ''
  if (/Cache/.test(span.detail.path)) return `${code} from cache`.trim()
  if (location === undefined) return `${code} from ${layerWord(span.detail.path)}`.trim()
  const isUpgrade = location.startsWith('https://') && location.endsWith(url)
  return `${code} → ${isUpgrade ? 'https' : location}`.trim()
}

function exceptionsOf(tree: TraceTree, stops: readonly Stop[]): readonly ExceptionTurn[] {
  const converted = tree.events('exception.converted')
  return tree.events('exception.raised').map((raised) => {
    const end = converted.find(
      (event) => event.order > raised.order && event.detail.className === raised.detail.className,
    )
    const stop = stops.find(({ entry }) => entry === raised.id)
    return {
      className: raised.detail.className,
      message: raised.detail.message,
      station: stop?.station ?? 'view',
      raisedStep: stop?.step ?? 0,
      convertedStep:
        end === undefined ? null : (stops.find(({ entry }) => entry === end.id)?.step ?? null),
      status: end?.detail.status ?? null,
      boundary: end?.detail.boundary ?? null,
      seenBy: tree
        .spans('middleware.hook')
        .filter(
          ({ detail, order }) =>
            detail.hook === 'process_exception' &&
            order > raised.order &&
            (end === undefined || order < end.order),
        )
        .map(({ detail }) => detail.index),
    }
  })
}

/** The place in the diagram where an entry happens: that of the nearest span that has one. */
export function stationOf(tree: TraceTree, entry: TraceEntry): StationId {
  let at: TraceEntry | null = tree.raisedIn.get(entry.id) ?? entry
  while (at !== null) {
    const station = ownStation(at)
    if (station !== null) return station
    at = tree.parentOf(at)
  }
  return 'server'
}

function ownStation(entry: TraceEntry): StationId | null {
  switch (entry.kind) {
    case 'http':
      return 'browser'
    case 'signal.sent':
      return entry.parent === 0 ? 'server' : null
    case 'handler':
      return 'server'
    case 'middleware':
    case 'middleware.request':
    case 'middleware.response':
      return `mw:${entry.detail.index}`
    case 'middleware.hook':
      return `hook:${entry.detail.index}`
    case 'urls.resolve':
    case 'urls.try':
      return 'urls'
    case 'view':
    case 'view.method':
    case 'form.clean':
      return 'view'
    case 'template.render':
    case 'template.block':
    case 'template.include':
    case 'template.found':
    case 'template.extends':
      return 'template'
    case 'orm.evaluate':
    case 'orm.write':
    case 'orm.queryset':
    case 'orm.prefetch':
      return 'orm'
    case 'db.query':
    case 'db.atomic':
      return 'db'
    case 'cache':
      return 'cache'
    default:
      return null
  }
}
