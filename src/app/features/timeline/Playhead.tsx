/** One line through ruler and rows, with a halo. Between steps it follows the player's fraction, past React. */
import { useEffect, useRef, type CSSProperties } from 'react'
import { nextStop } from '../../state/playback.ts'
import { usePlayback, type Session } from '../../state/session.ts'
import type { TimeScale } from './scale.ts'
import styles from './Playhead.module.css'

interface PlayheadProps {
  readonly session: Session
  readonly scale: TimeScale
}

export function Playhead({ session, scale }: PlayheadProps) {
  const line = useRef<HTMLDivElement>(null)
  const step = usePlayback(session, (state) => state.step)
  const next = usePlayback(session, (state) => (state.isPlaying ? nextStop(state) : null))
  useEffect(
    () =>
      session.player.onFraction((fraction) =>
        line.current?.style.setProperty('--t', String(fraction)),
      ),
    [session],
  )
  const from = scale.x(step)
  const to = next === null ? from : scale.x(next)

  return (
    <div className={styles.clip} aria-hidden="true">
      <div
        ref={line}
        className={styles.line}
        style={{ '--x0': `${from}px`, '--x1': `${to}px` } as CSSProperties}
      />
    </div>
  )
}
