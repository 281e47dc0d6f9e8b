/**
 * The project's own files below a folder, to read: `new FileSystemStorage('documents').open('a.pdf')`. A path that
 * leaves the folder is suspicious, whatever lies there.
 *
 * Django: django/core/files/storage/{base,filesystem}.py, ref/files/storage
 * Left out: everything that writes (the files are the editor's), times, other encodings than UTF-8.
 */
import { encode } from '../../../../base/python/bytes.ts'
import { BytesIO } from '../../../../base/python/bytes_io.ts'
import {
  FileNotFoundError,
  IsADirectoryError,
  NotImplementedError,
  ValueError,
} from '../../../../base/python/exceptions.ts'
import { repr } from '../../../../base/python/protocols.ts'
import { tuple } from '../../../../base/python/tuple.ts'
import { settings } from '../../../conf/index.ts'
import { projectFiles, readTemplateFile } from '../../../template/files.ts'
import { safe_join } from '../../../utils/_os.ts'
import { filepath_to_uri } from '../../../utils/encoding.ts'
import { File } from '../base.ts'

export class FileSystemStorage {
  readonly #location: string | null
  readonly #base_url: string | null

  /** @param location  folder of the project; null: MEDIA_ROOT. @param base_url  null: MEDIA_URL */
  constructor(location: string | null = null, base_url: string | null = null) {
    this.#location = location
    this.#base_url = base_url
  }

  get location(): string {
    return safe_join(this.#location ?? settings.MEDIA_ROOT)
  }

  /** null where there is none. */
  get base_url(): string | null {
    const url = this.#base_url ?? settings.MEDIA_URL
    return url === '' || url.endsWith('/') ? url : `${url}/`
  }

  /** @throws {FileNotFoundError, IsADirectoryError, SuspiciousFileOperation} */
  open(name: string, mode = 'rb'): File {
    if (mode !== 'rb')
      throw new NotImplementedError(`open() with mode ${repr(mode)} is not there yet`)
    const path = this.path(name)
    const text = readTemplateFile(path.slice(1))
    if (text !== null) return new File(new BytesIO(encode(text)), path)
    if (this.#isFolder(path)) {
      throw new IsADirectoryError(`[Errno 21] Is a directory: ${repr(path)}`)
    }
    throw new FileNotFoundError(`[Errno 2] No such file or directory: ${repr(path)}`)
  }

  /** Where it lies in the project, from its top: `/documents/a.pdf`. @throws {SuspiciousFileOperation} */
  path(name: string): string {
    return safe_join(this.location, name)
  }

  exists(name: string): boolean {
    const path = this.path(name)
    return readTemplateFile(path.slice(1)) !== null || this.#isFolder(path)
  }

  size(name: string): number {
    return this.open(name).size
  }

  /** @returns names of folders, names of files. @throws {FileNotFoundError} */
  listdir(path: string): unknown {
    const folder = this.path(path)
    const below = this.#below(folder).map((file) => file.split('/'))
    if (below.length === 0) {
      throw new FileNotFoundError(`[Errno 2] No such file or directory: ${repr(folder)}`)
    }
    const names = (isFolder: boolean) =>
      below.filter((parts) => parts.length > 1 === isFolder).map(([name = '']) => name)
    return tuple([[...new Set(names(true))], names(false)])
  }

  /** @throws {ValueError}  there is no base_url */
  url(name: string | null): string {
    const { base_url } = this
    if (!base_url) throw new ValueError('This file is not accessible via a URL.')
    return base_url + (filepath_to_uri(name) ?? '').replace(/^\/+/, '')
  }

  #isFolder(path: string): boolean {
    return this.#below(path).length > 0
  }

  /** Paths of all files in a folder, from there. */
  #below(path: string): string[] {
    const prefix = path === '/' ? '' : `${path.slice(1)}/`
    return projectFiles()
      .filter((file) => file.startsWith(prefix))
      .map((file) => file.slice(prefix.length))
  }
}
