/** First, back, play, step, last; how fast, in what grain, on which axis. */
import { ChevronFirst, ChevronLast, ChevronLeft, ChevronRight, Pause, Play } from 'lucide-react'
import type { ReactNode } from 'react'
import { SPEEDS, type Axis, type Grain, type Speed } from '../../state/playback.ts'
import { usePlayback, type Session } from '../../state/session.ts'
import styles from './Transport.module.css'

const SPEED_WORDS: Readonly<Record<Speed, string>> = {
  0.25: '¼×',
  0.5: '½×',
  1: '1×',
  2: '2×',
  4: '4×',
}

export function Transport({ session }: { readonly session: Session }) {
  const isEmpty = usePlayback(session, (state) => state.journey === null)
  const isPlaying = usePlayback(session, (state) => state.isPlaying)
  const speed = usePlayback(session, (state) => state.speed)
  const grain = usePlayback(session, (state) => state.grain)
  const axis = usePlayback(session, (state) => state.axis)
  const playback = session.playback.getState()

  return (
    <div className={styles.transport} role="toolbar" aria-label="Playback">
      <IconButton label="First step" keys="Home" isDisabled={isEmpty} onPress={playback.first}>
        <ChevronFirst size={16} aria-hidden />
      </IconButton>
      <IconButton label="Step back" keys="←" isDisabled={isEmpty} onPress={() => playback.move(-1)}>
        <ChevronLeft size={16} aria-hidden />
      </IconButton>
      <IconButton
        label={isPlaying ? 'Pause' : 'Play'}
        keys="Space"
        isMain
        isDisabled={isEmpty}
        onPress={playback.toggle}
      >
        {isPlaying ? <Pause size={16} aria-hidden /> : <Play size={16} aria-hidden />}
      </IconButton>
      <IconButton label="Step" keys="→" isDisabled={isEmpty} onPress={() => playback.move(1)}>
        <ChevronRight size={16} aria-hidden />
      </IconButton>
      <IconButton label="Last step" keys="End" isDisabled={isEmpty} onPress={playback.last}>
        <ChevronLast size={16} aria-hidden />
      </IconButton>
      <Position session={session} />
      <Choice
        label="Speed"
        value={String(speed)}
        options={SPEEDS.map((value) => [String(value), SPEED_WORDS[value]])}
        onChoose={(value) => playback.setSpeed(Number(value) as Speed)}
      />
      <Choice
        label="Play stops at"
        value={grain}
        options={[
          ['stations', 'stations'],
          ['steps', 'every step'],
        ]}
        onChoose={(value) => playback.setGrain(value as Grain)}
      />
      <Choice
        label="Axis"
        value={axis}
        options={[
          ['steps', 'steps'],
          ['ms', 'model ms'],
        ]}
        onChoose={(value) => playback.setAxis(value as Axis)}
      />
    </div>
  )
}

/** `23/61`: alone in rendering at each step. */
function Position({ session }: { readonly session: Session }) {
  const step = usePlayback(session, (state) => state.step)
  const count = usePlayback(session, (state) => state.journey?.stops.length ?? 0)
  return (
    <span className={styles.position} style={{ minWidth: `${2 * String(count).length + 2}ch` }}>
      {count === 0 ? '–' : `${step + 1}/${count}`}
    </span>
  )
}

interface IconButtonProps {
  readonly label: string
  readonly keys: string
  readonly isMain?: boolean
  readonly isDisabled: boolean
  readonly onPress: () => void
  readonly children: ReactNode
}

function IconButton({
  label,
  keys,
  isMain = false,
  isDisabled,
  onPress,
  children,
}: IconButtonProps) {
  return (
    <button
      type="button"
      className={styles.icon}
      data-main={isMain || undefined}
      aria-label={label}
      title={`${label} (${keys})`}
      disabled={isDisabled}
      onClick={onPress}
    >
      {children}
    </button>
  )
}

interface ChoiceProps {
  readonly label: string
  readonly value: string
  readonly options: readonly (readonly [value: string, words: string])[]
  readonly onChoose: (value: string) => void
}

function Choice({ label, value, options, onChoose }: ChoiceProps) {
  return (
    <select
      className={styles.choice}
      aria-label={label}
      title={label}
      value={value}
      onChange={(event) => onChoose(event.target.value)}
    >
      {options.map(([id, words]) => (
        <option key={id} value={id}>
          {words}
        </option>
      ))}
    </select>
  )
}
