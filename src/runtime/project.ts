/**
 * A learner's project, loaded: its files linked to the framework, its database open, ready to answer requests. Works
 * the same in the engine worker, in Node and in tests. The framework keeps settings, apps and caches in modules, so a
 * process has one project at a time: loading another one starts them over.
 */
import { assertPresent } from '../base/assert.ts'
import type { SourceRange } from '../base/source.ts'
import { makeBoundary } from '../base/stack.ts'
import type { EngineRequest, EngineResponse } from '../protocol/exchange.ts'
import type { Namespace } from '../framework/utils/module_loading.ts'
import type { Frame } from '../trace/kinds.ts'
import type { Trace, TraceEntry, TraceLink } from '../trace/model.ts'
import { Recorder } from '../trace/recorder.ts'
import { tracing } from '../trace/tracer.ts'
import type { ProjectDatabase } from './database.ts'
import { throughWsgi, whole, type Answered } from './answered.ts'
import type { AsgiExchange } from './async-code.ts'
import { isText, requestDetail, responseDetail } from './exchange-details.ts'
import { LoopWatch } from './loops.ts'
import { problemPage } from './problem-page.ts'
import { framesOf, problemOf, type ProjectProblem } from './problem.ts'
import { setUp, type Application } from './set-up.ts'
import { StreamedBody } from './streamed-body.ts'

export type LoadStep = 'database' | 'compile' | 'load'

export interface ProjectPorts {
  /** Microseconds since the epoch. */
  now(): number
  /** Microseconds of a clock that never goes back. */
  monotonic(): number
  random(bytes: number): Uint8Array
  /** What a project can import that is not its own: Python's and Django's modules by path. */
  readonly modules: Readonly<Record<string, Namespace>>
  /** @param bytes  a database to go on with; null for an empty one */
  openDatabase(bytes: Uint8Array | null): ProjectDatabase
  onStep?(step: LoadStep, state: 'running' | 'done'): void
  /** Entries of a request that still runs. */
  onFlush?(traceId: string, entries: readonly TraceEntry[]): void
  /** A loop of the learner's that has been turning for long. */
  onLongLoop?(where: SourceRange): void
}

export interface RequestOptions {
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
  readonly link?: TraceLink
}

export interface Answer {
  readonly response: EngineResponse
  /** Of a streamed body, and only if it was asked for: what is not known yet is open in the trace. */
  readonly stream: StreamedBody | null
  /** As far as it has come. */
  readonly trace: Trace
  /** The request changed the database. */
  readonly wrote: boolean
}

export class Project {
  /** Why it could not be loaded; every request is answered with that then. */
  readonly problem: ProjectProblem | null
  readonly #ports: ProjectPorts
  readonly #loops: LoopWatch
  readonly #app: Application | null
  /** Those that an ASGI application has not answered yet, by request. */
  readonly #exchanges = new Map<string, AsgiExchange>()
  #requests = 0

  private constructor(
    ports: ProjectPorts,
    loops: LoopWatch,
    app: Application | null,
    problem: ProjectProblem | null,
  ) {
    this.#ports = ports
    this.#loops = loops
    this.#app = app
    this.problem = problem
  }

  /**
   * Never throws for what a learner did wrong: that is the `problem`.
   * @param snapshot  the database to go on with, if its tables are still those of the models
   * @param options.migrate  migrations that a snapshot does not have yet are applied
   */
  static load(
    files: Readonly<Record<string, string>>,
    ports: ProjectPorts,
    snapshot: Uint8Array | null = null,
    { migrate = false }: { readonly migrate?: boolean } = {},
  ): Project {
    // Chromium keeps ten frames by default, fewer than there are between a view and its query
    ;(Error as { stackTraceLimit?: number }).stackTraceLimit = 200
    const loops = new LoopWatch({
      monotonic: () => ports.monotonic(),
      onLongLoop: (where) => ports.onLongLoop?.(where),
    })
    tracing.boundary = makeBoundary()
    loops.start()
    try {
      return new Project(ports, loops, setUp(files, ports, loops, snapshot, migrate), null)
    } catch (error) {
      return new Project(ports, loops, null, problemOf(error))
    }
  }

  /** Sends a request as a test would: `project.request('POST', '/blog/', { body: 'text=hi', headers: {…} })`. */
  request(method: string, url: string, options: RequestOptions = {}): Answer {
    const { body, headers = {}, link = { kind: 'navigation', from: null } } = options
    const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : (body ?? null)
    const lines = Object.entries({ Host: 'localhost:8000', ...headers })
    if (bytes !== null) lines.push(['Content-Length', String(bytes.length)])
    const id = `t${(this.#requests += 1)}`
    return this.handle(id, {
      method,
      url,
      headers: lines.map(([name, value]) => ({ name, value })),
      body: bytes === null ? null : bufferOf(bytes),
      link,
    })
  }

  /**
   * @param id  becomes the trace's id
   * @param onStreamed  a streamed body is left to be read chunk by chunk; called with the whole trace when it ends.
   *   Without it such a body is read at once.
   */
  handle(id: string, request: EngineRequest, onStreamed: OnStreamed | null = null): Answer {
    const record = this.#record(id, request)
    return record.during(() =>
      this.#finish(record, this.#begin(request, record.recorder), onStreamed),
    )
  }

  /** The same for a server that can do other things meanwhile. Only what really waits is answered later. */
  async serve(id: string, request: EngineRequest, onStreamed: OnStreamed): Promise<Answer> {
    const asgi = this.#app?.asgi ?? null
    if (asgi === null) return this.handle(id, request, onStreamed)
    const record = this.#record(id, request)
    const exchange = record.during(() => asgi.begin(request))
    this.#exchanges.set(id, exchange)
    let answered: Answered
    try {
      answered = await exchange.answered
    } catch (error) {
      answered = record.during(() => refusedFor(error, record.recorder))
    }
    this.#exchanges.delete(id)
    return record.during(() => this.#finish(record, answered, onStreamed))
  }

  /** Something in it awaits, so it is served by `serve`. */
  get isAsync(): boolean {
    return (this.#app?.asgi ?? null) !== null
  }

  /** Nobody waits for the answer of a request any more. Only one that awaits can hear of it. */
  disconnect(id: string): void {
    this.#exchanges.get(id)?.cancel()
  }

  /** The same without a trace, as a server would run it: to measure what tracing costs. */
  answer(request: EngineRequest): EngineResponse {
    this.#loops.start()
    return whole(this.#begin(request, null)).response
  }

  #record(id: string, request: EngineRequest): Recording {
    const { monotonic, onFlush } = this.#ports
    const recorder = new Recorder(
      { id, startedAt: Math.round(this.#ports.now() / 1000), link: request.link },
      { monotonic, ...(onFlush && { onFlush: (entries) => onFlush(id, entries) }) },
    )
    this.#loops.start()
    const changes = () => this.#app?.database.totalChanges() ?? 0
    const before = changes()
    return {
      recorder,
      root: recorder.begin('http', requestDetail(request)),
      wrote: () => changes() !== before,
      during(run) {
        tracing.tracer = recorder
        try {
          return run()
        } finally {
          tracing.tracer = null
        }
      },
    }
  }

  #finish(record: Recording, begun: Answered, onStreamed: OnStreamed | null): Answer {
    const { recorder, root, wrote } = record
    const { response, parts } = onStreamed === null ? whole(begun) : begun
    if (parts === null) recorder.end(root, responseDetail(response))
    const stream =
      parts === null || onStreamed === null
        ? null
        : new StreamedBody({
            parts,
            recorder,
            isText: isText(response),
            onEnd: () => {
              parts.close()
              recorder.end(root, responseDetail(response))
              onStreamed({ trace: recorder.finish(), wrote: wrote() })
            },
          })
    return { response, stream, trace: recorder.finish(), wrote: wrote() }
  }

  /** A chunk is made: a loop of the learner's that never gives it is watched as in a request. */
  startChunk(): void {
    this.#loops.start()
  }

  /** The database as a file; null where none could be opened. Only between requests. */
  snapshot(): Uint8Array | null {
    return this.#app?.database.export() ?? null
  }

  #begin(request: EngineRequest, recorder: Recorder | null): Answered {
    if (this.problem !== null) {
      return { response: refused(this.problem, [], recorder), parts: null }
    }
    const app = assertPresent(this.#app, 'the application')
    try {
      return app.asgi === null ? throughWsgi(app, request) : app.asgi.begin(request).wait()
    } catch (error) {
      return refusedFor(error, recorder)
    }
  }
}

type OnStreamed = (end: Pick<Answer, 'trace' | 'wrote'>) => void

/** The trace of one request. */
interface Recording {
  readonly recorder: Recorder
  readonly root: number
  /** The database has changed since. */
  wrote(): boolean
  /** What runs now is told to this trace. */
  during<T>(run: () => T): T
}

/** Django turns what the project raises into answers itself; this is what passes even that. */
function refusedFor(error: unknown, recorder: Recorder | null): Answered {
  return { response: refused(problemOf(error), framesOf(error), recorder), parts: null }
}

/** An answer where Django itself could give none. */
function refused(
  problem: ProjectProblem,
  frames: readonly Frame[],
  recorder: Recorder | null,
): EngineResponse {
  const { className, message, hint, where } = problem
  recorder?.event('exception.raised', { className, message, frames, hint }, where)
  return {
    status: 500,
    reason: 'Internal Server Error',
    headers: [['Content-Type', 'text/html; charset=utf-8']],
    body: bufferOf(new TextEncoder().encode(problemPage(problem))),
  }
}

function bufferOf(bytes: Uint8Array): ArrayBuffer {
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer
}
