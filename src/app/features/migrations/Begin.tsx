/** Models of an app without migrations were edited: says what happened, and how Django would go about it. */
import { Button } from '../../kit/Button.tsx'
import styles from './Migrations.module.css'

interface BeginProps {
  readonly labels: readonly string[]
  readonly onBegin: (label: string) => void
  readonly onNotNow: () => void
}

export function Begin({ labels, onBegin, onNotNow }: BeginProps) {
  return (
    <div className={styles.offer}>
      <p>
        {labels.join(', ')} {labels.length === 1 ? 'has' : 'have'} no migrations, so the tables
        follow the models at once and keep their rows. With migrations each change is a file first.
      </p>
      <div className={styles.buttons}>
        {labels.map((label) => (
          <Button key={label} onPress={() => onBegin(label)}>
            Begin with migrations for {label}
          </Button>
        ))}
        <Button kind="quiet" onPress={onNotNow}>
          Not now
        </Button>
      </div>
    </div>
  )
}
