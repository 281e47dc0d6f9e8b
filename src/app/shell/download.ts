/** Hands the project to the person as a file. */
import { packProject } from '../features/share/project-file.ts'
import { currentProject } from '../state/project.ts'

export function download(): void {
  const project = currentProject()
  const url = URL.createObjectURL(new Blob([packProject(project)], { type: 'application/zip' }))
  const link = document.createElement('a')
  link.href = url
  link.download = `${project.title.replace(/[^\w-]+/g, '-').toLowerCase() || 'project'}.zip`
  link.click()
  // the download has begun by then; the browser keeps its own hold on it
  setTimeout(() => URL.revokeObjectURL(url), 1000)
}
