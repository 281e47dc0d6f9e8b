/**
 * Says for each request after which other one it was made: the page that asked, or the answer that redirected.
 * Browsers tell which page asks, but not always (Firefox, for navigations), and never which redirect led here.
 */
import type { FetchMessage } from '../../protocol/host-sw.ts'

export interface Link {
  readonly kind: 'navigation' | 'redirect' | 'subrequest'
  readonly from: string | null
}

interface Redirect {
  readonly target: string
  readonly isNavigation: boolean
  readonly trace: string
}

/** A redirect that nobody followed (`fetch` with `redirect: 'manual'`) must not wait for ever. */
const MAX_PENDING = 5

export class Links {
  /** Trace id of the page, by the browser's id of it. */
  readonly #pages = new Map<string, string>()
  readonly #redirects: Redirect[] = []
  #lastPage: string | null = null

  /** @param trace  id that the request will have */
  of(message: FetchMessage, trace: string): Link {
    const isNavigation = message.mode === 'navigate'
    const target = withoutFragment(message.url)
    const at = this.#redirects.findIndex(
      (redirect) => redirect.target === target && redirect.isNavigation === isNavigation,
    )
    const from = at === -1 ? null : this.#redirects.splice(at, 1)[0]!.trace
    const asker = this.#pages.get(message.clientId) ?? this.#lastPage
    if (isNavigation) this.#remember(message, trace)
    if (from !== null) return { kind: 'redirect', from }
    return isNavigation ? { kind: 'navigation', from: null } : { kind: 'subrequest', from: asker }
  }

  /** The answer to `trace` redirects to `target`, a whole address. */
  redirected(target: string, isNavigation: boolean, trace: string): void {
    this.#redirects.push({ target: withoutFragment(target), isNavigation, trace })
    if (this.#redirects.length > MAX_PENDING) this.#redirects.shift()
  }

  #remember(message: FetchMessage, trace: string): void {
    this.#lastPage = trace
    if (message.resultingClientId !== '') this.#pages.set(message.resultingClientId, trace)
  }
}

function withoutFragment(url: string): string {
  return url.replace(/#.*$/, '')
}
