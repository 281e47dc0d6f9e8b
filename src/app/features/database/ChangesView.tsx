/** What a request changed in the database: row by row before and after, in numbers where there are too many. */
import { plural } from '../../../insight/format.ts'
import {
  CHANGED_ROWS,
  parseChanges,
  type Cell,
  type ChangedTable,
} from '../../../protocol/database-answers.ts'
import { useDatabase } from '../../state/database.ts'
import { useRuns, type Session } from '../../state/session.ts'
import { CellText } from './CellText.tsx'
import type { ViewProps } from './Database.tsx'
import styles from './Database.module.css'
import resultStyles from './Results.module.css'
import { usePanel } from './panel-state.ts'

export function ChangesView({ session }: ViewProps) {
  const all = useDatabase((database) => database.changes)
  const shownId = useRuns(session, (runs) => runs.shownId)
  const runs = useRuns(session, (state) => state.runs)
  const nameOf = (id: string | null) => {
    if (id === null) return 'The panel'
    const root = runs.find(({ trace }) => trace.id === id)?.tree.spanOfKind('http')?.detail
    return root === undefined ? 'An earlier request' : `${root.method} ${root.url}`
  }
  const ofShown = all.findLast(({ id }) => id === shownId)
  const entry = ofShown ?? all.at(-1)
  if (entry === undefined) {
    return (
      <p className={styles.empty}>
        No request has changed the database yet. A form that is sent, or save(), create() and
        delete() in a view, change it; what they did stands here, before and after.
      </p>
    )
  }
  const tables = parseChanges(entry.changes) ?? []
  return (
    <div className={styles.scroll}>
      <p className={styles.lead}>
        {ofShown === undefined && shownId !== null ? (
          <>{nameOf(shownId)} changed no rows. Before: </>
        ) : null}
        <strong>{nameOf(entry.id)}</strong> {summary(tables)}
        {entry.id === null || entry === ofShown ? null : (
          <ShowRun
            session={session}
            id={entry.id}
            isThere={runs.some(({ trace }) => trace.id === entry.id)}
          />
        )}
      </p>
      {tables.map((table) => (
        <Changed key={table.table} changed={table} />
      ))}
    </div>
  )
}

function ShowRun({
  session,
  id,
  isThere,
}: {
  readonly session: Session
  readonly id: string
  readonly isThere: boolean
}) {
  if (!isThere) return null
  return (
    <>
      {' '}
      <button
        type="button"
        className={styles.link}
        onClick={() => session.runs.getState().show(id)}
      >
        Show this request
      </button>
    </>
  )
}

function summary(tables: readonly ChangedTable[]): string {
  if (tables.length === 0) return 'wrote, but left every row as it was.'
  const count = tables.reduce((sum, one) => sum + one.inserted + one.updated + one.deleted, 0)
  return `changed ${plural(count, 'row')} in ${plural(tables.length, 'table')}.`
}

const STRUCTURE = {
  same: null,
  created: 'The table is new.',
  dropped: 'The table is gone.',
  altered: 'The table has other columns now: only the number of rows can be compared.',
}

function Changed({ changed }: { readonly changed: ChangedTable }) {
  const openTable = usePanel((panel) => panel.openTable)
  const { table, columns, inserted, updated, deleted, rows, structure, isCounted } = changed
  const words = [
    ...(inserted > 0 ? [`${inserted} inserted`] : []),
    ...(updated > 0 ? [`${updated} updated`] : []),
    ...(deleted > 0 ? [`${deleted} deleted`] : []),
  ]
  const hidden = inserted + updated + deleted - rows.length
  return (
    <section className={resultStyles.changed} aria-label={`Changes in ${table}`}>
      <h2 className={resultStyles.changedHead}>
        <button type="button" className={styles.link} onClick={() => openTable(table)}>
          <code>{table}</code>
        </button>
        <span className={styles.facts}>{words.join(', ')}</span>
      </h2>
      {STRUCTURE[structure] === null ? null : <p className={styles.hint}>{STRUCTURE[structure]}</p>}
      {isCounted && structure === 'same' ? (
        <p className={styles.hint}>
          Too many rows to compare one by one: this is the difference of their numbers.
        </p>
      ) : null}
      <ul className={resultStyles.rows}>
        {rows.map(({ row, before, after }) => (
          <li key={row} data-kind={kindOf(before, after)}>
            <span className={resultStyles.kind}>
              {WORDS[kindOf(before, after)]} row {row}
            </span>
            <dl className={resultStyles.values}>
              {columns.map((name, index) => (
                <Value key={name} name={name} before={before?.[index]} after={after?.[index]} />
              ))}
            </dl>
          </li>
        ))}
      </ul>
      {hidden > 0 && !isCounted ? (
        <p className={styles.hint}>
          and {plural(hidden, 'more row')}: {CHANGED_ROWS} of a table are shown.
        </p>
      ) : null}
    </section>
  )
}

const WORDS = { inserted: '+ inserted', updated: '→ updated', deleted: '− deleted' }

function kindOf(before: unknown, after: unknown): keyof typeof WORDS {
  if (before === null) return 'inserted'
  return after === null ? 'deleted' : 'updated'
}

interface ValueProps {
  readonly name: string
  readonly before: Cell | undefined
  readonly after: Cell | undefined
}

/** Of an updated row only what is not as it was. */
function Value({ name, before, after }: ValueProps) {
  if (before !== undefined && after !== undefined && isSame(before, after)) return null
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {before === undefined ? null : (
          <del>
            <CellText cell={before} />
          </del>
        )}
        {before === undefined || after === undefined ? null : ' → '}
        {after === undefined ? null : (
          <ins>
            <CellText cell={after} />
          </ins>
        )}
      </dd>
    </div>
  )
}

const isSame = (a: Cell, b: Cell): boolean =>
  a.type === b.type && a.text === b.text && a.length === b.length
