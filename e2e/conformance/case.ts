/** Reads recorded answers of real Django: JSON Lines, one case a line, in files or folders of files. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** What every case has; the rest belongs to its kind and is described in the format's own page. */
export interface Case {
  readonly id: string
  readonly kind: string
  readonly op?: string
  readonly tags: readonly string[]
  /** The answer depends on Python itself: counts only where user code is Python. */
  readonly python_only?: boolean
  readonly expect: unknown
  readonly [key: string]: unknown
}

/** All `.jsonl` files of a path, sorted; a file stands for itself. */
export function caseFiles(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path)
    .filter((name) => name.endsWith('.jsonl'))
    .sort()
    .map((name) => join(path, name))
}

export function readCases(file: string): Case[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Case)
}
