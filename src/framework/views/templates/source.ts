/** Where it happened: file, line and function, with the learner's own lines around it. */
import { formatSource, type SourceRange } from '../../../base/source.ts'
import { markup, type Markup } from './page.ts'

export interface SourceLine {
  readonly number: number
  readonly text: string
}

export interface TracebackFrame {
  readonly function: string
  readonly where: SourceRange
  /** Lines around it; empty where the source is not known. */
  readonly lines: readonly SourceLine[]
}

/** @param around  lines to show before and after; all of them unless told */
export function frameBox(
  { function: name, where, lines }: TracebackFrame,
  around = Number.POSITIVE_INFINITY,
): Markup {
  const near = lines.filter(({ number }) => Math.abs(number - where.line) <= around)
  const shown = near.map(({ number, text }) => {
    const here = number === where.line ? markup` class="here" aria-current="true"` : ''
    return markup`<li data-line="${number}"${here}>${text === '' ? ' ' : text}</li>`
  })
  const place = markup`<code>${formatSource(where)}</code>${name !== '' && markup` in <code>${name}</code>`}`
  return markup`<p class="place">${place}</p>${near.length > 0 && markup`<ol class="source">${shown}</ol>`}`
}
