/**
 * A body that is made while it is sent (StreamingHttpResponse, FileResponse): the learner's generator runs on for each
 * chunk that is asked for, and its part of the trace goes on with it. Other requests may be answered in between.
 */
import { tellRaised } from '../framework/core/handlers/raised.ts'
import type { Recorder } from '../trace/recorder.ts'
import { tracing } from '../trace/tracer.ts'

/** What is shown of each chunk. */
const MAX_SHOWN_BYTES = 2_000

export interface StreamPorts {
  readonly chunks: Iterable<Uint8Array>
  readonly recorder: Recorder
  readonly isText: boolean
  /** Called once, however it ends: `close()` of the response, end of the trace. */
  readonly onEnd: () => void
}

export class StreamedBody {
  readonly #ports: StreamPorts
  readonly #iterator: Iterator<Uint8Array>
  #number = 0
  #isOver = false

  constructor(ports: StreamPorts) {
    this.#ports = ports
    this.#iterator = ports.chunks[Symbol.iterator]()
  }

  /** @returns null at the end. Throws what the generator raised, once. */
  next(): Uint8Array | null {
    if (this.#isOver) return null
    try {
      const result = this.#traced(() => this.#iterator.next())
      if (result.done !== true) return this.#told(result.value)
    } catch (error) {
      this.#traced(() => tellRaised(error))
      this.#end()
      throw error
    }
    this.#end()
    return null
  }

  /** Nobody reads on: the generator's `finally` runs now. */
  cancel(): void {
    if (this.#isOver) return
    try {
      this.#traced(() => this.#iterator.return?.())
    } finally {
      this.#end()
    }
  }

  #told(chunk: Uint8Array): Uint8Array {
    const { recorder, isText } = this.#ports
    this.#number += 1
    const text = isText ? new TextDecoder().decode(chunk.subarray(0, MAX_SHOWN_BYTES)) : null
    recorder.event('response.chunk', { number: this.#number, sizeBytes: chunk.length, text })
    return chunk
  }

  #end(): void {
    this.#isOver = true
    this.#traced(this.#ports.onEnd)
  }

  #traced<T>(run: () => T): T {
    tracing.tracer = this.#ports.recorder
    try {
      return run()
    } finally {
      tracing.tracer = null
    }
  }
}
