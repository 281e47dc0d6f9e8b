/**
 * The region "Inspector": tabs about the shown run. Empty tabs stay, with count 0, so that places do not move. What
 * a playground said is shown as text, never as markup.
 */
import { useMemo } from 'react'
import { contextsOf, patternsOf, templatesOf } from '../../../insight/panels.ts'
import type { Journey } from '../../../insight/journey.ts'
import { problemsOf } from '../../../insight/problems.ts'
import { toldBy } from '../../../insight/told.ts'
import { tabPanelId, Tabs } from '../../kit/Tabs.tsx'
import type { InspectorTab } from '../../state/selection.ts'
import { usePlayback, useSelection, type Session } from '../../state/session.ts'
import { ContextPanel } from './ContextPanel.tsx'
import { HeadersPanel } from './HeadersPanel.tsx'
import styles from './Inspector.module.css'
import { LogPanel } from './LogPanel.tsx'
import { MiddlewarePanel } from './MiddlewarePanel.tsx'
import { ProblemsPanel } from './ProblemsPanel.tsx'
import { SqlPanel } from './SqlPanel.tsx'
import { TemplatePanel } from './TemplatePanel.tsx'
import { TranscriptPanel } from './TranscriptPanel.tsx'
import { UrlsPanel } from './UrlsPanel.tsx'

/** What is about the request; the database stands beside it. */
type RequestTab = Exclude<InspectorTab, 'database'>

const NAMES: Readonly<Record<RequestTab, string>> = {
  problems: 'Problems',
  sql: 'SQL',
  template: 'Template',
  urls: 'URLs',
  middleware: 'Middleware',
  headers: 'Headers',
  context: 'Context',
  log: 'Log',
  transcript: 'Transcript',
}

export interface PanelProps {
  readonly session: Session
  readonly journey: Journey
}

const PANELS: Readonly<Record<RequestTab, (props: PanelProps) => React.ReactNode>> = {
  problems: ProblemsPanel,
  sql: SqlPanel,
  template: TemplatePanel,
  urls: UrlsPanel,
  middleware: MiddlewarePanel,
  headers: HeadersPanel,
  context: ContextPanel,
  log: LogPanel,
  transcript: TranscriptPanel,
}

interface InspectorProps {
  readonly session: Session
  /** The database panel, where it has no pane of its own. */
  readonly database?: React.ReactNode
}

export function Inspector({ session, database }: InspectorProps) {
  const journey = usePlayback(session, (state) => state.journey)
  const chosen = useSelection(session, (state) => state.tab)
  const counts = useMemo(() => (journey === null ? null : countsOf(journey)), [journey])
  const tab = chosen === 'database' && database === undefined ? 'sql' : chosen
  const tabs = [
    ...(Object.keys(NAMES) as RequestTab[]).map((id) => ({
      id,
      label: NAMES[id],
      count: counts?.[id] ?? 0,
    })),
    ...(database === undefined ? [] : [{ id: 'database' as const, label: 'Database' }]),
  ]
  const Panel = tab === 'database' ? null : PANELS[tab]

  return (
    <section className={styles.region} aria-label="Inspector">
      <div className={styles.tabs}>
        <Tabs
          group="inspector"
          label="About this request"
          tabs={tabs}
          selected={tab}
          onSelect={(id) => session.selection.getState().openTab(id)}
        />
      </div>
      <div
        id={tabPanelId('inspector', tab)}
        role="tabpanel"
        aria-labelledby={`inspector-tab-${tab}`}
        {...(Panel === null ? {} : { tabIndex: 0 })}
        className={styles.panel}
      >
        {Panel === null ? (
          database
        ) : journey === null ? (
          <p className={styles.empty}>Send a request: what Django did with it stands here.</p>
        ) : (
          <Panel session={session} journey={journey} />
        )}
      </div>
    </section>
  )
}

function countsOf(journey: Journey): Readonly<Record<RequestTab, number>> {
  const http = journey.tree.spanOfKind('http')?.detail
  return {
    sql: journey.queries.length,
    template: templatesOf(journey).length,
    urls: patternsOf(journey).tried.length,
    middleware: journey.layers.length,
    headers: (http?.headers.length ?? 0) + (http?.responseHeaders?.length ?? 0),
    context: contextsOf(journey).reduce((sum, { values }) => sum + Object.keys(values).length, 0),
    problems: problemsOf(journey).length,
    log: toldBy(journey).reduce((sum, { lines }) => sum + lines.length, 0),
    transcript: journey.stops.length,
  }
}
