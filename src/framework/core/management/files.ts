/**
 * Where commands write files. A program cannot change the project that it is part of while it runs, so the host decides
 * whether anything may be written at all.
 */
import { OSError } from '../../../base/python/exceptions.ts'

type FileWriter = (path: string, text: string) => void

let writer: FileWriter | null = null

/** @param next  null: nothing may be written */
export function setFileWriter(next: FileWriter | null): void {
  writer = next
}

/** @throws {OSError} the project's files are the editor's */
export function writeFile(path: string, text: string): void {
  if (writer !== null) return writer(path, text)
  const error = new OSError(`[Errno 30] Read-only file system: '${path}'`)
  error.teaching = {
    id: 'management.read_only',
    hint: 'A running project cannot write its own files. Open Migrations beside the files: it offers this one.',
  }
  throw error
}
