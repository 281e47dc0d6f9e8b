/** The whole trace as an ordered list of sentences with times; of a loop, the first and how many more. */
import { memo, useCallback, useMemo, useRef } from 'react'
import { formatMs, plural } from '../../../insight/format.ts'
import type { Journey } from '../../../insight/journey.ts'
import type { Stop } from '../../../insight/stop.ts'
import { useMarkCurrent } from './use-go.ts'
import type { PanelProps } from './Inspector.tsx'
import styles from './Inspector.module.css'

/** Longer ones are cut, with the number of sentences left out. */
const SHOWN_MAX = 500

export function TranscriptPanel(props: PanelProps) {
  const { session, journey } = props
  const list = useRef<HTMLOListElement>(null)
  const told = useMemo(() => toldStops(journey).slice(0, SHOWN_MAX), [journey])
  const more = useMemo(() => toldStops(journey).length - SHOWN_MAX, [journey])
  // two stops may share an entry, so sentences go by their step
  const sentenceAt = useCallback(() => {
    const { step } = session.playback.getState()
    return lastUpTo(told, step)
  }, [session, told])
  useMarkCurrent(props, list, sentenceAt)
  const go = useCallback((step: number) => session.playback.getState().goTo(step), [session])
  return (
    <>
      <ol className={styles.list} ref={list}>
        {told.map((stop) => (
          <Sentence key={stop.step} stop={stop} onGo={go} />
        ))}
      </ol>
      {more > 0 && <p className={styles.empty}>and {plural(more, 'more sentence')}</p>}
    </>
  )
}

/** Step of the sentence that stands for a step: its own, or the beginning of its loop. */
function lastUpTo(told: readonly Stop[], step: number): number | null {
  let low = 0
  let high = told.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((told[middle] as Stop).step <= step) low = middle + 1
    else high = middle
  }
  return told[low - 1]?.step ?? null
}

/** All stops but the later rounds of loops. */
const toldStops = (journey: Journey): readonly Stop[] =>
  journey.stops.filter((stop) => stop.loop === null || stop.loop.index === 0)

interface SentenceProps {
  readonly stop: Stop
  readonly onGo: (step: number) => void
}

const Sentence = memo(function Sentence({ stop, onGo }: SentenceProps) {
  const isLoopStart = stop.loop !== null && stop.loop.similarTo === stop.step
  return (
    <li className={styles.item} data-phase={stop.phase} data-entry={stop.step}>
      <button type="button" className={styles.sentence} onClick={() => onGo(stop.step)}>
        <span className={styles.number}>{stop.step + 1}</span>
        <span>
          {stop.sentence}
          {isLoopStart && ` Then ${(stop.loop?.of ?? 1) - 1} more similar queries (N+1).`}
        </span>
        <span className={styles.time}>{formatMs(stop.startMs)}</span>
      </button>
    </li>
  )
})
