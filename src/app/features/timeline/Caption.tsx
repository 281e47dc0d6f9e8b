/** The sentence of the current stop. The shell's live region says the same words to ears. */
import { usePlayback, type Session } from '../../state/session.ts'
import styles from './Caption.module.css'

export function Caption({ session }: { readonly session: Session }) {
  const stop = usePlayback(session, (state) => state.journey?.stops[state.step])
  return (
    <p className={styles.caption} data-phase={stop?.phase}>
      {stop !== undefined && <span className={styles.dot} />}
      <span className={styles.sentence} title={stop?.sentence}>
        {stop?.sentence ?? ''}
      </span>
    </p>
  )
}
