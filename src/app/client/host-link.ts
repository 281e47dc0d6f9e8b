/**
 * The wire to one host frame. Messages wait until the host has said `ready`; a host that never does, or that stops
 * answering pings (an endless loop in the preview's page), is reported dead once. Makes no decisions beyond that.
 */
import type { AppMessage, HostMessage } from '../../protocol/app-host.ts'
import { wrap } from '../../protocol/app-host.ts'

export const READY_LIMIT_MS = 10_000
export const PING_EVERY_MS = 2000
/** A busy main thread may miss one; three in a row is a stuck page. */
export const MISSED_PINGS = 3

export type DeadReason = 'no-ready' | 'no-pong'

export interface HostLinkOptions {
  /** Sends one message to the host with its exact origin as target. */
  readonly post: (data: unknown) => void
  readonly onMessage: (message: HostMessage) => void
  readonly onDead: (reason: DeadReason) => void
}

export class HostLink {
  #isReady = false
  #waiting: AppMessage[] = []
  #timer: ReturnType<typeof setTimeout> | null
  #unanswered = 0
  /** Only a host that has answered once can be said to have stopped. */
  #answers = false

  constructor(readonly options: HostLinkOptions) {
    this.#timer = setTimeout(() => this.#die('no-ready'), READY_LIMIT_MS)
  }

  send(message: AppMessage): void {
    if (this.#isReady) this.options.post(wrap(message))
    else this.#waiting.push(message)
  }

  /** Takes a message that the guard has let through. */
  receive(message: HostMessage): void {
    if (message.type === 'pong') {
      this.#answers = true
      this.#unanswered = 0
      return
    }
    if (message.type === 'ready') this.#ready()
    this.options.onMessage(message)
    if (message.type === 'ready') this.#flush()
  }

  /** Call when the page was hidden: timers slept, so silence then means nothing. */
  forgive(): void {
    this.#unanswered = 0
  }

  dispose(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    this.#waiting = []
    this.#isReady = false
  }

  #ready(): void {
    this.#isReady = true
    this.#unanswered = 0
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#ping(), PING_EVERY_MS)
  }

  // after the listener: it answers `ready` with `open`, and what waited refers to that project
  #flush(): void {
    for (const message of this.#waiting.splice(0)) this.options.post(wrap(message))
  }

  #ping(): void {
    if (this.#answers && this.#unanswered >= MISSED_PINGS) return this.#die('no-pong')
    this.#unanswered += 1
    this.options.post(wrap({ type: 'ping' }))
    this.#timer = setTimeout(() => this.#ping(), PING_EVERY_MS)
  }

  #die(reason: DeadReason): void {
    this.dispose()
    this.options.onDead(reason)
  }
}
