/**
 * The port to the project's template files. Paths are those of the project, with forward slashes and none in front.
 * Setting new files makes no engine forget what it compiled: call `engines.reset()`.
 */

export interface TemplateFiles {
  /** @returns null where there is no such file */
  read(path: string): string | null
  /** Every file of the project, in any order: templates are found by folder, tag libraries as `<app>/templatetags/*`. */
  list(): readonly string[]
}

let files: TemplateFiles = { read: () => null, list: () => [] }

export function setTemplateFiles(next: TemplateFiles): void {
  files = next
}

export function readTemplateFile(path: string): string | null {
  return files.read(path)
}

export function projectFiles(): readonly string[] {
  return files.list()
}
