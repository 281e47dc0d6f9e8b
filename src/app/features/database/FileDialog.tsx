/** Why a file cannot be opened, or what of it does not fit the models. */
import { plural } from '../../../insight/format.ts'
import { Button } from '../../kit/Button.tsx'
import { Dialog } from '../../kit/Dialog.tsx'
import styles from './Database.module.css'
import type { Picked } from './file.ts'

/** A long list scrolls, and must take the focus for that. */
const REACHABLE = { tabIndex: 0 }

interface FileDialogProps {
  readonly file: Picked
  readonly onOpen: () => void
  readonly onClose: () => void
}

export function FileDialog({ file, onOpen, onClose }: FileDialogProps) {
  const { problem, tables, rows, differences } = file.report
  if (problem !== null) {
    return (
      <Dialog title="This file cannot be opened" onClose={onClose}>
        <p className={styles.prose} role="alert">
          <strong>{file.name}</strong>: {problem} Nothing was changed.
        </p>
        <div className={styles.buttons}>
          <Button kind="primary" onPress={onClose}>
            Close
          </Button>
        </div>
      </Dialog>
    )
  }
  return (
    <Dialog title="The file does not fit the models" onClose={onClose}>
      <p className={styles.prose}>
        <strong>{file.name}</strong> holds {plural(tables, 'table')} with {plural(rows, 'row')}.
      </p>
      <ul className={styles.differences} aria-label="What does not fit" {...REACHABLE}>
        {differences.map((difference) => (
          <li key={difference}>{difference}</li>
        ))}
      </ul>
      <p className={styles.prose}>
        Opened all the same, its tables are brought to what the models say, as after an edit of a
        model: what is missing is added, columns that no model has go. Tables of no model stay.
      </p>
      <div className={styles.buttons}>
        <Button onPress={onClose}>Cancel</Button>
        <Button kind="primary" onPress={onOpen}>
          Open it
        </Button>
      </div>
    </Dialog>
  )
}
