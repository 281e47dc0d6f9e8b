/** Which lines of a file a projector shows: at most twelve, the current one in view, moved to the left together. */
export const MAX_LINES = 12

export interface Excerpt {
  /** First and last line, from 1. */
  readonly from: number
  readonly to: number
  /** Columns that all of these lines start blank with. */
  readonly dedent: number
}

/** @param line  from 1; null: the beginning of the file */
export function excerpt(text: string, line: number | null, max = MAX_LINES): Excerpt {
  const lines = text.split('\n')
  const current = Math.min(Math.max(1, line ?? 1), lines.length)
  // a third above, two thirds below: what comes next matters more
  const first = Math.max(1, Math.min(current - Math.floor(max / 3), lines.length - max + 1))
  const last = Math.min(lines.length, first + max - 1)
  const shown = lines.slice(first - 1, last).filter((one) => one.trim() !== '')
  const indents = shown.map((one) => one.length - one.trimStart().length)
  return {
    from: first,
    to: last,
    dedent: Math.min(...indents, Infinity) === Infinity ? 0 : Math.min(...indents),
  }
}
