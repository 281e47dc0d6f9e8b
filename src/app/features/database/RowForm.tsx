/** A new row: a field for each column, left to the database where nothing is typed. */
import { useId, useState } from 'react'
import { parseWritten, type Column, type Table } from '../../../protocol/database-answers.ts'
import type { Input } from '../../../protocol/database-questions.ts'
import { Button } from '../../kit/Button.tsx'
import { askDatabase } from './ask.ts'
import { ProblemText } from './CellEditor.tsx'
import styles from './Database.module.css'
import rowStyles from './Rows.module.css'
import { explain, type Explained } from './explain.ts'
import { inputOf, kindFor, type Kind } from './input.ts'
import { KindSelect } from './KindSelect.tsx'
import { usePanel } from './panel-state.ts'

interface RowFormProps {
  readonly table: Table
  readonly tables: readonly Table[]
  readonly onClose: () => void
}

interface Field {
  readonly kind: Kind | 'default'
  readonly text: string
}
const UNTOUCHED: Field = { kind: 'default', text: '' }

export function RowForm({ table, tables, onClose }: RowFormProps) {
  const [fields, setFields] = useState<Readonly<Record<string, Field>>>({})
  const [problem, setProblem] = useState<Explained | null>(null)
  const columns = table.columns.filter(({ isGenerated }) => !isGenerated)
  // a key comes by itself
  const first = columns.find(({ key }) => key === 0) ?? columns[0]

  async function add() {
    const values: Record<string, Input> = {}
    for (const { name } of columns) {
      const { kind, text } = fields[name] ?? UNTOUCHED
      if (kind === 'default') continue
      const value = inputOf(kind, text)
      if ('problem' in value)
        return setProblem({ message: value.problem, meaning: null, column: name })
      values[name] = value
    }
    const told = await askDatabase({ ask: 'insert', table: table.name, values }, parseWritten)
    if (told.kind !== 'answer') return
    const { refused, row } = told.value
    if (refused !== null) return setProblem(explain(refused, table, tables, null))
    usePanel.getState().set({
      notice: { text: `Row ${row ?? ''} was added to ${table.name}.`, isProblem: false },
    })
    onClose()
  }

  return (
    <form
      className={rowStyles.form}
      aria-label={`New row of ${table.name}`}
      onSubmit={(event) => {
        event.preventDefault()
        void add()
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose()
      }}
    >
      {columns.map((column) => (
        <ColumnField
          key={column.name}
          column={column}
          hasFocus={column === first}
          field={fields[column.name] ?? UNTOUCHED}
          problem={problem?.column === column.name ? problem : null}
          onChange={(field) => setFields({ ...fields, [column.name]: field })}
        />
      ))}
      {problem !== null && problem.column === null ? (
        <ProblemText id="row-problem" problem={problem} />
      ) : null}
      <div className={styles.buttons}>
        <Button onPress={onClose}>Cancel</Button>
        <Button kind="primary" type="submit">
          Add
        </Button>
      </div>
    </form>
  )
}

interface ColumnFieldProps {
  readonly column: Column
  readonly field: Field
  readonly hasFocus: boolean
  readonly problem: Explained | null
  readonly onChange: (field: Field) => void
}

function ColumnField({ column, field, hasFocus, problem, onChange }: ColumnFieldProps) {
  const id = useId()
  const problemId = useId()
  return (
    <div className={rowStyles.column}>
      <label htmlFor={id}>
        <strong>{column.name}</strong> <span className={styles.muted}>{describe(column)}</span>
      </label>
      <span className={rowStyles.columnInput}>
        <input
          id={id}
          className={styles.field}
          autoComplete="off"
          autoFocus={hasFocus}
          spellCheck={false}
          aria-invalid={problem !== null}
          aria-describedby={problem === null ? undefined : problemId}
          value={field.kind === 'null' || field.kind === 'default' ? '' : field.text}
          placeholder={placeholder(field, column)}
          onChange={(event) => {
            const { kind } = field
            onChange({
              text: event.currentTarget.value,
              kind: kind === 'default' || kind === 'null' ? kindFor(null, column) : kind,
            })
          }}
        />
        <KindSelect
          column={column.name}
          kind={field.kind}
          hasDefault
          onChange={(kind) => onChange({ ...field, kind })}
        />
      </span>
      {problem === null ? null : <ProblemText id={problemId} problem={problem} />}
    </div>
  )
}

function describe({ type, key, isRequired, default: fallback }: Column): string {
  return [
    type,
    ...(key > 0 ? ['key'] : []),
    ...(isRequired && fallback === null && key === 0 ? ['required'] : []),
  ].join(' · ')
}

function placeholder(
  { kind }: Field,
  { key, default: fallback, type, isRequired }: Column,
): string {
  if (kind === 'null') return 'NULL'
  if (key > 0 && /^integer$/i.test(type)) return 'the next number'
  return fallback ?? (isRequired ? '' : 'NULL')
}
