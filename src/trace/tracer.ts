/**
 * The port through which the framework tells what it does. A tracer watches and can change nothing: it gets
 * plain details and returns only span ids.
 */
import type { SourceRange } from '../base/source.ts'
import type { Boundary } from '../base/stack.ts'
import type { EventDetails, EventKind, SpanDetails, SpanKind } from './kinds.ts'

/**
 * `'caller'`: the learner's line that is running now, found by the tracer. It is the innermost of the learner's
 * stack frames and the template position.
 */
export type Where = SourceRange | null | 'caller'

export interface Tracer {
  begin<K extends SpanKind>(kind: K, detail: SpanDetails[K], where?: Where): number
  /** @param more  details known only now */
  end<K extends SpanKind>(id: number, more?: Partial<SpanDetails[K]>): void
  event<K extends EventKind>(kind: K, detail: EventDetails[K], where?: Where): void
  /**
   * What `'caller'` would find now. Asked where little of the framework has run yet: a stack costs by the frame.
   * @param asker  the same for the same place
   */
  callerLine?(asker: string): SourceRange | null
  /**
   * The template line that is running. Templates set it at every node and put the old one back, so it is a plain
   * field: assigning must cost nothing.
   */
  templatePosition: SourceRange | null
  /**
   * The spans that are open around what runs now. Coroutines of one request take turns, so each has its own: it takes
   * a `fork` along when it starts, and is put back whenever it goes on.
   */
  swapSpans?(next: OpenSpans): OpenSpans
  forkSpans?(): OpenSpans
}

/** Known only to the tracer that made it. */
export type OpenSpans = object

interface Tracing {
  /** The tracer of the request that runs now; null when nothing listens. The one branch that tracing off costs. */
  tracer: Tracer | null
  /** Calls the code inside views, templates and their nodes; a tracer that reads stacks leaves its mark there. */
  boundary: Boundary
}

export const tracing: Tracing = { tracer: null, boundary: (run, value) => run(value) }

/**
 * Runs `run` inside a span and returns what it returns. `detail` is asked only when something listens.
 * @param finish  details known at the end, from the result; not asked when `run` throws
 */
export function inSpan<K extends SpanKind, T>(
  kind: K,
  detail: () => SpanDetails[K],
  run: () => T,
  where: Where = null,
  finish?: (result: T) => Partial<SpanDetails[K]>,
): T {
  const { tracer } = tracing
  if (tracer === null) return run()
  const id = tracer.begin(kind, detail(), where)
  let more: Partial<SpanDetails[K]> | undefined
  try {
    const marked = kind === 'view' || kind === 'template.render'
    const result = marked ? tracing.boundary(run, undefined) : run()
    more = finish?.(result)
    return result
  } finally {
    tracer.end(id, more)
  }
}
