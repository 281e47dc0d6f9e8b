/**
 * Reads a trace that came from outside: from the sandbox, a link or a file. Nothing is trusted: version, size and the
 * detail of every kind are checked, fields that we do not know are dropped, and a trace with an unknown kind is refused
 * rather than drawn wrongly.
 */
import * as v from 'valibot'
import { eventSchemas, sourceRange, spanSchemas } from './kinds-schema.ts'
import { MAX_ENTRIES, TRACE_VERSION, type Trace } from './model.ts'

const text = v.pipe(v.string(), v.maxLength(100_000))
const whole = v.pipe(v.number(), v.safeInteger())
const where = v.nullable(sourceRange)
const entryBase = { id: whole, parent: v.nullable(whole), where, order: whole }
const spanBase = {
  ...entryBase,
  startUs: v.number(),
  endUs: v.nullable(v.number()),
  endOrder: v.nullable(whole),
}

// one schema for each kind, chosen by name: a variant of thirty would try them all for a wrong one
const entrySchemas: ReadonlyMap<string, v.GenericSchema> = new Map([
  ...Object.entries(spanSchemas).map(([kind, detail]): [string, v.GenericSchema] => [
    `span ${kind}`,
    v.object({ type: v.literal('span'), kind: v.literal(kind), ...spanBase, detail }),
  ]),
  ...Object.entries(eventSchemas).map(([kind, detail]): [string, v.GenericSchema] => [
    `event ${kind}`,
    v.object({
      type: v.literal('event'),
      kind: v.literal(kind),
      ...entryBase,
      atUs: v.number(),
      detail,
    }),
  ]),
])

const head = v.object({
  version: v.literal(TRACE_VERSION),
  id: text,
  startedAt: v.number(),
  link: v.object({
    kind: v.picklist(['navigation', 'redirect', 'subrequest']),
    from: v.nullable(text),
  }),
  entries: v.pipe(
    v.array(v.looseObject({ type: v.string(), kind: v.string() })),
    v.minLength(1),
    v.maxLength(MAX_ENTRIES),
  ),
  dropped: whole,
  stopped: v.nullable(v.object({ reason: text, where })),
})

/** @returns null where the data is no trace of this version */
export function parseTrace(data: unknown): Trace | null {
  const result = v.safeParse(head, data)
  if (!result.success) return null
  const entries: unknown[] = []
  const ids = new Set<number>()
  for (const raw of result.output.entries) {
    const schema = entrySchemas.get(`${raw.type} ${raw.kind}`)
    const entry = schema === undefined ? null : v.safeParse(schema, raw)
    if (entry === null || !entry.success) return null
    const { id, parent } = entry.output as { id: number; parent: number | null }
    // ids are unique and parents come first: readers walk upwards without looking for circles
    if (ids.has(id) || (parent !== null && !ids.has(parent))) return null
    ids.add(id)
    entries.push(entry.output)
  }
  return { ...result.output, entries } as unknown as Trace
}
