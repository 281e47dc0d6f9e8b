/** The project as a whole: its name, its file, and how it goes back to what the example was. */
import { useRef, useState } from 'react'
import type { Playground } from '../client/playground.ts'
import { unpackProject } from '../features/share/project-file.ts'
import { Button } from '../kit/Button.tsx'
import { Dialog } from '../kit/Dialog.tsx'
import { TextField } from '../kit/Field.tsx'
import { currentProject, useProject } from '../state/project.ts'
import { download } from './download.ts'
import styles from './Shell.module.css'

interface ProjectDialogProps {
  readonly kind: 'project' | 'reset'
  readonly playground: Playground
  readonly onClose: () => void
}

export function ProjectDialog({ kind, playground, onClose }: ProjectDialogProps) {
  return kind === 'reset' ? (
    <ResetDialog playground={playground} onClose={onClose} />
  ) : (
    <FileDialog onClose={onClose} />
  )
}

function ResetDialog({ playground, onClose }: Omit<ProjectDialogProps, 'kind'>) {
  const reset = useProject((project) => project.reset)
  return (
    <Dialog title="Reset" onClose={onClose}>
      <div className={styles.form}>
        <p>
          <strong>Reset data</strong> fills the database from its fixtures again and empties the
          cookies. Your files stay.
        </p>
        <p>
          <strong>Reset example</strong> also brings every file back to what it was. Your edits are
          gone then: download the project first if you may want them.
        </p>
        <div className={styles.buttons}>
          <Button onPress={onClose}>Cancel</Button>
          <Button onPress={() => download()}>Download project</Button>
          <Button
            onPress={() => {
              playground.resetData()
              onClose()
            }}
          >
            Reset data
          </Button>
          <Button
            kind="primary"
            onPress={() => {
              reset()
              onClose()
            }}
          >
            Reset example
          </Button>
        </div>
      </div>
    </Dialog>
  )
}

function FileDialog({ onClose }: { readonly onClose: () => void }) {
  const title = useProject((project) => project.title)
  const [draft, setDraft] = useState(title)
  const [message, setMessage] = useState<string | null>(null)
  const input = useRef<HTMLInputElement>(null)

  async function openFile(file: File | undefined) {
    if (file === undefined) return
    const bytes = new Uint8Array(await file.arrayBuffer())
    const { example } = currentProject()
    const result = unpackProject(bytes, {
      title: file.name.replace(/\.zip$/, '').slice(0, 100),
      example,
    })
    if ('reason' in result) return setMessage(result.reason)
    useProject.getState().load(result.project)
    if (result.skipped.length === 0) return onClose()
    setMessage(
      `Opened, without ${result.skipped.slice(0, 8).join(', ')}: only text files can be part of a project.`,
    )
  }

  return (
    <Dialog title="Project" onClose={onClose}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          useProject.setState({ title: draft.trim().slice(0, 100) || title })
          onClose()
        }}
      >
        <TextField label="Name" value={draft} onChange={setDraft} hasFocus />
        <p>
          Opening a file replaces the project in this browser: download it first if you want to keep
          it.
        </p>
        {message === null ? null : (
          <p role="alert" className={styles.problem}>
            {message}
          </p>
        )}
        <input
          ref={input}
          type="file"
          accept=".zip"
          hidden
          onChange={(event) => void openFile(event.currentTarget.files?.[0])}
        />
        <div className={styles.buttons}>
          <Button onPress={() => download()}>Download as .zip</Button>
          <Button onPress={() => input.current?.click()}>Open a .zip …</Button>
          <Button kind="primary" type="submit">
            Rename
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
