/** The type that a value is kept as. SQLite lets every cell have its own. */
import styles from './Database.module.css'
import { KIND_NAMES, KINDS, type Kind } from './input.ts'

interface KindSelectProps<K extends Kind | 'default'> {
  readonly column: string
  readonly kind: K
  readonly onChange: (kind: K) => void
  /** Offers to leave the value to the database. */
  readonly hasDefault?: boolean
}

export function KindSelect<K extends Kind | 'default'>({
  column,
  kind,
  onChange,
  hasDefault = false,
}: KindSelectProps<K>) {
  return (
    <span className={styles.select}>
      <select
        aria-label={`Type of ${column}`}
        value={kind}
        onChange={(event) => onChange(event.currentTarget.value as K)}
      >
        {hasDefault ? <option value="default">Default</option> : null}
        {KINDS.map((one) => (
          <option key={one} value={one}>
            {KIND_NAMES[one]}
          </option>
        ))}
      </select>
    </span>
  )
}
