/** Replays kind `exchange`: sessions of requests against the whole reference project, loaded as a learner's project. */
import { connection } from '../../../src/framework/db/index.ts'
import { forgetAll } from '../../../src/framework/core/cache/backends/locmem.ts'
import { Recorder } from '../../../src/trace/recorder.ts'
import { tracing } from '../../../src/trace/tracer.ts'
import type { Application } from '../../../src/runtime/set-up.ts'
import type { Case } from '../case.ts'
import { advance, ports, startClock } from '../environment.ts'
import type { Replay } from '../kinds.ts'
import { useProvided } from '../urlconf.ts'
import { Client, withoutTokens, type SentRequest } from './exchange-client.ts'
import { sameSession } from './exchange-compare.ts'
import { isRecordedProjectHere, openProject } from './exchange-project.ts'
import { forget, seen } from './exchange-watch.ts'

type Json = Record<string, unknown>

function run(given: Case): unknown {
  startClock()
  forgetAll()
  try {
    const app = openProject((given['settings'] ?? {}) as Json)
    connection.force_debug_cursor = true
    const client = new Client()
    return (given['session'] as SentRequest[]).map((sent) => exchange(app, client, sent))
  } finally {
    useProvided()
  }
}

function exchange(app: Application, client: Client, sent: SentRequest): Json {
  advance(sent.advance ?? 0)
  if (sent.as !== undefined) client.logIn(sent.as)
  const environ = client.environOf(sent)
  forget()
  const recorder = new Recorder(
    { id: 't1', startedAt: 0, link: { kind: 'navigation', from: null } },
    ports,
  )
  tracing.tracer = recorder
  let answer: Json
  try {
    answer = answerOf(app, client, environ, sent.method)
  } finally {
    tracing.tracer = null
  }
  return { ...answer, ...seen(recorder.finish(), Object.values(sent.cookies ?? {})) }
}

/** One WSGI call; a body is not asked for where none is sent. */
function answerOf(app: Application, client: Client, environ: Json, method: string): Json {
  let line = ''
  let sent: (readonly [string, string])[] = []
  const response = app.wsgi(environ, (status, headers) => {
    line = status
    sent = [...headers]
  })
  const status = Number(line.slice(0, 3))
  const hasBody = method !== 'HEAD' && status !== 204 && status !== 304
  const chunks = hasBody ? Array.from(response, (chunk) => Buffer.from(chunk)) : []
  response.close()
  const body = textOf(Buffer.concat(chunks))
  const headers = new Map(sent.filter(([name]) => name !== 'Set-Cookie'))
  const lines = sent.filter(([name]) => name === 'Set-Cookie').map(([, value]) => value)
  const cookies = client.receive(lines, headers, typeof body === 'string' ? body : '')
  const shown = typeof body === 'string' ? withoutTokens(body) : body
  if (shown !== body && headers.has('ETag')) headers.set('ETag', '«etag»')
  return {
    status,
    reason: line.slice(4),
    headers: Object.fromEntries(headers),
    body: shown,
    ...(response.streaming === true ? { chunks: chunks.map(textOf) } : {}),
    cookies,
  }
}

function textOf(bytes: Buffer): unknown {
  const text = bytes.toString()
  return Buffer.from(text).equals(bytes) ? text : { $: 'bytes', v: bytes.toString('base64') }
}

/** null where the recorded project is not beside the repository: its templates and rows are read from there. */
export const replay: Replay | null = isRecordedProjectHere ? { run, same: sameSession } : null
