/** Templates as they were rendered: inheritance, blocks, includes, and how much SQL each part asked for. */
import { plural } from '../../../insight/format.ts'
import { templatesOf } from '../../../insight/panels.ts'
import type { PanelProps } from './Inspector.tsx'
import styles from './Inspector.module.css'
import { LineButton } from './LineButton.tsx'
import { useCurrentEntry, useGo } from './use-go.ts'

export function TemplatePanel(props: PanelProps) {
  const nodes = templatesOf(props.journey)
  const current = useCurrentEntry(props)
  const go = useGo(props)
  if (nodes.length === 0) return <p className={styles.empty}>This request rendered no template.</p>
  return (
    <ol className={styles.list}>
      {nodes.map((node) => (
        <li
          key={node.entry}
          className={styles.item}
          data-phase="template"
          data-current={node.entry === current || undefined}
          style={{ paddingLeft: `${12 + node.depth * 16}px` }}
        >
          <button type="button" className={styles.link} onClick={() => go(node.entry)}>
            {node.label}
          </button>
          <p className={styles.facts}>
            {node.note !== '' && <span>{node.note}</span>}
            {node.queries > 0 && <span>{plural(node.queries, 'query', 'queries')}</span>}
            {node.where !== null && (
              <LineButton
                session={props.session}
                where={node.where}
                phase="template"
                entry={node.entry}
              />
            )}
          </p>
        </li>
      ))}
    </ol>
  )
}
