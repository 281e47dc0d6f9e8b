/**
 * One request and its answer as they travel between preview, service worker, host page and engine worker: plain data
 * that can be posted. Bodies are whole, and transferred where they can be; a streamed one follows chunk by chunk.
 */
import * as v from 'valibot'

const text = v.pipe(v.string(), v.maxLength(100_000))
/** A form with a large file in it still fits; a runaway response does not take the tab down. */
const MAX_BODY_BYTES = 50_000_000

export const bodySchema = v.nullable(
  v.pipe(
    v.instance(ArrayBuffer),
    v.check((buffer) => buffer.byteLength <= MAX_BODY_BYTES, 'body too large'),
  ),
)

/** `supplied`: the playground added it, since a service worker is not told. */
const header = v.object({
  name: text,
  value: text,
  supplied: v.exactOptional(v.boolean()),
})
export type RequestHeader = v.InferOutput<typeof header>

export const linkSchema = v.object({
  kind: v.picklist(['navigation', 'redirect', 'subrequest']),
  from: v.nullable(text),
})

/** What the engine is asked. `url` is path and query. */
export const requestSchema = v.object({
  method: v.pipe(v.string(), v.maxLength(100)),
  url: v.pipe(text, v.startsWith('/')),
  headers: v.pipe(v.array(header), v.maxLength(200)),
  body: bodySchema,
  link: linkSchema,
})
export type EngineRequest = v.InferOutput<typeof requestSchema>

/** What the engine answers. Headers in order; a name may come twice (`Set-Cookie`). */
export const responseSchema = v.object({
  status: v.pipe(v.number(), v.integer(), v.minValue(100), v.maxValue(599)),
  reason: text,
  headers: v.pipe(v.array(v.tuple([text, text])), v.maxLength(500)),
  body: bodySchema,
  /** The body is made chunk by chunk, each when it is asked for; `body` is null then. */
  isStreamed: v.exactOptional(v.boolean()),
})
export type EngineResponse = v.InferOutput<typeof responseSchema>
