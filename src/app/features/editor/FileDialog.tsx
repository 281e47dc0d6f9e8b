/** New file, rename, delete: one question each. */
import { useState } from 'react'
import { Button } from '../../kit/Button.tsx'
import { Dialog } from '../../kit/Dialog.tsx'
import { TextField } from '../../kit/Field.tsx'
import { pathProblem } from '../../state/project-files.ts'
import { useProject } from '../../state/project.ts'
import styles from './Editor.module.css'

export type FileQuestion =
  { readonly kind: 'create' } | { readonly kind: 'rename' | 'delete'; readonly path: string }

const TITLES = { create: 'New file', rename: 'Rename file', delete: 'Delete file' } as const
const VERBS = { create: 'Create', rename: 'Rename', delete: 'Delete' } as const

interface FileDialogProps {
  readonly question: FileQuestion
  readonly onClose: () => void
}

export function FileDialog({ question, onClose }: FileDialogProps) {
  const project = useProject()
  const old = question.kind === 'create' ? '' : question.path
  const [path, setPath] = useState(
    question.kind === 'create' ? project.openFile.replace(/[^/]*$/, '') : old,
  )
  const [wasTried, setTried] = useState(false)
  const problem =
    question.kind === 'delete' || path === old ? null : pathProblem(path, project.files)

  function submit() {
    setTried(true)
    if (problem !== null) return
    if (question.kind === 'create') project.create(path)
    else if (question.kind === 'delete') project.remove(old)
    else if (path !== old) project.rename(old, path)
    onClose()
  }

  return (
    <Dialog title={TITLES[question.kind]} onClose={onClose}>
      <form
        className={styles.dialog}
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        {question.kind === 'delete' ? (
          <p>
            Delete <code>{old}</code> from this project? “Reset example” brings back the example’s
            own files.
          </p>
        ) : (
          <TextField
            label="Path"
            value={path}
            onChange={setPath}
            problem={wasTried ? problem : null}
            hasFocus
          />
        )}
        <div className={styles.buttons}>
          <Button onPress={onClose}>Cancel</Button>
          <Button kind="primary" type="submit">
            {VERBS[question.kind]}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
