/**
 * Messages between the service worker and the host page of the same origin. One request is one message with a port,
 * and the answer comes on that port: the service worker may be put to sleep at any time and keeps nothing.
 */
import * as v from 'valibot'
import { PROTOCOL_VERSION } from './app-host.ts'
import { bodySchema, responseSchema, type EngineResponse } from './exchange.ts'

/** The address of the host page on every sandbox origin, and of everything that is its own. */
export const HOST_PATH = '/__host/'

const text = v.pipe(v.string(), v.maxLength(100_000))

const fetchMessage = v.object({
  roundtrip: v.literal(PROTOCOL_VERSION),
  type: v.literal('fetch'),
  method: text,
  /** Whole address, as the preview wrote it. */
  url: text,
  /** As far as a service worker is told. */
  headers: v.pipe(v.array(v.tuple([text, text])), v.maxLength(200)),
  body: bodySchema,
  /** `navigate` for pages, else that of `fetch()`. */
  mode: text,
  destination: text,
  referrer: text,
  /** Page that asks; empty for navigations in Firefox. */
  clientId: text,
  /** Page that the answer becomes; empty unless it is a navigation. */
  resultingClientId: text,
})
export type FetchMessage = v.InferOutput<typeof fetchMessage>

/** @returns null for what is no message of ours, of this version */
export function parseFetchMessage(data: unknown): FetchMessage | null {
  const result = v.safeParse(fetchMessage, data)
  return result.success ? result.output : null
}

/** What the preview gets: as the engine answered, with a stream in place of a body that is made bit by bit. */
export type Answer = Omit<EngineResponse, 'body'> & {
  readonly body: ArrayBuffer | ReadableStream | null
}
const answerSchema = v.object({
  ...responseSchema.entries,
  body: v.union([bodySchema, v.instance(ReadableStream)]),
})

/** @returns null for what is no answer */
export function parseAnswer(data: unknown): Answer | null {
  const result = v.safeParse(answerSchema, data)
  return result.success ? result.output : null
}
