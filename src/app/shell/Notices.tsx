/** What the person should know about the project that is open: whose it is, and what became of a link. */
import { Link2, Link2Off, X } from 'lucide-react'
import { useState } from 'react'
import type { Playground } from '../client/playground.ts'
import { Button, IconButton } from '../kit/Button.tsx'
import { useConnection } from '../state/connection.ts'
import { useProject } from '../state/project.ts'
import styles from './Shell.module.css'

interface NoticesProps {
  readonly linkProblem: string | null
  readonly playground: Playground
}

export function Notices({ linkProblem, playground }: NoticesProps) {
  const origin = useProject((project) => project.origin)
  const title = useProject((project) => project.title)
  const isPaused = useConnection((connection) => connection.phase === 'paused')
  const [isDismissed, setDismissed] = useState(false)
  const { keep, backToOwn } = useProject.getState()

  if (linkProblem !== null && !isDismissed) {
    return (
      <div className={styles.notice} role="alert" data-kind="problem">
        <Link2Off size={16} aria-hidden="true" />
        <span>{linkProblem} This is your own project, as you left it.</span>
        <IconButton
          label="Dismiss"
          icon={<X size={16} />}
          onPress={() => {
            setDismissed(true)
            dropFragment()
          }}
        />
      </div>
    )
  }
  if (origin !== 'shared') return null
  return (
    <div className={styles.notice} role="status">
      <Link2 size={16} aria-hidden="true" />
      <span>
        “{title}” came with a link. It runs in a sandbox of its own; your saved project is
        untouched.
      </span>
      {isPaused ? (
        <Button kind="primary" onPress={() => playground.run()}>
          Run it
        </Button>
      ) : null}
      <Button
        onPress={() => {
          keep()
          dropFragment()
        }}
      >
        Keep it as my project
      </Button>
      <Button
        onPress={() => {
          backToOwn()
          dropFragment()
        }}
      >
        Back to mine
      </Button>
    </div>
  )
}

/** The address must not go on naming a project that is not open any more. */
function dropFragment(): void {
  history.replaceState(null, '', location.pathname + location.search)
}
