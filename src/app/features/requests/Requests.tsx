/** The requests of this session, oldest first; choosing one shows it in every view. The newest page is chosen by itself. */
import { CornerDownRight, CornerLeftDown, TriangleAlert } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { Journey } from '../../../insight/journey.ts'
import { useRuns, type Session } from '../../state/session.ts'
import styles from './Requests.module.css'

export function Requests({ session }: { readonly session: Session }) {
  const runs = useRuns(session, (state) => state.runs)
  const shownId = useRuns(session, (state) => state.shownId)
  const show = useRuns(session, (state) => state.show)
  const list = useRef<HTMLOListElement>(null)

  useEffect(() => {
    const current = list.current?.querySelector<HTMLElement>('[aria-current]')
    current?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [shownId, runs.length])

  return (
    <ol ref={list} className={styles.list} aria-label="Requests" tabIndex={-1}>
      {runs.length === 0 ? <li className={styles.empty}>No request yet</li> : null}
      {runs.map((run) => (
        <li key={run.trace.id} className={styles.item}>
          <button
            type="button"
            className={styles.request}
            aria-current={run.trace.id === shownId ? 'true' : undefined}
            aria-label={nameOf(run)}
            data-failed={run.status === null || run.status >= 400 || undefined}
            title={nameOf(run)}
            onClick={() => show(run.trace.id)}
          >
            <Why kind={run.trace.link.kind} />
            <span className={styles.method}>{run.method}</span>
            <span className={styles.url}>{run.url}</span>
            <span className={styles.status}>{run.status ?? 'stopped'}</span>
            {run.queries.length === 0 ? null : (
              <span className={styles.queries}>
                {run.loops.length > 0 ? <TriangleAlert size={12} aria-hidden="true" /> : null}
                {run.queries.length} q
              </span>
            )}
          </button>
        </li>
      ))}
    </ol>
  )
}

function Why({ kind }: { readonly kind: Journey['trace']['link']['kind'] }) {
  if (kind === 'redirect') return <CornerDownRight size={14} aria-hidden="true" />
  if (kind === 'subrequest') return <CornerLeftDown size={14} aria-hidden="true" />
  return null
}

const KINDS = { navigation: '', redirect: 'redirect: ', subrequest: 'asked by the page: ' } as const

/** `redirect: GET /blog/, status 200, 11 queries, 10 of them similar` */
function nameOf(run: Journey): string {
  const similar = run.loops.length > 0 ? ', with repeated queries' : ''
  const queries = `${run.queries.length} ${run.queries.length === 1 ? 'query' : 'queries'}`
  const status = run.status === null ? 'stopped before an answer' : `status ${run.status}`
  return `${KINDS[run.trace.link.kind]}${run.method} ${run.url}, ${status}, ${queries}${similar}`
}
