/**
 * `?gallery`: every visual state with fixed traces. `?gallery=loop` shows one, `&theme=dark` the other theme, and
 * `&part=cycle` one region, so that a screenshot has nothing else in it.
 */
import { useMemo } from 'react'
import { Inspector } from '../features/inspector/Inspector.tsx'
import { RequestCycle } from '../features/cycle/RequestCycle.tsx'
import { Timeline } from '../features/timeline/Timeline.tsx'
import { createSession } from '../state/session.ts'
import { MIDDLEWARE } from '../../insight/samples/build.ts'
import styles from './Gallery.module.css'
import { SCENES, sceneStep, type Scene } from './scenes.ts'

const PARTS = ['cycle', 'timeline', 'inspector'] as const
type Part = (typeof PARTS)[number]

export function Gallery({ search }: { readonly search: string }) {
  const params = new URLSearchParams(search)
  const wanted = params.get('gallery') ?? ''
  const scenes = wanted === '' ? SCENES : SCENES.filter(({ id }) => id === wanted)
  const part = PARTS.find((name) => name === params.get('part'))

  return (
    <main className={styles.gallery} data-part={part}>
      {scenes.map((scene) => (
        <SceneView key={scene.id} scene={scene} parts={part === undefined ? PARTS : [part]} />
      ))}
    </main>
  )
}

const PATHS = MIDDLEWARE.map(({ path }) => path)

interface SceneViewProps {
  readonly scene: Scene
  readonly parts: readonly Part[]
}

function SceneView({ scene, parts }: SceneViewProps) {
  const session = useMemo(() => {
    const made = createSession()
    for (const trace of scene.traces) made.runs.getState().add(trace)
    made.playback.getState().goTo(sceneStep(scene) ?? 0)
    made.selection.getState().openTab(scene.tab)
    return made
  }, [scene])
  return (
    <article className={styles.scene} id={scene.id}>
      <h2 className={styles.title}>{scene.title}</h2>
      <div className={styles.parts}>
        {parts.includes('cycle') && (
          <div className={styles.cycle}>
            <RequestCycle session={session} middleware={PATHS} />
          </div>
        )}
        {parts.includes('inspector') && (
          <div className={styles.inspector}>
            <Inspector session={session} />
          </div>
        )}
        {parts.includes('timeline') && (
          <div className={styles.timeline}>
            <Timeline session={session} />
          </div>
        )}
      </div>
    </article>
  )
}
