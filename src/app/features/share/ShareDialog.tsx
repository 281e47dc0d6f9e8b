/** One link with everything in it, copied when the dialog opens. Nothing is sent anywhere. */
import { useEffect, useState } from 'react'
import { Button } from '../../kit/Button.tsx'
import { Dialog } from '../../kit/Dialog.tsx'
import { Checkbox, TextField } from '../../kit/Field.tsx'
import { useConnection } from '../../state/connection.ts'
import { currentProject, exampleOf } from '../../state/project.ts'
import { shownRun } from '../../state/runs.ts'
import type { Session } from '../../state/session.ts'
import { encodeShare } from './codec.ts'
import { linkSize } from './link-size.ts'
import styles from './Share.module.css'

interface ShareDialogProps {
  readonly session: Session
  readonly onClose: () => void
}

export function ShareDialog({ session, onClose }: ShareDialogProps) {
  const run = shownRun(session.runs.getState())
  const [withStep, setWithStep] = useState(run !== null)
  const [copied, setCopied] = useState<boolean | null>(null)
  const step = session.playback.getState().step
  const link = linkTo(session, withStep ? step : null)
  const size = linkSize(link.length)

  useEffect(() => {
    void copy(link).then(setCopied)
  }, [link])

  return (
    <Dialog title="Share this playground" onClose={onClose}>
      <TextField label="Link" value={link} onChange={() => {}} isReadOnly hasFocus />
      <Checkbox isSelected={withStep} isDisabled={run === null} onChange={setWithStep}>
        Start at this step{run === null ? '' : ` (${step + 1} of ${run.stops.length})`}
      </Checkbox>
      <div className={styles.size} data-level={size.level}>
        <meter
          min={0}
          max={32_000}
          low={2000}
          high={8000}
          optimum={0}
          value={link.length}
          aria-label="Length of the link"
        />
        <span>{size.words}</span>
      </div>
      <p className={styles.note}>
        The whole project is in the link, after the “#”, a part that browsers never send to a
        server.
      </p>
      <div className={styles.buttons}>
        <span role="status">
          {copied === null
            ? ''
            : copied
              ? 'Copied.'
              : 'This browser does not let us copy: press Ctrl C in the box.'}
        </span>
        <Button kind="primary" onPress={() => void copy(link).then(setCopied)}>
          Copy link
        </Button>
      </div>
    </Dialog>
  )
}

function linkTo(session: Session, step: number | null): string {
  const project = currentProject()
  const base = exampleOf(project.example.id)
  const run = shownRun(session.runs.getState())
  // only a GET can be sent again by opening a link
  const url =
    run !== null && run.method === 'GET'
      ? run.url
      : (useConnection.getState().page?.url ?? base.start)
  return location.origin + location.pathname + encodeShare({ project, url, step }, base)
}

async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return false
  }
}
