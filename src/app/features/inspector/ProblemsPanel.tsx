/** What is wrong: what, why it matters, what to do, where. */
import { Triangle } from 'lucide-react'
import { problemsOf } from '../../../insight/problems.ts'
import type { PanelProps } from './Inspector.tsx'
import styles from './Inspector.module.css'
import { LineButton } from './LineButton.tsx'

export function ProblemsPanel({ session, journey }: PanelProps) {
  const problems = problemsOf(journey)
  if (problems.length === 0) return <p className={styles.empty}>No problems in this request.</p>
  return (
    <ol className={styles.list}>
      {problems.map((problem, index) => (
        <li
          key={index}
          className={styles.item}
          data-phase={problem.id === 'n_plus_one' ? 'database' : 'error'}
        >
          <button
            type="button"
            className={styles.link}
            onClick={() => {
              session.playback.getState().pause()
              session.playback.getState().goTo(problem.step)
            }}
          >
            <Triangle size={10} fill="currentColor" aria-hidden /> {problem.title}
          </button>
          <p className={styles.prose}>{problem.why}</p>
          {problem.fix !== null && <p className={styles.prose}>{problem.fix}</p>}
          {problem.where !== null && (
            <p className={styles.facts}>
              <LineButton session={session} where={problem.where} phase="error" />
            </p>
          )}
        </li>
      ))}
    </ol>
  )
}
