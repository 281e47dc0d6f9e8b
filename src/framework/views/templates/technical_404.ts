/**
 * The page for a path that nothing matched, or a view that found nothing. First what came nearest, or the line that
 * raised; then every pattern tried, in order, each with why it did not fit.
 */
import { nearestRoute } from '../../../base/nearest.ts'
import type { Resolver404 } from '../../urls/exceptions.ts'
import { hintBox, markup, page, table, type Markup } from './page.ts'
import { frameBox, type TracebackFrame } from './source.ts'

/** The patterns of one try: includes first. */
type Tried = NonNullable<Resolver404['tried']>[number]

export interface NotFound {
  readonly method: string
  readonly url: string
  /** Of the request, without host and query. */
  readonly address: string
  /** Dotted name of the view that raised; empty where none was called. */
  readonly raisedBy: string
  readonly urlconf: string
  readonly path: string
  readonly tried: readonly Tried[] | null
  /** A view was found, and it raised Http404. */
  readonly isResolved: boolean
  readonly reason: string
  readonly hint: string | null
  /** The learner's line that raised; null for Django's own. */
  readonly raisedAt: TracebackFrame | null
}

const LINES_AT_TOP = 2

export function technical404({ tried, isResolved, ...found }: NotFound): string {
  const rows: [string, string][] = [
    ['Request Method:', found.method],
    ['Request URL:', found.url],
  ]
  if (found.raisedBy !== '') rows.push(['Raised by:', found.raisedBy])
  return page({
    title: `Page not found at ${found.address}`,
    header: markup`<h1>Page not found <small>(404)</small></h1>
${isResolved ? found.reason !== '' && markup`<pre class="message">${found.reason}</pre>` : noPattern(found.urlconf, found.path)}
${found.raisedAt !== null && frameBox(found.raisedAt, LINES_AT_TOP)}
${found.hint !== null && hintBox(found.hint)}
${!isResolved && tried !== null && nearest(found.path, tried)}`,
    main: markup`${table(rows)}
${tried !== null && tried.length > 0 && patternList(tried, isResolved, found.urlconf, found.path)}`,
    footer: markup`<p>You’re seeing this error because you have <code>DEBUG = True</code> in your Django settings file.
Change that to <code>False</code>, and Django will display a standard 404 page.</p>`,
  })
}

const noPattern = (urlconf: string, path: string): Markup =>
  markup`<p class="message">No pattern in <code>${urlconf}</code> fits ${path === '' ? 'the empty path' : markup`<code>${path}</code>`}.</p>`

/** A pattern that was tried: its whole route, and why it did not fit; null for one that did. */
interface TriedPattern {
  readonly route: string
  readonly why: string | null
}

function whyNot(patterns: Tried, path: string): TriedPattern {
  let rest = path
  for (const [at, { pattern }] of patterns.entries()) {
    const found = pattern.match(rest)
    const route = patterns.map((each) => String(each.pattern)).join('')
    if (found === null) return { route, why: pattern.whyNot(rest) }
    if (at === patterns.length - 1) return { route, why: null }
    rest = found.rest
  }
  return { route: '', why: null }
}

function nearest(path: string, tried: readonly Tried[]): Markup | null {
  const misses = tried.map((patterns) => whyNot(patterns, path)).filter(({ why }) => why !== null)
  const near = nearestRoute(path, misses)
  return near === null
    ? null
    : hintBox(`Nearest is \`${near.route === '' ? "''" : near.route}\`: ${near.why}.`)
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
    const { why } = whyNot(patterns, path)
    return markup`<li>${patterns.map((pattern, at) => patternCode(pattern, at === last))}${why !== null && markup`<small>${why}</small>`}</li>\n`
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
