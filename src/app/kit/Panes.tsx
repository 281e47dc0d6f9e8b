/** Panes with splitters between them. A double click on a splitter resets it; sizes are kept per width class. */
import type { ReactNode } from 'react'
import { Group, Panel, Separator } from 'react-resizable-panels'
import { useLayout } from '../state/layout.ts'
import styles from './Panes.module.css'

export interface PaneSpec {
  readonly id: string
  readonly label: string
  /** Percent of the group. */
  readonly size: number
  readonly minPx: number
  readonly content: ReactNode
}

interface PanesProps {
  readonly group: string
  readonly direction: 'horizontal' | 'vertical'
  readonly panes: readonly PaneSpec[]
}

export function Panes({ group, direction, panes }: PanesProps) {
  const width = useLayout((layout) => layout.width)
  const saved = useLayout((layout) => layout.sizes[`${width}/${group}`])
  const { saveSizes, forgetSizes } = useLayout.getState()
  const ids = panes.map((pane) => pane.id)
  const isUsable = saved !== undefined && ids.every((id) => id in saved)

  return (
    <Group
      id={group}
      key={width}
      orientation={direction}
      className={styles.group}
      {...(isUsable ? { defaultLayout: saved } : {})}
      onLayoutChanged={(layout, { isUserInteraction }) => {
        if (isUserInteraction) saveSizes(group, layout)
      }}
    >
      {panes.flatMap((pane, index) => [
        index === 0 ? null : (
          <Separator
            key={`before ${pane.id}`}
            className={styles.separator}
            aria-label={`Size of ${panes[index - 1]?.label ?? ''}`}
            onDoubleClick={() => forgetSizes(group)}
          />
        ),
        <Panel
          key={pane.id}
          id={pane.id}
          className={styles.panel}
          defaultSize={`${pane.size}%`}
          minSize={pane.minPx}
        >
          {pane.content}
        </Panel>,
      ])}
    </Group>
  )
}
