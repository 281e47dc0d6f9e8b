/** The keys that move the playhead, for whichever of diagram and timeline has focus. */
import type { Journey } from '../../insight/journey.ts'
import type { Session } from './session.ts'

interface KeyPress {
  readonly key: string
  readonly code: string
  readonly shiftKey: boolean
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
}

/** @returns whether the key was one of ours; the caller then keeps the browser from acting on it */
export function pressTransportKey({ playback, selection }: Session, press: KeyPress): boolean {
  if (press.ctrlKey || press.metaKey || press.altKey) return false
  const transport = playback.getState()
  switch (press.key) {
    case 'ArrowRight':
      transport.move(1, press.shiftKey ? 'stations' : 'steps')
      return true
    case 'ArrowLeft':
      transport.move(-1, press.shiftKey ? 'stations' : 'steps')
      return true
    case 'Home':
      transport.first()
      return true
    case 'End':
      transport.last()
      return true
    case ' ':
      transport.toggle()
      return true
    case 'Escape':
      selection.getState().hover(null)
      transport.pause()
      return true
    case 'Enter': {
      const stop = transport.journey?.stops[transport.step]
      if (stop === undefined) return false
      selection.getState().pick({ entry: stop.entry, where: stop.where, phase: stop.phase })
      return true
    }
    default:
      return press.code === 'KeyN' && goToNextProblem(transport)
  }
}

/** The next stop where something went wrong or a loop begins; round again from the last. */
function goToNextProblem(transport: {
  readonly journey: Journey | null
  readonly step: number
  goTo(step: number): void
}): boolean {
  const stops = transport.journey?.stops ?? []
  const bad = stops.filter(
    (stop) =>
      stop.outcome === 'raised' ||
      stop.outcome === 'answered-early' ||
      stop.loop?.similarTo === stop.step,
  )
  const next = bad.find(({ step }) => step > transport.step) ?? bad[0]
  if (next !== undefined) transport.goTo(next.step)
  return next !== undefined
}
