/** What keeps the project from loading, with its line one click away. Edits stay, and so does the last good run. */
import { OctagonX } from 'lucide-react'
import { formatSource } from '../../../base/source.ts'
import { placeOf, useConnection } from '../../state/connection.ts'
import type { Session } from '../../state/session.ts'
import styles from './Editor.module.css'

export function ProblemBanner({ session }: { readonly session: Session }) {
  const problem = useConnection((connection) => connection.problem)
  if (problem === null) return null
  const where = placeOf(problem)
  return (
    <div className={styles.problem} role="alert">
      <OctagonX size={16} aria-hidden="true" />
      <div>
        <p>
          <strong>{problem.className}</strong>: {problem.message}
        </p>
        {problem.hint === null ? null : <p>{problem.hint}</p>}
        {where === null ? null : (
          <p>
            <button
              type="button"
              className={styles.where}
              onClick={() =>
                session.selection.getState().pick({ entry: null, where, phase: 'error' })
              }
            >
              {formatSource(where)}
            </button>
          </p>
        )}
      </div>
    </div>
  )
}
