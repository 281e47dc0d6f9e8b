/**
 * An answer on its way from the framework to the host page: whole, or with a body whose parts are still to be made.
 */
import type { EngineRequest, EngineResponse } from '../protocol/exchange.ts'
import { resultNow } from '../base/async/state.ts'
import { wsgiEnviron } from './environ.ts'
import type { Application } from './set-up.ts'

type Step = IteratorResult<Uint8Array>

/** The rest of a body. Each part is made when it is asked for. */
export interface Parts {
  next(): Step | PromiseLike<Step>
  /** Nobody reads on: what makes the parts runs its `finally` now. */
  return?(): unknown
  /** Once, after the last part. */
  close(): void
}

/** `parts`: the body is still to be read, and to be closed then. */
export interface Answered {
  readonly response: EngineResponse
  readonly parts: Parts | null
}

/** One WSGI call (PEP 3333). A body that is there already is read and closed; a streamed one is left. */
export function throughWsgi(app: Application, request: EngineRequest): Answered {
  let status = 0
  let reason = ''
  let headers: [string, string][] = []
  const body = request.body === null ? null : new Uint8Array(request.body)
  const made = app.wsgi(wsgiEnviron({ ...request, body }), (line, sent) => {
    status = Number(line.slice(0, 3))
    reason = line.slice(4)
    headers = Array.from(sent, ([name, value]) => [name, value])
  })
  const iterator = made[Symbol.iterator]()
  const parts: Parts = {
    next: () => iterator.next(),
    return: () => iterator.return?.(),
    close: () => made.close(),
  }
  const answered = { response: { status, reason, headers, body: null, isStreamed: true }, parts }
  return made.streaming === true ? answered : whole(answered)
}

/** Reads what is left of the body. */
export function whole({ response, parts }: Answered): Answered {
  if (parts === null) return { response, parts }
  const { status, reason, headers } = response
  try {
    const chunks: Uint8Array[] = []
    for (;;) {
      const step = resultNow(parts.next()) as Step
      if (step.done === true) break
      chunks.push(step.value)
    }
    const hasBody = status !== 204 && status !== 304
    const body = hasBody ? joined(chunks) : null
    return { response: { status, reason, headers, body }, parts: null }
  } finally {
    parts.close()
  }
}

export function joined(chunks: readonly Uint8Array[]): ArrayBuffer {
  const bytes = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0))
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.length
  }
  return bytes.buffer
}
