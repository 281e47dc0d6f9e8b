/** What the templates could see: names and Python's repr of the values. */
import { contextsOf } from '../../../insight/panels.ts'
import type { PanelProps } from './Inspector.tsx'
import styles from './Inspector.module.css'

export function ContextPanel({ journey }: PanelProps) {
  const contexts = contextsOf(journey)
  if (contexts.length === 0) return <p className={styles.empty}>No template, no context.</p>
  return contexts.map(({ template, values }, index) => (
    <section key={index}>
      <h3 className={styles.heading}>{template}</h3>
      <dl className={styles.headers}>
        {Object.entries(values).map(([name, value]) => (
          <div key={name} className={styles.header}>
            <dt>{name}</dt>
            <dd>
              <code>{value}</code>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  ))
}
