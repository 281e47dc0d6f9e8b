/** A line of the project as a button: the editor reveals it. */
import { formatSource, type SourceRange } from '../../../base/source.ts'
import type { Phase } from '../../../insight/stop.ts'
import type { Session } from '../../state/session.ts'
import styles from './Inspector.module.css'

interface LineButtonProps {
  readonly session: Session
  readonly where: SourceRange
  readonly phase: Phase
  readonly entry?: number
}

export function LineButton({ session, where, phase, entry }: LineButtonProps) {
  return (
    <button
      type="button"
      className={styles.line}
      title={`Show ${formatSource(where)}`}
      onClick={(event) => {
        event.stopPropagation()
        session.selection.getState().pick({ entry: entry ?? null, where, phase })
      }}
    >
      {formatSource(where)}
    </button>
  )
}
