/** `showmigrations`: what is applied, with the way back and forth, and the SQL of each. */
import { useState } from 'react'
import {
  parseOutcome,
  type MigrationOutcome,
  type MigrationReport,
} from '../../../protocol/migration-answers.ts'
import type { MigrationQuestion } from '../../../protocol/migration-questions.ts'
import { Button } from '../../kit/Button.tsx'
import { askEngine } from '../../state/engine.ts'
import styles from './Migrations.module.css'

type App = MigrationReport['apps'][number]

interface MigrationListProps {
  readonly apps: readonly App[]
  readonly onBegin: (label: string) => void
  /** The database was changed. */
  readonly onChange: () => void
}

export function MigrationList({ apps, onBegin, onChange }: MigrationListProps) {
  const [said, setSaid] = useState<{ command: string; outcome: MigrationOutcome } | null>(null)

  async function run(command: string, question: MigrationQuestion): Promise<void> {
    const outcome = parseOutcome(await askEngine({ about: 'migrations', question }))
    if (outcome !== null) setSaid({ command, outcome })
    if (question.ask === 'migrate') onChange()
  }
  const migrate = (app: string, name: string) =>
    void run(`migrate ${app} ${name}`, { ask: 'migrate', app, name })
  const showSql = (app: string, name: string) =>
    void run(`sqlmigrate ${app} ${name}`, { ask: 'sql', app, name, isBackwards: false })

  return (
    <div className={styles.list}>
      {apps.map(({ label, isMigrated, migrations }) => {
        const last = migrations.findLastIndex(({ isApplied }) => isApplied)
        return (
          <section key={label} aria-label={label}>
            <h3>{label}</h3>
            {isMigrated ? null : (
              <p className={styles.none}>
                <span>(no migrations)</span>
                <Button onPress={() => onBegin(label)}>Begin with migrations for {label}</Button>
              </p>
            )}
            <ul>
              {migrations.map(({ name, isApplied }, at) => (
                <li key={name}>
                  <span className={styles.mark} aria-hidden="true">
                    {isApplied ? '[X]' : '[ ]'}
                  </span>
                  <span className={styles.name}>
                    {name}
                    <span className={styles.spoken}>
                      {isApplied ? ', applied' : ', not applied'}
                    </span>
                  </span>
                  <Button kind="quiet" onPress={() => showSql(label, name)}>
                    SQL<span className={styles.spoken}> of {name}</span>
                  </Button>
                  {isApplied && at < last ? (
                    <Button onPress={() => migrate(label, name)}>
                      Back to here<span className={styles.spoken}> {name}</span>
                    </Button>
                  ) : null}
                  {isApplied && at === 0 && last === 0 ? (
                    <Button onPress={() => migrate(label, 'zero')}>
                      Undo<span className={styles.spoken}> {name}</span>
                    </Button>
                  ) : null}
                  {isApplied ? null : (
                    <Button onPress={() => migrate(label, name)}>
                      Apply<span className={styles.spoken}> {name}</span>
                    </Button>
                  )}
                </li>
              ))}
            </ul>
          </section>
        )
      })}
      {said === null ? null : (
        <div role="status" className={styles.said}>
          <p className={styles.path}>{said.command}</p>
          {said.outcome.output === '' ? null : (
            <pre className={styles.output}>{said.outcome.output}</pre>
          )}
          {said.outcome.problem === null ? null : (
            <div className={styles.problem}>
              <p>{said.outcome.problem.message}</p>
              {said.outcome.problem.hint === null ? null : <p>{said.outcome.problem.hint}</p>}
            </div>
          )}
        </div>
      )}
    </div>
  )
}
