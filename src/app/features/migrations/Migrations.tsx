/**
 * Migrations beside the code: what has changed in the models since the last one, as a file that is shown before it is
 * written, and the list of those there are. Comes by itself when a model was edited, and never covers anything.
 */
import { X } from 'lucide-react'
import { useState } from 'react'
import { IconButton } from '../../kit/Button.tsx'
import { useConnection } from '../../state/connection.ts'
import { useMigrations } from '../../state/migrations.ts'
import { useProject } from '../../state/project.ts'
import { Begin } from './Begin.tsx'
import { MigrationList } from './MigrationList.tsx'
import { Offer } from './Offer.tsx'
import { useReport, type Answers } from './use-report.ts'
import styles from './Migrations.module.css'

interface Written {
  readonly app: string
  readonly name: string
}

const NO_ANSWERS: Answers = {}

export function Migrations() {
  const isOpen = useMigrations((migrations) => migrations.isOpen)
  const hasProblem = useConnection((connection) => connection.problem !== null)
  const [answers, setAnswers] = useState(NO_ANSWERS)
  /** An app that is to get its first migration. */
  const [start, setStart] = useState<string | null>(null)
  /** What was put off, in the words of the offer. */
  const [putOff, setPutOff] = useState<string | null>(null)
  const [written, setWritten] = useState<readonly Written[]>([])
  const { report, refresh } = useReport(answers, start)

  if (report === null) return isOpen ? <Empty hasProblem={hasProblem} /> : null
  const hasOffer = report.output !== ''
  const unmigrated = report.apps.filter(({ isMigrated }) => !isMigrated).map(({ label }) => label)
  const topic = hasOffer ? report.output : `none: ${unmigrated.join()}`
  const isShown = isOpen || (topic !== putOff && (hasOffer || unmigrated.length > 0))
  if (!isShown) return null

  const notNow = () => {
    setPutOff(topic)
    setStart(null)
    setAnswers(NO_ANSWERS)
    useMigrations.getState().close()
  }
  const accept = () => {
    const { files } = report
    const { write, open } = useProject.getState()
    useMigrations.getState().migrateNext()
    useMigrations.getState().open()
    write(Object.fromEntries(files.map(({ path, text }) => [path, text])))
    open(files[0]!.path)
    setWritten(files.map(({ app, name }) => ({ app, name })))
    setStart(null)
    setAnswers(NO_ANSWERS)
  }
  const isApplied = ({ app, name }: Written) =>
    report.apps
      .find(({ label }) => label === app)
      ?.migrations.some((migration) => migration.name === name && migration.isApplied) === true

  return (
    <section className={styles.panel} aria-label="Migrations">
      <header className={styles.header}>
        <h2>Migrations</h2>
        <IconButton label="Close migrations" icon={<X size={16} />} onPress={notNow} />
      </header>
      {hasOffer ? (
        <Offer
          report={report}
          isBeginning={start !== null}
          answers={answers}
          onAnswer={(id, answer) => setAnswers({ ...answers, [id]: answer })}
          onAccept={accept}
          onNotNow={notNow}
        />
      ) : null}
      {!hasOffer && !isOpen ? (
        <Begin labels={unmigrated} onBegin={setStart} onNotNow={notNow} />
      ) : null}
      {written.length > 0 && !hasOffer ? (
        <p className={styles.done} role="status">
          {written.map((one) => (
            <span key={one.name}>
              Applying {one.app}.{one.name}… {isApplied(one) ? 'OK' : ''}
            </span>
          ))}
        </p>
      ) : null}
      {isOpen ? <MigrationList apps={report.apps} onBegin={setStart} onChange={refresh} /> : null}
    </section>
  )
}

function Empty({ hasProblem }: { readonly hasProblem: boolean }) {
  return (
    <section className={styles.panel} aria-label="Migrations">
      <header className={styles.header}>
        <h2>Migrations</h2>
        <IconButton
          label="Close migrations"
          icon={<X size={16} />}
          onPress={() => useMigrations.getState().close()}
        />
      </header>
      <p className={styles.quiet}>
        {hasProblem
          ? 'The project does not load, so its models are not known.'
          : 'Looking at the models.'}
      </p>
    </section>
  )
}
