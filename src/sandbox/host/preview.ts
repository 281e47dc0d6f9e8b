/**
 * The frame that shows the project's pages, at the sandbox's own origin. It is driven from outside; where it went by
 * itself (links, forms, `history.pushState`) is reported.
 */
import { HOST_PATH } from '../../protocol/host-sw.ts'

/** Not in every browser's types yet; where it is missing, the frame's own history does. */
interface Navigation extends EventTarget {
  readonly canGoBack: boolean
  readonly canGoForward: boolean
  back(): unknown
  forward(): unknown
}

export class Preview {
  readonly #frame: HTMLIFrameElement
  readonly #onPlace: (url: string, title: string) => void
  #shown = ''

  constructor(parent: HTMLElement, onPlace: (url: string, title: string) => void) {
    this.#onPlace = onPlace
    this.#frame = document.createElement('iframe')
    this.#frame.title = 'Preview'
    this.#frame.addEventListener('load', () => this.#loaded())
    this.#frame.hidden = true
    parent.append(this.#frame)
  }

  /** @param url  path, query and fragment */
  navigate(url: string): void {
    this.#frame.hidden = false
    const here = this.#place()
    // the same address with a fragment would only scroll
    if (here !== null && here === url) this.reload()
    else if (here === null) this.#frame.src = url
    else this.#window().location.assign(url)
  }

  /** Asks again with GET, also where the page was the answer to a form: an edit must not post twice. */
  reload(): void {
    const here = this.#place()
    if (here === null) return
    if (here.includes('#')) this.#window().location.reload()
    else this.#window().location.replace(here)
  }

  go(delta: -1 | 1): void {
    const { navigation } = this.#window() as unknown as { navigation?: Navigation }
    if (navigation === undefined) this.#window().history.go(delta)
    else if (delta === -1 && navigation.canGoBack) navigation.back()
    else if (delta === 1 && navigation.canGoForward) navigation.forward()
  }

  focus(): void {
    this.#frame.focus()
    this.#window().focus()
  }

  #window(): Window {
    return this.#frame.contentWindow!
  }

  /** Where the frame is; null before its first page, and where it shows no page of this origin. */
  #place(): string | null {
    try {
      const { origin, pathname, search, hash } = this.#window().location
      return origin === location.origin ? pathname + search + hash : null
    } catch {
      return null
    }
  }

  #loaded(): void {
    this.#report()
    const inside = this.#window() as unknown as { navigation?: Navigation } & Window
    // each page has its own: the listener goes with it
    const target: EventTarget = inside.navigation ?? inside
    target.addEventListener(
      inside.navigation === undefined ? 'hashchange' : 'currententrychange',
      () => this.#report(),
    )
  }

  #report(): void {
    const url = this.#place()
    if (url === null || url.startsWith(HOST_PATH)) return
    const title = this.#window().document.title
    if (this.#shown === url + title) return
    this.#shown = url + title
    this.#onPlace(url, title)
  }
}
