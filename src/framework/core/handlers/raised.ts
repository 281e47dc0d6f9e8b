/** Tells the trace of an exception, once, where it is caught first: there its stack is whole. */
import { class_name } from '../../../base/python/class_name.ts'
import { Exception } from '../../../base/python/exceptions.ts'
import { repr, str } from '../../../base/python/protocols.ts'
import { learnerFrames } from '../../../base/stack.ts'
import { tracing } from '../../../trace/tracer.ts'
import { templateLine } from '../../template/template_debug.ts'
import { Resolver404 } from '../../urls/index.ts'

const told = new WeakSet<object>()

export function exceptionName(error: unknown): string {
  return typeof error === 'object' && error !== null ? class_name(error.constructor) : 'Error'
}

export function tellRaised(error: unknown): void {
  const { tracer } = tracing
  if (tracer === null || typeof error !== 'object' || error === null || told.has(error)) return
  told.add(error)
  const frames = learnerFrames((error as { stack?: string }).stack)
  tracer.event(
    'exception.raised',
    {
      className: exceptionName(error),
      message: messageOf(error),
      frames,
      hint: error instanceof Exception ? (error.teaching?.hint ?? null) : null,
    },
    templateLine(error) ?? frames.at(-1)?.where ?? null,
  )
}

/** Django's text for a path that nothing matched is its whole list of patterns; the trace has those as events. */
function messageOf(error: object): string {
  return error instanceof Resolver404 ? `no pattern matches ${repr(error.path)}` : str(error)
}
