/**
 * The sandbox's frame, laid over whichever pane shows the page. A new attempt is a new frame, so that a stuck page's
 * process goes away with it.
 */
import { useEffect, useState } from 'react'
import type { Playground } from '../../client/playground.ts'
import { takeFrame, type SandboxFrame } from '../../client/sandbox-frame.ts'
import { useConnection } from '../../state/connection.ts'
import { useProject } from '../../state/project.ts'
import { layOver, useSlot } from './slot.ts'
import styles from './Preview.module.css'

export function HostFrame({ playground }: { readonly playground: Playground }) {
  const attempt = useConnection((connection) => connection.attempt)
  const phase = useConnection((connection) => connection.phase)
  const hasPage = useConnection((connection) => connection.page !== null)
  const slot = useSlot((state) => state.element)
  const [frame, setFrame] = useState<SandboxFrame | null>(null)
  const isOff = phase === 'paused' || phase === 'dead'

  useEffect(() => {
    if (isOff) return
    let isCurrent = true
    let leave = () => {}
    const isShared = useProject.getState().origin === 'shared'
    void takeFrame(isShared).then((taken) => {
      if (!isCurrent) return taken?.remove()
      if (taken === null) {
        return useConnection.getState().set({
          phase: 'dead',
          trouble: 'Every sandbox of this site is in use by another tab. Close one and try again.',
        })
      }
      taken.element.className = styles.frame ?? ''
      taken.element.style.cssText = ''
      taken.element.dataset['blank'] = 'true'
      const disconnect = playground.connect(taken)
      leave = () => {
        disconnect()
        taken.remove()
      }
      setFrame(taken)
    })
    return () => {
      isCurrent = false
      leave()
      setFrame(null)
    }
  }, [attempt, isOff, playground])

  useEffect(() => {
    if (frame === null) return
    if (hasPage) delete frame.element.dataset['blank']
    else frame.element.dataset['blank'] = 'true'
  }, [frame, hasPage])

  useEffect(() => {
    if (frame !== null) return layOver(frame.element, slot)
  }, [slot, frame])

  return null
}
