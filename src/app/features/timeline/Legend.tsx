/** The phases of this run as toggles: a phase that is off leaves a count of its rows. */
import {
  Braces,
  Database,
  Globe,
  Layers,
  OctagonX,
  Signpost,
  SquareFunction,
  Table2,
  Zap,
  type LucideIcon,
} from 'lucide-react'
import { useMemo } from 'react'
import { plural } from '../../../insight/format.ts'
import type { Row } from '../../../insight/rows.ts'
import type { Phase } from '../../../insight/stop.ts'
import styles from './Legend.module.css'

const PHASES: readonly (readonly [phase: Phase, name: string, icon: LucideIcon])[] = [
  ['outside', 'Browser and server', Globe],
  ['middleware', 'Middleware', Layers],
  ['urls', 'URLs', Signpost],
  ['view', 'View', SquareFunction],
  ['template', 'Template', Braces],
  ['orm', 'ORM', Table2],
  ['database', 'Database', Database],
  ['cache', 'Cache', Zap],
  ['error', 'Error', OctagonX],
]

interface LegendProps {
  readonly rows: readonly Row[]
  readonly hidden: ReadonlySet<Phase>
  readonly onChange: (hidden: ReadonlySet<Phase>) => void
}

export function Legend({ rows, hidden, onChange }: LegendProps) {
  const counts = useMemo(() => {
    const found = new Map<Phase, number>()
    for (const { phase } of rows) found.set(phase, (found.get(phase) ?? 0) + 1)
    return found
  }, [rows])
  const left = rows.filter(({ phase }) => hidden.has(phase)).length

  function toggle(phase: Phase) {
    const next = new Set(hidden)
    if (!next.delete(phase)) next.add(phase)
    onChange(next)
  }

  return (
    <div className={styles.legend} role="group" aria-label="Rows shown">
      {PHASES.filter(([phase]) => counts.has(phase)).map(([phase, name, Icon]) => {
        const label = `${name}: ${plural(counts.get(phase) ?? 0, 'row')}`
        return (
          <button
            key={phase}
            type="button"
            className={styles.chip}
            data-phase={phase}
            aria-pressed={!hidden.has(phase)}
            aria-label={label}
            title={`${hidden.has(phase) ? 'Show' : 'Hide'} ${label}`}
            onClick={() => toggle(phase)}
          >
            <Icon size={14} aria-hidden />
          </button>
        )
      })}
      {left > 0 && (
        <button type="button" className={styles.left} onClick={() => onChange(new Set())}>
          {left} hidden
        </button>
      )}
    </div>
  )
}
