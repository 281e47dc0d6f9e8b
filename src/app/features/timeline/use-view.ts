/** The window of the timeline: wheel and keys change it, and a playhead that leaves it takes it along. */
import { useEffect, useState, type KeyboardEvent, type RefObject } from 'react'
import type { Journey } from '../../../insight/journey.ts'
import type { Axis } from '../../state/playback.ts'
import type { Session } from '../../state/session.ts'
import { placeOf } from './scale.ts'
import { ALL, fitting, isAll, panned, revealing, zoomed, type View } from './zoom.ts'

const KEY_FACTOR = 0.7
const KEY_PAN = 0.25
/** Of one notch of a wheel, about 100 px. */
const WHEEL_FACTOR = 1.003
/** Nobody needs to see less than so many steps. */
const STEPS_MIN = 4

/** From and to of the row that F fits, as steps. */
type RowSteps = readonly [first: number, last: number]

interface TimelineView {
  readonly view: View
  readonly setView: (view: View) => void
  /** @returns whether the key was one of ours */
  readonly onKey: (event: KeyboardEvent) => boolean
}

export function useView(
  session: Session,
  journey: Journey,
  axis: Axis,
  root: RefObject<HTMLElement | null>,
  rowSteps: () => RowSteps | null,
): TimelineView {
  const [view, setView] = useState(ALL)
  const minSpan = Math.min(1, STEPS_MIN / journey.stops.length)
  const place = (step: number) => placeOf(journey, axis, step)

  useEffect(() => {
    const element = root.current
    if (element === null) return
    // React listens passively, and the browser would zoom the page
    const onWheel = (event: WheelEvent) => {
      const lane = element.querySelector('[data-ruler]')?.getBoundingClientRect()
      if (lane === undefined || (!event.ctrlKey && !event.shiftKey)) return
      event.preventDefault()
      const delta = event.deltaY || event.deltaX
      if (event.ctrlKey) {
        const anchor = Math.max(0, Math.min(1, (event.clientX - lane.left) / lane.width))
        setView((now) => zoomed(now, WHEEL_FACTOR ** delta, anchor, minSpan))
      } else setView((now) => panned(now, delta / lane.width))
    }
    element.addEventListener('wheel', onWheel, { passive: false })
    return () => element.removeEventListener('wheel', onWheel)
  }, [root, minSpan])

  useEffect(
    () =>
      session.playback.subscribe((state, before) => {
        if (state.step === before.step || state.journey !== journey) return
        setView((now) =>
          isAll(now) ? now : revealing(now, placeOf(journey, state.axis, state.step)),
        )
      }),
    [session, journey],
  )

  function onKey(event: KeyboardEvent): boolean {
    if (event.ctrlKey || event.metaKey || event.altKey) return false
    const at = place(session.playback.getState().step)
    const anchor = Math.max(0, Math.min(1, (at - view.from) / (view.to - view.from)))
    switch (event.code) {
      case 'KeyW':
        setView(zoomed(view, KEY_FACTOR, anchor, minSpan))
        return true
      case 'KeyS':
        setView(zoomed(view, 1 / KEY_FACTOR, anchor, minSpan))
        return true
      case 'KeyA':
        setView(panned(view, -KEY_PAN))
        return true
      case 'KeyD':
        setView(panned(view, KEY_PAN))
        return true
      case 'KeyF':
        setView(centredOrFitted(at))
        return true
      case 'Digit0':
      case 'Numpad0':
        setView(ALL)
        return true
      default:
        return false
    }
  }

  /** The playhead in the middle; where it stands there already (or all is shown), its row from end to end. */
  function centredOrFitted(at: number): View {
    const span = view.to - view.from
    const middle = panned(view, (at - span / 2 - view.from) / span)
    if (!isAll(view) && Math.abs(middle.from - view.from) > span / 100) return middle
    const steps = rowSteps()
    return steps === null ? view : fitting(place(steps[0]), place(steps[1]), minSpan)
  }

  return { view, setView, onKey }
}
