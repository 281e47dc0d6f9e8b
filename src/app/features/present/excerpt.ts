/**
 * Which lines of a file a projector shows: at most twelve rows of 44 columns, the current line among them, moved to
 * the left together. Long lines wrap, so rows are counted, not lines.
 */
import type { SourceRange } from '../../../base/source.ts'
import type { Stop } from '../../../insight/stop.ts'

export const MAX_ROWS = 12
export const COLUMNS = 44

export interface Excerpt {
  /** First and last line, from 1. */
  readonly from: number
  readonly to: number
  /** Columns that all of these lines start blank with. */
  readonly dedent: number
}

/** @param line  from 1; null: the beginning of the file */
export function excerpt(text: string, line: number | null): Excerpt {
  const lines = text.split('\n')
  const rowsOf = (at: number) => Math.max(1, Math.ceil((lines[at - 1]?.length ?? 0) / COLUMNS))
  const current = Math.min(Math.max(1, line ?? 1), lines.length)
  let [from, to] = [current, current]
  let rows = rowsOf(current)
  const take = (at: number): boolean => {
    if (at < 1 || at > lines.length || rows + rowsOf(at) > MAX_ROWS) return false
    rows += rowsOf(at)
    from = Math.min(from, at)
    to = Math.max(to, at)
    return true
  }
  // two lines below for each above: what comes next matters more
  for (let isGrowing = true; isGrowing;) {
    const below = take(to + 1)
    const further = take(to + 1)
    const above = take(from - 1)
    isGrowing = below || further || above
  }
  const shown = lines.slice(from - 1, to).filter((one) => one.trim() !== '')
  const indents = shown.map((one) => one.length - one.trimStart().length)
  return { from, to, dedent: indents.length === 0 ? 0 : Math.min(...indents) }
}

/**
 * The line that a step is about. A step without one of its own leaves the last line before it standing; before the
 * first, the first to come. Depends on nothing but run and step, so going back shows what was there.
 */
export function placeAt(
  stops: readonly Pick<Stop, 'where'>[],
  step: number,
  files: Readonly<Record<string, string>>,
): SourceRange | null {
  const isHere = ({ where }: Pick<Stop, 'where'>) => where !== null && where.file in files
  const stop = stops.slice(0, step + 1).findLast(isHere) ?? stops.find(isHere)
  return stop?.where ?? null
}
