/**
 * A trace as a tree, with its marks in logical order: the beginning and end of each span and each event.
 * Links come from a stranger, so a parent that is missing or stands later is treated as the root.
 */
import type { EventKind, SpanKind } from '../trace/kinds.ts'
import type { EventOf, Span, SpanOf, Trace, TraceEntry, TraceEvent } from '../trace/model.ts'

export type Mark =
  | { readonly at: 'begin'; readonly order: number; readonly span: Span }
  | { readonly at: 'end'; readonly order: number; readonly span: Span }
  | { readonly at: 'event'; readonly order: number; readonly event: TraceEvent }

export interface TraceTree {
  readonly trace: Trace
  readonly marks: readonly Mark[]
  readonly byId: ReadonlyMap<number, TraceEntry>
  /**
   * Where each exception came from, by the event's id. Django notices an exception where it is caught first, when the
   * span that raised has ended already; absent for one that no span of ours raised.
   */
  readonly raisedIn: ReadonlyMap<number, Span>
  /** Spans without a parent. */
  readonly roots: readonly TraceEntry[]
  children(id: number): readonly TraceEntry[]
  parentOf(entry: TraceEntry): Span | null
  /** The nearest enclosing span of a kind, the entry itself included. */
  around<K extends SpanKind>(entry: TraceEntry, kind: K): SpanOf<K> | null
  /** The first span of a kind. */
  spanOfKind<K extends SpanKind>(kind: K): SpanOf<K> | null
  spans<K extends SpanKind>(kind: K): readonly SpanOf<K>[]
  events<K extends EventKind>(kind: K): readonly EventOf<K>[]
}

export function readTrace(trace: Trace): TraceTree {
  const byId = new Map<number, TraceEntry>()
  const children = new Map<number, TraceEntry[]>()
  const byKind = new Map<string, TraceEntry[]>()
  const roots: TraceEntry[] = []
  const marks: Mark[] = []
  for (const entry of trace.entries) {
    byId.set(entry.id, entry)
    addTo(byKind, entry.kind, entry)
    const isKnownParent =
      entry.parent !== null && entry.parent !== entry.id && byId.has(entry.parent)
    if (isKnownParent) addTo(children, entry.parent, entry)
    else roots.push(entry)
    if (entry.type === 'event') marks.push({ at: 'event', order: entry.order, event: entry })
    else {
      marks.push({ at: 'begin', order: entry.order, span: entry })
      if (entry.endOrder !== null) marks.push({ at: 'end', order: entry.endOrder, span: entry })
    }
  }
  const parentOf = (entry: TraceEntry): Span | null => {
    const parent =
      entry.parent === null || entry.parent === entry.id ? undefined : byId.get(entry.parent)
    return parent?.type === 'span' && parent.id < entry.id ? parent : null
  }

  marks.sort((a, b) => a.order - b.order)
  const raisedIn = findRaisers(marks, parentOf)

  return {
    trace,
    marks,
    byId,
    raisedIn,
    roots,
    children: (id) => children.get(id) ?? [],
    parentOf,
    around<K extends SpanKind>(entry: TraceEntry, kind: K) {
      let at: TraceEntry | null = entry
      while (at !== null) {
        if (at.kind === kind) return at as SpanOf<K>
        at = parentOf(at)
      }
      return null
    },
    spanOfKind: <K extends SpanKind>(kind: K) => (byKind.get(kind)?.[0] as SpanOf<K>) ?? null,
    spans: <K extends SpanKind>(kind: K) => (byKind.get(kind) ?? []) as unknown as SpanOf<K>[],
    events: <K extends EventKind>(kind: K) => (byKind.get(kind) ?? []) as unknown as EventOf<K>[],
  }
}

function addTo<K>(map: Map<K, TraceEntry[]>, key: K, entry: TraceEntry): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [entry])
  else list.push(entry)
}

/** The field that a span has only when it ended well. Spans that are not named always end well, as far as one can see. */
const ENDED_WELL: Partial<Readonly<Record<SpanKind, string>>> = {
  view: 'returned',
  'urls.resolve': 'matched',
  'template.render': 'sizeBytes',
  'orm.evaluate': 'rows',
  'db.query': 'rows',
  'middleware.hook': 'answered',
  middleware: 'answeredEarly',
}

function endedWell(span: Span): boolean {
  const field = ENDED_WELL[span.kind]
  return field === undefined || field in span.detail
}

/** The innermost of the spans that ended badly just before; else the open one around; else what ran last in the core. */
function findRaisers(
  marks: readonly Mark[],
  parentOf: (entry: TraceEntry) => Span | null,
): ReadonlyMap<number, Span> {
  const found = new Map<number, Span>()
  marks.forEach((mark, index) => {
    if (mark.at !== 'event' || mark.event.kind !== 'exception.raised') return
    let first = index
    while (marks[first - 1]?.at === 'end') first--
    const ended = marks.slice(first, index).flatMap((end) => (end.at === 'end' ? [end.span] : []))
    const raiser = ended.find((span) => !endedWell(span))
    const parent = parentOf(mark.event)
    const isCore = parent?.kind === 'middleware' || parent?.kind === 'handler'
    const span = raiser ?? (isCore ? ended.at(-1) : undefined) ?? parent
    if (span !== undefined && span !== null) found.set(mark.event.id, span)
  })
  return found
}
