/**
 * The rows of the waterfall: one a span, in order of beginning, except that three or more similar siblings share one
 * segmented row, `×10`, and so do their children below it.
 */
import type { SourceRange } from '../base/source.ts'
import type { Span } from '../trace/model.ts'
import { baseName, capped } from './format.ts'
import { stepAtOrder, type Journey } from './journey.ts'
import { shortName } from './names.ts'
import { viewCall } from './narrate.ts'
import { phaseOf } from './stops.ts'
import type { Phase } from './stop.ts'
import { stationOf } from './turns.ts'

/** Fewer similar siblings than this keep a row each. */
const FOLD_MIN = 3

export interface Segment {
  readonly entry: number
  readonly firstStep: number
  readonly lastStep: number
  readonly startMs: number
  readonly durationMs: number
}

export interface Row {
  /** Entry of its first span: unique among rows. */
  readonly id: number
  /** Indentation in full units; `lids` counts the layers around it, which indent less. */
  readonly depth: number
  readonly lids: number
  readonly label: string
  readonly phase: Phase
  /** One, or as many as were folded. */
  readonly segments: readonly Segment[]
  readonly firstStep: number
  readonly lastStep: number
  readonly startMs: number
  /** Of a folded row: the sum of its parts. */
  readonly durationMs: number
  /** Without its children. */
  readonly ownMs: number
  readonly failed: boolean
  /** A loop of similar queries runs here. */
  readonly isLoop: boolean
  readonly where: SourceRange | null
}

/** Cost: linear in the spans. */
export function rowsOf(reading: Journey): readonly Row[] {
  const rows: Row[] = []
  const roots = reading.tree.roots.filter((entry): entry is Span => entry.type === 'span')
  addRows(reading, roots, 0, 0, rows)
  return rows
}

function addRows(
  reading: Journey,
  siblings: readonly Span[],
  depth: number,
  lids: number,
  rows: Row[],
): void {
  const groups = new Map<string, Span[]>()
  for (const span of siblings) {
    const key = similarKey(reading, span)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [span])
    else group.push(span)
  }
  for (const span of siblings) {
    const group = groups.get(similarKey(reading, span)) ?? [span]
    const isFolded = group.length >= FOLD_MIN
    if (isFolded && group[0] !== span) continue
    const members = isFolded ? group : [span]
    rows.push(rowOf(reading, members, depth, lids))
    const children = members.flatMap(({ id }) => reading.tree.children(id)).filter(isSpan)
    const isLid = span.kind === 'middleware'
    addRows(reading, children, depth + (isLid ? 0 : 1), lids + (isLid ? 1 : 0), rows)
  }
}

const isSpan = (entry: { type: string }): entry is Span => entry.type === 'span'

/** What two spans must share to be drawn as one row. */
function similarKey(reading: Journey, span: Span): string {
  switch (span.kind) {
    case 'db.query':
      return `query ${span.detail.sql}`
    case 'orm.evaluate': {
      const place = span.where === null ? '' : `${span.where.file}:${span.where.line}`
      return `evaluate ${span.detail.attribute ?? span.detail.model} ${span.detail.cause} ${place}`
    }
    case 'template.include':
      return `include ${span.detail.name}`
    case 'template.render':
      return `render ${span.detail.name} ${reading.tree.parentOf(span)?.kind ?? ''}`
    case 'orm.write':
      return `write ${span.detail.model} ${span.detail.action}`
    default:
      return `only ${span.id}`
  }
}

function rowOf(reading: Journey, members: readonly Span[], depth: number, lids: number): Row {
  const segments = members.map((span) => segmentOf(reading, span))
  const first = members[0] as Span
  const head = segments[0] as Segment
  const tail = segments.at(-1) as Segment
  const durationMs = round(segments.reduce((sum, { durationMs: ms }) => sum + ms, 0))
  const childMs = members
    .flatMap(({ id }) => reading.tree.children(id))
    .filter(isSpan)
    .reduce((sum, child) => sum + segmentOf(reading, child).durationMs, 0)
  const failed = members.some((span) => reading.failed.has(span.id))
  return {
    id: first.id,
    depth,
    lids,
    label: rowLabel(first),
    phase: phaseOf(stationOf(reading.tree, first)),
    segments,
    firstStep: head.firstStep,
    lastStep: tail.lastStep,
    startMs: head.startMs,
    durationMs,
    ownMs: round(Math.max(0, durationMs - childMs)),
    failed,
    isLoop: members.length >= FOLD_MIN && loopRuns(reading, first),
    where: first.where,
  }
}

function loopRuns(reading: Journey, span: Span): boolean {
  if (span.kind === 'db.query') return reading.queryOf.get(span.id)?.loop != null
  return reading.tree
    .children(span.id)
    .some((child) => child.kind === 'db.query' && loopRuns(reading, child))
}

function segmentOf(reading: Journey, span: Span): Segment {
  const endOrder = span.endOrder ?? Number.POSITIVE_INFINITY
  const startMs = reading.clock.at(span.order)
  const endMs = span.endOrder === null ? reading.durationMs : reading.clock.at(endOrder)
  return {
    entry: span.id,
    firstStep: firstStepIn(reading, span.order),
    lastStep: stepAtOrder(reading, endOrder),
    startMs,
    durationMs: round(endMs - startMs),
  }
}

/** The first stop at or after an order: a lid's beginning is no stop itself, its first event is. */
function firstStepIn(reading: Journey, order: number): number {
  const at = stepAtOrder(reading, order)
  const isBefore = (reading.stopOrders[at] ?? order) < order
  return isBefore ? Math.min(at + 1, reading.stops.length - 1) : at
}

export function rowLabel(span: Span): string {
  switch (span.kind) {
    case 'http':
      return `${span.detail.method} ${span.detail.url}`
    case 'handler':
      return span.detail.name
    case 'middleware':
      return shortName(span.detail.path)
    case 'middleware.hook':
      return `${shortName(span.detail.path)}.${span.detail.hook}`
    case 'urls.resolve':
      return 'URL resolver'
    case 'view':
      return viewCall(span)
    case 'view.method':
      return `${span.detail.name}()`
    case 'template.render':
      return baseName(span.detail.name)
    case 'template.block':
      return `{% block ${span.detail.name} %}`
    case 'template.include':
      return `{% include %} ${baseName(span.detail.name)}`
    case 'orm.evaluate':
      return span.detail.attribute ?? `${shortName(span.detail.model)} · ${span.detail.cause}`
    case 'orm.write':
      return `${shortName(span.detail.model)} · ${span.detail.action}`
    case 'db.query':
      return capped(span.detail.sql.replaceAll('"', ''), 60)
    case 'db.atomic':
      return span.detail.savepoint ? 'savepoint' : 'transaction'
    case 'form.clean':
      return `${span.detail.form}.is_valid()`
    case 'await':
      return `await ${span.detail.what}`
  }
}

const round = (ms: number): number => Math.round(ms * 1000) / 1000
