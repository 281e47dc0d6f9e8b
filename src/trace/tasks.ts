/**
 * Keeps the spans of coroutines apart that take turns: each runs on among the spans that were open around it, and for
 * its own request. While one waits for what is not there yet, a span says so.
 */
import { setTaskContext } from '../base/async/task.ts'
import { class_name } from '../base/python/class_name.ts'
import type { SourceRange } from '../base/source.ts'
import { tracing, type OpenSpans, type Tracer } from './tracer.ts'

interface Context {
  readonly tracer: Tracer | null
  /** Whose spans these are. */
  readonly owner: Tracer | null
  readonly spans: OpenSpans | null
}

export function traceTasks(): void {
  setTaskContext({
    fork: (): Context => {
      const { tracer } = tracing
      return { tracer, owner: tracer, spans: tracer?.forkSpans?.() ?? null }
    },
    swap: (next) => swap(next as Context),
    onWait: wait,
  })
}

/** Puts a context in place. @returns what puts back the one that was */
function swap({ tracer, owner, spans }: Context): Context {
  const before = tracing.tracer
  tracing.tracer = tracer
  const outside = spans === null ? null : (owner?.swapSpans?.(spans) ?? null)
  return { tracer: before, owner, spans: outside }
}

function wait(what: unknown, where: SourceRange | null): () => void {
  const { tracer } = tracing
  // our own waiting, for what the learner's code waits for
  if (tracer === null || where === null) return () => undefined
  const name = class_name((what as object).constructor)
  const id = tracer.begin('await', { what: name === 'Task' ? 'a coroutine' : `a ${name}` }, where)
  return () => tracer.end(id)
}
