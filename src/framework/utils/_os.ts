/**
 * Paths below a folder. The project's files live in one tree with `/` between the parts, so a relative path starts
 * at its top.
 *
 * Django: django/utils/_os.py
 * Left out: to_path, symlinks_supported; drive letters.
 */
import { SuspiciousFileOperation } from '../core/exceptions.ts'

/** One absolute path without `.`, `..` and doubled slashes; an absolute part starts over, as in Python's `join`. */
function absolute(parts: readonly string[]): string {
  const start = parts.findLastIndex((part) => part.startsWith('/'))
  const found: string[] = []
  for (const name of parts.slice(Math.max(start, 0)).join('/').split('/')) {
    if (name === '..') found.pop()
    else if (name !== '' && name !== '.') found.push(name)
  }
  return `/${found.join('/')}`
}

/**
 * `base` with the paths below it, normalized.
 * @throws {SuspiciousFileOperation}  the result lies outside `base`
 */
export function safe_join(base: string, ...paths: readonly string[]): string {
  const folder = absolute([base])
  const path = absolute([base, ...paths])
  if (path !== folder && folder !== '/' && !path.startsWith(`${folder}/`)) {
    throw new SuspiciousFileOperation(
      `The joined path (${path}) is located outside of the base path component (${folder})`,
    )
  }
  return path
}
