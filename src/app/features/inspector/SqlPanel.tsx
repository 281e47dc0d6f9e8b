/** Every query in order: its text, parameters, rows, and the line that asked. */
import { Triangle } from 'lucide-react'
import { Fragment, memo, useCallback, useMemo, useRef, useState } from 'react'
import { plural } from '../../../insight/format.ts'
import type { QueryInfo } from '../../../insight/queries.ts'
import type { PanelProps } from './Inspector.tsx'
import styles from './Inspector.module.css'
import { LineButton } from './LineButton.tsx'
import { useDatabase } from '../../state/database.ts'
import { usePlayback } from '../../state/session.ts'
import { useGo, useMarkCurrent } from './use-go.ts'

/** Of a loop, so many are shown until asked for more. */
const LOOP_SHOWN = 2
/** Of all, so many at once: more would make every step slow. */
const PAGE = 200

export function SqlPanel(props: PanelProps) {
  const { journey } = props
  const [isOpen, setOpen] = useState<ReadonlySet<number>>(new Set())
  const [max, setMax] = useState(PAGE)
  const list = useRef<HTMLOListElement>(null)
  const queryOf = useCallback((entry: number) => queryAt(journey, entry), [journey])
  useMarkCurrent(props, list, queryOf)
  const shown = useMemo(
    () => journey.queries.filter((query) => !isFolded(query, isOpen)),
    [journey, isOpen],
  )
  if (journey.queries.length === 0) {
    return <p className={styles.empty}>This request ran no SQL. {reasonForNoSql(props)}</p>
  }
  return (
    <>
      {journey.loops.map((loop) => (
        <p key={loop.entries[0]} className={styles.warning}>
          <Triangle size={10} fill="currentColor" aria-hidden /> <strong>{loop.sentence}.</strong>
          {loop.fix !== null && (
            <>
              {' '}
              Use <code>{loop.fix}</code>.
            </>
          )}
        </p>
      ))}
      <ol className={styles.list} ref={list}>
        {shown.slice(0, max).map((query) => (
          <Fragment key={query.entry}>
            <QueryRow {...props} query={query} />
            {isLastShown(query, isOpen) && (
              <MoreRow
                {...props}
                words={plural(
                  (journey.loops[query.loop.id]?.entries.length ?? 0) - LOOP_SHOWN,
                  'more similar query',
                  'more similar queries',
                )}
                has={({ loop }) => loop?.id === query.loop.id && loop.index >= LOOP_SHOWN}
                onOpen={() => setOpen(new Set([...isOpen, query.loop.id]))}
              />
            )}
          </Fragment>
        ))}
        {shown.length > max && (
          <MoreRow
            {...props}
            words={plural(shown.length - max, 'more query', 'more queries')}
            has={({ number, loop }) =>
              number >= (shown[max]?.number ?? 0) && (loop === null || loop.index < LOOP_SHOWN)
            }
            onOpen={() => setMax(max + PAGE)}
          />
        )}
      </ol>
    </>
  )
}

interface InLoop extends QueryInfo {
  readonly loop: NonNullable<QueryInfo['loop']>
}

const isFolded = ({ loop }: QueryInfo, isOpen: ReadonlySet<number>): boolean =>
  loop !== null && loop.index >= LOOP_SHOWN && !isOpen.has(loop.id)

const isLastShown = (query: QueryInfo, isOpen: ReadonlySet<number>): query is InLoop =>
  query.loop?.index === LOOP_SHOWN - 1 && !isOpen.has(query.loop.id)

interface MoreRowProps extends PanelProps {
  readonly words: string
  /** Whether a query is one of those that are not shown. */
  readonly has: (query: QueryInfo) => boolean
  readonly onOpen: () => void
}

/** What is not shown: how many, and the one that the playhead stands at. */
function MoreRow({ session, journey, words, has, onOpen }: MoreRowProps) {
  const here = usePlayback(session, ({ step }) => {
    const entry = journey.stops[step]?.entry
    const at = entry === undefined ? null : queryAt(journey, entry)
    const query = at === null ? undefined : journey.queryOf.get(at)
    return query !== undefined && has(query) ? query : null
  })
  return (
    <>
      <li className={styles.more}>
        <button type="button" className={styles.quiet} onClick={onOpen}>
          then {words}
        </button>
      </li>
      {here !== null && <QueryRow session={session} journey={journey} query={here} isHere />}
    </>
  )
}

/** The query that an entry is, or asks. */
function queryAt({ tree }: PanelProps['journey'], entry: number): number | null {
  const found = tree.byId.get(entry)
  if (found?.kind === 'db.query') return found.id
  return found?.kind === 'orm.evaluate'
    ? (tree.children(found.id).find(({ kind }) => kind === 'db.query')?.id ?? null)
    : null
}

function reasonForNoSql({ journey }: PanelProps): string {
  if (journey.turns.early !== null) {
    return /cache/.test(journey.turns.early.pill) ? 'The cache answered.' : 'A middleware answered.'
  }
  return journey.tree.spanOfKind('view') === null
    ? 'The view did not run.'
    : 'The view asked no model for rows.'
}

/** The first table that a statement names; null for BEGIN and its kind. */
function tableOf(sql: string): string | null {
  return /\b(?:FROM|INTO|UPDATE)\s+"([^"]+)"/i.exec(sql)?.[1] ?? null
}

interface QueryRowProps extends PanelProps {
  readonly query: QueryInfo
  /** Shown because the playhead stands at it. */
  readonly isHere?: boolean
}

const QueryRow = memo(function QueryRow({ session, journey, query, isHere }: QueryRowProps) {
  const go = useGo({ session, journey })
  const table = tableOf(query.sql)
  return (
    <li
      className={styles.item}
      data-phase="database"
      data-entry={isHere === true ? undefined : query.entry}
      data-current={isHere === true ? '' : undefined}
    >
      <button
        type="button"
        className={styles.sql}
        title="Go to this query"
        aria-current={isHere === true ? 'step' : undefined}
        onClick={() => go(query.entry)}
      >
        <span className={styles.number}>{query.number}</span>
        <code className={styles.code}>{query.sql}</code>
      </button>
      <p className={styles.facts}>
        {query.params.length > 0 && (
          <span>
            with <code>{query.params.join(', ')}</code>
          </span>
        )}
        {query.rows !== null && <span>{plural(query.rows, 'row')}</span>}
        {query.similar > 1 && (
          <span>
            <Triangle size={9} fill="currentColor" aria-hidden /> {query.similar} similar
          </span>
        )}
        {table !== null && (
          <button
            type="button"
            className={styles.quiet}
            title={`Show ${table} in the database`}
            onClick={() => useDatabase.getState().want(table)}
          >
            {table}
          </button>
        )}
        {query.duplicate > 1 && <span>{query.duplicate} duplicates</span>}
        {query.cause !== null && <span>{query.cause}</span>}
        {query.where !== null && (
          <span>
            asked by{' '}
            <LineButton
              session={session}
              where={query.where}
              phase="database"
              entry={query.entry}
            />
          </span>
        )}
      </p>
      {query.plan.length > 0 && (
        <pre className={`${styles.pre} ${styles.plan}`}>{query.plan.join('\n')}</pre>
      )}
    </li>
  )
})
