/**
 * What the page opens with: a link's project, or the own one; running, or paused until the person says so. Runs once,
 * before anything is drawn.
 */
import { mayRunAtOnce } from '../client/playground.ts'
import { candidates, freshId, sandboxSetting } from '../client/sandbox-origin.ts'
import { wasUnfinished } from '../client/unfinished.ts'
import { decodeShare, type Shared } from '../features/share/codec.ts'
import { examples } from '../../content/examples.ts'
import { useConnection } from '../state/connection.ts'
import { useLayout, type ViewName } from '../state/layout.ts'
import { exampleOf, useProject } from '../state/project.ts'

export interface Start {
  /** Path with query that the preview opens. */
  readonly url: string
  /** Where the playhead shall stand in the first run; null: at its end. */
  readonly step: number | null
  /** Why a link could not be opened; null: there was none, or it could. */
  readonly linkProblem: string | null
}

export function readStart(): Start {
  const decoded = decodeShare(location.hash, examples)
  useLayout.getState().setView(viewOfAddress())
  if (decoded.kind === 'shared') openShared(decoded.shared, location.hash)
  const isOpen = decoded.kind !== 'shared' || mayRunShared()
  if (!isOpen || wasUnfinished()) useConnection.getState().set({ phase: 'paused' })
  return {
    url:
      decoded.kind === 'shared'
        ? decoded.shared.url
        : exampleOf(useProject.getState().example.id).start,
    step: decoded.kind === 'shared' ? decoded.shared.step : null,
    linkProblem: decoded.kind === 'broken' ? decoded.reason : null,
  }
}

export function viewOfAddress(): ViewName {
  return new URLSearchParams(location.search).get('view') === 'present' ? 'present' : 'play'
}

/** A stranger's link shows its code first, and never takes the place of the own saved project. */
function openShared(shared: Shared, fragment: string): void {
  useProject.getState().loadShared(shared.project, fragment)
  useLayout.setState({ phonePane: 'code' })
}

function mayRunShared(): boolean {
  return candidates(sandboxSetting(), freshId()).every((origin) =>
    mayRunAtOnce(location.origin, origin),
  )
}
