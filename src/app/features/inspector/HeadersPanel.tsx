/** Headers of request and response; of the response, who set each. */
import { headerOrigins } from '../../../insight/layers.ts'
import type { PanelProps } from './Inspector.tsx'
import styles from './Inspector.module.css'

export function HeadersPanel({ journey }: PanelProps) {
  const http = journey.tree.spanOfKind('http')?.detail
  const sent = http?.headers ?? []
  const received = headerOrigins(journey.tree, journey.layers)
  const body = http?.body ?? null
  const handed = journey.tree.spanOfKind('handler')?.detail
  return (
    <>
      <h3 className={styles.heading}>
        Request <code>{`${journey.method} ${journey.url}`}</code>
      </h3>
      <dl className={styles.headers}>
        {sent.map((line, index) => (
          <div key={index} className={styles.header}>
            <dt>{line.name}</dt>
            <dd>
              <code>{line.value}</code>
              {line.supplied === true && (
                <span
                  className={styles.mark}
                  title="The browser does not tell this: the playground supplied it"
                >
                  supplied
                </span>
              )}
            </dd>
          </div>
        ))}
      </dl>
      {body !== null && (
        <pre className={styles.pre}>{body.text ?? `${body.sizeBytes} bytes, not text`}</pre>
      )}
      {handed !== undefined && (
        <details>
          <summary className={styles.heading}>
            {journey.server === 'ASGI' ? 'ASGI scope' : 'WSGI environ'}
          </summary>
          <dl className={styles.headers}>
            {Object.entries(handed.scope ?? handed.environ).map(([name, value]) => (
              <div key={name} className={styles.header}>
                <dt>{name}</dt>
                <dd>
                  <code>{value}</code>
                </dd>
              </div>
            ))}
          </dl>
        </details>
      )}
      <h3 className={styles.heading}>
        Response{' '}
        <code>
          {journey.status === null ? 'none' : `${journey.status} ${journey.reason}`.trim()}
        </code>
      </h3>
      <dl className={styles.headers}>
        {received.map((line, index) => (
          <div key={index} className={styles.header}>
            <dt>{line.name}</dt>
            <dd>
              <code>{line.value}</code>
              <span className={styles.by} data-phase={line.layer === null ? 'view' : 'middleware'}>
                {line.setBy}
              </span>
            </dd>
          </div>
        ))}
      </dl>
    </>
  )
}
