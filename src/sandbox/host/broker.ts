/**
 * Between service worker and engine: makes a request of what the preview asked, gives the answer back in a form that
 * the browser may have, and puts cookies into the jar before the page can look for them.
 */
import type { Answer, FetchMessage } from '../../protocol/host-sw.ts'
import type { CookieJar } from '../cookie-jar.ts'
import type { Engine } from './engine.ts'
import { Links } from './links.ts'
import { requestHeaders, type Browser } from './supplied-headers.ts'
import { forPreview, headerOf, insideTarget, withShim } from './wire.ts'

export interface BrokerPorts {
  readonly engine: Engine
  readonly jar: CookieJar
  readonly browser: Browser
  readonly shim: { readonly html: string; readonly hash: string }
  /** A trace id that no other request of this session has. */
  nextId(): string
}

export class Broker {
  readonly #ports: BrokerPorts
  readonly #links = new Links()

  constructor(ports: BrokerPorts) {
    this.#ports = ports
  }

  /** @param gone  takes what is to be called when the page no longer waits */
  async answer(message: FetchMessage, gone: (disconnect: () => void) => void): Promise<Answer> {
    const { engine, jar, browser, shim } = this.#ports
    const url = new URL(message.url)
    const isNavigation = message.mode === 'navigate'
    const id = this.#ports.nextId()
    const link = this.#links.of(message, id)
    gone(() => engine.disconnect(id))

    const response = await engine.request(id, {
      method: message.method,
      url: url.pathname + url.search,
      headers: requestHeaders(message, jar.headerFor(url.pathname), browser),
      body: message.body,
      link,
    })
    for (const [name, value] of response.headers) {
      if (name.toLowerCase() === 'set-cookie') jar.setFromHeader(value, url.pathname)
    }
    const location = headerOf(response, 'location')
    const target = location === null ? null : insideTarget(location, url)
    if (target !== null && response.status >= 300 && response.status < 400) {
      this.#links.redirected(url.origin + target, isNavigation, id)
    }
    const isPage = isNavigation || /^i?frame$/.test(message.destination)
    const answer = forPreview(response, { url, isNavigation, isPage }, shim)
    if (response.isStreamed !== true) return answer
    if (answer.isStreamed !== true || message.method === 'HEAD') {
      engine.cancel(id)
      return answer
    }
    const isHtml = isPage && /^text\/html\b/i.test(headerOf(response, 'content-type') ?? '')
    return { ...answer, body: this.#stream(id, isHtml ? shim.html : null) }
  }

  /** Asks for a chunk when the one before was taken: a generator without an end fills no memory. */
  #stream(id: string, shim: string | null): ReadableStream<Uint8Array> {
    const { engine } = this.#ports
    let isFirst = true
    return new ReadableStream<Uint8Array>(
      {
        async pull(controller) {
          const chunk = await engine.nextChunk(id)
          if (chunk === null) return controller.close()
          const bytes = isFirst && shim !== null ? withShim(chunk, shim) : chunk
          isFirst = false
          controller.enqueue(new Uint8Array(bytes))
        },
        cancel: () => engine.cancel(id),
      },
      { highWaterMark: 0 },
    )
  }
}
