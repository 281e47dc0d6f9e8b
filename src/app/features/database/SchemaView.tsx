/** What the tables are made of: columns, keys, indexes, the statement that made them, and the model behind it. */
import { ChevronRight, KeyRound } from 'lucide-react'
import { useState } from 'react'
import { formatSource, type SourceRange } from '../../../base/source.ts'
import { formatBytes, plural } from '../../../insight/format.ts'
import type { Column, Table } from '../../../protocol/database-answers.ts'
import { useLayout } from '../../state/layout.ts'
import { useProject } from '../../state/project.ts'
import type { Session } from '../../state/session.ts'
import type { ViewProps } from './Database.tsx'
import styles from './Database.module.css'
import schemaStyles from './Schema.module.css'
import { usePanel } from './panel-state.ts'

export function SchemaView({ session, schema, state }: ViewProps) {
  const chosen = usePanel((panel) => panel.table)
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set([chosen]))
  // a link gets a sandbox that was never used before, each time
  const isShared = useProject((project) => project.origin === 'shared')
  const rows = schema.tables.reduce((sum, table) => sum + table.rows, 0)

  function toggle(name: string) {
    const next = new Set(open)
    if (!next.delete(name)) next.add(name)
    setOpen(next)
  }

  /** The table that a foreign key points to. */
  function goTo(name: string) {
    setOpen(new Set([...open, name]))
    const target = document.getElementById(headId(name))
    target?.focus()
    target?.scrollIntoView({ block: 'nearest' })
  }

  return (
    <div className={styles.scroll}>
      <p className={styles.lead}>
        {plural(schema.tables.length, 'table')}, {plural(rows, 'row')},{' '}
        {formatBytes(state.sizeBytes)}.{' '}
        {isShared
          ? 'This project came with a link: a reload of the tab starts from the fixtures.'
          : state.isKept
            ? 'Kept in this browser: a reload of this tab finds it again.'
            : 'This browser keeps no data: a reload of the tab starts from the fixtures.'}
      </p>
      <ul className={schemaStyles.tables}>
        {schema.tables.map((table) => (
          <li key={table.name}>
            <TableHead
              table={table}
              session={session}
              isOpen={open.has(table.name)}
              onToggle={() => toggle(table.name)}
            />
            {open.has(table.name) ? <TableBody table={table} onTable={goTo} /> : null}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** What scrolls sideways must take the focus itself: not every table has something to press in it. */
const REACHABLE = { tabIndex: 0 }

const headId = (table: string) => `database-table-${table}`
const bodyId = (table: string) => `database-columns-${table}`

interface TableHeadProps {
  readonly table: Table
  readonly session: Session
  readonly isOpen: boolean
  readonly onToggle: () => void
}

function TableHead({ table, session, isOpen, onToggle }: TableHeadProps) {
  const openTable = usePanel((panel) => panel.openTable)
  const { name, rows, kind, model } = table
  return (
    <div className={schemaStyles.tableHead}>
      <button
        type="button"
        id={headId(name)}
        className={schemaStyles.toggle}
        aria-expanded={isOpen}
        aria-controls={isOpen ? bodyId(name) : undefined}
        onClick={onToggle}
      >
        <ChevronRight size={14} aria-hidden="true" />
        <code>{name}</code>
      </button>
      <button
        type="button"
        className={styles.link}
        aria-label={`${plural(rows, 'row')} of ${name}`}
        onClick={() => openTable(name)}
      >
        {plural(rows, 'row')}
      </button>
      {kind === 'view' ? <span className={styles.muted}>view</span> : null}
      {model === null ? null : (
        <span className={schemaStyles.model}>
          {model.label}
          {model.where === null ? (
            <span className={styles.muted}> of Django</span>
          ) : (
            <LineLink session={session} where={model.where} />
          )}
        </span>
      )}
    </div>
  )
}

function LineLink({ session, where }: { readonly session: Session; readonly where: SourceRange }) {
  return (
    <button
      type="button"
      className={styles.link}
      title={`Show ${formatSource(where)}`}
      onClick={() => {
        session.selection.getState().pick({ entry: null, where, phase: 'orm' })
        const layout = useLayout.getState()
        if (layout.width === 'phone') layout.show('code')
      }}
    >
      {formatSource(where)}
    </button>
  )
}

interface TableBodyProps {
  readonly table: Table
  readonly onTable: (name: string) => void
}

function TableBody({ table, onTable }: TableBodyProps) {
  const { columns, foreignKeys, indexes } = table
  return (
    <div id={bodyId(table.name)} className={schemaStyles.tableBody}>
      <div
        className={styles.wide}
        role="group"
        aria-label={`Columns of ${table.name}`}
        {...REACHABLE}
      >
        <table className={schemaStyles.columns} aria-label={`Columns of ${table.name}`}>
          <thead>
            <tr>
              <th scope="col">Column</th>
              <th scope="col">Type</th>
              <th scope="col">NULL</th>
              <th scope="col">Default</th>
              <th scope="col">Refers to</th>
            </tr>
          </thead>
          <tbody>
            {columns.map((column) => (
              <tr key={column.name}>
                <th scope="row">
                  <code>{column.name}</code>
                  {column.key > 0 ? (
                    <KeyRound size={12} role="img" aria-label="primary key" />
                  ) : null}
                </th>
                <td>
                  <code>{column.type}</code>
                </td>
                <td>{nullWord(column)}</td>
                <td>{column.isGenerated ? 'generated' : <code>{column.default ?? ''}</code>}</td>
                <td>
                  {foreignKeys
                    .filter((key) => key.columns.includes(column.name))
                    .map((key) => (
                      <button
                        key={key.table}
                        type="button"
                        className={styles.link}
                        onClick={() => onTable(key.table)}
                      >
                        {key.table}
                      </button>
                    ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {indexes.length === 0 ? null : (
        <ul className={schemaStyles.indexes} aria-label={`Indexes of ${table.name}`}>
          {indexes.map(({ name, isUnique, columns: of, sql }) => (
            <li key={name} title={sql ?? 'Made for a constraint of the table'}>
              {isUnique ? 'unique index' : 'index'} on <code>{of.join(', ')}</code>{' '}
              <span className={styles.muted}>{name}</span>
            </li>
          ))}
        </ul>
      )}
      <pre className={schemaStyles.sql}>{readable(table.sql)}</pre>
    </div>
  )
}

const nullWord = ({ isRequired, key }: Column) => (isRequired || key > 0 ? 'no' : 'yes')

/** Django writes the whole statement on one line; a column a line is for people. */
export function readable(sql: string): string {
  let depth = 0
  let quote = ''
  let text = ''
  for (const [at, sign] of [...sql].entries()) {
    if (quote !== '') {
      if (sign === quote) quote = ''
    } else if (sign === "'" || sign === '"') quote = sign
    else if (sign === ')') depth -= 1
    const isBreak = quote === '' && sign === ')' && depth === 0
    text += isBreak && at > 0 ? '\n)' : sign
    if (quote !== '') continue
    if (sign === '(') depth += 1
    if ((sign === '(' || sign === ',') && depth === 1) text += '\n  '
  }
  return text.replaceAll(/\n {2} /g, '\n  ')
}
