/** The playhead of a phone: where it stands, one step back or on, and play. Swiping does the same as the buttons. */
import { ChevronLeft, ChevronRight, Pause, Play } from 'lucide-react'
import { useRef } from 'react'
import { IconButton } from '../kit/Button.tsx'
import { usePlayback, type Session } from '../state/session.ts'
import styles from './Shell.module.css'

const SWIPE_PX = 48

export function MiniTransport({ session }: { readonly session: Session }) {
  const journey = usePlayback(session, (playback) => playback.journey)
  const step = usePlayback(session, (playback) => playback.step)
  const isPlaying = usePlayback(session, (playback) => playback.isPlaying)
  const startX = useRef<number | null>(null)
  const { move, toggle } = session.playback.getState()
  const isEmpty = journey === null

  return (
    <div
      className={styles.mini}
      role="region"
      aria-label="Playback"
      onPointerDown={(event) => {
        startX.current = event.clientX
      }}
      onPointerUp={(event) => {
        const by = startX.current === null ? 0 : event.clientX - startX.current
        startX.current = null
        if (Math.abs(by) >= SWIPE_PX) move(by < 0 ? 1 : -1)
      }}
    >
      <span className={styles.count}>{isEmpty ? '–' : `${step + 1}/${journey.stops.length}`}</span>
      <span className={styles.sentence}>
        {journey?.stops[step]?.sentence ?? 'Nothing has travelled yet. Press Send.'}
      </span>
      <IconButton
        label="Step back"
        icon={<ChevronLeft size={20} />}
        isDisabled={isEmpty}
        onPress={() => move(-1)}
      />
      <IconButton
        label="Step"
        icon={<ChevronRight size={20} />}
        isDisabled={isEmpty}
        onPress={() => move(1)}
      />
      <IconButton
        label={isPlaying ? 'Pause' : 'Play'}
        icon={isPlaying ? <Pause size={20} /> : <Play size={20} />}
        isDisabled={isEmpty}
        onPress={toggle}
      />
    </div>
  )
}
