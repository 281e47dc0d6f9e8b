/** What is wrong: what, where, why it matters, what to do. Failures first, since then nothing else is asked for. */
import { OctagonX, Triangle } from 'lucide-react'
import { problemsOf, type RequestProblem } from '../../../insight/problems.ts'
import type { PanelProps } from './Inspector.tsx'
import styles from './Inspector.module.css'
import { LineButton } from './LineButton.tsx'

export function ProblemsPanel({ session, journey }: PanelProps) {
  const problems = problemsOf(journey)
  if (problems.length === 0) return <p className={styles.empty}>No problems in this request.</p>
  const goTo = (problem: RequestProblem) => {
    const { pause, goTo: go } = session.playback.getState()
    pause()
    go(problem.step)
    const stop = journey.stops[problem.step]
    if (stop === undefined) return
    const where = problem.where ?? stop.where
    session.selection.getState().pick({ entry: stop.entry, where, phase: 'error' })
  }
  return (
    <ol className={styles.list}>
      {problems.map((problem, index) =>
        problem.isFailure ? (
          <Failure key={index} session={session} problem={problem} onGo={() => goTo(problem)} />
        ) : (
          <Warning key={index} session={session} problem={problem} onGo={() => goTo(problem)} />
        ),
      )}
    </ol>
  )
}

interface ProblemProps extends Pick<PanelProps, 'session'> {
  readonly problem: RequestProblem
  readonly onGo: () => void
}

function Failure({ session, problem, onGo }: ProblemProps) {
  const { title, message, where, fix, why } = problem
  return (
    <li className={styles.failure} data-phase="error">
      <h3 className={styles.what}>
        <OctagonX size={16} aria-hidden />
        {title}
      </h3>
      {message !== null && <p className={styles.message}>{message}</p>}
      {where !== null && (
        <p className={styles.prose}>
          at <LineButton session={session} where={where} phase="error" />
        </p>
      )}
      {fix !== null && <p className={styles.hint}>{inlineCode(fix)}</p>}
      <p className={styles.prose}>{why}</p>
      <p className={styles.actions}>
        <button type="button" className={styles.action} onClick={onGo}>
          Step to the cause
        </button>
      </p>
    </li>
  )
}

/** What stands between backticks is code. */
const inlineCode = (text: string): React.ReactNode[] =>
  text.split('`').map((piece, at) => (at % 2 === 1 ? <code key={at}>{piece}</code> : piece))

function Warning({ session, problem, onGo }: ProblemProps) {
  const { id, title, where, fix, why } = problem
  return (
    <li className={styles.item} data-phase={id === 'n_plus_one' ? 'database' : 'error'}>
      <button type="button" className={styles.link} onClick={onGo}>
        <Triangle size={10} fill="currentColor" aria-hidden /> {title}
      </button>
      <p className={styles.prose}>{why}</p>
      {fix !== null && <p className={styles.prose}>{fix}</p>}
      {where !== null && (
        <p className={styles.facts}>
          <LineButton session={session} where={where} phase="error" />
        </p>
      )}
    </li>
  )
}
