/** Every query in order: its text, parameters, rows, and the line that asked. */
import { Triangle } from 'lucide-react'
import { Fragment, memo, useMemo, useState } from 'react'
import { plural } from '../../../insight/format.ts'
import type { QueryInfo } from '../../../insight/queries.ts'
import type { PanelProps } from './Inspector.tsx'
import styles from './Inspector.module.css'
import { LineButton } from './LineButton.tsx'
import { useCurrentEntry, useGo } from './use-go.ts'

/** Of a loop, so many are shown until asked for more. */
const LOOP_SHOWN = 2

export function SqlPanel(props: PanelProps) {
  const { journey } = props
  const [isOpen, setOpen] = useState<ReadonlySet<number>>(new Set())
  const current = useCurrentQuery(props)
  const go = useGo(props)
  const shown = useShown(props, isOpen, current)
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
      <ol className={styles.list}>
        {shown.map((query) => (
          <Fragment key={query.entry}>
            <QueryRow {...props} query={query} isCurrent={query.entry === current} onGo={go} />
            {isLastShown(query, isOpen) && (
              <MoreRow
                count={(journey.loops[query.loop.id]?.entries.length ?? 0) - LOOP_SHOWN}
                onOpen={() => setOpen(new Set([...isOpen, query.loop.id]))}
              />
            )}
          </Fragment>
        ))}
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

/** Queries that are not folded away, and the current one among them. */
function useShown(
  { journey }: PanelProps,
  isOpen: ReadonlySet<number>,
  current: number | null,
): readonly QueryInfo[] {
  const unfolded = useMemo(
    () => journey.queries.filter((query) => !isFolded(query, isOpen)),
    [journey, isOpen],
  )
  const here = current === null ? undefined : journey.queryOf.get(current)
  if (here === undefined || !isFolded(here, isOpen)) return unfolded
  const after = unfolded.findIndex(({ number }) => number > here.number)
  return after === -1 ? [...unfolded, here] : unfolded.toSpliced(after, 0, here)
}

interface MoreRowProps {
  readonly count: number
  readonly onOpen: () => void
}

function MoreRow({ count, onOpen }: MoreRowProps) {
  return (
    <li className={styles.more}>
      <button type="button" className={styles.quiet} onClick={onOpen}>
        then {plural(count, 'more similar query', 'more similar queries')}
      </button>
    </li>
  )
}

function useCurrentQuery(props: PanelProps): number | null {
  const entry = useCurrentEntry(props)
  const found = entry === null ? undefined : props.journey.tree.byId.get(entry)
  if (found?.kind === 'db.query') return found.id
  return found?.kind === 'orm.evaluate'
    ? (props.journey.tree.children(found.id).find(({ kind }) => kind === 'db.query')?.id ?? null)
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

interface QueryRowProps extends PanelProps {
  readonly query: QueryInfo
  readonly isCurrent: boolean
  readonly onGo: (entry: number) => void
}

const QueryRow = memo(
  function QueryRow({ session, query, isCurrent, onGo }: QueryRowProps) {
    return (
      <li className={styles.item} data-phase="database" data-current={isCurrent || undefined}>
        <button
          type="button"
          className={styles.sql}
          title="Go to this query"
          aria-current={isCurrent ? 'step' : undefined}
          onClick={() => onGo(query.entry)}
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
        {isCurrent && query.plan.length > 0 && (
          <pre className={styles.pre}>{query.plan.join('\n')}</pre>
        )}
      </li>
    )
  },
  (a, b) => a.query === b.query && a.isCurrent === b.isCurrent,
)
