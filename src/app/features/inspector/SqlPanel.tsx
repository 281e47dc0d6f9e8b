/** Every query in order: its text, parameters, rows, and the line that asked. */
import { Triangle } from 'lucide-react'
import { memo, useState } from 'react'
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
        {journey.queries.map((query) => {
          const { loop } = query
          const isFolded = loop !== null && loop.index >= LOOP_SHOWN && !isOpen.has(loop.id)
          if (isFolded && query.entry !== current) {
            if (loop.index !== LOOP_SHOWN) return null
            const rest = (journey.loops[loop.id]?.entries.length ?? 0) - LOOP_SHOWN
            return (
              <li key={query.entry} className={styles.more}>
                <button
                  type="button"
                  className={styles.quiet}
                  onClick={() => setOpen(new Set([...isOpen, loop.id]))}
                >
                  then {plural(rest, 'more similar query', 'more similar queries')}
                </button>
              </li>
            )
          }
          return (
            <QueryRow
              key={query.entry}
              {...props}
              query={query}
              isCurrent={query.entry === current}
              onGo={go}
            />
          )
        })}
      </ol>
    </>
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
