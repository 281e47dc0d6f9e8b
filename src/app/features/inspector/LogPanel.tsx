/** What the request told beside its path: log lines and prints, cookies, CSRF decisions, signals, the cache. */
import { useMemo, useRef } from 'react'
import { toldBy } from '../../../insight/told.ts'
import type { PanelProps } from './Inspector.tsx'
import styles from './Inspector.module.css'
import { LineButton } from './LineButton.tsx'
import { useGo, useMarkCurrent } from './use-go.ts'

export function LogPanel(props: PanelProps) {
  const { session, journey } = props
  const groups = useMemo(() => toldBy(journey), [journey])
  const root = useRef<HTMLDivElement>(null)
  useMarkCurrent(props, root)
  const go = useGo(props)
  if (groups.length === 0) {
    return (
      <p className={styles.empty}>
        Nothing was logged or printed, no cookie set, no signal sent. Try{' '}
        <code>print(request)</code>.
      </p>
    )
  }
  return (
    <div ref={root}>
      {groups.map(({ title, lines }) => (
        <section key={title}>
          <h3 className={styles.heading}>{title}</h3>
          <ol className={styles.list}>
            {lines.map((line) => (
              <li
                key={line.entry}
                className={styles.item}
                data-phase={line.isBad ? 'error' : 'outside'}
                data-entry={line.entry}
              >
                <button type="button" className={styles.told} onClick={() => go(line.entry)}>
                  <span className={styles.word} data-bad={line.isBad || undefined}>
                    {line.word}
                  </span>
                  <span className={styles.text}>{line.text}</span>
                </button>
                {(line.by !== '' || line.where !== null) && (
                  <p className={styles.facts}>
                    {line.by !== '' && <span>{line.by}</span>}
                    {line.where !== null && (
                      <LineButton
                        session={session}
                        where={line.where}
                        phase="outside"
                        entry={line.entry}
                      />
                    )}
                  </p>
                )}
              </li>
            ))}
          </ol>
        </section>
      ))}
    </div>
  )
}
