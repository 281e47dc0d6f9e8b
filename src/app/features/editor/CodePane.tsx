/**
 * Files and editor. The line that the playhead speaks of opens its file; while a run plays, at most every 80 ms. An
 * edit wins over the playhead: what a person types in stays in front of them.
 */
import { FilePlus, FolderTree, ListChecks, Pencil, Trash2 } from 'lucide-react'
import { lazy, Suspense, useState, type ReactNode } from 'react'
import { Boundary } from '../../kit/Boundary.tsx'
import { IconButton } from '../../kit/Button.tsx'
import { useConnection } from '../../state/connection.ts'
import { useLayout } from '../../state/layout.ts'
import { useMigrations } from '../../state/migrations.ts'
import { useProject } from '../../state/project.ts'
import type { Session } from '../../state/session.ts'
import { FileDialog, type FileQuestion } from './FileDialog.tsx'
import { FileTree } from './FileTree.tsx'
import { PlainEditor, type EditorProps } from './PlainEditor.tsx'
import { ProblemBanner } from './ProblemBanner.tsx'
import { useReveal } from './use-reveal.ts'
import styles from './Editor.module.css'

const MonacoEditor = lazy(async () => ({
  default: (await import('./MonacoEditor.tsx')).MonacoEditor,
}))

interface CodePaneProps {
  readonly session: Session
  /** Monaco is by far the heaviest part: it waits until the first page stands, or until somebody wants to type. */
  readonly mayLoadMonaco: boolean
  /** Stands between the bar and the code. */
  readonly migrations: ReactNode
}

export function CodePane({ session, mayLoadMonaco, migrations }: CodePaneProps) {
  const files = useProject((project) => project.files)
  const openFile = useProject((project) => project.openFile)
  const { open, edit } = useProject.getState()
  const isPhone = useLayout((layout) => layout.width === 'phone')
  const problem = useConnection((connection) => connection.problem)
  const isSaved = useProject((project) => project.isSaved)
  const origin = useProject((project) => project.origin)
  const areMigrationsOpen = useMigrations((state) => state.isOpen)
  const [isTreeOpen, setTreeOpen] = useState(!isPhone)
  const [question, setQuestion] = useState<FileQuestion | null>(null)
  const [wantsMonaco, setWantsMonaco] = useState(false)
  const reveal = useReveal(session, openFile)

  const editor: EditorProps = {
    path: openFile,
    text: files[openFile] ?? '',
    onChange: (text) => edit(openFile, text),
    reveal,
  }
  return (
    <section className={styles.pane} aria-label="Code" data-pane="code" tabIndex={-1}>
      <div className={styles.bar}>
        <IconButton
          label="Files"
          icon={<FolderTree size={16} />}
          isOn={isTreeOpen}
          onPress={() => setTreeOpen(!isTreeOpen)}
        />
        <span className={styles.path}>{openFile}</span>
        <span className={styles.saved} data-quiet={isSaved || undefined}>
          {!isSaved
            ? 'Not saved: this browser keeps nothing'
            : origin === 'shared'
              ? 'In this tab only'
              : 'Saved in this browser'}
        </span>
        <IconButton
          label="Migrations"
          icon={<ListChecks size={16} />}
          isOn={areMigrationsOpen}
          onPress={() => useMigrations.getState().toggle()}
        />
        <IconButton
          label="New file"
          icon={<FilePlus size={16} />}
          onPress={() => setQuestion({ kind: 'create' })}
        />
        <IconButton
          label={`Rename ${openFile}`}
          icon={<Pencil size={16} />}
          onPress={() => setQuestion({ kind: 'rename', path: openFile })}
        />
        <IconButton
          label={`Delete ${openFile}`}
          icon={<Trash2 size={16} />}
          onPress={() => setQuestion({ kind: 'delete', path: openFile })}
        />
      </div>
      <ProblemBanner session={session} />
      {migrations}
      <div
        className={styles.body}
        data-tree={!isTreeOpen ? undefined : isPhone ? 'whole' : 'beside'}
      >
        {isTreeOpen ? (
          <div className={styles.files}>
            <FileTree
              files={files}
              openFile={openFile}
              problemFile={problem?.where?.file ?? null}
              onOpen={(path) => {
                open(path)
                if (isPhone) setTreeOpen(false)
              }}
            />
          </div>
        ) : null}
        <div className={styles.editor} onFocus={() => setWantsMonaco(true)}>
          {isPhone || !(mayLoadMonaco || wantsMonaco) ? (
            <PlainEditor key={openFile} {...editor} startsReading={isPhone} />
          ) : (
            // a chunk that does not load, or fails, leaves the text box
            <Boundary fallback={() => <PlainEditor {...editor} startsReading={false} />}>
              <Suspense fallback={<PlainEditor {...editor} startsReading={false} />}>
                <MonacoEditor {...editor} session={session} files={files} problem={problem} />
              </Suspense>
            </Boundary>
          )}
        </div>
      </div>
      {question === null ? null : (
        <FileDialog question={question} onClose={() => setQuestion(null)} />
      )}
    </section>
  )
}
