/** The page as the browser shows it: address bar, the slot of the sandbox's frame, and what stands there meanwhile. */
import { TriangleAlert, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { Playground } from '../../client/playground.ts'
import { Button, IconButton } from '../../kit/Button.tsx'
import { useConnection } from '../../state/connection.ts'
import { useProject } from '../../state/project.ts'
import { AddressBar } from './AddressBar.tsx'
import { BootList } from './BootList.tsx'
import { useSlot } from './slot.ts'
import styles from './Preview.module.css'

export function Preview({ playground }: { readonly playground: Playground }) {
  const phase = useConnection((connection) => connection.phase)
  const trouble = useConnection((connection) => connection.trouble)
  const hasPage = useConnection((connection) => connection.page !== null)
  const dismiss = useConnection((connection) => connection.dismissTrouble)

  return (
    <section
      className={styles.preview}
      aria-label="Page"
      data-pane="page"
      aria-owns="sandbox"
      tabIndex={-1}
    >
      <AddressBar playground={playground} />
      <Waiting />
      {trouble !== null && phase !== 'dead' ? (
        <div className={styles.trouble} role="alert">
          <TriangleAlert size={16} aria-hidden="true" />
          <span>{trouble}</span>
          <Button onPress={() => playground.run()}>Restart the sandbox</Button>
          <IconButton label="Dismiss" icon={<X size={16} />} onPress={dismiss} />
        </div>
      ) : null}
      <div className={styles.stage}>
        {phase === 'dead' ? <Dead trouble={trouble} playground={playground} /> : null}
        {phase === 'paused' ? <Paused playground={playground} /> : null}
        {(phase === 'starting' || phase === 'ready') && !hasPage ? (
          <BootList playground={playground} />
        ) : null}
        {phase === 'starting' || phase === 'ready' ? <Slot /> : null}
      </div>
    </section>
  )
}

function Slot() {
  const element = useRef<HTMLDivElement>(null)
  const setSlot = useSlot((slot) => slot.set)
  useEffect(() => {
    setSlot(element.current)
    return () => setSlot(null)
  }, [setSlot])
  return <div ref={element} className={styles.slot} />
}

function Dead({
  trouble,
  playground,
}: {
  readonly trouble: string | null
  readonly playground: Playground
}) {
  return (
    <div className={styles.message} role="alert">
      <h3>The sandbox is not there</h3>
      <p>{trouble}</p>
      <p className={styles.muted}>
        Your project, its edits and the recorded requests are still here.
      </p>
      <Button kind="primary" onPress={() => playground.run()}>
        Start a new sandbox
      </Button>
    </div>
  )
}

function Paused({ playground }: { readonly playground: Playground }) {
  const origin = useProject((project) => project.origin)
  return (
    <div className={styles.message}>
      <h3>{origin === 'shared' ? 'Somebody else’s playground' : 'Paused'}</h3>
      <p>
        {origin === 'shared'
          ? 'This project came with a link. Look at its code first if you like; it runs in a sandbox that reaches nothing of yours.'
          : 'The last request of this tab did not finish, so nothing runs until you say so. Your edits are here.'}
      </p>
      <Button kind="primary" onPress={() => playground.run()}>
        Run it
      </Button>
    </div>
  )
}

/** A line after 150 ms, words after a second: what is faster than that does not flicker. */
function Waiting() {
  const busySince = useConnection((connection) => connection.busySince)
  const hasPage = useConnection((connection) => connection.page !== null)
  const [patience, setPatience] = useState<'none' | 'line' | 'words'>('none')
  useEffect(() => {
    if (busySince === null || !hasPage) return
    const line = setTimeout(() => setPatience('line'), 150)
    const words = setTimeout(() => setPatience('words'), 1000)
    return () => {
      clearTimeout(line)
      clearTimeout(words)
      setPatience('none')
    }
  }, [busySince, hasPage])
  return (
    <div className={styles.waiting} data-patience={patience}>
      {patience === 'words'
        ? 'Waiting for the answer. A request that takes 5 seconds is stopped.'
        : null}
    </div>
  )
}
