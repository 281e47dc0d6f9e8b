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
import { watch, type Ended } from './watch.ts'
import { WorkerHandle } from './worker-handle.ts'

export interface EnginePorts {
  startWorker(): Worker
  readonly wasm: WebAssembly.Module
  onStep(step: BootStep, state: 'running' | 'done'): void
  onTrace(trace: unknown): void
  /** What a request changed; `id` null: somebody did in the database panel. */
  onChanges(id: string | null, changes: unknown): void
  /** Something that wrote has finished; called before its answer is given out. */
  onDatabase(database: ArrayBuffer): void
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
  /** As of what finished last; null: made from the fixtures. */
  #database: ArrayBuffer | null = null
  /** Before the last change that was made in the panel; null once a request has written. */
  #undo: ArrayBuffer | null = null
  /** The worker was ended, and no other one has started yet. */
  #isGone = false
  /** Set while a project hangs at loading: there is no worker to ask. */
  #unloadable: Stopped | null = null
  /** The newest trace: that of a streamed answer is sent again when it is stopped. */
  #latest: { readonly id: string; readonly trace: unknown } | null = null
  /** The request that was begun last. */
  #asking: string | null = null
  #tail: Promise<unknown> = Promise.resolve()
  /** Ends what runs now; null when nothing does. */
  #interrupt: ((reason: string) => void) | null = null

  constructor(ports: EnginePorts) {
    this.#ports = ports
  }

  /** The first worker may start before there is a project; a spare compiles the one there is. */
  warmUp(): void {
    if (this.#spare?.isCrashed === true) this.#spare = null
    this.#spare ??= new WorkerHandle(this.#ports.startWorker(), this.#ports.wasm, this.#files)
  }

  /**
   * Starts over with these files. What runs is ended.
   * @param database  `keep`: as of the last finished request; null: made from the fixtures; else this one
   * @param migrate  migrations that a kept database does not have yet are applied
   */
  load(
    files: ProjectFiles,
    database: 'keep' | ArrayBuffer | null,
    migrate = false,
  ): Promise<Problem | null> {
    this.#interrupt?.('The project was changed while this request ran.')
    return this.#inTurn(() => {
      this.#files = files
      if (database !== 'keep') {
        this.#database = database
        this.#undo = null
      }
      return this.#start(migrate)
    }, true)
  }

  get database(): ArrayBuffer | null {
    return this.#database
  }

  /** The last change was made in the panel, and no request has written since. */
  get canUndo(): boolean {
    return this.#undo !== null
  }

  /**
   * Goes on with another database. One with which the project does not load changes nothing.
   * @param database  a file; null: made from the fixtures
   */
  replace(database: ArrayBuffer | null): Promise<Problem | null> {
    return this.#inTurn(async () => {
      const before = this.#database
      this.#database = database
      const problem = await this.#start()
      if (problem !== null && before !== null) {
        this.#database = before
        await this.#start()
      } else this.#undo = before
      return problem
    })
  }

  /** @returns false where there is nothing to undo: a request has written since */
  async undo(): Promise<boolean> {
    const before = this.#undo
    if (before === null) return false
    const problem = await this.replace(before)
    this.#undo = null
    return problem === null
  }

  request(id: string, request: EngineRequest): Promise<EngineResponse> {
    return this.#inTurn(() => this.#ask(id, request))
  }

  /**
   * Nobody waits for this answer any more. A view that awaits is cancelled, any other never hears of it.
   * @param id  left out: of what is being answered now
   */
  disconnect(id = this.#asking): void {
    if (id !== null) this.#current?.post({ type: 'disconnect', id })
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
          if (message.type !== 'chunk' || message.id !== id) return
          this.#keep(message.database)
          finish(message)
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
      this.#recover()
      throw new Error(read.reason)
    })
  }

  /** Nobody reads the rest of a streamed body. */
  cancel(id: string): void {
    void this.#inTurn(async () => {
      const worker = this.#current
      if (worker === null || this.#unloadable !== null) return
      // the generator's `finally` may write, or never end
      const ended = await this.#watch<null>(
        worker,
        { type: 'cancel', id },
        this.budgetMs,
        (message, finish) => {
          if (message.type !== 'database') return
          this.#keep(message.database)
          finish(null)
        },
      )
      if ('reason' in ended) this.#recover()
    })
  }

  /**
   * What the project knows beside answering requests. Asking may run its code, and what a person wrote in the
   * console, so it is watched too; what is stopped has written nothing.
   */
  ask(question: Question): Promise<{ readonly answer: unknown; readonly wrote: boolean }> {
    return this.#inTurn(async () => {
      const worker = this.#current
      if (worker === null || this.#unloadable !== null) return { answer: null, wrote: false }
      const before = this.#database
      const answered = await this.#watch<{ answer: unknown; wrote: boolean }>(
        worker,
        { type: 'ask', question },
        this.budgetMs,
        (message, finish) => {
          if (message.type !== 'answer') return
          this.#keep(message.database, before)
          finish({ answer: message.answer, wrote: message.database !== null })
        },
      )
      if ('value' in answered) return answered.value
      this.#recover()
      return { answer: { stopped: answered.reason }, wrote: false }
    })
  }

  /** @param undo  what the panel can go back to */
  #keep(database: ArrayBuffer | null, undo: ArrayBuffer | null = null): void {
    if (database === null) return
    this.#database = database
    this.#undo = undo
    this.#ports.onDatabase(database)
  }

  /** After a worker that had to be ended the next one starts first, also for those that were waiting already. */
  #inTurn<T>(run: () => Promise<T>, isStart = false): Promise<T> {
    const result = this.#tail.then(async () => {
      if ((this.#isGone || this.#current?.isCrashed === true) && !isStart) await this.#start()
      return run()
    })
    this.#tail = result.catch(() => undefined)
    return result
  }

  /** Now, while nobody waits. */
  #recover(): void {
    void this.#inTurn(() => Promise.resolve())
  }

  async #start(migrate = false): Promise<Problem | null> {
    this.#current?.end()
    this.warmUp()
    const worker = this.#spare!
    this.#spare = null
    this.#current = worker
    this.#unloadable = null
    this.#isGone = false
    let loop: SourceRange | null = null
    const stopped = await this.#watch<Problem | null>(
      worker,
      { type: 'load', files: this.#files, database: this.#database, migrate },
      this.budgetMs * LOAD_BUDGET_FACTOR,
      (message, finish) => {
        if (message.type === 'step') this.#ports.onStep(message.step, message.state)
        if (message.type === 'loop') loop = message.where
        if (message.type !== 'loaded') return
        this.#keep(message.database, this.#undo)
        finish(message.problem)
      },
    )
    if (!('reason' in stopped)) return stopped.value
    // the next one would hang as well; after a crash it is worth another try
    this.#isGone = !stopped.isHung
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
    this.#asking = id
    const startedAt = Date.now()
    const entries = new Map<number, unknown>()
    let loop: SourceRange | null = null
    const answer = await this.#watch<EngineResponse>(
      worker,
      { type: 'request', id, request },
      this.budgetMs,
      (message, finish) => {
        if (message.type === 'response' && message.id === id) {
          this.#keep(message.database)
          finish(message.response)
        }
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
    this.#recover()
    return stoppedPage('Request stopped', answer.reason, place(where))
  }

  /** What it tells beside that goes on to the app. */
  async #watch<T>(
    worker: WorkerHandle,
    message: HostToWorker,
    budgetMs: number,
    on: (message: WorkerMessage, finish: (value: T) => void) => void,
  ): Promise<{ readonly value: T } | Ended> {
    const watched = watch<T>(worker, message, budgetMs, (received, finish) => {
      if (received.type === 'trace') {
        this.#latest = received
        this.#ports.onTrace(received.trace)
      } else if (received.type === 'changes') {
        this.#ports.onChanges(received.id, received.changes)
      } else on(received, finish)
    })
    this.#interrupt = (reason) => watched.interrupt(reason)
    const result = await watched.result
    this.#interrupt = null
    if ('reason' in result) this.#isGone = true
    return result
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
