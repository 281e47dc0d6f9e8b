/** The commands of the page. Diagram and timeline have keys of their own, which work while they have the focus. */
import type { Playground } from '../client/playground.ts'
import { useConnection } from '../state/connection.ts'
import { useLayout } from '../state/layout.ts'
import type { Command } from './commands.ts'
import { focusNextPane } from './panes.ts'

export type AppDialog = 'share' | 'keys' | 'reset' | 'project'

export function appCommands(
  playground: Playground,
  open: (dialog: AppDialog) => void,
): readonly Command[] {
  return [
    {
      id: 'send',
      label: 'Send the request',
      chord: { key: 'enter', mod: true },
      run: () => sendFromAddress(playground),
    },
    {
      id: 'save',
      label: 'Save and run again',
      chord: { key: 's', mod: true },
      run: () => playground.saveAndRun(),
    },
    {
      id: 'next-pane',
      label: 'Next pane',
      chord: { key: 'f6' },
      run: () => focusNextPane(false, playground),
    },
    {
      id: 'previous-pane',
      label: 'Previous pane',
      chord: { key: 'f6', shift: true },
      run: () => focusNextPane(true, playground),
    },
    {
      id: 'keys',
      label: 'These keys',
      chord: { key: '?', isLetter: true },
      run: () => open('keys'),
    },
  ]
}

/** What stands in the address bar, also while it is being typed; the page's own address where the bar is not shown. */
function sendFromAddress(playground: Playground): void {
  const form = document.querySelector<HTMLFormElement>('form[data-address]')
  if (form !== null) return form.requestSubmit()
  playground.navigate(useConnection.getState().page?.url ?? '/')
}

/** Keeps the address and the view one thing, so that Back leaves the presentation. */
export function goToView(view: 'play' | 'present'): void {
  const url = new URL(location.href)
  if (view === 'present') url.searchParams.set('view', 'present')
  else url.searchParams.delete('view')
  history.pushState(null, '', url)
  useLayout.getState().setView(view)
}
