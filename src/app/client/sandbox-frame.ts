/**
 * The sandbox's frame. It is no child of React's: the first one starts before the app's code has arrived, and a frame
 * that is moved in the document reloads. What it says until somebody listens is kept.
 */
import { claimSandbox, sandboxSetting } from './sandbox-origin.ts'
import { wasUnfinished } from './unfinished.ts'

export interface SandboxFrame {
  readonly element: HTMLIFrameElement
  /** Exact origin of the host page. */
  readonly origin: string
  /** Hands over what came so far, then everything, unchecked. @returns the undo */
  listen(on: (event: MessageEvent) => void): () => void
  /** Frees the frame and the process behind it. */
  remove(): void
}

/** @returns null where every origin of the list is in use */
async function openFrame(isShared: boolean): Promise<SandboxFrame | null> {
  const sandbox = await claimSandbox(sandboxSetting(), isShared)
  if (sandbox === null) return null
  const { id, origin } = sandbox
  const element = document.createElement('iframe')
  element.id = 'sandbox'
  element.title = 'Sandbox'
  // no allow-popups, no allow-top-navigation: the page inside stays inside
  element.setAttribute(
    'sandbox',
    'allow-scripts allow-same-origin allow-forms allow-modals allow-downloads',
  )
  // until it is laid over its slot
  element.style.cssText = 'position: fixed; opacity: 0; pointer-events: none'
  let early: MessageEvent[] = []
  const keep = (event: MessageEvent) => {
    if (event.source === element.contentWindow) early.push(event)
  }
  addEventListener('message', keep)
  element.src = `${origin}/__host/?${new URLSearchParams({ id }).toString()}`
  document.body.append(element)
  return {
    element,
    origin,
    listen(on) {
      removeEventListener('message', keep)
      addEventListener('message', on)
      for (const event of early.splice(0)) on(event)
      return () => removeEventListener('message', on)
    },
    remove() {
      removeEventListener('message', keep)
      early = []
      element.remove()
    },
  }
}

let started: Promise<SandboxFrame | null> | null = null

/** Begins with the own project, the usual case. A link decides for itself, and so does a page that hung. */
export function startEarly(): void {
  if (location.hash === '' && !wasUnfinished()) started = openFrame(false)
}

/** The frame that was started early, else a new one. @param isShared  it is for a stranger's project */
export function takeFrame(isShared: boolean): Promise<SandboxFrame | null> {
  const early = started
  started = null
  if (early === null) return openFrame(isShared)
  if (!isShared) return early
  void early.then((frame) => frame?.remove())
  return openFrame(true)
}
