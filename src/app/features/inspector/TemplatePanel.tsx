/** Templates as they were rendered: inheritance, blocks, includes, how much SQL each part asked for, what it printed. */
import { lazy, Suspense, useMemo, useRef } from 'react'
import { plural } from '../../../insight/format.ts'
import { templatesOf } from '../../../insight/panels.ts'
import { printedParts } from '../../../insight/printed.ts'
import type { PanelProps } from './Inspector.tsx'
import styles from './Inspector.module.css'
import { LineButton } from './LineButton.tsx'
import { useGo, useMarkCurrent } from './use-go.ts'

const PrintedList = lazy(async () => ({
  default: (await import('./PrintedList.tsx')).PrintedList,
}))

export function TemplatePanel(props: PanelProps) {
  const { journey } = props
  const nodes = useMemo(() => templatesOf(journey), [journey])
  const printed = useMemo(() => printedParts(journey), [journey])
  const page = journey.tree.spanOfKind('http')?.detail.responseBody?.text ?? null
  const list = useRef<HTMLOListElement>(null)
  useMarkCurrent(props, list)
  const go = useGo(props)
  if (nodes.length === 0) return <p className={styles.empty}>This request rendered no template.</p>
  return (
    <ol className={styles.list} ref={list}>
      {nodes.map((node) => (
        <li
          key={node.entry}
          className={styles.item}
          data-phase="template"
          data-entry={node.entry}
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
          {printed.has(node.entry) && (
            <Suspense fallback={null}>
              <PrintedList
                session={props.session}
                parts={printed.get(node.entry) ?? []}
                page={page}
              />
            </Suspense>
          )}
        </li>
      ))}
    </ol>
  )
}
