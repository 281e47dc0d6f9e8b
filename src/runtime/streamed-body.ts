/**
 * A body that is made while it is sent (StreamingHttpResponse, FileResponse): the learner's generator runs on for each
 * chunk that is asked for, and its part of the trace goes on with it. Other requests may be answered in between.
 */
import { tellRaised } from '../framework/core/handlers/raised.ts'
import type { Recorder } from '../trace/recorder.ts'
import { tracing } from '../trace/tracer.ts'
import { isAwaitable } from '../base/async/state.ts'
import type { Parts } from './answered.ts'

/** What is shown of each chunk. */
const MAX_SHOWN_BYTES = 2_000

export interface StreamPorts {
  readonly parts: Parts
  readonly recorder: Recorder
  readonly isText: boolean
  /** Called once, however it ends: `close()` of the response, end of the trace. */
  readonly onEnd: () => void
}

export class StreamedBody {
  readonly #ports: StreamPorts
  #number = 0
  #isOver = false

  constructor(ports: StreamPorts) {
    this.#ports = ports
  }

  /** @returns null at the end; later where what makes the chunks awaits. Throws what the generator raised, once. */
  next(): Uint8Array | null | PromiseLike<Uint8Array | null> {
    if (this.#isOver) return null
    try {
      const result = this.#traced(() => this.#ports.parts.next())
      if (!isAwaitable(result)) return this.#took(result)
      return result.then(
        (step) => this.#took(step),
        (error: unknown) => this.#broke(error),
      )
    } catch (error) {
      return this.#broke(error)
    }
  }

  /** Nobody reads on: the generator's `finally` runs now. */
  cancel(): void {
    if (this.#isOver) return
    try {
      this.#traced(() => this.#ports.parts.return?.())
    } finally {
      this.#end()
    }
  }

  #took(step: IteratorResult<Uint8Array>): Uint8Array | null {
    if (step.done !== true) return this.#told(step.value)
    this.#end()
    return null
  }

  #broke(error: unknown): never {
    this.#traced(() => tellRaised(error))
    this.#end()
    throw error
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
