/**
 * Between service worker and engine: makes a request of what the preview asked, gives the answer back in a form that
 * the browser may have, and puts cookies into the jar before the page can look for them.
 */
import type { EngineResponse } from '../../protocol/exchange.ts'
import type { FetchMessage } from '../../protocol/host-sw.ts'
import type { CookieJar } from '../cookie-jar.ts'
import type { Engine } from './engine.ts'
import { Links } from './links.ts'
import { requestHeaders, type Browser } from './supplied-headers.ts'
import { forPreview, headerOf, insideTarget } from './wire.ts'

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

  async answer(message: FetchMessage): Promise<EngineResponse> {
    const { engine, jar, browser, shim } = this.#ports
    const url = new URL(message.url)
    const isNavigation = message.mode === 'navigate'
    const id = this.#ports.nextId()
    const link = this.#links.of(message, id)

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
    return forPreview(response, { url, isNavigation, isPage }, shim)
  }
}
