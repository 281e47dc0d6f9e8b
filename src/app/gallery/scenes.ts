/** Every visual state with fixed traces: what each scene shows, and at which step. */
import { journey, type Journey } from '../../insight/journey.ts'
import {
  afterPost,
  lateRender,
  nPlusOne,
  plainList,
  postRedirects,
} from '../../insight/samples/blog.ts'
import { longPage } from '../../insight/samples/long.ts'
import {
  cacheHit,
  earlyRedirect,
  forbidden,
  manyLayers,
  notFound,
  notLoading,
  stopped,
  viewRaises,
} from '../../insight/samples/turned.ts'
import type { Stop } from '../../insight/stop.ts'
import type { Trace } from '../../trace/model.ts'
import type { InspectorTab } from '../state/selection.ts'

export interface Scene {
  readonly id: string
  readonly title: string
  readonly traces: readonly Trace[]
  /** The stop the playhead stands at; the last one where none fits. */
  readonly at: (stop: Stop, run: Journey) => boolean
  readonly tab: InspectorTab
}

const atEnd = (): boolean => false

export const SCENES: readonly Scene[] = [
  { id: 'none', title: 'No run yet', traces: [], at: atEnd, tab: 'sql' },
  {
    id: 'way-in',
    title: 'Way in',
    traces: [plainList()],
    at: ({ station, direction }) => station === 'mw:4' && direction === 'in',
    tab: 'middleware',
  },
  {
    id: 'resolver',
    title: 'URL resolver',
    traces: [plainList()],
    at: ({ station }) => station === 'urls',
    tab: 'urls',
  },
  {
    id: 'loop',
    title: 'N+1 from the template',
    traces: [nPlusOne()],
    at: ({ loop, station }) => loop?.index === 8 && station === 'db',
    tab: 'sql',
  },
  {
    id: 'way-out',
    title: 'Way out',
    traces: [plainList()],
    at: ({ station, direction }) => station === 'mw:2' && direction === 'out',
    tab: 'headers',
  },
  { id: 'done', title: 'Finished', traces: [plainList()], at: atEnd, tab: 'transcript' },
  {
    id: 'late',
    title: 'Rendering after the view',
    traces: [lateRender()],
    at: ({ station }) => station === 'template',
    tab: 'template',
  },
  {
    id: 'cache',
    title: 'Cache hit at the last layer',
    traces: [cacheHit()],
    at: ({ station, direction }) => station === 'mw:3' && direction === 'out',
    tab: 'sql',
  },
  {
    id: 'early',
    title: 'Early return',
    traces: [earlyRedirect()],
    at: ({ outcome }) => outcome === 'answered-early',
    tab: 'sql',
  },
  {
    id: 'forbidden',
    title: 'process_view answers (403)',
    traces: [forbidden()],
    at: ({ station, direction }) => station === 'mw:3' && direction === 'out',
    tab: 'problems',
  },
  {
    id: 'raised',
    title: 'Exception, just raised',
    traces: [viewRaises()],
    at: ({ outcome }) => outcome === 'raised',
    tab: 'problems',
  },
  {
    id: 'converted',
    title: 'Exception in the view (500)',
    traces: [viewRaises()],
    at: ({ outcome }) => outcome === 'converted',
    tab: 'problems',
  },
  { id: 'missing', title: 'No pattern fits (404)', traces: [notFound()], at: atEnd, tab: 'urls' },
  {
    id: 'redirect',
    title: 'Redirect after POST',
    traces: [postRedirects(), afterPost()],
    at: ({ station }) => station === 'view',
    tab: 'headers',
  },
  { id: 'not-loading', title: 'Does not load', traces: [notLoading()], at: atEnd, tab: 'problems' },
  {
    id: 'folded',
    title: 'More than nine layers',
    traces: [manyLayers()],
    at: ({ station }) => station === 'mw:6',
    tab: 'middleware',
  },
  {
    id: 'long',
    title: 'Thousands of spans',
    traces: [longPage(5000)],
    at: ({ station }) => station === 'template',
    tab: 'sql',
  },
  { id: 'stopped', title: 'Endless loop', traces: [stopped()], at: atEnd, tab: 'problems' },
]

/** Where a scene's playhead stands in its last run. */
export function sceneStep(scene: Scene): number | null {
  const last = scene.traces.at(-1)
  if (last === undefined) return null
  const run = journey(last)
  return run.stops.find((stop) => scene.at(stop, run))?.step ?? run.stops.length - 1
}
