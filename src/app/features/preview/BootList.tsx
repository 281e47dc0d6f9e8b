/** What happens before the first page stands: named steps, and what to do where one failed. */
import { Check, Circle, LoaderCircle, OctagonX } from 'lucide-react'
import type { Playground } from '../../client/playground.ts'
import { Button } from '../../kit/Button.tsx'
import { BOOT_STEPS, type BootStep } from '../../../protocol/app-host.ts'
import { useConnection, type BootEntry } from '../../state/connection.ts'
import { useProject } from '../../state/project.ts'
import styles from './Preview.module.css'

/** What a failed step means in this browser, and what helps. */
const WHY: Record<BootStep, string> = {
  'service-worker':
    'The preview needs a service worker, and this browser does not allow one here. Private windows and a setting that blocks cookies or site data do that: allow them for this site, or use an ordinary window.',
  engine:
    'The engine did not start. A content blocker, or a browser from before 2023, can be the reason.',
  database: 'SQLite did not start. It needs WebAssembly, which this browser or a policy blocks.',
  compile: 'The project’s files could not be compiled.',
  load: 'The project could not be loaded.',
}

export function BootList({ playground }: { readonly playground: Playground }) {
  const boot = useConnection((connection) => connection.boot)
  const count = useProject((project) => Object.keys(project.files).length)
  const names: Record<BootStep, string> = {
    'service-worker': 'Start the sandbox',
    engine: 'Start the engine',
    database: 'Open SQLite',
    compile: `Compile ${count} files`,
    load: 'Load the project',
  }
  const failed = BOOT_STEPS.find((step) => boot[step].state === 'failed')

  return (
    <div className={styles.message}>
      {failed === undefined ? null : (
        <div role="alert">
          <p>{WHY[failed]}</p>
          <p className={styles.muted}>
            Code, files, sharing and download work without it. What the browser says:{' '}
            {boot[failed].message ?? 'nothing'}
          </p>
          <Button kind="primary" onPress={() => playground.run()}>
            Try again
          </Button>
        </div>
      )}
      <ol className={styles.boot} aria-label="Starting">
        {BOOT_STEPS.map((step) => (
          <li key={step} data-state={boot[step].state}>
            <Mark entry={boot[step]} />
            {names[step]}
          </li>
        ))}
      </ol>
    </div>
  )
}

function Mark({ entry }: { readonly entry: BootEntry }) {
  switch (entry.state) {
    case 'done':
      return <Check size={16} role="img" aria-label="done" />
    case 'running':
      return <LoaderCircle size={16} role="img" aria-label="running" />
    case 'failed':
      return <OctagonX size={16} role="img" aria-label="failed" />
    case 'waiting':
      return <Circle size={16} role="img" aria-label="waiting" />
  }
}
