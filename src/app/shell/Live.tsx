/**
 * One polite live region for the whole page: each sentence while stepping, stations at most every 1.2 s while playing,
 * and the result of each request.
 */
import { useEffect } from 'react'
import { plural } from '../../insight/format.ts'
import type { Session } from '../state/session.ts'
import { PLAYING_EVERY_MS, useLive } from './live.ts'
import styles from './Shell.module.css'

export function Live({ session }: { readonly session: Session }) {
  const sentence = useLive((live) => live.sentence)

  useEffect(() => {
    const { say } = useLive.getState()
    let lastPlayed = -Infinity
    const stopSteps = session.playback.subscribe((now, was) => {
      if (now.journey === null || (now.step === was.step && now.journey === was.journey)) return
      if (now.journey !== was.journey) return say(resultOf(now.journey))
      const stop = now.journey.stops[now.step]
      if (stop === undefined) return
      if (!now.isPlaying) return say(stop.sentence)
      if (!stop.isStation || performance.now() - lastPlayed < PLAYING_EVERY_MS) return
      lastPlayed = performance.now()
      say(stop.sentence)
    })
    return stopSteps
  }, [session])

  return (
    <p className={styles.hidden} role="status" aria-live="polite">
      {sentence}
    </p>
  )
}

interface Result {
  readonly status: number | null
  readonly queries: readonly unknown[]
  readonly loops: readonly unknown[]
}

/** `Finished: 200, 11 queries, 1 problem.` */
function resultOf({ status, queries, loops }: Result): string {
  if (status === null) return 'The request was stopped before it had an answer.'
  const problems = loops.length === 0 ? '' : `, ${plural(loops.length, 'problem')}`
  return `Finished: ${status}, ${plural(queries.length, 'query', 'queries')}${problems}.`
}
