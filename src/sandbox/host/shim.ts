/**
 * Runs in every page of the preview before its own scripts: cookies come from the jar, links to the virtual address
 * stay inside, F6 leaves the frame. Not a fence: the CSP and the other origin are.
 */

/** What the host page offers to its own preview, under the name `roundtripHost`. */
export interface PreviewHost {
  readonly origin: string
  readonly virtualOrigin: string
  getCookies(path: string): string
  setCookie(text: string, path: string): void
  leaveFocus(backwards: boolean): void
}

/** Its text becomes a script in the page, so it may use nothing from outside itself. */
function shim(): void {
  document.currentScript?.remove()
  const host = (() => {
    for (let frame: Window = window; frame !== frame.top;) {
      frame = frame.parent
      try {
        const found = (frame as { roundtripHost?: PreviewHost }).roundtripHost
        if (found !== undefined) return found
      } catch {
        return undefined // the app's page: another origin
      }
    }
    return undefined
  })()
  // a peer connection is the one way out that no policy closes
  for (const name of [
    'RTCPeerConnection',
    'webkitRTCPeerConnection',
    'RTCDataChannel',
    'WebTransport',
  ]) {
    Reflect.deleteProperty(window, name)
  }
  if (host === undefined) return

  Object.defineProperty(Document.prototype, 'cookie', {
    configurable: true,
    enumerable: true,
    get: () => host.getCookies(location.pathname),
    set: (text) => host.setCookie(String(text), location.pathname),
  })
  const inside = (address: string) =>
    address.startsWith(`${host.virtualOrigin}/`)
      ? host.origin + address.slice(host.virtualOrigin.length)
      : address
  addEventListener(
    'click',
    (event) => {
      const link = event.target instanceof Element ? event.target.closest('a') : null
      if (link !== null) {
        if (link.href.startsWith(host.virtualOrigin)) link.href = inside(link.href)
        // a new window would be outside of every fence
        if (/^_(?:blank|top|parent)$/.test(link.target)) link.target = '_self'
      }
    },
    true,
  )
  addEventListener(
    'submit',
    (event) => {
      const form = event.target as HTMLFormElement
      const action = form.getAttribute('action') ?? ''
      if (action.startsWith(host.virtualOrigin)) form.setAttribute('action', inside(action))
      if (/^_(?:blank|top|parent)$/.test(form.target)) form.target = '_self'
    },
    true,
  )
  // the policy would put the browser's error page in this one's place
  const { navigation } = window as unknown as { navigation?: EventTarget }
  navigation?.addEventListener('navigate', (event) => {
    const { url } = (event as Event & { destination: { url: string } }).destination
    if (/^https?:/.test(url) && new URL(url).origin !== host.origin) event.preventDefault()
  })
  addEventListener('keydown', (event) => {
    if (event.key !== 'F6') return
    event.preventDefault()
    host.leaveFocus(event.shiftKey)
  })
}

const TEXT = `(${shim.toString()})()`

/** The script element, and the hash with which a page's own CSP lets it run. */
export async function shimElement(): Promise<{ html: string; hash: string }> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(TEXT))
  const hash = btoa(String.fromCharCode(...new Uint8Array(digest)))
  return { html: `<script>${TEXT}</script>`, hash: `sha256-${hash}` }
}
