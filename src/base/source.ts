/** A place in the learner's project. Lines and columns count from 1. */
export interface SourceRange {
  /** Path in the project, with forward slashes: `blog/views.ts`. */
  readonly file: string
  readonly line: number
  readonly column?: number
}

/** `blog/views.ts:12`, the way every message and caption writes a place. */
export function formatSource(where: SourceRange): string {
  return `${where.file}:${where.line}`
}
