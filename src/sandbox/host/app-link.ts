/**
 * The line to the app's page, which embeds this one. Who it is comes from the build, so that no other page can order
 * a playground about; and since messages name their origin, nobody else can read what is sent.
 */
import {
  parseAppMessage,
  wrap,
  type AppMessage,
  type HostMessage,
} from '../../protocol/app-host.ts'

export class AppLink {
  readonly #allowed: readonly string[]
  /** The one of the allowed origins that answered; until then all are addressed and the browser picks. */
  #origin: string | null = null

  constructor(allowed: readonly string[], on: (message: AppMessage) => void) {
    this.#allowed = allowed
    addEventListener('message', (event) => {
      if (event.source !== parent || !allowed.includes(event.origin)) return
      const message = parseAppMessage(event.data)
      if (message === null) return
      this.#origin = event.origin
      on(message)
    })
  }

  send(message: HostMessage): void {
    const origins = this.#origin === null ? this.#allowed : [this.#origin]
    for (const origin of origins) parent.postMessage(wrap(message), origin)
  }
}
