/**
 * A project as one .zip: its files as they are, and `roundtrip.json`, which says what they are. Any zip of text files
 * opens too. Archives come from anyone, so sizes are checked before anything is inflated.
 */
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import * as v from 'valibot'
import {
  exampleRefSchema,
  filesSchema,
  isProjectPath,
  MAX_FILES,
  MAX_PROJECT_SIZE,
  titleSchema,
  type Project,
} from '../../state/project-files.ts'

const META = 'roundtrip.json'
const metaSchema = v.object({ format: v.literal(1), title: titleSchema, example: exampleRefSchema })

export function packProject({ files, title, example }: Project): Uint8Array<ArrayBuffer> {
  const entries = Object.entries(files).map(([path, text]) => [path, strToU8(text)] as const)
  const meta = strToU8(JSON.stringify({ format: 1, title, example }, null, 2))
  return new Uint8Array(zipSync({ ...Object.fromEntries(entries), [META]: meta }, { level: 9 }))
}

export type Unpacked =
  { readonly project: Project; readonly skipped: readonly string[] } | { readonly reason: string }

/**
 * @param fallback  title and example of an archive that is not ours
 * @returns `reason`: one sentence for the person; `skipped`: files that are no text or have no usable name
 */
export function unpackProject(
  bytes: Uint8Array,
  fallback: Pick<Project, 'title' | 'example'>,
): Unpacked {
  let total = 0
  let count = 0
  const skipped: string[] = []
  try {
    const all = unzipSync(bytes, {
      filter({ name, originalSize }) {
        if (name.endsWith('/')) return false
        if (!isProjectPath(name)) {
          skipped.push(name)
          return false
        }
        total += originalSize
        count += 1
        if (total > MAX_PROJECT_SIZE || count > MAX_FILES) throw new TooLarge()
        return true
      },
    })
    const { [META]: metaBytes, ...rest } = all
    const files: Record<string, string> = {}
    for (const [path, content] of Object.entries(rest)) {
      const text = textOf(content)
      if (text === null) skipped.push(path)
      else files[path] = text
    }
    if (Object.keys(files).length === 0) return { reason: 'There is no text file in this archive.' }
    if (!v.is(filesSchema, files)) throw new TooLarge()
    const meta = v.safeParse(
      metaSchema,
      metaBytes === undefined ? null : json(strFromU8(metaBytes)),
    )
    const { title, example } = meta.success ? meta.output : fallback
    return { project: { title, example, files }, skipped }
  } catch (error) {
    return {
      reason:
        error instanceof TooLarge
          ? `A project may have ${MAX_FILES} files of 2 MB together; this archive has more.`
          : 'This file is no zip archive, or a damaged one.',
    }
  }
}

class TooLarge extends Error {}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function textOf(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return text.includes('\0') ? null : text
  } catch {
    return null
  }
}
