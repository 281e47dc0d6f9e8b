/**
 * The projector: code at the left, the request cycle at the right, one sentence below. Made to be read from the last
 * row and driven by a clicker; no tree, no inspector.
 */
import { ChevronLeft, ChevronRight, Maximize, Pause, Play, X } from 'lucide-react'
import { useEffect, useState, type ReactNode } from 'react'
import { IconButton } from '../../kit/Button.tsx'
import { CodeText } from '../../kit/CodeText.tsx'
import { useConnection } from '../../state/connection.ts'
import { useProject } from '../../state/project.ts'
import { usePlayback, type Session } from '../../state/session.ts'
import { excerpt, placeAt } from './excerpt.ts'
import { presenterAction } from './keys.ts'
import styles from './Present.module.css'

interface PresentProps {
  readonly session: Session
  /** The request cycle; features do not import each other. */
  readonly children: ReactNode
  readonly onClose: () => void
}

export function Present({ session, children, onClose }: PresentProps) {
  const [isBlank, setBlank] = useState(false)
  const journey = usePlayback(session, (playback) => playback.journey)
  const step = usePlayback(session, (playback) => playback.step)
  const isPlaying = usePlayback(session, (playback) => playback.isPlaying)
  const { move, first, last, toggle } = session.playback.getState()
  const stop = journey?.stops[step]

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const action = presenterAction(event)
      if (action === null) return
      event.preventDefault()
      event.stopPropagation()
      if (action === 'blank') return setBlank((was) => !was)
      setBlank(false)
      if (action === 'next') move(1)
      if (action === 'back') move(-1)
      if (action === 'first') first()
      if (action === 'last') last()
      if (action === 'full-screen') toggleFullScreen()
      if (action === 'close') onClose()
    }
    // before the diagram, whose own arrow keys walk its stations
    addEventListener('keydown', onKeyDown, true)
    return () => removeEventListener('keydown', onKeyDown, true)
  }, [move, first, last, onClose])

  return (
    <main className={styles.present} data-blank={isBlank || undefined}>
      <header className={styles.status}>
        <h1 className={styles.request}>
          {journey === null ? 'Roundtrip' : `${journey.method} ${journey.url}`}
        </h1>
        {journey === null ? null : (
          <span>
            {journey.status ?? 'stopped'} · step {step + 1} of {journey.stops.length}
          </span>
        )}
        <div className={styles.controls}>
          <IconButton
            label="Step back"
            keys="←"
            icon={<ChevronLeft size={20} />}
            onPress={() => move(-1)}
          />
          <IconButton
            label={isPlaying ? 'Pause' : 'Play'}
            icon={isPlaying ? <Pause size={20} /> : <Play size={20} />}
            onPress={toggle}
          />
          <IconButton
            label="Step"
            keys="→"
            icon={<ChevronRight size={20} />}
            onPress={() => move(1)}
          />
          <IconButton
            label="Full screen"
            keys="F"
            icon={<Maximize size={18} />}
            onPress={toggleFullScreen}
          />
          <IconButton
            label="Leave the presentation"
            keys="Esc"
            icon={<X size={20} />}
            onPress={onClose}
          />
        </div>
      </header>
      <Code session={session} />
      <div className={styles.cycle}>{children}</div>
      <p className={styles.caption} data-phase={stop?.phase}>
        {stop?.sentence ?? <Waiting />}
      </p>
    </main>
  )
}

function Code({ session }: { readonly session: Session }) {
  const stops = usePlayback(session, (playback) => playback.journey?.stops)
  const step = usePlayback(session, (playback) => playback.step)
  const files = useProject((project) => project.files)
  const openFile = useProject((project) => project.openFile)
  const current = stops?.[step]
  const shown = placeAt(stops ?? [], step, files) ?? { file: openFile, line: null }
  const text = files[shown.file] ?? ''
  const { from, to, dedent } = excerpt(text, shown.line)
  const isCurrent = current?.where?.file === shown.file && current.where.line === shown.line
  return (
    <section className={styles.code} aria-label="Code">
      <h2 className={styles.file}>{shown.file}</h2>
      <CodeText
        text={text}
        path={shown.file}
        currentLine={isCurrent ? shown.line : null}
        phase={current?.phase ?? 'outside'}
        from={from}
        to={to}
        dedent={dedent}
      />
    </section>
  )
}

function Waiting() {
  const phase = useConnection((connection) => connection.phase)
  const trouble = useConnection((connection) => connection.trouble)
  if (trouble !== null) return <>{trouble}</>
  if (phase === 'paused') return <>Paused: leave the presentation and run the project first.</>
  return <>Starting the sandbox.</>
}

function toggleFullScreen(): void {
  if (document.fullscreenElement === null) void document.documentElement.requestFullscreen()
  else void document.exitFullscreen()
}
