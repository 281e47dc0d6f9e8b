/** What is shown when a part of the page itself fails: our bug, said so, with everything a report needs. */
import { useState } from 'react'
import { Button } from '../kit/Button.tsx'
import { download } from './download.ts'
import styles from './Shell.module.css'

export function OurFault({ error }: { readonly error: Error }) {
  const [isCopied, setCopied] = useState(false)
  return (
    <div className={styles.fault} role="alert">
      <h2>This is our fault</h2>
      <p>
        A part of Roundtrip failed: {error.message} Your project is saved in this browser; reload
        the page to go on.
      </p>
      <div className={styles.buttons}>
        <Button
          onPress={() =>
            void navigator.clipboard
              .writeText(`${error.stack ?? error.message}\n${navigator.userAgent}`)
              .then(() => setCopied(true))
          }
        >
          {isCopied ? 'Copied' : 'Copy report'}
        </Button>
        <Button onPress={() => download()}>Download project</Button>
        <Button kind="primary" onPress={() => location.reload()}>
          Reload
        </Button>
      </div>
    </div>
  )
}
