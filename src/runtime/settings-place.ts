/**
 * The line of the settings that an error is about. A misspelt app or middleware is found by the framework long after
 * the settings ran, so no stack leads to them; but the message quotes the name, and the name stands in the file.
 */
import type { SourceRange } from '../base/source.ts'
import { whereOf } from './problem.ts'

/** Gives the error its place in the settings, where it has none and one is to be found. */
export function placeInSettings(error: unknown, file: string, source: string): unknown {
  if (!(error instanceof Error) || whereOf(error) !== null) return error
  const line = lineNaming(error.message, source)
  if (line === null) return error
  return Object.assign(error, { where: { file, line } satisfies SourceRange })
}

/** First line that quotes, or sets, something that the message names. */
function lineNaming(message: string, source: string): number | null {
  const lines = source.split('\n')
  const quoted = [...message.matchAll(/['"]([\w.]+)['"]/g)].map(([, name]) => name!)
  const capitals = [...message.matchAll(/\b[A-Z][A-Z_]{3,}\b/g)].map(([name]) => name)
  for (const name of quoted) {
    const at = lines.findIndex((line) =>
      new RegExp(`['"]${name.replaceAll('.', '\\.')}\\b`).test(line),
    )
    if (at !== -1) return at + 1
  }
  for (const name of capitals) {
    const at = lines.findIndex((line) => new RegExp(`^\\s*export const ${name}\\b`).test(line))
    if (at !== -1) return at + 1
  }
  return null
}
