/** The whole trace as an ordered list of sentences with times; of a loop, the first and how many more. */
import { memo, useEffect, useMemo, useRef } from 'react'
import { formatMs, plural } from '../../../insight/format.ts'
import type { Journey } from '../../../insight/journey.ts'
import type { Stop } from '../../../insight/stop.ts'
import { usePlayback } from '../../state/session.ts'
import type { PanelProps } from './Inspector.tsx'
import styles from './Inspector.module.css'

/** Longer ones are cut, with the number of sentences left out. */
const SHOWN_MAX = 1000

export function TranscriptPanel({ session, journey }: PanelProps) {
  const step = usePlayback(session, (state) => state.step)
  const list = useRef<HTMLOListElement>(null)
  const told = useMemo(() => toldStops(journey), [journey])
  const current = told.findLast((stop) => stop.step <= step)?.step
  useEffect(() => {
    list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' })
  }, [current])
  return (
    <>
      <ol className={styles.list} ref={list}>
        {told.slice(0, SHOWN_MAX).map((stop) => (
          <Sentence
            key={stop.step}
            stop={stop}
            isCurrent={stop.step === current}
            onGo={() => session.playback.getState().goTo(stop.step)}
          />
        ))}
      </ol>
      {told.length > SHOWN_MAX && (
        <p className={styles.empty}>and {plural(told.length - SHOWN_MAX, 'more sentence')}</p>
      )}
    </>
  )
}

/** All stops but the later rounds of loops. */
const toldStops = (journey: Journey): readonly Stop[] =>
  journey.stops.filter((stop) => stop.loop === null || stop.loop.index === 0)

interface SentenceProps {
  readonly stop: Stop
  readonly isCurrent: boolean
  readonly onGo: () => void
}

const Sentence = memo(
  function Sentence({ stop, isCurrent, onGo }: SentenceProps) {
    const isLoopStart = stop.loop !== null && stop.loop.similarTo === stop.step
    return (
      <li className={styles.item} data-phase={stop.phase} data-current={isCurrent || undefined}>
        <button
          type="button"
          className={styles.sentence}
          aria-current={isCurrent ? 'step' : undefined}
          onClick={onGo}
        >
          <span className={styles.number}>{stop.step + 1}</span>
          <span>
            {stop.sentence}
            {isLoopStart &&
              stop.loop !== null &&
              ` Then ${stop.loop.of - 1} more similar queries (N+1).`}
          </span>
          <span className={styles.time}>{formatMs(stop.startMs)}</span>
        </button>
      </li>
    )
  },
  (a, b) => a.stop === b.stop && a.isCurrent === b.isCurrent,
)
