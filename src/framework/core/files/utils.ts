/**
 * Which names a file may have: no paths, nothing that leads out of a folder.
 *
 * Django: django/core/files/utils.py
 */
import { SuspiciousFileOperation } from '../exceptions.ts'

/** @throws {SuspiciousFileOperation} */
export function validate_file_name(name: string, allow_relative_path = false): string {
  const base = name.slice(name.lastIndexOf('/') + 1)
  if (['', '.', '..'].includes(base)) {
    throw new SuspiciousFileOperation(`Could not derive file name from '${name}'`)
  }
  if (allow_relative_path) {
    const path = name.replaceAll('\\', '/')
    if (path.startsWith('/') || path.split('/').includes('..')) {
      throw new SuspiciousFileOperation(`Detected path traversal attempt in '${name}'`)
    }
  } else if (name !== base) {
    throw new SuspiciousFileOperation(`File name '${name}' includes path elements`)
  }
  return name
}
