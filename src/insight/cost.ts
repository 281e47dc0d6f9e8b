/**
 * The virtual clock. Each mark of a trace costs a fixed time, so that two runs compare without the noise of a
 * browser. These are a model's numbers, chosen for readable proportions (a query is dear, a lid is cheap); the
 * screen always says "model time, not a server's".
 */
import type { EventKind, SpanKind } from '../trace/kinds.ts'
import type { Mark, TraceTree } from './tree.ts'

/** Milliseconds between the beginning of a span and whatever comes next; its children cost their own. */
const SPAN_COST_MS: Readonly<Record<SpanKind, number>> = {
  http: 0.1,
  handler: 0.1,
  middleware: 0.02,
  'middleware.hook': 0.02,
  'urls.resolve': 0.02,
  view: 0.1,
  'view.method': 0.02,
  'template.render': 0.2,
  'template.block': 0.05,
  'template.include': 0.05,
  'orm.evaluate': 0.05,
  'orm.write': 0.05,
  'db.query': 1,
  'db.atomic': 0.05,
  'form.clean': 0.1,
  await: 1,
}

/** Milliseconds of one event. What is not named is told, not done: it costs nothing. */
const EVENT_COST_MS: Partial<Readonly<Record<EventKind, number>>> = {
  'middleware.response': 0.02,
  'urls.try': 0.01,
  'orm.queryset': 0.02,
  'template.found': 0.02,
  'template.extends': 0.02,
  'exception.converted': 0.1,
  cache: 0.1,
}

export interface ModelClock {
  /** Model time at a mark, before its own cost. */
  at(order: number): number
  readonly totalMs: number
}

function costOf(mark: Mark): number {
  if (mark.at === 'begin') return SPAN_COST_MS[mark.span.kind]
  return mark.at === 'event' ? (EVENT_COST_MS[mark.event.kind] ?? 0) : 0
}

export function modelClock(tree: TraceTree): ModelClock {
  const times = new Map<number, number>()
  let nowUs = 0 // integers: sums of tenths in binary would end in …0000001
  for (const mark of tree.marks) {
    times.set(mark.order, nowUs / 1000)
    nowUs += Math.round(costOf(mark) * 1000)
  }
  const totalMs = nowUs / 1000
  return { at: (order) => times.get(order) ?? totalMs, totalMs }
}
