/**
 * Where rails, token, diamond and pills stand, from the measured boxes of the stations. A pure function of journey,
 * step and boxes: the same step is the same picture.
 */
import type { Journey } from '../../../insight/journey.ts'
import { returnStep } from '../../../insight/stations.ts'
import type { StationId } from '../../../insight/stop.ts'
import { visitsOf } from '../../../insight/visits.ts'

/** Pixels from the diagram's upper left corner. */
export interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}
export type Boxes = ReadonlyMap<StationId, Box>

interface Point {
  readonly x: number
  readonly y: number
}

type RailKind = 'request' | 'response' | 'ahead' | 'exception'
type Tone = 'plain' | 'error' | 'cache'

export interface Rail {
  readonly kind: RailKind
  readonly tone: Tone
  readonly points: readonly Point[]
}

export interface Pill {
  readonly text: string
  readonly tone: Tone
  /** Middle of the right edge. */
  readonly at: Point
}

interface Token extends Point {
  /** `boundary`: the diamond stands for it. */
  readonly side: 'left' | 'right' | 'core' | 'boundary'
  /** At the browser, which says method and status itself: no chip beside it. */
  readonly isHome: boolean
  readonly tone: Tone
}

export interface Drawing {
  readonly rails: readonly Rail[]
  readonly pills: readonly Pill[]
  readonly diamond: (Point & { readonly isDone: boolean }) | null
  readonly token: Token | null
}

/** The core begins so far inside the rails. */
const CORE_INSET = 16
/** The diamond stands in the gap between the innermost lid and the resolver. */
const DIAMOND_GAP = 10

const middle = (box: Box): number => (box.top + box.bottom) / 2

export function draw(journey: Journey, step: number, boxes: Boxes): Drawing {
  const core = boxes.get('urls')
  const browser = boxes.get('browser')
  if (core === undefined || browser === undefined)
    return { rails: [], pills: [], diamond: null, token: null }
  const sketch: Sketch = {
    journey,
    step,
    boxes,
    leftX: core.left - CORE_INSET,
    rightX: core.right + CORE_INSET,
    topY: browser.bottom - 6,
    isReturning: step >= returnStep(journey),
  }
  if (journey.tree.spanOfKind('handler') === null) return notLoaded(sketch, browser)
  return {
    rails: [
      ...aheadRails(sketch),
      ...requestRails(sketch),
      ...exceptionRails(sketch),
      ...responseRails(sketch),
    ],
    pills: pillsOf(sketch),
    diamond: diamondOf(sketch),
    token: tokenAt(sketch, step),
  }
}

/** The project does not load: the request waits at the browser, and nothing inside is there to be drawn. */
function notLoaded(sketch: Sketch, browser: Box): Drawing {
  const exception = shownException(sketch)
  const at = { x: sketch.rightX + 8, y: browser.bottom + 4 }
  return {
    rails: [],
    pills: exception === null ? [] : [{ text: exception.className, tone: 'error', at }],
    diamond: null,
    token: tokenAt(sketch, sketch.step),
  }
}

interface Sketch {
  readonly journey: Journey
  readonly step: number
  readonly boxes: Boxes
  readonly leftX: number
  readonly rightX: number
  readonly topY: number
  readonly isReturning: boolean
}

/** Stations that the rails pass; the others hang below the view. */
function isOnRail(station: StationId): boolean {
  return !['orm', 'db', 'template', 'cache'].includes(station)
}

function railY({ boxes, topY }: Sketch, station: StationId): number | null {
  if (station === 'browser') return topY
  const box = boxes.get(station)
  return box === undefined ? null : middle(box)
}

/** Both rails as far as they would go, until it is known where the request turns. */
function aheadRails(sketch: Sketch): Rail[] {
  const { leftX, rightX, topY, boxes, isReturning } = sketch
  const view = boxes.get('view')
  if (view === undefined) return []
  const y = middle(view)
  const left: Rail = {
    kind: 'ahead',
    tone: 'plain',
    points: [
      { x: leftX, y: topY },
      { x: leftX, y },
      { x: view.left, y },
    ],
  }
  const right: Rail = {
    kind: 'ahead',
    tone: 'plain',
    points: [
      { x: view.right, y },
      { x: rightX, y },
      { x: rightX, y: topY },
    ],
  }
  if (!isReturning) return [left, right]
  const start = turnPoint(sketch)
  return [
    {
      ...right,
      points: [
        { x: rightX, y: start.y },
        { x: rightX, y: topY },
      ],
    },
  ]
}

/** The lowest station on the rail that the request has been to. */
function deepest(sketch: Sketch): { y: number; station: StationId } {
  let y = sketch.topY
  let station: StationId = 'browser'
  for (const [id, { steps }] of visitsOf(sketch.journey).stations) {
    const at = isOnRail(id) && (steps[0] as number) <= sketch.step ? railY(sketch, id) : null
    if (at === null || at <= y) continue
    y = at
    station = id
  }
  return { y, station }
}

function requestRails(sketch: Sketch): Rail[] {
  const { leftX, topY, boxes, journey, step } = sketch
  if (step < 0) return []
  const { y, station } = deepest(sketch)
  const early = journey.turns.early
  const isEarly = early !== null && step >= early.step
  const lid = isEarly ? boxes.get(`mw:${early.layer}`) : undefined
  const points: Point[] = [
    { x: leftX, y: topY },
    { x: leftX, y: lid === undefined ? y : lid.bottom },
  ]
  const box = boxes.get(station)
  if (lid === undefined && box !== undefined && isCore(station)) points.push({ x: box.left, y })
  return [{ kind: 'request', tone: 'plain', points }]
}

const isCore = (station: StationId): boolean =>
  station === 'view' || station === 'urls' || station.startsWith('hook:')

/** Where the response begins. */
function turnPoint(sketch: Sketch): Point & { readonly from: 'view' | 'hook' | 'lid' | 'diamond' } {
  const { journey, boxes, rightX, leftX, step } = sketch
  const exception = shownException(sketch)
  if (exception?.convertedStep !== null && exception !== null && step >= exception.convertedStep) {
    return { x: rightX, y: boundaryY(sketch, exception.boundary), from: 'diamond' }
  }
  const early = journey.turns.early
  const lid = early === null ? undefined : boxes.get(`mw:${early.layer}`)
  if (lid !== undefined) return { x: leftX, y: lid.bottom, from: 'lid' }
  const hook = journey.turns.hook
  const strip = hook === null ? undefined : boxes.get(`hook:${hook.layer}`)
  if (strip !== undefined) return { x: strip.right, y: middle(strip), from: 'hook' }
  const view = boxes.get('view')
  return view === undefined
    ? { x: rightX, y: 0, from: 'view' }
    : { x: view.right, y: middle(view), from: 'view' }
}

function responseRails(sketch: Sketch): Rail[] {
  const { journey, step, rightX, isReturning } = sketch
  if (!isReturning) return []
  const start = turnPoint(sketch)
  let { y } = start
  for (const stop of journey.stops.slice(returnStep(journey), step + 1)) {
    if (stop.direction !== 'out' || stop.outcome === 'converted' || !isOnRail(stop.station))
      continue
    const at = railY(sketch, stop.station)
    if (at !== null && at < y) y = at
  }
  const points: Point[] = start.from === 'diamond' ? [] : [{ x: start.x, y: start.y }]
  points.push({ x: rightX, y: start.y }, { x: rightX, y })
  return [{ kind: 'response', tone: responseTone(journey), points }]
}

function responseTone(journey: Journey): Tone {
  if (journey.status !== null && journey.status >= 400) return 'error'
  return journey.turns.early !== null && /cache/.test(journey.turns.early.pill) ? 'cache' : 'plain'
}

/** The exception that ended up as a response; else the last that nothing caught. */
function shownException({ journey, step }: Sketch): Journey['turns']['exceptions'][number] | null {
  const raised = journey.turns.exceptions.filter(({ raisedStep }) => raisedStep <= step)
  return raised.findLast(({ convertedStep }) => convertedStep !== null) ?? raised.at(-1) ?? null
}

function boundaryY({ boxes, journey }: Sketch, boundary: number | null): number {
  const last = journey.layers.length - 1
  if (boundary !== null && boundary < 0) return (boxes.get('mw:0')?.top ?? 0) - 3
  if (boundary === null || boundary >= last) {
    const lid = boxes.get(last < 0 ? 'server' : `mw:${last}`)
    return (lid?.bottom ?? 0) + DIAMOND_GAP
  }
  return boxes.get(`mw:${boundary}`)?.bottom ?? 0
}

/** Where an exception leaves its station: the right edge, or the gap above one that has a neighbour there. */
function raisePoints(sketch: Sketch, station: StationId): Point[] {
  const box = sketch.boxes.get(station)
  if (box === undefined) return []
  if (station === 'orm' || station === 'db') {
    const gutter = box.top - 6
    return [
      { x: box.right - 12, y: box.top },
      { x: box.right - 12, y: gutter },
      { x: sketch.rightX, y: gutter },
    ]
  }
  const x = station.startsWith('mw:') || station === 'server' ? sketch.leftX : box.right
  const y = station.startsWith('mw:') ? box.bottom : middle(box)
  return [
    { x, y },
    { x: sketch.rightX, y },
  ]
}

function exceptionRails(sketch: Sketch): Rail[] {
  const exception = shownException(sketch)
  if (exception === null) return []
  const points = raisePoints(sketch, exception.station)
  if (points.length === 0) return []
  points.push({ x: sketch.rightX, y: boundaryY(sketch, exception.boundary) })
  return [{ kind: 'exception', tone: 'error', points }]
}

function diamondOf(sketch: Sketch): Drawing['diamond'] {
  const exception = shownException(sketch)
  if (exception === null) return null
  return {
    x: sketch.rightX,
    y: boundaryY(sketch, exception.boundary),
    isDone: exception.convertedStep !== null && sketch.step >= exception.convertedStep,
  }
}

function pillsOf(sketch: Sketch): Pill[] {
  const { journey, step, boxes, rightX } = sketch
  const pills: Pill[] = []
  const tone = responseTone(journey)
  const { early, hook } = journey.turns
  const lid = early === null ? undefined : boxes.get(`mw:${early.layer}`)
  if (early !== null && lid !== undefined && step >= early.step) {
    pills.push({ text: early.pill, tone, at: { x: rightX + 8, y: lid.bottom + 13 } })
  }
  const strip = hook === null ? undefined : boxes.get(`hook:${hook.layer}`)
  if (hook !== null && strip !== undefined && step >= hook.step) {
    pills.push({ text: hook.pill, tone, at: { x: rightX + 8, y: middle(strip) + 15 } })
  }
  const stop = journey.stops[step]
  const box = stop === undefined ? undefined : boxes.get(stop.station)
  if (journey.trace.stopped !== null && step === journey.stops.length - 1 && box !== undefined) {
    pills.push({ text: 'stopped', tone: 'error', at: { x: box.right + 8, y: middle(box) + 17 } })
  }
  const exception = shownException(sketch)
  if (exception === null) return pills
  const from = raisePoints(sketch, exception.station).at(-1)
  if (from !== undefined) {
    pills.push({ text: exception.className, tone: 'error', at: { x: rightX + 8, y: from.y + 15 } })
  }
  if (exception.convertedStep !== null && step >= exception.convertedStep) {
    const y = boundaryY(sketch, exception.boundary)
    pills.push({ text: `becomes ${exception.status}`, tone: 'error', at: { x: rightX - 11, y } })
  }
  return pills
}

/** Where the token stands at a stop. */
function tokenAt(sketch: Sketch, step: number): Drawing['token'] {
  const place = tokenPlace(sketch, step)
  return place === null
    ? null
    : { ...place, isHome: sketch.journey.stops[step]?.station === 'browser' }
}

function tokenPlace(sketch: Sketch, step: number): Omit<Token, 'isHome'> | null {
  const stop = sketch.journey.stops[step]
  const box = stop === undefined ? undefined : sketch.boxes.get(stop.station)
  if (stop === undefined || box === undefined) return null
  const isOutside = /^(browser|server|mw:)/.test(stop.station)
  const isLeaving = stop.direction === 'out' || (stop.direction === 'at' && isOutside)
  const isBack = step >= returnStep(sketch.journey) && isLeaving
  const tone = isBack ? responseTone(sketch.journey) : 'plain'
  if (stop.outcome === 'converted') {
    const exception = sketch.journey.turns.exceptions.find(
      ({ convertedStep }) => convertedStep === step,
    )
    return {
      x: sketch.rightX,
      y: boundaryY(sketch, exception?.boundary ?? null),
      side: 'boundary',
      tone,
    }
  }
  switch (stop.station) {
    case 'template':
      return { x: box.left, y: middle(box), side: 'core', tone: 'plain' }
    case 'orm':
      return { x: box.right, y: middle(box), side: 'core', tone: 'plain' }
    case 'db':
    case 'cache':
      return { x: (box.left + box.right) / 2 + 12, y: box.top, side: 'core', tone: 'plain' }
    default: {
      const y = stop.station === 'browser' ? sketch.topY : middle(box)
      const isCoreStation = isCore(stop.station)
      if (isBack) return { x: isCoreStation ? box.right : sketch.rightX, y, side: 'right', tone }
      if (stop.outcome === 'raised' && isCoreStation)
        return { x: box.right, y, side: 'core', tone: 'error' }
      return { x: isCoreStation ? box.left : sketch.leftX, y, side: 'left', tone }
    }
  }
}

/** The token at another stop of the same picture: where Play is going. */
export function tokenOf(journey: Journey, step: number, boxes: Boxes): Drawing['token'] {
  return draw(journey, step, boxes).token
}
