/**
 * The stops of the playhead, in order. A span's beginning is no stop where its own event follows at once (a lid
 * would be entered twice), and its end none where its event has just said so.
 */
import type { EventOf, Span, TraceEntry } from '../trace/model.ts'
import { isInCore, mainResolve } from './core.ts'
import type { ModelClock } from './cost.ts'
import { answersItself, beginSentence, endSentence, eventSentence, type Story } from './narrate.ts'
import type { QueryInfo, QueryLoop } from './queries.ts'
import type { Phase, StationId, Stop } from './stop.ts'
import type { Mark, TraceTree } from './tree.ts'
import { stationOf } from './turns.ts'

interface Reading {
  readonly tree: TraceTree
  readonly clock: ModelClock
  readonly queries: ReadonlyMap<number, QueryInfo>
  readonly loops: readonly QueryLoop[]
}

type Draft = Pick<Stop, 'sentence' | 'station' | 'direction' | 'outcome' | 'isStation'> & {
  readonly entry: TraceEntry
  readonly order: number
  /** Where it is not the entry's own place. */
  readonly where?: Stop['where']
}

export function stopsOf(reading: Reading): { stops: readonly Stop[]; orders: readonly number[] } {
  const { tree, clock } = reading
  const story: Story = {
    tree,
    queries: reading.queries,
    loops: reading.loops,
    totalMs: clock.totalMs,
  }
  const drafts: Draft[] = []
  tree.marks.forEach((mark, index) => {
    const draft = draftOf(story, mark, tree.marks[index - 1], tree.marks[index + 1])
    if (draft !== null) drafts.push(staysInCore(tree, draft, drafts.at(-1)))
  })
  const end = stoppedDraft(tree)
  if (end !== null) drafts.push(end)

  const firstStepOfLoop = new Map<number, number>()
  const stops = drafts.map((draft, step): Stop => {
    const startMs = clock.at(draft.order)
    const next = drafts[step + 1]
    return {
      step,
      station: draft.station,
      direction: draft.direction,
      phase:
        draft.outcome === 'raised' || draft.outcome === 'converted'
          ? 'error'
          : phaseOf(draft.station),
      startMs,
      durationMs: round((next === undefined ? clock.totalMs : clock.at(next.order)) - startMs),
      sentence: draft.sentence,
      where: draft.where ?? placeOf(tree, draft.entry),
      outcome: draft.outcome,
      loop: loopAt(reading, story, draft, step, firstStepOfLoop),
      entry: draft.entry.id,
      isStation: draft.isStation,
    }
  })
  return { stops, orders: drafts.map(({ order }) => order) }
}

/** What is only told (a log line, a signal) moves nobody: the request stays where it was. */
function staysInCore(tree: TraceTree, draft: Draft, before: Draft | undefined): Draft {
  const isTold =
    draft.entry.kind === 'log' || draft.entry.kind === 'print' || draft.entry.kind === 'signal.sent'
  if (!isTold || before === undefined || !isInCore(tree, draft.entry)) return draft
  return { ...draft, station: before.station }
}

function draftOf(
  story: Story,
  mark: Mark,
  before: Mark | undefined,
  next: Mark | undefined,
): Draft | null {
  if (mark.at === 'event') return isStillChaining(mark, next) ? null : eventDraft(story, mark)
  const { span, order } = mark
  const station = stationOf(story.tree, span)
  if (mark.at === 'begin') {
    if (isSaidByNext(story.tree, span, next)) return null
    const isAnswer = answersAtOnce(span, next)
    const sentence = isAnswer ? answersItself(story.tree, span) : beginSentence(story, span)
    if (sentence === null) return null
    return {
      sentence,
      station,
      direction: 'in',
      outcome: isAnswer ? 'answered-early' : 'ok',
      isStation: isStationBegin(story, span),
      entry: span,
      order,
    }
  }
  if (span.kind === 'middleware' && before?.at === 'event' && isOwnResponse(span, before))
    return null
  const sentence = endSentence(story, span)
  if (sentence === null) return null
  return {
    sentence,
    station,
    direction: 'out',
    outcome: outcomeOfEnd(span),
    isStation: isStationEnd(story.tree, span),
    entry: span,
    order,
  }
}

/** A queryset is worth a stop when its chain is complete and nothing runs it at once: then it is lazy to be seen. */
function isStillChaining({ event }: Mark & { at: 'event' }, next: Mark | undefined): boolean {
  if (event.kind !== 'orm.queryset' || next === undefined) return false
  if (next.at === 'begin') return next.span.kind === 'orm.evaluate'
  if (next.at !== 'event' || next.event.kind !== 'orm.queryset') return false
  return (
    next.event.where?.file === event.where?.file && next.event.where?.line === event.where?.line
  )
}

function eventDraft(story: Story, mark: Mark & { at: 'event' }): Draft | null {
  const { event, order } = mark
  const sentence = eventSentence(story, event)
  if (sentence === null) return null
  const base = { sentence, entry: event, order, station: stationOf(story.tree, event) }
  switch (event.kind) {
    case 'middleware.request': {
      const isEarly = story.tree.around(event, 'middleware')?.detail.answeredEarly === true
      return {
        ...base,
        direction: 'in',
        outcome: isEarly ? 'answered-early' : 'ok',
        isStation: true,
      }
    }
    case 'middleware.response':
      return { ...base, direction: 'out', outcome: 'ok', isStation: true }
    case 'exception.raised':
      return { ...base, direction: 'at', outcome: 'raised', isStation: true }
    case 'exception.converted':
      return {
        ...base,
        station: boundaryStation(story.tree, event.detail.boundary),
        direction: 'out',
        outcome: 'converted',
        isStation: true,
      }
    case 'cache':
      return { ...base, direction: 'at', outcome: 'ok', isStation: true }
    default:
      return { ...base, direction: 'at', outcome: 'ok', isStation: false }
  }
}

/** The lid that the response of a boundary meets next; the server where there is none. */
function boundaryStation(tree: TraceTree, boundary: number | null): StationId {
  const last = (tree.spanOfKind('handler')?.detail.middleware.length ?? 0) - 1
  const layer = boundary ?? last
  return layer < 0 || layer > last ? 'server' : `mw:${layer}`
}

/** The beginning would say what the event right after it says better. */
function isSaidByNext(tree: TraceTree, span: Span, next: Mark | undefined): boolean {
  if (span.kind === 'middleware') {
    return (
      next?.at === 'event' &&
      next.event.kind === 'middleware.request' &&
      next.event.detail.index === span.detail.index
    )
  }
  // a hook is told at its end, once, unless something happens inside it
  return (
    span.kind === 'middleware.hook' &&
    span.endOrder !== null &&
    tree.children(span.id).every(({ type }) => type === 'event')
  )
}

function answersAtOnce(span: Span, next: Mark | undefined): span is Span & { kind: 'middleware' } {
  if (span.kind !== 'middleware' || span.detail.answeredEarly !== true) return false
  return (
    (next?.at === 'event' && isOwnResponse(span, next)) ||
    (next?.at === 'end' && next.span === span)
  )
}

function isOwnResponse(span: Span & { kind: 'middleware' }, mark: Mark & { at: 'event' }): boolean {
  return mark.event.kind === 'middleware.response' && mark.event.detail.index === span.detail.index
}

function outcomeOfEnd(span: Span): Stop['outcome'] {
  if (span.kind === 'middleware.hook' && span.detail.answered === true) return 'answered-early'
  if (span.kind !== 'http') return 'ok'
  const status = span.detail.status ?? 0
  return status >= 300 && status < 400 ? 'redirect' : 'ok'
}

/** Play stops where the request changes places; of a loop, at its queries only. */
function isStationBegin(story: Story, span: Span): boolean {
  switch (span.kind) {
    case 'http':
    case 'handler':
    case 'middleware':
    case 'view':
    case 'db.query':
    case 'orm.write':
      return true
    case 'template.render':
      return !isNestedRender(story.tree, span)
    case 'orm.evaluate':
      return !story.tree
        .children(span.id)
        .some(({ id }) => (story.queries.get(id)?.loop ?? null) !== null)
    default:
      return false
  }
}

function isStationEnd(tree: TraceTree, span: Span): boolean {
  switch (span.kind) {
    case 'http':
    case 'handler':
    case 'middleware':
    case 'middleware.hook':
    case 'view':
      return true
    case 'urls.resolve':
      return span === mainResolve(tree)
    case 'template.render':
      return !isNestedRender(tree, span)
    default:
      return false
  }
}

function isNestedRender(tree: TraceTree, span: Span): boolean {
  const parent = tree.parentOf(span)
  return parent !== null && tree.around(parent, 'template.render') !== null
}

function loopAt(
  { loops, tree }: Reading,
  { queries }: Story,
  { entry }: Draft,
  step: number,
  firstSteps: Map<number, number>,
): Stop['loop'] {
  const span =
    entry.kind === 'db.query'
      ? entry
      : tree.children(entry.id).find(({ kind }) => kind === 'db.query')
  if (span === undefined || (entry.kind !== 'db.query' && entry.kind !== 'orm.evaluate'))
    return null
  const place = queries.get(span.id)?.loop ?? null
  if (place === null) return null
  if (!firstSteps.has(place.id)) firstSteps.set(place.id, step)
  return {
    index: place.index,
    of: loops[place.id]?.entries.length ?? 0,
    similarTo: firstSteps.get(place.id) as number,
  }
}

/** Where the request was when it was ended: inside what is still open, at the line that ran last. */
function stoppedDraft(tree: TraceTree): Draft | null {
  const { stopped, entries } = tree.trace
  if (stopped === null) return null
  const open = tree.marks.findLast((mark) => mark.at === 'begin' && mark.span.endOrder === null)
  const entry = open?.at === 'begin' ? open.span : entries[0]
  if (entry === undefined) return null
  return {
    sentence: stopped.reason,
    where: stopped.where,
    station: stationOf(tree, entry),
    direction: 'at',
    outcome: 'raised',
    isStation: true,
    entry,
    order: (tree.marks.at(-1)?.order ?? 0) + 1,
  }
}

/** The entry's own line, else the nearest one around it, as long as that is still the same thing (not the view's). */
function placeOf(tree: TraceTree, entry: TraceEntry): Stop['where'] {
  if (entry.kind === 'exception.raised') return raisedAt(tree, entry)
  if (entry.where !== null) return entry.where
  const parent = tree.parentOf(entry)
  return parent?.kind === 'orm.evaluate' ||
    parent?.kind === 'middleware' ||
    parent?.kind === 'orm.write'
    ? (parent.where ?? null)
    : null
}

/**
 * The learner's innermost line is not always the one that raised: below Django's own resolver or hook it is only the
 * middleware that called on. There the span that raised knows better.
 */
function raisedAt(tree: TraceTree, event: EventOf<'exception.raised'>): Stop['where'] {
  const raiser = tree.raisedIn.get(event.id)
  if (raiser === undefined) return event.where
  if (raiser.kind === 'urls.resolve') return null
  if (raiser.kind === 'middleware.hook' && raiser.where === null) return null
  const isAfterView = raiser.kind === 'view' && raiser.detail.returned !== undefined
  return isAfterView ? raiser.where : event.where
}

export function phaseOf(station: StationId): Phase {
  if (station.startsWith('mw:') || station.startsWith('hook:')) return 'middleware'
  switch (station) {
    case 'browser':
    case 'server':
      return 'outside'
    case 'db':
      return 'database'
    default:
      return station as Phase
  }
}

const round = (ms: number): number => Math.round(ms * 1000) / 1000
