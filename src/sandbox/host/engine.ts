/**
 * The engine worker and its watchdog. A worker that outlives its budget can only be ended, with all it knew; a warm
 * spare then takes over with the files and the database as of the last finished request. One thing runs at a time.
 */
import type { SourceRange } from '../../base/source.ts'
import type { BootStep, Problem, ProjectFiles } from '../../protocol/app-host.ts'
import type { EngineRequest, EngineResponse } from '../../protocol/exchange.ts'
import type { Question } from '../../protocol/questions.ts'
import { stoppedTrace, type HostToWorker, type WorkerMessage } from '../../protocol/host-worker.ts'
import { stoppedPage } from './own-pages.ts'
import { WorkerHandle } from './worker-handle.ts'

export interface EnginePorts {
  startWorker(): Worker
  readonly wasm: WebAssembly.Module
  onStep(step: BootStep, state: 'running' | 'done'): void
  onTrace(trace: unknown): void
}

/** Starting it costs as much as the answer itself, so it waits until the page stands. */
const SPARE_AFTER_MS = 1000
/** Loading may take longer than a request: SQLite and all files on a slow machine. */
const LOAD_BUDGET_FACTOR = 2

interface Stopped {
  readonly reason: string
  readonly where: SourceRange | null
}

export class Engine {
  budgetMs = 5000
  readonly #ports: EnginePorts
  #current: WorkerHandle | null = null
  #spare: WorkerHandle | null = null
  #spareTimer: ReturnType<typeof setTimeout> | undefined
  #files: ProjectFiles = {}
  #database: ArrayBuffer | null = null
  /** Set while a project hangs at loading: there is no worker to ask. */
  #unloadable: Stopped | null = null
  /** The newest trace: that of a streamed answer is sent again when it is stopped. */
  #latest: { readonly id: string; readonly trace: unknown } | null = null
  #tail: Promise<unknown> = Promise.resolve()
  /** Ends what runs now; null when nothing does. */
  #interrupt: ((reason: string) => void) | null = null

  constructor(ports: EnginePorts) {
    this.#ports = ports
  }

  /** The first worker may start before there is a project; a spare compiles the one there is. */
  warmUp(): void {
    this.#spare ??= new WorkerHandle(this.#ports.startWorker(), this.#ports.wasm, this.#files)
  }

  /**
   * Starts over with these files. What runs is ended.
   * @param database  `keep`: as of the last finished request; `new`: made from the fixtures
   */
  load(files: ProjectFiles, database: 'keep' | 'new'): Promise<Problem | null> {
    this.#interrupt?.('The project was changed while this request ran.')
    return this.#inTurn(() => {
      this.#files = files
      if (database === 'new') this.#database = null
      return this.#start()
    })
  }

  request(id: string, request: EngineRequest): Promise<EngineResponse> {
    return this.#inTurn(() => this.#ask(id, request))
  }

  /** The next chunk of a streamed body; null at its end. @throws {Error} it broke off */
  nextChunk(id: string): Promise<ArrayBuffer | null> {
    const began = this.#current
    return this.#inTurn(async () => {
      const worker = this.#current
      if (worker === null || worker !== began) throw new Error('The project was started again.')
      let loop: SourceRange | null = null
      const read = await this.#watch<{ chunk: ArrayBuffer | null; error: string | null }>(
        worker,
        { type: 'next', id },
        this.budgetMs,
        (message, finish) => {
          if (message.type === 'loop') loop = message.where
          if (message.type === 'chunk' && message.id === id) finish(message)
        },
      )
      if ('value' in read) {
        const { chunk, error } = read.value
        if (error !== null) throw new Error(error)
        return chunk
      }
      if (this.#latest?.id === id) {
        const stopped = { reason: read.reason, where: loop }
        this.#ports.onTrace({ ...(this.#latest.trace as object), stopped })
      }
      void this.#inTurn(() => this.#start())
      throw new Error(read.reason)
    })
  }

  /** Nobody reads the rest of a streamed body. */
  cancel(id: string): void {
    void this.#inTurn(() => Promise.resolve(this.#current?.post({ type: 'cancel', id })))
  }

  /** What the project knows beside answering requests. Asking may run its code, so it is watched too. */
  ask(question: Question): Promise<unknown> {
    return this.#inTurn(async () => {
      const worker = this.#current
      if (worker === null || this.#unloadable !== null) return null
      const answered = await this.#watch<unknown>(
        worker,
        { type: 'ask', question },
        this.budgetMs,
        (message, finish) => {
          if (message.type === 'answer') finish(message.answer)
        },
      )
      if ('value' in answered) return answered.value
      void this.#inTurn(() => this.#start())
      return null
    })
  }

  #inTurn<T>(run: () => Promise<T>): Promise<T> {
    const result = this.#tail.then(run)
    this.#tail = result.catch(() => undefined)
    return result
  }

  async #start(): Promise<Problem | null> {
    this.#current?.end()
    this.warmUp()
    const worker = this.#spare!
    this.#spare = null
    this.#current = worker
    this.#unloadable = null
    let loop: SourceRange | null = null
    const stopped = await this.#watch<Problem | null>(
      worker,
      { type: 'load', files: this.#files, database: this.#database },
      this.budgetMs * LOAD_BUDGET_FACTOR,
      (message, finish) => {
        if (message.type === 'step') this.#ports.onStep(message.step, message.state)
        if (message.type === 'loop') loop = message.where
        if (message.type !== 'loaded') return
        this.#database = message.database ?? this.#database
        finish(message.problem)
      },
    )
    if (!('reason' in stopped)) return stopped.value
    this.#unloadable = {
      reason: `The project did not finish loading. ${stopped.reason}`,
      where: loop,
    }
    return {
      className: 'Stopped',
      message: this.#unloadable.reason,
      where: loop,
      hint: 'Look for a loop that never ends in code that runs at import.',
    }
  }

  async #ask(id: string, request: EngineRequest): Promise<EngineResponse> {
    const worker = this.#current
    if (worker === null || this.#unloadable !== null) {
      const { reason, where } = this.#unloadable ?? { reason: 'No project is open.', where: null }
      return stoppedPage('The project was not loaded', reason, place(where))
    }
    const startedAt = Date.now()
    const entries = new Map<number, unknown>()
    let loop: SourceRange | null = null
    const answer = await this.#watch<EngineResponse>(
      worker,
      { type: 'request', id, request },
      this.budgetMs,
      (message, finish) => {
        if (message.type === 'response' && message.id === id) finish(message.response)
        if (message.type === 'loop') loop = message.where
        if (message.type === 'entries' && message.id === id) {
          for (const entry of message.entries) entries.set(entry.id, entry)
        }
      },
    )
    this.#prepareSpare()
    if (!('reason' in answer)) return answer.value

    const inOrder = [...entries].sort(([a], [b]) => a - b).map(([, entry]) => entry)
    const where = loop ?? lastWhere(inOrder)
    const stopped = { reason: answer.reason, where }
    this.#ports.onTrace(stoppedTrace({ id, startedAt }, request, inOrder, stopped))
    // in turn already: whoever asks next waits for the spare
    void this.#inTurn(() => this.#start())
    return stoppedPage('Request stopped', answer.reason, place(where))
  }

  /** Posts `message`, feeds `on` until it finishes, and ends the worker when the time is over. */
  #watch<T>(
    worker: WorkerHandle,
    message: HostToWorker,
    budgetMs: number,
    on: (message: WorkerMessage, finish: (value: T) => void) => void,
  ): Promise<{ readonly value: T } | { readonly reason: string }> {
    return new Promise((resolve) => {
      const settle = (result: { value: T } | { reason: string }) => {
        clearTimeout(timer)
        this.#interrupt = null
        if ('reason' in result) worker.end()
        resolve(result)
      }
      const timer = setTimeout(() => {
        settle({ reason: `It was stopped after ${budgetMs / 1000} s.` })
      }, budgetMs)
      this.#interrupt = (reason) => settle({ reason })
      worker.onMessage = (received) => {
        if (received.type === 'trace') {
          this.#latest = received
          this.#ports.onTrace(received.trace)
        } else if (received.type === 'database') this.#database = received.database
        else on(received, (value) => settle({ value }))
      }
      worker.onCrash = (reason) => settle({ reason })
      worker.post(message)
    })
  }

  #prepareSpare(): void {
    clearTimeout(this.#spareTimer)
    this.#spareTimer = setTimeout(() => this.warmUp(), SPARE_AFTER_MS)
  }
}

function place(where: SourceRange | null): string | null {
  return where === null ? null : `${where.file}:${where.line}`
}

/** The learner's line of the newest entry that knows one. */
function lastWhere(entries: readonly unknown[]): SourceRange | null {
  const known = entries as readonly { where?: SourceRange | null }[]
  return known.findLast((entry) => entry.where)?.where ?? null
}
