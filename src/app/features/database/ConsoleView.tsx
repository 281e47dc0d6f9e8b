/** SQL on the live database: several statements at once, each with its result or with what the database said. */
import { Play } from 'lucide-react'
import { useRef, useState, type KeyboardEvent } from 'react'
import { formatMs, plural } from '../../../insight/format.ts'
import {
  CONSOLE_ROWS,
  parseRun,
  type RunResult,
  type StatementResult,
} from '../../../protocol/database-answers.ts'
import { Button } from '../../kit/Button.tsx'
import { askDatabase, type Asked } from './ask.ts'
import { CellText } from './CellText.tsx'
import type { ViewProps } from './Database.tsx'
import styles from './Database.module.css'
import resultStyles from './Results.module.css'
import { usePanel } from './panel-state.ts'

/** What scrolls and holds nothing to press must take the focus itself. */
const REACHABLE = { tabIndex: 0 }

export function ConsoleView({ schema }: ViewProps) {
  const { sql, history, result, set, remember } = usePanel()
  const [isRunning, setRunning] = useState(false)
  /** How far back in what was run; 0: what is being written. */
  const [back, setBack] = useState(0)
  const draft = useRef('')
  const field = useRef<HTMLTextAreaElement>(null)

  async function run() {
    const text = sql.trim()
    if (text === '' || isRunning) return
    remember(text)
    setBack(0)
    setRunning(true)
    set({ result: await askDatabase({ ask: 'run', sql: text }, parseRun) })
    setRunning(false)
  }

  function recall(to: number) {
    if (to < 0 || to > history.length) return
    if (back === 0) draft.current = sql
    setBack(to)
    set({ sql: to === 0 ? draft.current : (history[history.length - to] ?? '') })
  }

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    const { selectionStart, selectionEnd, value } = event.currentTarget
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      return void run()
    }
    if (selectionStart !== selectionEnd) return
    // on the first line up, on the last one down: in between they move in the text
    if (event.key === 'ArrowUp' && !value.slice(0, selectionStart).includes('\n')) {
      event.preventDefault()
      recall(back + 1)
    }
    if (event.key === 'ArrowDown' && back > 0 && !value.slice(selectionStart).includes('\n')) {
      event.preventDefault()
      recall(back - 1)
    }
  }

  return (
    <div className={styles.view}>
      <div className={resultStyles.console}>
        <textarea
          ref={field}
          className={styles.field}
          rows={3}
          aria-label="SQL to run"
          placeholder="SELECT … or UPDATE …; several statements, with ; between them"
          spellCheck={false}
          autoCapitalize="off"
          data-runs
          value={sql}
          onChange={(event) => {
            setBack(0)
            set({ sql: event.currentTarget.value })
          }}
          onKeyDown={onKeyDown}
        />
        <Button
          kind="primary"
          isDisabled={sql.trim() === '' || isRunning}
          onPress={() => void run()}
        >
          <Play size={14} aria-hidden="true" />
          Run
        </Button>
      </div>
      <div
        className={styles.scroll}
        role="region"
        aria-label="Results"
        {...REACHABLE}
        aria-busy={isRunning}
      >
        {isRunning ? (
          <p className={styles.empty}>Running. What takes too long is stopped.</p>
        ) : null}
        {result === null && !isRunning ? (
          <Examples
            table={schema.tables.find(({ model }) => model?.where != null)?.name ?? 'sqlite_schema'}
            onPick={(text) => {
              set({ sql: text })
              field.current?.focus()
            }}
          />
        ) : null}
        {result === null || isRunning ? null : <Results result={result} />}
      </div>
    </div>
  )
}

interface ExamplesProps {
  readonly table: string
  readonly onPick: (sql: string) => void
}

function Examples({ table, onPick }: ExamplesProps) {
  const examples = [
    `SELECT * FROM ${table} LIMIT 10`,
    `EXPLAIN QUERY PLAN SELECT * FROM ${table} WHERE id = 1`,
    "SELECT name, sql FROM sqlite_schema WHERE type = 'index'",
  ]
  return (
    <div className={styles.empty}>
      Nothing has been run yet. It runs on the live database, and what it writes the next request
      sees. For instance:
      <ul className={resultStyles.examples}>
        {examples.map((sql) => (
          <li key={sql}>
            <button type="button" className={styles.link} onClick={() => onPick(sql)}>
              <code>{sql}</code>
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}

function Results({ result }: { readonly result: Asked<RunResult> }) {
  if (result.kind === 'stopped') {
    return (
      <p className={styles.refused} role="alert">
        {result.reason} Nothing of it was kept: the database is as it was before.
      </p>
    )
  }
  if (result.kind === 'none') {
    return (
      <p className={styles.refused} role="alert">
        There is no database to run it on.
      </p>
    )
  }
  const { statements, isRolledBack } = result.value
  return (
    <>
      {statements.length === 0 ? (
        <p className={styles.empty}>There is no statement in it, only comments.</p>
      ) : null}
      <p className={styles.hidden} role="status">
        {plural(statements.length, 'statement')} run.
      </p>
      <ol className={resultStyles.statements}>
        {statements.map((statement, index) => (
          <li key={index}>
            <Statement statement={statement} />
          </li>
        ))}
      </ol>
      {isRolledBack ? (
        <p className={styles.refused} role="alert">
          A transaction was left open, so it was rolled back: end it with COMMIT.
        </p>
      ) : null}
    </>
  )
}

function Statement({ statement }: { readonly statement: StatementResult }) {
  const { sql, refused, columns, rows } = statement
  return (
    <>
      <p className={resultStyles.statement}>
        <code>{sql}</code>
        <span className={styles.facts}>{factsOf(statement)}</span>
      </p>
      {refused === null ? null : (
        <p className={styles.refused} role="alert">
          {refused.className}: {refused.message}
          <span>It ended here. What stands before it was done, what comes after it was not.</span>
        </p>
      )}
      {rows.length === 0 ? null : (
        <div className={styles.wide} role="group" aria-label="Rows found" {...REACHABLE}>
          <table className={resultStyles.result}>
            <thead>
              <tr>
                {columns.map((name, index) => (
                  <th key={index} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((cells, row) => (
                <tr key={row}>
                  {cells.map((cell, column) => (
                    <td key={column} data-type={cell.type}>
                      <CellText cell={cell} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  )
}

function factsOf({ columns, rows, isCut, changed, durationUs, refused }: StatementResult): string {
  const time = formatMs(durationUs / 1000)
  if (refused !== null) return time
  const found = isCut
    ? `the first ${plural(rows.length, 'row')}: ${rows.length === CONSOLE_ROWS ? 'no more are shown' : 'more would be too large to show'}`
    : plural(rows.length, 'row')
  return [
    ...(changed === null ? [] : [`${plural(changed, 'row')} changed`]),
    ...(columns.length > 0 ? [found] : []),
    ...(changed === null && columns.length === 0 ? ['done'] : []),
    time,
  ].join(' · ')
}
