/**
 * Messages between the host page and the engine worker that it started. The learner's code runs in that worker and
 * can post whatever it likes, so the host checks everything; traces are checked by the app, which draws them.
 */
import * as v from 'valibot'
import type { SourceRange } from '../base/source.ts'
import { TRACE_VERSION, type Trace, type TraceEntry } from '../trace/model.ts'
import type { ProjectFiles } from './app-host.ts'
import { problemSchema } from './app-host.ts'
import type { Question } from './questions.ts'
import { databaseBytes } from './database-questions.ts'
import { bodySchema, responseSchema, type EngineRequest } from './exchange.ts'

/** The worker is ours and trusts the host: types are enough. */
export type HostToWorker =
  /**
   * First message. SQLite comes compiled. `files`: the project as it is now, if there is one, compiled beforehand;
   * `load` then compiles what was edited.
   */
  | { readonly type: 'warm'; readonly wasm: WebAssembly.Module; readonly files: ProjectFiles }
  /** Once per worker. `database`: a snapshot to go on with; null: made anew from the fixtures. */
  | {
      readonly type: 'load'
      readonly files: ProjectFiles
      readonly database: ArrayBuffer | null
      /** Migrations that the snapshot does not have yet are applied; a new database gets all anyway. */
      readonly migrate: boolean
    }
  /** `id` becomes the trace's id. */
  | { readonly type: 'request'; readonly id: string; readonly request: EngineRequest }
  /** The next chunk of a streamed body, or that nobody wants any more of it. */
  | { readonly type: 'next'; readonly id: string }
  | { readonly type: 'cancel'; readonly id: string }
  /** Nobody waits for the answer of a request that still runs. It may hear of it, or not; no answer. */
  | { readonly type: 'disconnect'; readonly id: string }
  /** Between requests; answered by `answer`. */
  | { readonly type: 'ask'; readonly question: Question }

const text = v.pipe(v.string(), v.maxLength(100_000))
const id = v.pipe(v.string(), v.maxLength(100))
const where = v.object({ file: text, line: v.number() })
/** As of now; null: nothing was written. It comes with the answer: what was answered is never lost. */
const database = v.nullable(databaseBytes)

const workerMessage = v.variant('type', [
  /** SQLite is ready, `load` may come. */
  v.object({ type: v.literal('warm') }),
  v.object({
    type: v.literal('step'),
    step: v.picklist(['database', 'compile', 'load']),
    state: v.picklist(['running', 'done']),
  }),
  v.object({ type: v.literal('loaded'), problem: v.nullable(problemSchema), database }),
  v.object({ type: v.literal('response'), id, response: responseSchema, database }),
  v.object({ type: v.literal('trace'), id, trace: v.unknown() }),
  /** Answers `next`; null: the body is complete. `error`: it broke off. */
  v.object({ type: v.literal('chunk'), id, chunk: bodySchema, error: v.nullable(text), database }),
  /** Entries of a request that still runs, new ones and changed ones. */
  v.object({
    type: v.literal('entries'),
    id,
    entries: v.pipe(v.array(v.looseObject({ id: v.number() })), v.maxLength(50_000)),
  }),
  v.object({ type: v.literal('answer'), answer: v.unknown(), database }),
  /** A loop of the learner's has been running for long. */
  v.object({ type: v.literal('loop'), where }),
  /** After a streamed body that nobody read to its end. */
  v.object({ type: v.literal('database'), database }),
  /** What a request changed; `id` null: the database panel did. Parsed by the app. */
  v.object({ type: v.literal('changes'), id: v.nullable(id), changes: v.unknown() }),
])
export type WorkerMessage = v.InferOutput<typeof workerMessage>

/** What the worker posts; the trace is typed here and unknown on the other side. */
export type WorkerToHost =
  | Exclude<WorkerMessage, { type: 'trace' } | { type: 'entries' }>
  | { readonly type: 'trace'; readonly id: string; readonly trace: Trace }
  | { readonly type: 'entries'; readonly id: string; readonly entries: readonly TraceEntry[] }

/** @returns null for what is no message of the worker's, or too large */
export function parseWorkerMessage(data: unknown): WorkerMessage | null {
  const result = v.safeParse(workerMessage, data)
  return result.success ? result.output : null
}

/**
 * What a request left behind whose worker was ended: everything that was handed out before. A request that had not
 * even begun leaves what was asked.
 */
export function stoppedTrace(
  head: { readonly id: string; readonly startedAt: number },
  request: EngineRequest,
  entries: readonly unknown[],
  stopped: { readonly reason: string; readonly where: SourceRange | null },
): unknown {
  const { method, url, headers, link } = request
  const root = {
    ...{ id: 0, parent: null, type: 'span', kind: 'http', where: null, order: 0 },
    ...{ startUs: 0, endUs: null, endOrder: null },
    detail: { method, url, headers, body: null },
  }
  return {
    version: TRACE_VERSION,
    ...head,
    link,
    entries: entries.length === 0 ? [root] : entries,
    dropped: 0,
    stopped,
  }
}
