/** The loaded project's catalogue, asked once after each load, and only when no request keeps the engine busy. */
import {
  parseCatalogue,
  parseTemplateStart,
  type Catalogue,
  type TemplateStart,
} from '../../../../protocol/answers.ts'
import { useConnection } from '../../../state/connection.ts'
import { askEngine } from '../../../state/engine.ts'
import { useProject } from '../../../state/project.ts'

let latest: Promise<Catalogue | null> = Promise.resolve(null)
let known: Catalogue | null = null
let asked = { loads: -1, generation: -1 }

/** The newest one; that of the last good load while the project does not load. */
export function catalogue(): Promise<Catalogue | null> {
  const { loads } = useConnection.getState()
  const { generation } = useProject.getState()
  if (asked.loads === loads && asked.generation === generation) return latest
  if (asked.generation !== generation) known = null
  asked = { loads, generation }
  latest = askEngine({ about: 'templates' }).then(
    (answer) => (known = parseCatalogue(answer) ?? known),
  )
  return latest
}

/** Calls `on` with each new catalogue, once the page that comes after a load is there. */
export function followCatalogue(on: (catalogue: Catalogue) => void): void {
  let seen: Catalogue | null = null
  const look = () => {
    const { loads, busySince } = useConnection.getState()
    if (loads === 0 || busySince !== null) return
    void catalogue().then((found) => {
      if (found !== null && found !== seen) on((seen = found))
    })
  }
  useConnection.subscribe(look)
  look()
}

/** @param text  the template up to a place outside of any tag */
export async function templateStart(path: string, text: string): Promise<TemplateStart | null> {
  return parseTemplateStart(await askEngine({ about: 'template-start', path, text }))
}
