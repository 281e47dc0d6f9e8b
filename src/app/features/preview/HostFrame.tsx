/**
 * The sandbox's frame: mounted once, laid over whichever pane shows the page. A new attempt is a new element, so that
 * a stuck page's process goes away with it.
 */
import { useEffect, useRef, useState } from 'react'
import type { Playground } from '../../client/playground.ts'
import { claimSandbox, sandboxSetting } from '../../client/sandbox-origin.ts'
import { useConnection } from '../../state/connection.ts'
import { useProject } from '../../state/project.ts'
import { layOver, useSlot } from './slot.ts'
import styles from './Preview.module.css'

interface Claimed {
  readonly attempt: number
  readonly id: string
  readonly origin: string
}

export function HostFrame({ playground }: { readonly playground: Playground }) {
  const attempt = useConnection((connection) => connection.attempt)
  const phase = useConnection((connection) => connection.phase)
  const hasPage = useConnection((connection) => connection.page !== null)
  const slot = useSlot((state) => state.element)
  const [claimed, setClaimed] = useState<Claimed | null>(null)
  const frame = useRef<HTMLIFrameElement>(null)
  const isOff = phase === 'paused' || phase === 'dead'

  useEffect(() => {
    if (isOff) return
    let isCurrent = true
    const isShared = useProject.getState().origin === 'shared'
    void claimSandbox(sandboxSetting(), isShared).then((sandbox) => {
      if (!isCurrent) return
      if (sandbox !== null) return setClaimed({ attempt, ...sandbox })
      useConnection.getState().set({
        phase: 'dead',
        trouble: 'Every sandbox of this site is in use by another tab. Close one and try again.',
      })
    })
    return () => {
      isCurrent = false
    }
  }, [attempt, isOff])

  const isShown = claimed !== null && claimed.attempt === attempt && !isOff
  useEffect(() => {
    const element = frame.current
    if (!isShown || element === null) return
    const disconnect = playground.connect(element, claimed.origin)
    const query = new URLSearchParams({ id: claimed.id })
    element.src = `${claimed.origin}/__host/?${query.toString()}`
    return disconnect
  }, [isShown, claimed, playground])

  useEffect(() => {
    if (frame.current !== null) return layOver(frame.current, slot)
  }, [slot, isShown, claimed])

  if (!isShown) return null
  return (
    <iframe
      key={attempt}
      ref={frame}
      id="sandbox"
      title="Sandbox"
      className={styles.frame}
      data-blank={hasPage ? undefined : true}
      // no allow-popups, no allow-top-navigation: the page inside stays inside
      sandbox="allow-scripts allow-same-origin allow-forms allow-modals allow-downloads"
    />
  )
}
