/** Each layer in MIDDLEWARE's order: what it changed on the way in and on the way out. */
import { changeWords, type LayerInfo } from '../../../insight/layers.ts'
import type { Change } from '../../../trace/kinds.ts'
import type { PanelProps } from './Inspector.tsx'
import styles from './Inspector.module.css'
import { useGo } from './use-go.ts'

export function MiddlewarePanel(props: PanelProps) {
  const { layers } = props.journey
  const go = useGo(props)
  if (layers.length === 0)
    return <p className={styles.empty}>MIDDLEWARE is empty: nothing stands around the view.</p>
  return (
    <ol className={styles.list}>
      {layers.map((layer) => (
        <li key={layer.index} className={styles.item} data-phase="middleware">
          <button
            type="button"
            className={styles.link}
            title={layer.path}
            disabled={layer.entry === null}
            onClick={() => layer.entry !== null && go(layer.entry)}
          >
            {layer.name}
          </button>
          <p className={styles.facts}>
            <span>{layer.hooks.join(', ') || 'function'}</span>
            {layer.entry === null && <span>never reached</span>}
            {layer.answeredEarly && <span>answered itself</span>}
          </p>
          <Changes direction="in" changes={layer.changesIn} layer={layer} />
          <Changes direction="out" changes={layer.changesOut} layer={layer} />
        </li>
      ))}
    </ol>
  )
}

interface ChangesProps {
  readonly direction: 'in' | 'out'
  readonly changes: readonly Change[]
  readonly layer: LayerInfo
}

function Changes({ direction, changes, layer }: ChangesProps) {
  if (changes.length === 0) return null
  return (
    <ul className={styles.changes} aria-label={`${layer.name}, way ${direction}`}>
      {changes.map((change) => (
        <li key={change.name}>
          <span className={styles.muted}>{direction === 'in' ? 'in ↓' : 'out ↑'}</span>{' '}
          {changeWords(change)}{' '}
          <code className={styles.value}>
            {change.before !== null && <del>{change.before}</del>}
            {change.before !== null && change.after !== null && ' → '}
            {change.after}
          </code>
        </li>
      ))}
    </ul>
  )
}
