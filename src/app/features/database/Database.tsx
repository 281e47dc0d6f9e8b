/**
 * The database of the open project: rows, schema, a console, and what the requests changed. Everything that comes from
 * it is shown as text. Loaded on demand; what was typed and chosen is kept while another pane stands in its place.
 */
import { EllipsisVertical, Undo2, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import * as v from 'valibot'
import { parseSchema, type Schema } from '../../../protocol/database-answers.ts'
import { Button, IconButton } from '../../kit/Button.tsx'
import { Menu } from '../../kit/Menu.tsx'
import { tabPanelId, Tabs } from '../../kit/Tabs.tsx'
import { useConnection } from '../../state/connection.ts'
import { actOnData, useDatabase } from '../../state/database.ts'
import type { Session } from '../../state/session.ts'
import { useAnswer } from './ask.ts'
import { ChangesView } from './ChangesView.tsx'
import { ConsoleView } from './ConsoleView.tsx'
import styles from './Database.module.css'
import { download, type Picked, readFile, openFile } from './file.ts'
import { FileDialog } from './FileDialog.tsx'
import { usePanel, type View } from './panel-state.ts'
import { RowsView } from './RowsView.tsx'
import { SchemaView } from './SchemaView.tsx'

const TABS = [
  { id: 'rows', label: 'Rows' },
  { id: 'schema', label: 'Schema' },
  { id: 'sql', label: 'SQL' },
  { id: 'changes', label: 'Changes' },
] as const

const SCHEMA = { ask: 'schema' } as const

export interface ViewProps {
  readonly session: Session
  readonly schema: Schema
  readonly state: DataState
}

export function Database({ session }: { readonly session: Session }) {
  const { view, show, openTable } = usePanel()
  const wanted = useDatabase((database) => database.wanted)
  const asked = useAnswer(SCHEMA, parseSchema)
  const state = useDataState()
  useEffect(() => {
    if (wanted === null) return
    openTable(wanted)
    useDatabase.getState().want(null)
  }, [wanted, openTable])

  return (
    <section className={styles.region} aria-label="Database">
      <header className={styles.head}>
        <Tabs group="database" label="Database" tabs={TABS} selected={view} onSelect={show} />
        <FileMenu state={state} />
      </header>
      <Notice />
      <div
        id={tabPanelId('database', view)}
        role="tabpanel"
        aria-labelledby={`database-tab-${view}`}
        className={styles.panel}
      >
        {asked === null ? null : asked.kind === 'answer' ? (
          <Shown view={view} session={session} schema={asked.value} state={state} />
        ) : (
          <NoDatabase />
        )}
      </div>
    </section>
  )
}

function Shown({ view, ...props }: ViewProps & { readonly view: View }) {
  switch (view) {
    case 'rows':
      return <RowsView {...props} />
    case 'schema':
      return <SchemaView {...props} />
    case 'sql':
      return <ConsoleView {...props} />
    case 'changes':
      return <ChangesView {...props} />
  }
}

function NoDatabase() {
  const problem = useConnection((connection) => connection.problem)
  return (
    <p className={styles.empty}>
      {problem === null
        ? 'There is no database yet: it is made when the project starts.'
        : `The project does not load (${problem.className}: ${problem.message}). The database is as it was, and stands here again when it does.`}
    </p>
  )
}

const dataState = v.object({ isKept: v.boolean(), canUndo: v.boolean(), sizeBytes: v.number() })
export type DataState = v.InferOutput<typeof dataState>

const UNKNOWN: DataState = { isKept: true, canUndo: false, sizeBytes: 0 }

function useDataState(): DataState {
  const version = useDatabase((database) => database.version)
  const [state, setState] = useState(UNKNOWN)
  useEffect(() => {
    let isOver = false
    void actOnData('state').then((answer) => {
      const told = v.safeParse(dataState, answer)
      if (!isOver && told.success) setState(told.output)
    })
    return () => {
      isOver = true
    }
  }, [version])
  return state
}

function Notice() {
  const notice = usePanel((panel) => panel.notice)
  const set = usePanel((panel) => panel.set)
  if (notice === null) return null
  return (
    <div
      className={styles.notice}
      role={notice.isProblem ? 'alert' : 'status'}
      data-problem={notice.isProblem || undefined}
    >
      <span>{notice.text}</span>
      <IconButton label="Dismiss" icon={<X size={14} />} onPress={() => set({ notice: null })} />
    </div>
  )
}

/** The database as one file, and the way back. */
function FileMenu({ state }: { readonly state: DataState }) {
  const input = useRef<HTMLInputElement>(null)
  const [picked, setPicked] = useState<Picked | null>(null)
  const { changed } = useDatabase.getState()
  const say = (text: string, isProblem = false) =>
    usePanel.getState().set({ notice: { text, isProblem } })

  async function pick(file: File | undefined) {
    if (file === undefined) return
    const read = await readFile(file)
    if (read.report.problem === null && read.report.differences.length === 0) await take(read)
    else setPicked(read)
  }

  async function take(file: Picked) {
    setPicked(null)
    const problem = await openFile(file)
    changed(null)
    say(
      problem ?? `${file.name} is the database now. Undo brings the other one back.`,
      problem !== null,
    )
  }

  async function reset() {
    await actOnData('reset')
    changed(null)
    say('The database is as the fixtures say again. Undo brings the other one back.')
  }

  async function undo() {
    await actOnData('undo')
    changed(null)
    say('The last change is undone.')
  }

  return (
    <div className={styles.tools}>
      {state.canUndo ? (
        <Button kind="quiet" onPress={() => void undo()}>
          <Undo2 size={14} aria-hidden="true" />
          Undo
        </Button>
      ) : null}
      <Menu
        label="Database file"
        kind="icon"
        entries={[
          { id: 'download', label: 'Download as .sqlite3', run: () => void download() },
          { id: 'open', label: 'Open a .sqlite3 file …', run: () => input.current?.click() },
          'separator',
          { id: 'reset', label: 'Reset to the fixtures', run: () => void reset() },
        ]}
      >
        <EllipsisVertical size={16} aria-hidden="true" />
      </Menu>
      <input
        ref={input}
        type="file"
        accept=".sqlite3,.sqlite,.db"
        aria-label="Database file to open"
        hidden
        onChange={(event) => {
          void pick(event.currentTarget.files?.[0])
          // the same file can be picked again
          event.currentTarget.value = ''
        }}
      />
      {picked === null ? null : (
        <FileDialog
          file={picked}
          onOpen={() => void take(picked)}
          onClose={() => setPicked(null)}
        />
      )}
    </div>
  )
}
