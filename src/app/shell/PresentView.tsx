/** The presentation, put together; a chunk of its own. */
import { RequestCycle } from '../features/cycle/RequestCycle.tsx'
import { Present } from '../features/present/Present.tsx'
import type { Session } from '../state/session.ts'
import { goToView } from './app-commands.ts'

// React.lazy takes nothing but a default export
export default function PresentView({ session }: { readonly session: Session }) {
  return (
    <Present session={session} onClose={() => goToView('play')}>
      <RequestCycle session={session} middleware={null} />
    </Present>
  )
}
