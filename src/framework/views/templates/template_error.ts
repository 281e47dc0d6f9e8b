/** What the technical page says of a template: the line that failed, with the tag marked in it, and where one was looked for. */
import { markup, type Markup } from './page.ts'
import type { SourceLine } from './source.ts'

export interface TemplateExcerpt {
  readonly file: string
  readonly line: number
  readonly message: string
  readonly lines: readonly SourceLine[]
  /** The line in three parts; `during` is the tag. */
  readonly before: string
  readonly during: string
  readonly after: string
  /** The line is the nearest to the error that the project has. */
  readonly isNearest: boolean
}

export interface TemplateSearch {
  readonly engine: string
  /** One sentence each. */
  readonly tried: readonly string[]
}

/** @param around  lines to show before and after */
export function excerptBox(excerpt: TemplateExcerpt, around = Number.POSITIVE_INFINITY): Markup {
  const { file, line, lines, before, during, after } = excerpt
  const near = lines.filter(({ number }) => Math.abs(number - line) <= around)
  const shown = near.map(({ number, text }) =>
    number === line
      ? markup`<li data-line="${number}" class="here" aria-current="true">${before}<mark>${during}</mark>${after.trimEnd()}</li>`
      : markup`<li data-line="${number}">${text === '' ? ' ' : text}</li>`,
  )
  return markup`<p class="place">In template <code>${file}</code>, error at line <strong>${line}</strong></p><ol class="source">${shown}</ol>`
}

export function templateSection(excerpt: TemplateExcerpt): Markup {
  return markup`<h2>Error during template rendering</h2>
<pre class="message">${excerpt.message}</pre>
${excerptBox(excerpt)}`
}

export function searchSection(searches: readonly TemplateSearch[]): Markup {
  const engines = searches.map(
    ({ engine, tried }) => markup`<p>Using engine <code>${engine}</code>:</p>
${
  tried.length === 0
    ? markup`<p class="none">This engine did not provide a list of tried templates.</p>`
    : markup`<ul>${tried.map((place) => markup`<li><code>${place}</code></li>`)}</ul>`
}`,
  )
  return markup`<h2>Template-loader postmortem</h2>
<p>Django tried loading these templates, in this order:</p>
${engines}`
}
