/** The lid of one middleware: its name, one word about what it did, and ticks for the hooks it has. */
import { memo } from 'react'
import { layerWord } from '../../../insight/names.ts'
import { innerHooks, type StationView } from '../../../insight/stations.ts'
import type { LayerInfo } from '../../../insight/layers.ts'
import type { StationId } from '../../../insight/stop.ts'
import styles from './Lid.module.css'
import { StateMark } from './Station.tsx'

/** As the diagram has room for them; the title names them in full. */
const SHORT: Readonly<Record<string, string>> = {
  process_view: 'pv',
  process_exception: 'px',
  process_template_response: 'ptr',
}

interface LidProps {
  readonly view: StationView
  readonly layer: LayerInfo
  readonly onPick: (id: StationId) => void
}

export const Lid = memo(function Lid({ view, layer, onPick }: LidProps) {
  const inner = innerHooks(layer.hooks)
  return (
    <button
      type="button"
      className={styles.lid}
      data-station={view.id}
      data-state={view.state}
      aria-current={view.state === 'here' ? 'step' : undefined}
      aria-label={view.name}
      title={`${layer.path}${inner.length === 0 ? '' : ` · ${inner.join(', ')}`}`}
      tabIndex={view.state === 'here' ? 0 : -1}
      onClick={() => onPick(view.id)}
    >
      <span className={styles.name}>{view.label === '' ? layerWord(layer.path) : view.label}</span>
      {inner.map((hook) => (
        <span key={hook} className={styles.hook}>
          {SHORT[hook]}
        </span>
      ))}
      <span className={styles.words}>{view.words}</span>
      <StateMark state={view.state} raised={view.raised} />
    </button>
  )
})

interface FoldedLidProps {
  /** Layers that did nothing, outermost first. */
  readonly views: readonly StationView[]
  readonly onPick: (id: StationId) => void
}

/** Several quiet layers under one lid: `+3 layers`, or the one where the request stands. */
export function FoldedLid({ views, onPick }: FoldedLidProps) {
  const here = views.find(({ state }) => state === 'here')
  const shown = here ?? views.at(-1)
  if (shown === undefined) return null
  const names = views.map(({ label }) => label).join(', ')
  return (
    <button
      type="button"
      className={styles.lid}
      data-station={views.map(({ id }) => id).join(' ')}
      data-state={shown.state}
      aria-current={here === undefined ? undefined : 'step'}
      aria-label={`${views.length} layers, ${names}, ${here === undefined ? shown.state : here.name}`}
      title={names}
      tabIndex={here === undefined ? -1 : 0}
      onClick={() => onPick(views[0]?.id ?? shown.id)}
    >
      <span className={styles.name}>+{views.length} layers</span>
      <span className={styles.words}>{here?.label ?? 'nothing to do here'}</span>
      <StateMark state={shown.state} raised={shown.raised} />
    </button>
  )
}
