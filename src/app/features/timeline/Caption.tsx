/**
 * The sentence of the current stop, for eyes at every step. Ears get a second, hidden copy: each step while stepping,
 * and while playing stations only, no more often than they can be heard.
 */
import { useEffect, useState } from 'react'
import { usePlayback, type Session } from '../../state/session.ts'
import styles from './Caption.module.css'

const ANNOUNCE_EVERY_MS = 1200

export function Caption({ session }: { readonly session: Session }) {
  const stop = usePlayback(session, (state) => state.journey?.stops[state.step])
  const announced = useAnnouncement(session)

  return (
    <>
      <p className={styles.caption} data-phase={stop?.phase}>
        {stop !== undefined && <span className={styles.dot} />}
        <span className={styles.sentence} title={stop?.sentence}>
          {stop?.sentence ?? ''}
        </span>
      </p>
      <p className={styles.live} aria-live="polite">
        {announced}
      </p>
    </>
  )
}

function useAnnouncement(session: Session): string {
  const [text, setText] = useState('')
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let saidAt = 0
    const unsubscribe = session.playback.subscribe((state, before) => {
      const stop = state.journey?.stops[state.step]
      if (stop === undefined || (state.step === before.step && state.journey === before.journey))
        return
      if (state.isPlaying && !stop.isStation) return
      clearTimeout(timer)
      const wait = state.isPlaying
        ? Math.max(0, saidAt + ANNOUNCE_EVERY_MS - performance.now())
        : 150
      timer = setTimeout(() => {
        saidAt = performance.now()
        setText(stop.sentence)
      }, wait)
    })
    return () => {
      clearTimeout(timer)
      unsubscribe()
    }
  }, [session])
  return text
}
