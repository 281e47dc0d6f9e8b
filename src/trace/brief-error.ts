/**
 * An error costs by the frame of its stack. One that is mostly caught at once, and whose stack only a trace would read,
 * takes the few frames in which who asked stands; none where nothing traces.
 */
import { tracing } from './tracer.ts'

const FEW_FRAMES = 10

export function briefError<T extends Error>(make: () => T): T {
  const engine = Error as { stackTraceLimit?: number | undefined }
  const { stackTraceLimit } = engine
  engine.stackTraceLimit = tracing.tracer === null ? 0 : FEW_FRAMES
  try {
    return make()
  } finally {
    engine.stackTraceLimit = stackTraceLimit
  }
}
