/** What `makemigrations` would write: its words, its questions, the file and the SQL. Nothing is written before it is accepted. */
import { useState } from 'react'
import type { MigrationReport, ReportQuestion } from '../../../protocol/migration-answers.ts'
import { Button } from '../../kit/Button.tsx'
import { CodeText } from '../../kit/CodeText.tsx'
import { tabPanelId, Tabs } from '../../kit/Tabs.tsx'
import { Question } from './Question.tsx'
import type { Answers } from './use-report.ts'
import styles from './Migrations.module.css'

interface OfferProps {
  readonly report: MigrationReport
  /** The app gets its first migration, and its tables are there already. */
  readonly isBeginning: boolean
  readonly answers: Answers
  readonly onAnswer: (id: string, answer: string) => void
  readonly onAccept: () => void
  readonly onNotNow: () => void
}

const TABS = [
  { id: 'file', label: 'Migration' },
  { id: 'sql', label: 'SQL' },
] as const

export function Offer({ report, isBeginning, answers, onAnswer, onAccept, onNotNow }: OfferProps) {
  const [tab, setTab] = useState<'file' | 'sql'>('file')
  const { files, questions, problem, output } = report
  return (
    <div className={styles.offer}>
      <pre className={styles.output}>{output}</pre>
      {askedFirst(questions).map((question) => (
        <Question
          key={question.id}
          question={question}
          answer={answers[question.id] ?? null}
          onAnswer={(answer) => onAnswer(question.id, answer)}
        />
      ))}
      {problem === null ? null : (
        <div role="alert" className={styles.problem}>
          <p>{problem.message}</p>
          {problem.hint === null ? null : <p>{problem.hint}</p>}
        </div>
      )}
      {files.length === 0 ? null : (
        <>
          <Tabs
            group="migration"
            label="The migration"
            tabs={TABS}
            selected={tab}
            onSelect={setTab}
          />
          <div
            role="tabpanel"
            id={tabPanelId('migration', tab)}
            aria-labelledby={`migration-tab-${tab}`}
            className={styles.code}
            tabIndex={0}
          >
            {files.map(({ path, name, text, sql }) => (
              <div key={path}>
                <p className={styles.path}>{tab === 'file' ? path : `sqlmigrate ${name}`}</p>
                <CodeText
                  text={tab === 'file' ? text : sql}
                  path={tab === 'file' ? path : 'migration.sql'}
                  currentLine={null}
                  phase="database"
                />
              </div>
            ))}
          </div>
          {isBeginning ? (
            <p className={styles.quiet}>
              The tables are there already, so this one is only written down as applied, as migrate
              --fake-initial does.
            </p>
          ) : null}
        </>
      )}
      <div className={styles.buttons}>
        <Button kind="primary" isDisabled={files.length === 0} onPress={onAccept}>
          Write the migration and migrate
        </Button>
        <Button kind="quiet" onPress={onNotNow}>
          Not now
        </Button>
      </div>
    </div>
  )
}

/** What is asked after a renaming depends on the answer, so it waits for it. */
function askedFirst(questions: readonly ReportQuestion[]): readonly ReportQuestion[] {
  const open = questions.findIndex(({ kind, answer }) => kind === 'rename' && answer === null)
  return open === -1 ? questions : questions.slice(0, open + 1)
}
