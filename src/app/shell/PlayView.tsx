/** Panes by width: three columns over a dock, two columns over a dock, or one pane at a time with tabs below. */
import { Code, Database as DatabaseIcon, Layers, PanelsTopLeft, Search } from 'lucide-react'
import { lazy, Suspense } from 'react'
import type { Playground } from '../client/playground.ts'
import { RequestCycle } from '../features/cycle/RequestCycle.tsx'
import { CodePane } from '../features/editor/CodePane.tsx'
import { Inspector } from '../features/inspector/Inspector.tsx'
import { Preview } from '../features/preview/Preview.tsx'
import { Requests } from '../features/requests/Requests.tsx'
import { Timeline } from '../features/timeline/Timeline.tsx'
import { Boundary } from '../kit/Boundary.tsx'
import { Panes } from '../kit/Panes.tsx'
import { tabPanelId, Tabs } from '../kit/Tabs.tsx'
import { useConnection } from '../state/connection.ts'
import { useLayout, type Pane } from '../state/layout.ts'
import type { Session } from '../state/session.ts'
import { middlewareOf } from './middleware-of.ts'
import { OurFault } from './OurFault.tsx'
import { MiniTransport } from './MiniTransport.tsx'
import { useMigrations } from '../state/migrations.ts'
import { useProject } from '../state/project.ts'
import styles from './Shell.module.css'

const Database = lazy(async () => ({
  default: (await import('../features/database/Database.tsx')).Database,
}))

const Migrations = lazy(async () => ({
  default: (await import('../features/migrations/Migrations.tsx')).Migrations,
}))

interface PlayViewProps {
  readonly session: Session
  readonly playground: Playground
}

export function PlayView(props: PlayViewProps) {
  const width = useLayout((layout) => layout.width)
  if (width === 'phone') return <OneAtATime {...props} />
  return <Columns {...props} isWide={width === 'three'} />
}

function Columns({ isWide, ...props }: PlayViewProps & { readonly isWide: boolean }) {
  const { session } = props
  const middle = isWide ? <ThreeColumns {...props} /> : <TwoColumns {...props} />
  return (
    <main className={styles.main}>
      <Panes
        group="dock"
        direction="vertical"
        panes={[
          { id: 'middle', label: 'code, cycle and page', size: 73, minPx: 300, content: middle },
          {
            id: 'timeline',
            label: 'timeline',
            size: 27,
            minPx: 96,
            content: (
              <div className={styles.slot} data-pane="timeline" tabIndex={-1}>
                <Timeline session={session} />
              </div>
            ),
          },
        ]}
      />
    </main>
  )
}

function ThreeColumns(props: PlayViewProps) {
  const right = (
    <Panes
      group="right"
      direction="vertical"
      panes={[
        {
          id: 'page',
          label: 'page',
          size: 48,
          minPx: 140,
          content: <Part pane="page" {...props} />,
        },
        {
          id: 'inspect',
          label: 'inspector',
          size: 52,
          minPx: 140,
          content: <Part pane="inspect" {...props} />,
        },
      ]}
    />
  )
  return (
    <Panes
      group="columns"
      direction="horizontal"
      panes={[
        {
          id: 'code',
          label: 'code',
          size: 34,
          minPx: 320,
          content: <Part pane="code" {...props} />,
        },
        {
          id: 'cycle',
          label: 'request cycle',
          size: 28,
          minPx: 340,
          content: <Part pane="cycle" {...props} />,
        },
        { id: 'right', label: 'page and inspector', size: 38, minPx: 360, content: right },
      ]}
    />
  )
}

const SIDE_TABS = [
  { id: 'page', label: 'Page' },
  { id: 'cycle', label: 'Cycle' },
  { id: 'inspect', label: 'Inspect' },
  { id: 'data', label: 'Data' },
] as const

function TwoColumns(props: PlayViewProps) {
  const side = useLayout((layout) => layout.sidePane)
  const show = useLayout((layout) => layout.show)
  const right = (
    <div className={styles.tabbed}>
      <Tabs group="side" label="Right column" tabs={SIDE_TABS} selected={side} onSelect={show} />
      <div
        className={styles.slot}
        role="tabpanel"
        id={tabPanelId('side', side)}
        aria-labelledby={`side-tab-${side}`}
      >
        <Part pane={side} {...props} />
      </div>
    </div>
  )
  return (
    <Panes
      group="columns"
      direction="horizontal"
      panes={[
        {
          id: 'code',
          label: 'code',
          size: 52,
          minPx: 280,
          content: <Part pane="code" {...props} />,
        },
        { id: 'right', label: 'right column', size: 48, minPx: 300, content: right },
      ]}
    />
  )
}

const PHONE_TABS = [
  { id: 'code', label: 'Code', icon: <Code size={20} aria-hidden="true" /> },
  { id: 'page', label: 'Page', icon: <PanelsTopLeft size={20} aria-hidden="true" /> },
  { id: 'cycle', label: 'Cycle', icon: <Layers size={20} aria-hidden="true" /> },
  { id: 'inspect', label: 'Inspect', icon: <Search size={20} aria-hidden="true" /> },
  { id: 'data', label: 'Data', icon: <DatabaseIcon size={20} aria-hidden="true" /> },
] as const

function OneAtATime(props: PlayViewProps) {
  const pane = useLayout((layout) => layout.phonePane)
  const show = useLayout((layout) => layout.show)
  return (
    <>
      <main className={styles.main}>
        {pane === 'code' ? null : (
          <div className={styles.phoneRequests}>
            <Requests session={props.session} />
          </div>
        )}
        <div
          className={styles.slot}
          role="tabpanel"
          id={tabPanelId('phone', pane)}
          aria-labelledby={`phone-tab-${pane}`}
        >
          <Part pane={pane} {...props} />
        </div>
      </main>
      <MiniTransport session={props.session} />
      <nav aria-label="Panes" className={styles.bottom}>
        <Tabs
          group="phone"
          label="Panes"
          kind="bottom"
          tabs={PHONE_TABS}
          selected={pane}
          onSelect={show}
        />
      </nav>
    </>
  )
}

function Part({ pane, session, playground }: PlayViewProps & { readonly pane: Pane }) {
  // no first page will come where the sandbox failed: then there is nothing to wait for
  const mayLoadMonaco = useConnection(
    ({ page, phase, boot }) =>
      page !== null ||
      phase === 'dead' ||
      phase === 'paused' ||
      Object.values(boot).some(({ state }) => state === 'failed'),
  )
  const isWide = useLayout((layout) => layout.width === 'three')
  const settings = useProject(
    (project) => Object.entries(project.files).find(([path]) => path.endsWith('settings.ts'))?.[1],
  )
  switch (pane) {
    case 'code':
      return (
        <CodePane session={session} mayLoadMonaco={mayLoadMonaco} migrations={<MigrationsPart />} />
      )
    case 'page':
      return <Preview playground={playground} />
    case 'cycle':
      return (
        <div className={styles.slot} data-pane="cycle" tabIndex={-1}>
          <RequestCycle session={session} middleware={middlewareOf(settings ?? '')} />
        </div>
      )
    case 'inspect':
      return (
        <div className={styles.slot} data-pane="inspect" tabIndex={-1}>
          <Inspector
            session={session}
            {...(isWide ? { database: <Data session={session} /> } : {})}
          />
        </div>
      )
    case 'data':
      return (
        <div className={styles.slot} data-pane="data" tabIndex={-1}>
          <Data session={session} />
        </div>
      )
  }
}

function Data({ session }: { readonly session: Session }) {
  return (
    <Boundary fallback={(error) => <OurFault error={error} />}>
      <Suspense fallback={null}>
        <Database session={session} />
      </Suspense>
    </Boundary>
  )
}

/** Downloaded when somebody asks for it, or edits a model. */
function MigrationsPart() {
  const isWanted = useMigrations(({ isOpen, isWatching }) => isOpen || isWatching)
  if (!isWanted) return null
  return (
    <Suspense fallback={null}>
      <Boundary fallback={() => null}>
        <Migrations />
      </Boundary>
    </Suspense>
  )
}
