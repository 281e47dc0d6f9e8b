/** The page for a path that nothing matched, or a view that found nothing: every pattern tried, in order. */
import type { Tried } from '../../urls/exceptions.ts'
import { hintBox, markup, page, table, type Markup } from './page.ts'

export interface NotFound {
  readonly method: string
  readonly url: string
  /** Dotted name of the view that raised; empty where none was called. */
  readonly raisedBy: string
  readonly urlconf: string
  readonly path: string
  readonly tried: readonly Tried[] | null
  /** A view was found, and it raised Http404. */
  readonly isResolved: boolean
  readonly reason: string
  readonly hint: string | null
}

export function technical404({ tried, isResolved, ...found }: NotFound): string {
  const rows: [string, string][] = [
    ['Request Method:', found.method],
    ['Request URL:', found.url],
  ]
  if (found.raisedBy !== '') rows.push(['Raised by:', found.raisedBy])
  return page({
    title: `Page not found at ${found.url}`,
    header: markup`<h1>Page not found <small>(404)</small></h1>
${isResolved && found.reason !== '' && markup`<pre class="message">${found.reason}</pre>`}
${found.hint !== null && hintBox(found.hint)}
${table(rows)}`,
    main:
      tried === null || tried.length === 0
        ? markup``
        : patternList(tried, isResolved, found.urlconf, found.path),
    footer: markup`<p>You’re seeing this error because you have <code>DEBUG = True</code> in your Django settings file.
Change that to <code>False</code>, and Django will display a standard 404 page.</p>`,
  })
}

function patternList(
  tried: readonly Tried[],
  isResolved: boolean,
  urlconf: string,
  path: string,
): Markup {
  const where =
    path === '' ? markup`The empty path` : markup`The current path, <code>${path}</code>,`
  const items = tried.map((patterns) => {
    const last = patterns.length - 1
    return markup`<li>${patterns.map((pattern, at) => patternCode(pattern, at === last))}</li>\n`
  })
  return markup`<p>Using the URLconf defined in <code>${urlconf}</code>, Django tried these URL patterns, in this order:</p>
<ol>
${items}</ol>
<p>${where} ${isResolved ? 'matched the last one.' : 'didn’t match any of these.'}</p>`
}

function patternCode(entry: Tried[number], isLast: boolean): Markup {
  const name = isLast && 'name' in entry && entry.name ? ` [name='${entry.name}']` : ''
  return markup`<code>${String(entry.pattern)}${name}</code> `
}
