/** Over a cell: its text, the type that it is kept as, and what the database said if it refused. */
import { Check, X } from 'lucide-react'
import { useEffect, useId, useRef, useState } from 'react'
import {
  parseWhole,
  parseWritten,
  type Cell,
  type Table,
} from '../../../protocol/database-answers.ts'
import { IconButton } from '../../kit/Button.tsx'
import { askDatabase } from './ask.ts'
import styles from './Database.module.css'
import rowStyles from './Rows.module.css'
import { explain } from './explain.ts'
import { inputOf, kindFor, type Kind } from './input.ts'
import { KindSelect } from './KindSelect.tsx'

interface CellEditorProps {
  readonly table: Table
  readonly tables: readonly Table[]
  readonly row: string
  readonly column: string
  readonly cell: Cell
  readonly onClose: () => void
}

export interface Problem {
  readonly message: string
  readonly meaning: string | null
}

export function CellEditor({ table, tables, row, column, cell, onClose }: CellEditorProps) {
  const declared = table.columns.find(({ name }) => name === column)
  const isBlob = cell.type === 'blob'
  const [kind, setKind] = useState<Kind>(() =>
    cell.type === 'null' ? 'null' : declared === undefined ? 'text' : kindFor(cell, declared),
  )
  // null: the rest of a long text is on its way
  const [text, setText] = useState<string | null>(cell.text.length < cell.length ? null : cell.text)
  const [problem, setProblem] = useState<Problem | null>(null)
  const field = useRef<HTMLTextAreaElement>(null)
  const editor = useRef<HTMLDivElement>(null)
  const problemId = useId()

  useEffect(() => {
    if (text !== null || isBlob) return
    void askDatabase({ ask: 'cell', table: table.name, row, column }, parseWhole).then((whole) => {
      if (whole.kind === 'answer' && whole.value.text !== null) setText(whole.value.text)
      else
        setProblem({
          message: 'This text is too long to be edited here.',
          meaning: 'UPDATE in the SQL tab can.',
        })
    })
  }, [text, isBlob, table.name, row, column])
  // what it says must be in sight, also at the edge of the pane
  useEffect(() => {
    // in braces: newer browsers answer with a promise, which React would take for the undo
    editor.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [problem])
  const isThere = text !== null
  useEffect(() => {
    field.current?.focus()
    field.current?.select()
  }, [isThere])

  async function save() {
    if (text === null) return
    const value = inputOf(kind, text)
    if ('problem' in value) return setProblem({ message: value.problem, meaning: null })
    const told = await askDatabase(
      { ask: 'update', table: table.name, row, column, value },
      parseWritten,
    )
    if (told.kind === 'stopped') return setProblem({ message: told.reason, meaning: null })
    if (told.kind === 'none')
      return setProblem({ message: 'The table is not there any more.', meaning: null })
    const { refused, rows } = told.value
    if (refused !== null) return setProblem(explain(refused, table, tables, column))
    if (rows === 0) return setProblem({ message: 'This row is not there any more.', meaning: null })
    onClose()
  }

  if (isBlob) {
    return (
      <div className={rowStyles.editor} role="group" aria-label={`Edit ${column}`}>
        <p className={styles.hint}>
          A BLOB is written in the SQL tab: UPDATE {table.name} SET {column} = x&apos;…&apos;
        </p>
        <IconButton label="Close" icon={<X size={14} />} onPress={onClose} />
      </div>
    )
  }
  return (
    <div
      ref={editor}
      className={rowStyles.editor}
      role="group"
      aria-label={`Edit ${column}`}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.key === 'Escape') onClose()
        const isField = event.target === field.current
        if (event.key === 'Enter' && isField && !event.shiftKey) {
          event.preventDefault()
          void save()
        }
      }}
    >
      <textarea
        ref={field}
        className={styles.field}
        rows={Math.min(4, (text ?? '').split('\n').length)}
        aria-label={column}
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? undefined : problemId}
        spellCheck={false}
        readOnly={text === null || kind === 'null'}
        value={kind === 'null' ? '' : (text ?? '')}
        placeholder={kind === 'null' ? 'NULL' : ''}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div className={rowStyles.editorTools}>
        <KindSelect column={column} kind={kind} onChange={setKind} />
        <IconButton label="Save" keys="↵" icon={<Check size={14} />} onPress={() => void save()} />
        <IconButton label="Cancel" keys="Esc" icon={<X size={14} />} onPress={onClose} />
      </div>
      {problem === null ? null : <ProblemText id={problemId} problem={problem} />}
    </div>
  )
}

export function ProblemText({ id, problem }: { readonly id: string; readonly problem: Problem }) {
  return (
    <p id={id} className={styles.problem} role="alert">
      {problem.message}
      {problem.meaning === null ? null : <span>{problem.meaning}</span>}
    </p>
  )
}
