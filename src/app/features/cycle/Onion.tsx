/**
 * The onion: stations as buttons in nested lists, so that inside is really inside, and one hidden SVG of rails above
 * them. Draws exactly (journey, step).
 */
import { Triangle } from 'lucide-react'
import { useMemo, useRef, type CSSProperties, type KeyboardEvent } from 'react'
import type { Journey } from '../../../insight/journey.ts'
import { pictureAt, type Picture } from '../../../insight/stations.ts'
import type { StationId } from '../../../insight/stop.ts'
import { draw, tokenOf } from './geometry.ts'
import { FoldedLid, Lid } from './Lid.tsx'
import styles from './Onion.module.css'
import { Rails } from './Rails.tsx'
import { RedirectChip } from './RedirectChip.tsx'
import { Station } from './Station.tsx'
import { useBoxes } from './use-boxes.ts'

export interface OnionProps {
  readonly journey: Journey
  /** -1: nothing has travelled yet. */
  readonly step: number
  /** Where Play is taking the token; null while it rests. */
  readonly nextStep: number | null
  /** Requests that redirected to this one. */
  readonly before: readonly Journey[]
  readonly onShow: (run: Journey) => void
  /** The same function at each step, else every station is drawn again. */
  readonly onPick: (id: StationId) => void
}

export function Onion({ journey, step, nextStep, before, onShow, onPick }: OnionProps) {
  const root = useRef<HTMLDivElement>(null)
  const boxes = useBoxes(root, journey)
  const picture = useMemo(() => pictureAt(journey, step), [journey, step])
  const drawing = useMemo(() => draw(journey, step, boxes), [journey, step, boxes])
  const target = useMemo(
    () => (nextStep === null ? null : tokenOf(journey, nextStep, boxes)),
    [journey, nextStep, boxes],
  )
  const station = (id: StationId, side?: string) => (
    <Station
      key={id}
      view={viewOf(picture, id)}
      onPick={onPick}
      {...(side === undefined ? {} : { side })}
    />
  )
  const answer = step >= journey.stops.length - 1 && step >= 0 ? answerOf(journey) : ''
  const exchange = step < 0 ? '' : `${journey.method} ${journey.url}`

  return (
    <div
      ref={root}
      className={styles.onion}
      style={{ '--layers': Math.max(1, journey.lids.length) } as CSSProperties}
      data-turned={picture.isReturning || undefined}
      onKeyDown={followPath}
    >
      {before.map((run, index) => (
        <RedirectChip key={run.trace.id} run={run} number={index + 1} onShow={onShow} />
      ))}
      <ol className={styles.path}>
        <li>
          <Station view={viewOf(picture, 'browser')} onPick={onPick} sub={exchange} note={answer} />
        </li>
        <li>{station('server')}</li>
        <Layers journey={journey} picture={picture} index={0} onPick={onPick}>
          <Core journey={journey} picture={picture} station={station} />
        </Layers>
      </ol>
      <Rails drawing={drawing} target={target} journey={journey} />
    </div>
  )
}

/** Longer reasons leave no room for the address; the caption has them. */
const REASON_MAX = 9

function answerOf({ status, reason }: Journey): string {
  const words = reason.length > REASON_MAX ? '' : reason
  return `${status ?? ''} ${words}`.trim()
}

function viewOf(picture: Picture, id: StationId) {
  const view = picture.stations.get(id)
  if (view === undefined) throw new Error(`no station ${id}`)
  return view
}

interface LayersProps {
  readonly journey: Journey
  readonly picture: Picture
  readonly index: number
  readonly onPick: (id: StationId) => void
  readonly children: React.ReactNode
}

/** One lid with everything inside it; after the innermost one, the core. */
function Layers({ journey, picture, index, onPick, children }: LayersProps) {
  const places = journey.lids[index]
  const layers = (places ?? []).flatMap((place) => journey.layers[place] ?? [])
  const [layer] = layers
  if (layer === undefined) return <li className={styles.core}>{children}</li>
  const views = layers.map((each) => viewOf(picture, `mw:${each.index}`))
  const view = views.find(({ state }) => state === 'here') ?? viewOf(picture, `mw:${layer.index}`)
  return (
    <li
      className={styles.layer}
      data-phase="middleware"
      data-state={view.state}
      style={{ '--layer': index } as CSSProperties}
    >
      {layers.length === 1 ? (
        <Lid view={view} layer={layer} onPick={onPick} />
      ) : (
        <FoldedLid views={views} onPick={onPick} />
      )}
      <ol className={styles.inside}>
        <Layers journey={journey} picture={picture} index={index + 1} onPick={onPick}>
          {children}
        </Layers>
      </ol>
    </li>
  )
}

interface CoreProps {
  readonly journey: Journey
  readonly picture: Picture
  readonly station: (id: StationId, side?: string) => React.ReactNode
}

function Core({ picture, station }: CoreProps) {
  const strips = [...picture.stations.keys()].filter((id) => id.startsWith('hook:'))
  return (
    <ol className={styles.stations}>
      <li>{station('urls')}</li>
      {strips.map((id) => (
        <li key={id}>{station(id)}</li>
      ))}
      <li className={styles.view}>{station('view')}</li>
      <li className={styles.pair}>
        {station('orm', 'left')}
        <span className={styles.swap} aria-hidden="true" />
        {station('template', 'right')}
      </li>
      <li className={styles.pair}>
        <span
          className={styles.stack}
          data-cards={picture.loop !== null || undefined}
          data-phase="database"
        >
          {station('db', 'left')}
          {picture.loop !== null && (
            <span className={styles.badge} title={picture.loop.sentence}>
              <Triangle size={9} fill="currentColor" aria-hidden /> ×{picture.loop.count} similar
            </span>
          )}
        </span>
        <span className={styles.gap} />
        {station('cache', 'right')}
      </li>
    </ol>
  )
}

/** Up and down follow the path from station to station. */
function followPath(event: KeyboardEvent<HTMLElement>): void {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (by === undefined) return
  const stations = [...event.currentTarget.querySelectorAll<HTMLElement>('button')]
  const at = stations.indexOf(document.activeElement as HTMLElement)
  event.preventDefault()
  stations[Math.max(0, Math.min(stations.length - 1, at + by))]?.focus()
}
