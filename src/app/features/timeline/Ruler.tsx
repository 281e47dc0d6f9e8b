/** The slider "Step": drag anywhere on the ruler; it snaps to steps. */
import { memo, useRef, type PointerEvent } from 'react'
import type { Journey } from '../../../insight/journey.ts'
import { usePlayback, type Session } from '../../state/session.ts'
import styles from './Ruler.module.css'
import type { TimeScale } from './scale.ts'

interface RulerProps {
  readonly session: Session
  readonly journey: Journey
  readonly scale: TimeScale
}

export function Ruler({ session, journey, scale }: RulerProps) {
  const element = useRef<HTMLDivElement>(null)
  const step = usePlayback(session, (state) => state.step)
  const stop = journey.stops[step]

  function scrub(event: PointerEvent<HTMLDivElement>) {
    const left = element.current?.getBoundingClientRect().left ?? 0
    session.playback.getState().goTo(scale.stepAt(event.clientX - left))
  }

  return (
    <div
      ref={element}
      data-ruler
      role="slider"
      aria-label="Step"
      aria-valuemin={1}
      aria-valuemax={journey.stops.length}
      aria-valuenow={step + 1}
      aria-valuetext={`Step ${step + 1} of ${journey.stops.length}. ${stop?.sentence ?? ''}`}
      tabIndex={0}
      className={styles.ruler}
      onPointerDown={(event) => {
        if (event.button !== 0) return
        event.currentTarget.setPointerCapture(event.pointerId)
        session.playback.getState().pause()
        scrub(event)
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) scrub(event)
      }}
    >
      <Ticks scale={scale} />
      <Stations journey={journey} scale={scale} />
    </div>
  )
}

const Ticks = memo(function Ticks({ scale }: { readonly scale: TimeScale }) {
  return scale.ticks.map(({ x, text }) => (
    <span
      key={text}
      className={styles.tick}
      style={{ transform: `translateX(${x}px)` }}
      aria-hidden="true"
    >
      {text}
    </span>
  ))
})

/** Errors and the beginnings of loops, so that one can aim at them. */
const Stations = memo(function Stations({ journey, scale }: Omit<RulerProps, 'session'>) {
  return journey.stops
    .filter((stop) => stop.outcome === 'raised' || stop.loop?.similarTo === stop.step)
    .map((stop) => (
      <span
        key={stop.step}
        className={styles.flag}
        data-kind={stop.loop === null ? 'error' : 'loop'}
        style={{ transform: `translateX(${scale.x(stop.step)}px)` }}
        aria-hidden="true"
      />
    ))
})
