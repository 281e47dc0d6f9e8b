/**
 * The engine as a worker: takes the host page's messages, loads the project once, answers its requests one by one.
 * Everything in here is synchronous, so a request that does not end can only be ended from outside: what is known of
 * it is handed out while it runs.
 */
import initSqlJs, { type SqlJsStatic } from 'sql.js'
import { assertPresent } from '../base/assert.ts'
import type { HostToWorker, WorkerToHost } from '../protocol/host-worker.ts'
import { compileAhead } from './compile.ts'
import { SqlJsDatabase } from './database.ts'
import { modulesFor } from './django/parts.ts'
import { Project, type ProjectPorts } from './project.ts'
import type { StreamedBody } from './streamed-body.ts'

export function startEngine(scope: DedicatedWorkerGlobalScope): void {
  // the learner's code runs in this scope, too: it may replace postMessage, but not this one
  const post = (message: WorkerToHost, transfer: Transferable[] = []) =>
    send.call(scope, message, transfer)
  const send = scope.postMessage as (message: unknown, transfer: Transferable[]) => void
  let sqlite: SqlJsStatic | null = null
  let project: Project | null = null
  /** Bodies that are still being read, by request. */
  const streams = new Map<string, StreamedBody>()

  scope.onmessage = (event: MessageEvent<HostToWorker>) => {
    const message = event.data
    if (message.type === 'warm') {
      void instantiate(message.wasm).then((ready) => {
        sqlite = ready
        post({ type: 'warm' })
        compileAhead(message.files)
      })
    } else if (message.type === 'load') {
      const bytes = message.database === null ? null : new Uint8Array(message.database)
      void modulesFor(message.files).then((modules) => {
        const ports = { ...portsOf(assertPresent(sqlite, 'SQLite'), post), modules }
        project = Project.load(message.files, ports, bytes)
        post({ type: 'loaded', problem: project.problem, database: bufferOf(project.snapshot()) })
      })
    } else if (message.type === 'next') {
      assertPresent(project, 'the project').startChunk()
      post({ type: 'chunk', id: message.id, ...nextOf(streams.get(message.id)) })
    } else if (message.type === 'cancel') {
      try {
        streams.get(message.id)?.cancel()
      } catch {
        // a generator that raises while it is closed: nobody is left to be told
      }
    } else if (message.type === 'ask') {
      void import('./questions.ts').then(({ answerTo }) => {
        project?.startChunk()
        post({ type: 'answer', answer: project === null ? null : answerTo(message.question) })
      })
    } else {
      const loaded = assertPresent(project, 'the project')
      const { id } = message
      const { response, stream, trace, wrote } = loaded.handle(id, message.request, (end) => {
        streams.delete(id)
        post({ type: 'trace', id, trace: end.trace })
        if (end.wrote) post({ type: 'database', database: bufferOf(loaded.snapshot()) })
      })
      if (stream !== null) streams.set(id, stream)
      post(
        { type: 'response', id: message.id, response },
        response.body === null ? [] : [response.body],
      )
      // the page has its answer: what follows keeps nobody waiting
      post({ type: 'trace', id: message.id, trace })
      if (wrote) post({ type: 'database', database: bufferOf(loaded.snapshot()) })
    }
  }
}

/** The next chunk, or what broke the body off: the status is out already, so no error page can follow. */
function nextOf(stream: StreamedBody | undefined) {
  try {
    const chunk = stream?.next() ?? null
    return { chunk: bufferOf(chunk), error: null }
  } catch (error) {
    return { chunk: null, error: String(error) }
  }
}

function portsOf(sqlite: SqlJsStatic, post: (message: WorkerToHost) => void) {
  return {
    now: () => Math.round((performance.timeOrigin + performance.now()) * 1000),
    monotonic: () => Math.round(performance.now() * 1000),
    random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
    openDatabase: (bytes) => SqlJsDatabase.open(sqlite, bytes),
    onStep: (step, state) => post({ type: 'step', step, state }),
    onFlush: (id, entries) => post({ type: 'entries', id, entries }),
    onLongLoop: ({ file, line }) => post({ type: 'loop', where: { file, line } }),
  } satisfies Omit<ProjectPorts, 'modules'>
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
