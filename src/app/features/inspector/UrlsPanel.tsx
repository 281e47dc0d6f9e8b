/** The patterns in the order in which they were tried, with why each did not fit. */
import { Check, Minus } from 'lucide-react'
import { useMemo, useRef } from 'react'
import { fullRoute } from '../../../insight/names.ts'
import { patternsOf } from '../../../insight/panels.ts'
import type { PanelProps } from './Inspector.tsx'
import styles from './Inspector.module.css'
import { LineButton } from './LineButton.tsx'
import { useGo, useMarkCurrent } from './use-go.ts'

export function UrlsPanel(props: PanelProps) {
  const { journey } = props
  const { tried, resolve } = useMemo(() => patternsOf(journey), [journey])
  const list = useRef<HTMLOListElement>(null)
  useMarkCurrent(props, list)
  const go = useGo(props)
  if (resolve === null)
    return <p className={styles.empty}>The request did not come to the URL resolver.</p>
  const { path, urlconf, view, urlName, namespaces = [], kwargs = {} } = resolve.detail
  const name = urlName === undefined || urlName === null ? null : [...namespaces, urlName].join(':')
  const captured = Object.entries(kwargs).map(([key, value]) => `${key}=${value}`)
  return (
    <>
      <p className={styles.lead}>
        <code>{path === '' ? "''" : path}</code> in <code>{urlconf}</code>
        {view === undefined ? ': no pattern fits.' : ': '}
        {view !== undefined && <code>{view}</code>}
        {captured.length > 0 && <code> ({captured.join(', ')})</code>}
        {name !== null && (
          <>
            , named <code>{name}</code>
          </>
        )}
      </p>
      <ol className={styles.list} ref={list}>
        {tried.map((event) => (
          <li
            key={event.id}
            className={styles.item}
            data-phase="urls"
            data-entry={event.id}
            style={{ paddingLeft: `${12 + event.detail.depth * 16}px` }}
          >
            <button type="button" className={styles.link} onClick={() => go(event.id)}>
              {event.detail.matched ? (
                <Check size={12} strokeWidth={3} aria-label="fits" />
              ) : (
                <Minus size={12} strokeWidth={3} aria-label="does not fit" />
              )}{' '}
              <code>{fullRoute(event.detail) || "''"}</code>
              {event.detail.shape === 'include' && <span className={styles.muted}> include</span>}
            </button>
            <p className={styles.facts}>
              {event.detail.why !== null && <span>{event.detail.why}</span>}
              {event.where !== null && (
                <LineButton
                  session={props.session}
                  where={event.where}
                  phase="urls"
                  entry={event.id}
                />
              )}
            </p>
          </li>
        ))}
      </ol>
    </>
  )
}
