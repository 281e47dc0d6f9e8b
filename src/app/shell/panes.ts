/** Moves the focus between panes (F6), also out of Monaco and, through the host page, out of the preview. */
import type { Playground } from '../client/playground.ts'

/** @returns the element the focus went to, in the order of the document, round and round */
export function focusNextPane(
  backwards: boolean,
  playground: Playground,
  fromSandbox = false,
): void {
  const panes = [...document.querySelectorAll<HTMLElement>('[data-pane]')]
  if (panes.length === 0) return
  const sandbox = document.getElementById('sandbox')
  const isInSandbox = fromSandbox || (sandbox !== null && document.activeElement === sandbox)
  const at = isInSandbox
    ? panes.findIndex((pane) => pane.dataset['pane'] === 'page')
    : panes.findIndex((pane) => pane.contains(document.activeElement))
  // the frame is a stop of its own, after the address bar of its pane
  if (!isInSandbox && !backwards && panes[at]?.dataset['pane'] === 'page' && sandbox !== null) {
    sandbox.focus()
    playground.focusSandbox()
    return
  }
  if (isInSandbox && backwards) return focusInto(panes[at])
  const next = at === -1 ? 0 : (at + (backwards ? -1 : 1) + panes.length) % panes.length
  focusInto(panes[next])
}

function focusInto(pane: HTMLElement | undefined): void {
  if (pane === undefined) return
  const first = pane.querySelector<HTMLElement>('[data-pane-focus]')
  ;(first ?? pane).focus()
}
