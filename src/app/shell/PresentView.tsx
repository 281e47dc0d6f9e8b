/** The presentation, put together; a chunk of its own. */
import { RequestCycle } from '../features/cycle/RequestCycle.tsx'
import { Present } from '../features/present/Present.tsx'
import type { Session } from '../state/session.ts'
import { goToView } from './app-commands.ts'

export function PresentView({ session }: { readonly session: Session }) {
  return (
    <Present session={session} onClose={() => goToView('play')}>
      <RequestCycle session={session} middleware={null} />
    </Present>
  )
}
