/** What counts as a project, wherever it comes from: storage, a link or a file. Paths cannot leave the project. */
import * as v from 'valibot'

export const MAX_FILES = 200
/** Characters of all files together. */
export const MAX_PROJECT_SIZE = 2_000_000

const PATH = /^[\w.-]+(\/[\w.-]+)*$/
const RESERVED = new Set(['.', '..', '__proto__', 'prototype', 'constructor'])

/** True for `blog/views.ts`; false for absolute paths, `..`, blanks and names JavaScript gives a meaning. */
export function isProjectPath(path: string): boolean {
  return (
    path.length <= 200 && PATH.test(path) && !path.split('/').some((part) => RESERVED.has(part))
  )
}

/** @returns one sentence, or null where a file may be called so */
export function pathProblem(path: string, files: Readonly<Record<string, string>>): string | null {
  if (path === '') return 'Write a path, for example blog/feeds.ts.'
  if (!isProjectPath(path)) return 'Use letters, digits, “_”, “-” and “.” with “/” between folders.'
  if (path in files) return `${path} is there already.`
  if (Object.keys(files).some((other) => other.startsWith(`${path}/`)))
    return `${path} is a folder.`
  return null
}

export const filesSchema = v.pipe(
  v.record(v.pipe(v.string(), v.check(isProjectPath)), v.string()),
  v.check((files) => Object.keys(files).length <= MAX_FILES),
  v.check((files) => sizeOf(files) <= MAX_PROJECT_SIZE),
)

export function sizeOf(files: Readonly<Record<string, string>>): number {
  return Object.values(files).reduce((sum, text) => sum + text.length, 0)
}

export const exampleRefSchema = v.object({
  id: v.pipe(v.string(), v.maxLength(100)),
  version: v.number(),
})
export const titleSchema = v.pipe(v.string(), v.maxLength(100))

export const projectSchema = v.object({
  example: exampleRefSchema,
  title: titleSchema,
  files: filesSchema,
})
export type Project = v.InferOutput<typeof projectSchema>
