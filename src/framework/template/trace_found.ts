/** Tells the trace where a template was looked for. */
import { tracing } from '../../trace/tracer.ts'
import type { Tried } from './exceptions.ts'
import type { Origin } from './origin.ts'

/** @param found  null where no place had it */
export function traceFound(name: string, tried: readonly Tried[], found: Origin | null): void {
  const { tracer } = tracing
  if (tracer === null) return
  const places = tried.map(([origin]) => origin.name)
  if (found !== null) places.push(found.name)
  tracer.event('template.found', { name, tried: places, found: found !== null }, 'caller')
}
