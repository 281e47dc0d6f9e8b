/**
 * Reads a trace that came from outside: from the sandbox, a link or a file. Nothing is trusted: shape, version and size
 * are checked, and unknown kinds are refused rather than drawn wrongly.
 */
import * as v from 'valibot'
import { TRACE_VERSION, type Trace } from './model.ts'

/** More entries than this are cut by the recorder already; a larger trace is not ours. */
export const MAX_ENTRIES = 50_000

const where = v.nullable(
  v.object({ file: v.string(), line: v.number(), column: v.optional(v.number()) }),
)
const entryBase = {
  id: v.number(),
  parent: v.nullable(v.number()),
  kind: v.string(),
  where,
  order: v.number(),
  detail: v.record(v.string(), v.unknown()),
}
const entry = v.variant('type', [
  v.object({
    type: v.literal('span'),
    ...entryBase,
    startUs: v.number(),
    endUs: v.nullable(v.number()),
    endOrder: v.nullable(v.number()),
  }),
  v.object({ type: v.literal('event'), ...entryBase, atUs: v.number() }),
])
const trace = v.object({
  version: v.literal(TRACE_VERSION),
  id: v.string(),
  startedAt: v.number(),
  link: v.object({
    kind: v.picklist(['navigation', 'redirect', 'subrequest']),
    from: v.nullable(v.string()),
  }),
  entries: v.pipe(v.array(entry), v.maxLength(MAX_ENTRIES)),
  dropped: v.number(),
  stopped: v.nullable(v.object({ reason: v.string(), where })),
})

/** @returns null where the data is no trace of this version */
export function parseTrace(data: unknown): Trace | null {
  const result = v.safeParse(trace, data)
  return result.success ? (result.output as unknown as Trace) : null
}
