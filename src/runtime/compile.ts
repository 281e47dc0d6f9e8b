/**
 * One file of the learner's TypeScript to JavaScript. Types are taken off, imports become `require`, every line stays
 * where it was: stacks then name the learner's lines without a source map.
 */
import { transform } from 'sucrase'
import { Exception } from '../base/python/exceptions.ts'
import type { SourceRange } from '../base/source.ts'
import { asyncCode } from './async-code.ts'
import { watchLoops } from './loops.ts'
import { lineOfOpenString } from './unterminated.ts'

/** The text is no TypeScript. */
export class SyntaxError_ extends Exception {
  static readonly __name__ = 'SyntaxError'
  readonly where: SourceRange

  constructor(message: string, where: SourceRange) {
    super(message)
    this.where = where
    this.teaching = { id: 'project.syntax', hint: `Correct line ${where.line} of ${where.file}.` }
  }
}

export const OPEN_STRING = 'Unterminated string'

/** Compiled already, by name and text. A worker loads one project, so this never grows beyond two versions of it. */
const known = new Map<string, string>()
const keyOf = (file: string, source: string) => `${file}\n${source}`

/** Nobody waits yet: the files that an edit leaves as they are need not be compiled after it. */
export function compileAhead(files: Readonly<Record<string, string>>): void {
  for (const [file, source] of Object.entries(files)) {
    if (!file.endsWith('.ts')) continue
    try {
      known.set(keyOf(file, source), compile(file, source))
    } catch {
      // said when the project is loaded
    }
  }
}

/** @throws {SyntaxError_} */
export function compile(file: string, source: string): string {
  const before = known.get(keyOf(file, source))
  if (before !== undefined) return before
  try {
    const { code } = transform(source, {
      transforms: ['typescript', 'imports'],
      disableESTransforms: true,
      production: true,
      preserveDynamicImport: true,
      filePath: file,
    })
    const watched = watchLoops(withOwnExports(code), source)
    return asyncCode.part?.rewrite(watched) ?? watched
  } catch (error) {
    const open = lineOfOpenString(source)
    if (open === null) throw syntaxError(file, error)
    throw new SyntaxError_(OPEN_STRING, { file, line: open })
  }
}

/**
 * What a module exports itself wins over `export *`, wherever it stands: `export * from './base'` and then
 * `export const DEBUG = false`. Sucrase makes getters of the others' names, which could not be assigned.
 */
function withOwnExports(code: string): string {
  return code.replace(
    'configurable: true, get: () => obj[key]}',
    'configurable: true, get: () => obj[key], set: (value) => Object.defineProperty(exports, key, {enumerable: true, configurable: true, writable: true, value})}',
  )
}

/** Sucrase says `Error transforming blog/views.ts: Unexpected token (12:5)` and has the place in `loc`. */
function syntaxError(file: string, error: unknown): SyntaxError_ {
  const { message, loc } = error as { message: string; loc?: { line: number; column: number } }
  const text = message
    .replace(`Error transforming ${file}: `, '')
    .replace(/^Syntax error, /i, '')
    .replace(/ \(\d+:\d+\)$/, '')
  return new SyntaxError_(text, { file, line: loc?.line ?? 1, column: (loc?.column ?? 0) + 1 })
}
