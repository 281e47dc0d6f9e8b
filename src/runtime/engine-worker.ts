/**
 * The engine as a worker: takes the host page's messages, loads the project once, answers its requests one by one.
 * What does not await is synchronous, so a request that does not end can only be ended from outside: what is known of
 * it is handed out while it runs.
 */
import initSqlJs, { type SqlJsStatic } from 'sql.js'
import { assertPresent } from '../base/assert.ts'
import { isAwaitable } from '../base/async/state.ts'
import type { ProjectFiles } from '../protocol/app-host.ts'
import type { EngineRequest } from '../protocol/exchange.ts'
import type { HostToWorker, WorkerToHost } from '../protocol/host-worker.ts'
import type { Question } from '../protocol/questions.ts'
import { compileAhead, knowCompiled, prepareToCompile, type Compiled } from './compile.ts'
import { SqlJsDatabase } from './database.ts'
import type { LateParts } from './django/late.ts'
import { fetchAhead, partsFor } from './django/parts.ts'
import { Keeper } from './keeper.ts'
import { Project, type Answer, type ProjectPorts } from './project.ts'
import type { StreamedBody } from './streamed-body.ts'

/** @param compiled  files that need no compiler */
export function startEngine(
  scope: DedicatedWorkerGlobalScope,
  compiled: Promise<readonly Compiled[]>,
): void {
  const precompiled = compiled.then(knowCompiled, () => undefined)
  // the learner's code runs in this scope, too: it may replace postMessage, but not this one
  const post = (message: WorkerToHost, transfer: Transferable[] = []) =>
    send.call(scope, message, transfer)
  const send = scope.postMessage as (message: unknown, transfer: Transferable[]) => void
  let sqlite: SqlJsStatic | null = null
  let project: Project | null = null
  /** null while no project is loaded, or one that has no database. */
  let keeper: Keeper | null = null
  let files: ProjectFiles = {}
  /** What the first page may do without; null once it is there. */
  let late: LateParts | null = null
  let start: (database: ArrayBuffer | null) => void = () => undefined
  /** Bodies that are still being read, by request. */
  const streams = new Map<string, StreamedBody>()

  const open = (bytes: Uint8Array | null) =>
    SqlJsDatabase.open(assertPresent(sqlite, 'SQLite'), bytes)

  /**
   * The database for the host where something was written. What it was is told afterwards.
   * @param id  of the request; null: the panel wrote
   */
  function save(id: string | null): ArrayBuffer | null {
    const pending = keeper?.save(streams.size === 0) ?? null
    if (keeper === null || pending === null) return null
    void import('./changes.ts').then(({ changesBetween }) =>
      post({ type: 'changes', id, changes: changesBetween(pending, open) }),
    )
    return keeper.bytes
  }

  /** A spare compiles while nobody waits; the first worker has no project yet. */
  function ahead(known: ProjectFiles): void {
    if (Object.keys(known).length === 0) return
    const ready = Promise.all([precompiled, import('./translate.ts'), fetchAhead(known)])
    const compileRest = () => {
      if (project === null) compileAhead(known)
    }
    // what could not be fetched now is asked for again when the project is loaded
    void ready.then(compileRest, () => undefined)
  }

  function load(message: Extract<HostToWorker, { type: 'load' }>): void {
    files = message.files
    const code = precompiled.then(() => prepareToCompile(files))
    void Promise.all([partsFor(files), code]).then(([parts]) => {
      late = parts.late
      start = (database) => {
        let opened: SqlJsDatabase | null = null
        const ports: ProjectPorts = {
          ...portsOf(post),
          modules: parts.modules,
          openDatabase: (bytes) => (opened = open(bytes)),
        }
        const bytes = database === null ? null : new Uint8Array(database)
        project = Project.load(files, ports, bytes, { migrate: message.migrate })
        keeper = project.problem === null && opened !== null ? new Keeper(opened) : null
      }
      start(message.database)
      const problem = project?.problem ?? null
      post({ type: 'loaded', problem, database: keeper?.bytes ?? null })
    })
  }

  /** The first request does not wait for the late parts; one that needed them is run again, on the state before it. */
  function answer(id: string, request: EngineRequest): void {
    const parts = late
    if (parts === null) return run(id, request, (made) => tell(id, made))
    if (parts.isBegun) {
      return void parts.load().then(() => run(id, request, (made) => tell(id, made)))
    }
    run(id, request, (made) => {
      if (!parts.isWanted) tell(id, made)
      void parts.load().then(() => {
        if (late === parts) late = null
        if (!parts.isWanted) return
        start(keeper?.bytes ?? null)
        run(id, request, (again) => tell(id, again))
      })
    })
  }

  function run(id: string, request: EngineRequest, done: (made: Answer) => void): void {
    const loaded = assertPresent(project, 'the project')
    const onStreamed = (end: Pick<Answer, 'trace'>) => {
      streams.delete(id)
      post({ type: 'trace', id, trace: end.trace })
    }
    if (loaded.isAsync) void loaded.serve(id, request, onStreamed).then(done)
    else done(loaded.handle(id, request, onStreamed))
  }

  function tell(id: string, { response, stream, trace }: Answer): void {
    if (stream !== null) streams.set(id, stream)
    const database = save(id)
    post(
      { type: 'response', id, response, database },
      [response.body, database].filter((buffer) => buffer !== null),
    )
    // the page has its answer: what follows keeps nobody waiting
    post({ type: 'trace', id, trace })
  }

  function ask(question: Question): void {
    void Promise.all([import('./questions.ts'), late?.load()]).then(async ([{ answerTo }]) => {
      project?.startChunk()
      const panel = keeper && { ...portsOf(post), files, open, database: keeper.database }
      const answer = project === null ? null : await answerTo(question, panel)
      post({ type: 'answer', answer, database: save(null) })
    })
  }

  scope.onmessage = ({ data: message }: MessageEvent<HostToWorker>) => {
    switch (message.type) {
      case 'warm':
        return void instantiate(message.wasm).then((ready) => {
          sqlite = ready
          post({ type: 'warm' })
          ahead(message.files)
        })
      case 'load':
        return load(message)
      case 'request':
        return answer(message.id, message.request)
      case 'next': {
        assertPresent(project, 'the project').startChunk()
        const { id } = message
        return nextOf(streams.get(id), (chunk) =>
          post({ type: 'chunk', id, ...chunk, database: save(id) }),
        )
      }
      case 'disconnect':
        return project?.disconnect(message.id)
      case 'cancel':
        try {
          streams.get(message.id)?.cancel()
        } catch {
          // a generator that raises while it is closed: nobody is left to be told
        }
        return post({ type: 'database', database: save(message.id) })
      case 'ask':
        return ask(message.question)
    }
  }
}

/** The next chunk, or what broke the body off: the status is out already, so no error page can follow. */
function nextOf(
  stream: StreamedBody | undefined,
  tell: (read: { chunk: ArrayBuffer | null; error: string | null }) => void,
): void {
  const took = (chunk: Uint8Array | null) => tell({ chunk: bufferOf(chunk), error: null })
  const broke = (error: unknown) => tell({ chunk: null, error: String(error) })
  try {
    const chunk = stream?.next() ?? null
    if (isAwaitable(chunk)) chunk.then(took, broke)
    else took(chunk)
  } catch (error) {
    broke(error)
  }
}

function portsOf(post: (message: WorkerToHost) => void) {
  return {
    now: () => Math.round((performance.timeOrigin + performance.now()) * 1000),
    monotonic: () => Math.round(performance.now() * 1000),
    random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
    onStep: (step, state) => post({ type: 'step', step, state }),
    onFlush: (id, entries) => post({ type: 'entries', id, entries }),
    onLongLoop: ({ file, line }) => post({ type: 'loop', where: { file, line } }),
  } satisfies Omit<ProjectPorts, 'modules' | 'openDatabase'>
}

/** From the module that the host compiled: nothing is fetched and nothing compiled twice. */
function instantiate(wasm: WebAssembly.Module): Promise<SqlJsStatic> {
  return initSqlJs({
    instantiateWasm: (
      imports: WebAssembly.Imports,
      done: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
    ) => {
      void WebAssembly.instantiate(wasm, imports).then((instance) => done(instance, wasm))
      return {}
    },
  })
}

function bufferOf(bytes: Uint8Array | null): ArrayBuffer | null {
  if (bytes === null) return null
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer
}
