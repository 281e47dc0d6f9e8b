/**
 * One file of the learner's TypeScript to JavaScript. The translator is fetched when a file needs it: an example that
 * nobody has changed comes compiled, so that its first page does not wait for a compiler.
 */
import { assertPresent } from '../base/assert.ts'
import { Exception } from '../base/python/exceptions.ts'
import type { SourceRange } from '../base/source.ts'
import { asyncCode } from './async-code.ts'
import { typescript } from './typescript.ts'
import { lineOfOpenString } from './unterminated.ts'

/** A file with what it was compiled to. */
export interface Compiled {
  readonly file: string
  readonly source: string
  readonly code: string
}

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

/** Files that were compiled while the site was built. */
export function knowCompiled(compiled: readonly Compiled[]): void {
  for (const { file, source, code } of compiled) known.set(keyOf(file, source), code)
}

/** Fetches the translator where a file is not known yet. */
export async function prepareToCompile(files: Readonly<Record<string, string>>): Promise<void> {
  if (typescript.translate !== null) return
  const isKnown = ([file, source]: [string, string]) =>
    !file.endsWith('.ts') || known.has(keyOf(file, source))
  if (!Object.entries(files).every(isKnown)) await import('./translate.ts')
}

/** Nobody waits yet: the files that an edit leaves as they are need not be compiled after it. */
export function compileAhead(files: Readonly<Record<string, string>>): void {
  for (const [file, source] of Object.entries(files)) {
    if (!file.endsWith('.ts')) continue
    // the part that makes coroutines comes with the project
    if (asyncCode.part === null && /\basync\b/.test(source)) continue
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
  const translate = assertPresent(typescript.translate, 'the translator')
  try {
    const code = translate(file, source)
    return asyncCode.part?.rewrite(code) ?? code
  } catch (error) {
    const open = lineOfOpenString(source)
    if (open === null) throw syntaxError(file, error)
    throw new SyntaxError_(OPEN_STRING, { file, line: open })
  }
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
