/**
 * A choice of the project's own files below a folder. They are listed when the field is made, as in Django: a form's
 * copy of the field offers what was there when its class was made.
 *
 * Django: FilePathField in django/forms/fields.py, ref/forms/fields#filepathfield
 */
import { FileNotFoundError } from '../../../base/python/exceptions.ts'
import { isPlainObject } from '../../../base/python/mapping.ts'
import { repr, str } from '../../../base/python/protocols.ts'
import { Pattern } from '../../../base/python/re.ts'
import { projectFiles } from '../../template/files.ts'
import { safe_join } from '../../utils/_os.ts'
import { ChoiceField, type ChoiceFieldOptions } from './choice.ts'

export interface FilePathOptions extends Omit<ChoiceFieldOptions, 'choices'> {
  /** A regular expression in Python's syntax, for names without their folder. */
  readonly match?: unknown
  readonly recursive?: boolean
  readonly allow_files?: boolean
  readonly allow_folders?: boolean
}

type PathChoice = [path: string, label: string]

export class FilePathField extends ChoiceField {
  readonly path: string
  readonly match: unknown
  readonly recursive: boolean
  readonly allow_files: boolean
  readonly allow_folders: boolean

  /**
   * @param path  absolute, or from the top of the project; it may stand among the options
   * @throws {FileNotFoundError}  there is no such folder, and `recursive` is off
   */
  constructor(path: unknown, options: FilePathOptions = {}) {
    const given = isPlainObject(path)
      ? (path as unknown as FilePathOptions & { path: unknown })
      : { path, ...options }
    const { match = null, recursive = false, allow_files = true, allow_folders = false } = given
    super(given)
    this.path = str(given.path)
    this.match = match
    this.recursive = recursive
    this.allow_files = allow_files
    this.allow_folders = allow_folders
    this.choices = [...(this.required ? [] : [['', '---------']]), ...this.#found()]
  }

  #found(): PathChoice[] {
    const pattern = this.match === null ? null : new Pattern(str(this.match))
    const isWanted = (name: string) => pattern === null || pattern.search(name) !== null
    const tree = folders(safe_join(this.path))
    if (!this.recursive) {
      const own = tree.get('')
      if (own === undefined) {
        throw new FileNotFoundError(`[Errno 2] No such file or directory: ${repr(this.path)}`)
      }
      return this.#entries(own)
        .filter(isWanted)
        .map((name): PathChoice => [joined(this.path, name), name])
        .sort(([, one], [, other]) => compare(one, other))
    }
    return [...tree]
      .map(
        ([below, folder]) => [below === '' ? this.path : joined(this.path, below), folder] as const,
      )
      .sort(([one], [other]) => compare(one, other))
      .flatMap(([root, folder]) =>
        this.#entries(folder)
          .filter(isWanted)
          .map((name) => joined(root, name)),
      )
      .map((path) => [path, path.replace(this.path, '')])
  }

  /** What a folder offers: its files by name, then its folders. */
  #entries({ files, folders }: Folder): string[] {
    const offered = [...(this.allow_files ? [...files].sort(compare) : [])]
    if (this.allow_folders) offered.push(...[...folders].sort(compare))
    return offered.filter((name) => name !== '__pycache__')
  }
}

interface Folder {
  readonly files: Set<string>
  readonly folders: Set<string>
}

/** `top` (absolute) as '', and every folder below by its path from there; empty where `top` is none. */
function folders(top: string): Map<string, Folder> {
  const prefix = top === '/' ? '' : `${top.slice(1)}/`
  const tree = new Map<string, Folder>()
  for (const path of projectFiles()) {
    if (!path.startsWith(prefix)) continue
    const parts = path.slice(prefix.length).split('/')
    parts.forEach((name, depth) => {
      const below = parts.slice(0, depth).join('/')
      const folder = tree.get(below) ?? { files: new Set(), folders: new Set() }
      tree.set(below, folder)
      folder[depth === parts.length - 1 ? 'files' : 'folders'].add(name)
    })
  }
  return tree
}

const joined = (folder: string, name: string) =>
  folder.endsWith('/') ? folder + name : `${folder}/${name}`

const compare = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0)
