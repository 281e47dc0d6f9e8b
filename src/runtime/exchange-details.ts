/** What the root span of a trace says about request and response: as sent, bodies as far as they are text. */
import type { EngineRequest, EngineResponse } from '../protocol/exchange.ts'
import type { BodySample, SpanDetails } from '../trace/kinds.ts'

const TEXT_TYPES =
  /^(?:text\/|application\/(?:json|xml|javascript|x-www-form-urlencoded|[\w.+-]*\+(?:json|xml)))/i
/** As much as the inspector shows. */
const MAX_TEXT_BYTES = 64_000

export function requestDetail(request: EngineRequest): SpanDetails['http'] {
  const type = request.headers.find(({ name }) => name.toLowerCase() === 'content-type')?.value
  return {
    method: request.method,
    url: request.url,
    headers: request.headers,
    body: sample(request.body === null ? null : new Uint8Array(request.body), type),
  }
}

/** Its body may be shown. */
export function isText(response: EngineResponse): boolean {
  return TEXT_TYPES.test(typeOf(response) ?? '')
}

function typeOf({ headers }: EngineResponse): string | undefined {
  return headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1]
}

export function responseDetail(response: EngineResponse): Partial<SpanDetails['http']> {
  const type = typeOf(response)
  return {
    status: response.status,
    reason: response.reason,
    responseHeaders: response.headers.map(([name, value]) => ({ name, value })),
    responseBody: sample(response.body === null ? null : new Uint8Array(response.body), type),
  }
}

function sample(bytes: Uint8Array | null, contentType: string | undefined): BodySample | null {
  if (bytes === null) return null
  if (!TEXT_TYPES.test(contentType ?? '')) return { sizeBytes: bytes.length, text: null }
  const text = new TextDecoder().decode(bytes.subarray(0, MAX_TEXT_BYTES))
  return { sizeBytes: bytes.length, text }
}
