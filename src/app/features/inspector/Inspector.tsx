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

const NAMES: Readonly<Record<InspectorTab, string>> = {
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

const PANELS: Readonly<Record<InspectorTab, (props: PanelProps) => React.ReactNode>> = {
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

export function Inspector({ session }: { readonly session: Session }) {
  const journey = usePlayback(session, (state) => state.journey)
  const tab = useSelection(session, (state) => state.tab)
  const counts = useMemo(() => (journey === null ? null : countsOf(journey)), [journey])
  const Panel = PANELS[tab]
  const tabs = (Object.keys(NAMES) as InspectorTab[]).map((id) => ({
    id,
    label: NAMES[id],
    count: counts?.[id] ?? 0,
  }))

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
        tabIndex={0}
        className={styles.panel}
      >
        {journey === null ? (
          <p className={styles.empty}>Send a request: what Django did with it stands here.</p>
        ) : (
          <Panel session={session} journey={journey} />
        )}
      </div>
    </section>
  )
}

function countsOf(journey: Journey): Readonly<Record<InspectorTab, number>> {
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
