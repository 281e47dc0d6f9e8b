/** Helps with a template that is not found: is there one of nearly that name, or none of its folder in the settings? */
import { projectFiles } from './files.ts'
import type { TemplateDoesNotExist } from './exceptions.ts'
import { nearestName } from './suggest.ts'

export function teachNotFound(error: TemplateDoesNotExist, name: string): void {
  const elsewhere = projectFiles().find((path) => path.endsWith(`/${name}`))
  const places = error.tried.map(([origin]) => origin.name)
  if (elsewhere !== undefined && !places.includes(elsewhere)) {
    error.teaching = {
      id: 'template.not_found',
      hint: `Add the folder of ${elsewhere} to DIRS in TEMPLATES, or its app to INSTALLED_APPS: no engine looks there.`,
    }
    return
  }
  const nearest = nearestName(name, namesIn(places, name))
  const hint =
    nearest === null ? `Create ${places[0] ?? `templates/${name}`}.` : `Did you mean '${nearest}'?`
  error.teaching = { id: 'template.not_found', hint }
}

/** Names of templates in the folders that were tried. */
function namesIn(places: readonly string[], name: string): string[] {
  const folders = places
    .filter((place) => place.endsWith(name))
    .map((place) => place.slice(0, -name.length))
  return projectFiles().flatMap((path) =>
    folders.filter((folder) => path.startsWith(folder)).map((folder) => path.slice(folder.length)),
  )
}
