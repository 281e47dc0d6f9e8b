/** The page: one session, one sandbox, and the view that the address asks for. */
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react'
import { clearOnLeave } from '../client/unfinished.ts'
import { HostFrame } from '../features/preview/HostFrame.tsx'
import { isShareFragment } from '../features/share/codec.ts'
import { ShareDialog } from '../features/share/ShareDialog.tsx'
import { Boundary } from '../kit/Boundary.tsx'
import { useLayout } from '../state/layout.ts'
import { autosave } from '../state/project.ts'
import { appCommands, type AppDialog } from './app-commands.ts'
import { commandFor, isTypingIn, runsItself } from './commands.ts'
import { KeysDialog } from './KeysDialog.tsx'
import { Live } from './Live.tsx'
import { Notices } from './Notices.tsx'
import { OurFault } from './OurFault.tsx'
import { PlayView } from './PlayView.tsx'
import { ProjectDialog } from './ProjectDialog.tsx'
import { openPlayground } from './open-playground.ts'
import { viewOfAddress } from './start.ts'
import { TopBar } from './TopBar.tsx'
import { useShownTheme } from './use-theme.ts'
import styles from './Shell.module.css'

const PresentView = lazy(async () => ({ default: (await import('./PresentView.tsx')).PresentView }))

export function App() {
  const { session, playground, start } = useMemo(openPlayground, [])
  const root = useRef<HTMLDivElement>(null)
  const view = useLayout((layout) => layout.view)
  const width = useLayout((layout) => layout.width)
  const [dialog, setDialog] = useState<AppDialog | null>(null)
  const commands = useMemo(() => appCommands(playground, setDialog), [playground])
  useShownTheme()

  useEffect(() => autosave(), [])
  useEffect(() => clearOnLeave(), [])
  useEffect(() => {
    // a link pasted into the address of an open page changes the fragment only
    const onFragment = () => {
      if (isShareFragment(location.hash)) location.reload()
    }
    addEventListener('hashchange', onFragment)
    return () => removeEventListener('hashchange', onFragment)
  }, [])
  useEffect(() => {
    const element = root.current
    if (element === null) return
    const { setWidth } = useLayout.getState()
    setWidth(element.clientWidth)
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) setWidth(entry.contentRect.width)
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  useEffect(() => {
    const onBack = () => useLayout.getState().setView(viewOfAddress())
    addEventListener('popstate', onBack)
    return () => removeEventListener('popstate', onBack)
  }, [])
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const command = commandFor(event, commands, isTypingIn(event.target))
      if (command === null || (command.id === 'send' && runsItself(event.target))) return
      event.preventDefault()
      event.stopPropagation()
      command.run()
    }
    // before Monaco, which has plans of its own for some of these
    addEventListener('keydown', onKeyDown, true)
    return () => removeEventListener('keydown', onKeyDown, true)
  }, [commands])

  return (
    <div ref={root} className={styles.app} data-width={width} data-view={view}>
      {view === 'present' ? (
        <Suspense fallback={null}>
          <Boundary fallback={(error) => <OurFault error={error} />}>
            <PresentView session={session} />
          </Boundary>
        </Suspense>
      ) : (
        <>
          <TopBar session={session} commands={commands} onDialog={setDialog} />
          <Notices linkProblem={start.linkProblem} playground={playground} />
          <Boundary fallback={(error) => <OurFault error={error} />}>
            <PlayView session={session} playground={playground} />
          </Boundary>
        </>
      )}
      <HostFrame playground={playground} />
      <Live session={session} />
      {dialog === 'share' ? (
        <ShareDialog session={session} onClose={() => setDialog(null)} />
      ) : null}
      {dialog === 'keys' ? (
        <KeysDialog commands={commands} onClose={() => setDialog(null)} />
      ) : null}
      {dialog === 'reset' || dialog === 'project' ? (
        <ProjectDialog kind={dialog} playground={playground} onClose={() => setDialog(null)} />
      ) : null}
    </div>
  )
}
