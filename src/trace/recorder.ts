/**
 * Records one request: the Tracer that the framework talks to, and the Trace that comes of it. It can lose entries
 * (caps, with the number lost) but never changes what it watches. Asking the stack for a line is the dearest of all it
 * does, so that is done only where the line cannot be known otherwise.
 */
import { currentLine } from '../base/stack.ts'
import type { SourceRange } from '../base/source.ts'
import { capped } from './capped.ts'
import type { EventDetails, EventKind, SpanDetails, SpanKind } from './kinds.ts'
import { MAX_ENTRIES, TRACE_VERSION, type Trace, type TraceEntry, type TraceLink } from './model.ts'
import type { OpenSpans, Tracer, Where } from './tracer.ts'

export interface RecorderPorts {
  /** Microseconds of a clock that never goes back. */
  monotonic(): number
  /** Takes entries that are new or have changed since the last time, while the request still runs. */
  onFlush?(entries: readonly TraceEntry[]): void
}

export interface TraceHead {
  readonly id: string
  /** Milliseconds since the epoch. */
  readonly startedAt: number
  readonly link: TraceLink
}

/** After this much time the next entry flushes, so that a killed worker leaves at most so much unseen. */
const FLUSH_AFTER_US = 20_000
/** Where code changes hands. */
const BOUNDARIES: ReadonlySet<SpanKind> = new Set([
  'middleware',
  'middleware.hook',
  'view',
  'template.render',
])
const FLUSHES_AT: ReadonlySet<SpanKind> = new Set([
  ...BOUNDARIES,
  'handler',
  'urls.resolve',
  'await',
])
/** No learner's code runs between these and the span around them: what asked for the one asked for the other. */
const SAME_CALLER: ReadonlyMap<SpanKind | EventKind, SpanKind> = new Map([
  ['db.query', 'orm.evaluate'],
])

type Draft = { -readonly [K in keyof TraceEntry]: TraceEntry[K] } & {
  endUs?: number | null
  endOrder?: number | null
}

interface Spans {
  readonly open: number[]
  readonly isForeign: boolean[]
  readonly templatePosition: SourceRange | null
}

export class Recorder implements Tracer {
  templatePosition: SourceRange | null = null
  readonly #head: TraceHead
  readonly #ports: RecorderPorts
  readonly #startUs: number
  readonly #maxEntries: number
  readonly #entries: Draft[] = []
  /** Ids of open spans, outermost first. A span that was dropped is -1. */
  #open: number[] = []
  /** Beside `#open`: the innermost boundary is Django's own, so no learner's line is meant by 'caller'. */
  #isForeign: boolean[] = []
  readonly #changed = new Set<number>()
  #order = 0
  #dropped = 0
  #flushedUs: number

  /** @param maxEntries  more than these are counted, not kept */
  constructor(head: TraceHead, ports: RecorderPorts, maxEntries = MAX_ENTRIES) {
    this.#head = head
    this.#ports = ports
    this.#maxEntries = maxEntries
    this.#startUs = ports.monotonic()
    this.#flushedUs = this.#startUs
  }

  begin<K extends SpanKind>(kind: K, detail: SpanDetails[K], where: Where = null): number {
    const startUs = this.#now()
    const line = where === 'caller' ? this.#callerOf(kind, this.begin) : where
    const id = this.#add(
      { type: 'span', kind, startUs, endUs: null, endOrder: null, detail: capped(detail) },
      line,
    )
    this.#open.push(id)
    const isLayer = kind === 'middleware' || kind === 'middleware.hook'
    const outside = this.#isForeign.at(-1) ?? false
    this.#isForeign.push(isLayer ? where === null : outside && !BOUNDARIES.has(kind))
    if (FLUSHES_AT.has(kind)) this.flush()
    return id
  }

  end<K extends SpanKind>(id: number, more?: Partial<SpanDetails[K]>): void {
    const depth = this.#open.lastIndexOf(id)
    if (depth === -1) return
    // a child that was not ended (a generator left alone, an exception past it) ends with its parent
    while (this.#open.length > depth) {
      const open = this.#open.pop()!
      this.#isForeign.pop()
      const span = this.#entries[open]
      if (span === undefined) continue
      span.endUs = this.#now()
      span.endOrder = this.#order++
      if (open === id && more !== undefined) {
        span.detail = Object.assign({ ...span.detail }, capped(more))
      }
      this.#touch(open)
    }
    this.#flushIfDue()
  }

  event<K extends EventKind>(kind: K, detail: EventDetails[K], where: Where = null): void {
    const atUs = this.#now()
    const line = where === 'caller' ? this.#callerOf(kind, this.event) : where
    this.#add({ type: 'event', kind, atUs, detail: capped(detail) }, line)
  }

  callerLine(asker: string): SourceRange | null {
    return this.#isForeign.at(-1) === true ? null : this.#running(asker, this.callerLine)
  }

  swapSpans(next: OpenSpans): OpenSpans {
    const before: Spans = {
      open: this.#open,
      isForeign: this.#isForeign,
      templatePosition: this.templatePosition,
    }
    const { open, isForeign, templatePosition } = next as Spans
    this.#open = open
    this.#isForeign = isForeign
    this.templatePosition = templatePosition
    return before
  }

  forkSpans(): OpenSpans {
    const { templatePosition } = this
    return {
      open: [...this.#open],
      isForeign: [...this.#isForeign],
      templatePosition,
    } satisfies Spans
  }

  /** Hands out what is new since the last time. Happens by itself before views, middleware and templates. */
  flush(): void {
    if (this.#ports.onFlush === undefined || this.#changed.size === 0) return
    const entries = [...this.#changed].map((id) => ({ ...this.#entries[id] }) as TraceEntry)
    this.#changed.clear()
    this.#flushedUs = this.#ports.monotonic()
    this.#ports.onFlush(entries)
  }

  /** The trace so far; spans that are still open stay open in it. */
  finish(): Trace {
    return {
      version: TRACE_VERSION,
      ...this.#head,
      entries: this.#entries as unknown as readonly TraceEntry[],
      dropped: this.#dropped,
      stopped: null,
    }
  }

  #now(): number {
    return this.#ports.monotonic() - this.#startUs
  }

  #add(rest: Record<string, unknown>, where: SourceRange | null): number {
    const order = this.#order++
    const id = this.#entries.length
    if (id >= this.#maxEntries) {
      this.#dropped += 1
      return -1
    }
    const parent = this.#parent
    this.#entries.push({ id, parent, where, order, ...rest } as unknown as Draft)
    this.#touch(id)
    this.#flushIfDue()
    return id
  }

  get #parent(): number | null {
    return this.#open.findLast((open) => open !== -1) ?? null
  }

  #callerOf(kind: SpanKind | EventKind, above: (...args: never[]) => unknown): SourceRange | null {
    if (this.#entries.length >= this.#maxEntries || this.#isForeign.at(-1) === true) return null
    const parent = this.#parent
    const around = parent === null ? undefined : this.#entries[parent]
    if (around !== undefined && SAME_CALLER.get(kind) === around.kind) return around.where
    return this.#running(kind, above)
  }

  #running(asker: string, above: (...args: never[]) => unknown): SourceRange | null {
    const template = this.templatePosition
    // what the depth of the stack hangs on
    const place = template === null ? '' : ` at ${template.file}:${template.line}`
    return currentLine(`${asker} in ${this.#open.length}${place}`, above) ?? template
  }

  #touch(id: number): void {
    if (this.#ports.onFlush !== undefined) this.#changed.add(id)
  }

  #flushIfDue(): void {
    if (this.#ports.onFlush === undefined) return
    if (this.#ports.monotonic() - this.#flushedUs > FLUSH_AFTER_US) this.flush()
  }
}
