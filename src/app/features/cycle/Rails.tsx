/** Rails, pills, diamond and token above the stations. Hidden from screen readers: the stations say it all. */
import type { CSSProperties } from 'react'
import type { Journey } from '../../../insight/journey.ts'
import type { Drawing, Pill, Rail } from './geometry.ts'
import styles from './Rails.module.css'

interface RailsProps {
  readonly drawing: Drawing
  readonly target: Drawing['token']
  readonly journey: Journey
}

export function Rails({ drawing, target, journey }: RailsProps) {
  return (
    <div className={styles.rails} aria-hidden="true">
      <svg className={styles.svg}>
        {drawing.rails.map((rail, index) => (
          <polyline
            key={index}
            className={styles.rail}
            data-kind={rail.kind}
            data-tone={rail.tone}
            points={points(rail)}
          />
        ))}
        {drawing.diamond !== null && (
          <path
            className={styles.diamond}
            data-done={drawing.diamond.isDone || undefined}
            d={`M${drawing.diamond.x} ${drawing.diamond.y - 8}l8 8l-8 8l-8 -8z`}
          />
        )}
      </svg>
      {drawing.pills.map((pill) => (
        <span key={pill.text} className={styles.pill} data-tone={pill.tone} style={pillStyle(pill)}>
          {pill.text}
        </span>
      ))}
      {drawing.token !== null && (
        <Token from={drawing.token} to={target ?? drawing.token} journey={journey} />
      )}
    </div>
  )
}

const points = (rail: Rail): string => rail.points.map(({ x, y }) => `${x},${y}`).join(' ')

const pillStyle = ({ at }: Pill): CSSProperties =>
  ({ '--x': `${at.x}px`, '--y': `${at.y}px` }) as CSSProperties

/** Outside the rails there is room for a word: the method on the way in, the status on the way out. */
const SHORT_METHOD: Readonly<Record<string, string>> = {
  DELETE: 'DEL',
  OPTIONS: 'OPT',
  PATCH: 'PAT',
}

interface TokenProps {
  readonly from: NonNullable<Drawing['token']>
  readonly to: NonNullable<Drawing['token']>
  readonly journey: Journey
}

function Token({ from, to, journey }: TokenProps) {
  const place = {
    '--x0': `${from.x}px`,
    '--y0': `${from.y}px`,
    '--x1': `${to.x}px`,
    '--y1': `${to.y}px`,
  } as CSSProperties
  const chip = from.isHome
    ? ''
    : from.side === 'left'
      ? (SHORT_METHOD[journey.method] ?? journey.method)
      : from.side === 'right' || from.side === 'boundary'
        ? String(journey.status ?? '')
        : ''
  return (
    <span className={styles.token} data-side={from.side} data-tone={from.tone} style={place}>
      <span className={styles.dot} />
      {chip !== '' && <span className={styles.chip}>{chip}</span>}
    </span>
  )
}
