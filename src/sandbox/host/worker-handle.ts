/** One engine worker: messages wait until it is warm, and only messages of the agreed shapes come through. */
import type { ProjectFiles } from '../../protocol/app-host.ts'
import {
  parseWorkerMessage,
  type HostToWorker,
  type WorkerMessage,
} from '../../protocol/host-worker.ts'

export class WorkerHandle {
  onMessage: (message: WorkerMessage) => void = () => undefined
  /** The worker itself failed, outside of any request: a script that did not load, no memory. */
  onCrash: (reason: string) => void = () => undefined
  readonly #worker: Worker
  #waiting: HostToWorker[] | null = []
  #crashed: string | null = null

  constructor(worker: Worker, wasm: WebAssembly.Module, files: ProjectFiles) {
    this.#worker = worker
    worker.onmessage = (event) => this.#receive(event.data)
    worker.onerror = (event) => {
      this.#crashed = `The engine failed: ${event.message || 'its script could not be loaded'}`
      this.onCrash(this.#crashed)
    }
    worker.postMessage({ type: 'warm', wasm, files } satisfies HostToWorker)
  }

  /** It failed while nobody listened. */
  get isCrashed(): boolean {
    return this.#crashed !== null
  }

  post(message: HostToWorker): void {
    if (this.#crashed !== null) this.onCrash(this.#crashed)
    else if (this.#waiting !== null) this.#waiting.push(message)
    else this.#worker.postMessage(message)
  }

  /** At once, whatever it does. Nothing is heard of it again. */
  end(): void {
    this.#worker.terminate()
    this.#worker.onmessage = null
    this.#worker.onerror = null
  }

  #receive(data: unknown): void {
    const message = parseWorkerMessage(data)
    if (message === null) return
    if (message.type !== 'warm') return this.onMessage(message)
    for (const waiting of this.#waiting ?? []) this.#worker.postMessage(waiting)
    this.#waiting = null
  }
}
