/**
 * One sentence for each mark that is worth a stop. Captions, slider, live region and transcript all say these words.
 * Each names its actor, in the present tense, with exact numbers. null: the mark is no stop.
 */
import type { SourceRange } from '../base/source.ts'
import { formatSource } from '../base/source.ts'
import type { EventOf, Span, SpanOf, TraceEntry, TraceEvent } from '../trace/model.ts'
import {
  asSentence,
  baseName,
  capped,
  formatBytes,
  formatMs,
  plural,
  withArticle,
} from './format.ts'
import { isInCore, isInDebugPage, mainResolve } from './core.ts'
import { changeWords } from './layers.ts'
import { fullRoute, shortName } from './names.ts'
import type { QueryInfo, QueryLoop } from './queries.ts'
import type { TraceTree } from './tree.ts'
import { stationOf } from './turns.ts'

export interface Story {
  readonly tree: TraceTree
  readonly queries: ReadonlyMap<number, QueryInfo>
  readonly loops: readonly QueryLoop[]
  readonly totalMs: number
}

const MESSAGE_MAX = 200

export function beginSentence(story: Story, span: Span): string | null {
  const { tree } = story
  switch (span.kind) {
    case 'http':
      return `The browser sends ${span.detail.method} ${span.detail.url}.`
    case 'handler':
      return `${span.detail.name} turns it into an HttpRequest.`
    case 'middleware':
      return `${shortName(span.detail.path)} receives the request.`
    case 'middleware.hook':
      return `${hookName(span)} starts.`
    case 'urls.resolve':
      if (span !== mainResolve(tree)) return null
      return `The URL resolver looks for ${quoted(span.detail.path)} in ${span.detail.urlconf}.`
    case 'view':
      return `${viewCall(span)} starts.`
    case 'view.method':
      return `${span.detail.owner}.${span.detail.name}() runs.`
    case 'template.render':
      return renderBegins(tree, span)
    case 'template.block':
      return `{% block ${span.detail.name} %} of ${baseName(span.detail.template)} begins.`
    case 'template.include':
      return `{% include %} adds ${span.detail.name}.`
    case 'orm.evaluate':
      return evaluateBegins(story, span)
    case 'orm.write':
      return `The ORM writes: ${span.detail.instance ?? shortName(span.detail.model)}, ${span.detail.action}.`
    case 'db.query':
      return queryRuns(story, span)
    case 'db.atomic':
      return span.detail.savepoint ? 'A savepoint is set.' : 'A transaction begins.'
    case 'form.clean':
      return `${span.detail.form} checks its fields.`
    case 'await':
      return `The coroutine waits for ${span.detail.what}; others have their turn.`
  }
}

export function endSentence(story: Story, span: Span): string | null {
  switch (span.kind) {
    case 'http':
      return answerArrives(story, span)
    case 'handler':
      return `${span.detail.name} hands the response to the server.`
    case 'middleware':
      return `${shortName(span.detail.path)} lets the response out.`
    case 'middleware.hook':
      return hookEnds(story.tree, span)
    case 'urls.resolve':
      return span === mainResolve(story.tree)
        ? resolveEnds(story.tree, span)
        : asksAgain(story.tree, span)
    case 'view':
      return span.detail.returned === undefined
        ? null
        : `${viewName(span.detail.name)} returns ${span.detail.returned === 'None' ? 'None' : withArticle(span.detail.returned)}.`
    case 'template.render':
      return renderEnds(story.tree, span)
    case 'orm.evaluate':
      return evaluateEnds(span)
    case 'db.atomic':
      return span.detail.outcome === undefined
        ? null
        : `The transaction ends: ${span.detail.outcome}.`
    case 'await':
      return 'What was awaited is there: the coroutine goes on.'
    case 'form.clean':
      if (span.detail.valid === undefined) return null
      return span.detail.valid ? `${span.detail.form} is valid.` : `${span.detail.form} has errors.`
    default:
      return null
  }
}

export function eventSentence(story: Story, event: TraceEvent): string | null {
  const { tree } = story
  switch (event.kind) {
    case 'middleware.request':
      return layerIn(tree, event)
    case 'middleware.response':
      return layerOut(event)
    case 'urls.try':
      return event.parent === mainResolve(tree)?.id ? patternTried(event) : null
    case 'orm.queryset':
      return `${actor(tree, event)} builds a queryset: ${capped(event.detail.queryset, 80)}. No SQL yet: querysets are lazy.`
    case 'orm.prefetch':
    case 'orm.prefetch.read':
      // the query that fetched the rows has been told
      return null
    case 'template.found':
      return event.detail.found
        ? `The template loader finds ${event.detail.name}.`
        : `The template loader does not find ${event.detail.name}.`
    case 'template.extends':
      return `${baseName(event.detail.name)} extends ${event.detail.parent}.`
    case 'exception.raised':
      return asSentence(
        raises(tree, event) +
          (event.detail.message === '' ? '' : `: ${capped(event.detail.message, MESSAGE_MAX)}`),
      )
    case 'exception.converted':
      return `${boundaryName(tree, event)} makes a ${event.detail.status} response of ${event.detail.className}.`
    case 'csrf':
      // inside process_view the hook's own sentence says it
      return tree.around(event, 'middleware.hook') === null
        ? asSentence(`CsrfViewMiddleware decides: ${event.detail.decision}, ${event.detail.reason}`)
        : null
    case 'form.field': {
      const { form, name, cleaned, errors } = event.detail
      return cleaned === null
        ? `${form} refuses ${name}: ${errors.join(' ')}`
        : `${form} accepts ${name}: ${cleaned}.`
    }
    case 'cookie.set':
      return `${actor(tree, event)} sets the cookie ${event.detail.name}.`
    case 'signal.sent':
      return `${event.detail.sender} sends ${event.detail.signal} to ${plural(event.detail.receivers.length, 'receiver')}.`
    case 'cache':
      return `The cache: ${event.detail.op} ${quoted(event.detail.key)}, ${event.detail.outcome}.`
    case 'mail':
      return asSentence(
        `${actor(tree, event)} sends mail (${event.detail.backend}) to ${event.detail.recipients.join(', ')}: ${capped(event.detail.subject, MESSAGE_MAX)}`,
      )
    case 'session':
      return `The session: ${event.detail.op}, in ${event.detail.engine}${
        event.detail.names.length === 0 ? '' : `; it holds ${event.detail.names.join(', ')}`
      }.`
    case 'auth':
      return asSentence(`${event.detail.action}: ${event.detail.outcome}, ${event.detail.reason}`)
    case 'log':
      return asSentence(
        `${event.detail.logger} logs ${event.detail.level}: ${capped(event.detail.message, MESSAGE_MAX)}`,
      )
    case 'response.chunk':
      return `Chunk ${event.detail.number} of the streamed body is sent: ${plural(event.detail.sizeBytes, 'byte')}.`
    case 'print':
      return asSentence(
        `${actor(tree, event)} prints: ${capped(event.detail.text.trim(), MESSAGE_MAX)}`,
      )
  }
}

/** `post_detail(pk=7)`. */
export function viewCall({ detail }: SpanOf<'view'>): string {
  const args = [
    ...detail.args,
    ...Object.entries(detail.kwargs).map(([name, value]) => `${name}=${value}`),
  ]
  return `${shortName(detail.name)}(${args.join(', ')})`
}

/** `post_list()`. */
const viewName = (dotted: string): string => `${shortName(dotted)}()`

/** Without a handler there was no project to ask: it did not load. */
function raises(tree: TraceTree, event: EventOf<'exception.raised'>): string {
  const { className } = event.detail
  return tree.spanOfKind('handler') === null
    ? `The project does not load: ${className}`
    : `${actor(tree, event)} raises ${className}`
}

/** Who does something: the line of a template, else the station's own name. */
function actor(tree: TraceTree, event: TraceEntry): string {
  const entry = tree.raisedIn.get(event.id) ?? event
  if (isTemplate(event.where)) return formatPlace(event.where)
  const station = stationOf(tree, entry)
  if (station === 'urls' && event.kind !== 'urls.resolve') return 'The URL resolver'
  if (station === 'db') return 'SQLite'
  const template = station === 'template' ? tree.around(entry, 'template.render') : null
  if (template !== null && entry !== event) return baseName(template.detail.name)
  const view = tree.around(entry, 'view')
  if (view !== null) return viewName(view.detail.name)
  const layer = tree.around(entry, 'middleware.hook') ?? tree.around(entry, 'middleware')
  if (layer !== null && !isInCore(tree, entry)) return shortName(layer.detail.path)
  if (station === 'template') return 'The template'
  return station === 'cache' ? 'The cache' : 'The handler'
}

const isTemplate = (where: SourceRange | null): where is SourceRange =>
  where !== null && !/\.(ts|js|py)$/.test(where.file)

/** `post_list.html:9`: short, since the inspector has the path. */
const formatPlace = (where: SourceRange): string =>
  formatSource({ ...where, file: baseName(where.file) })

const quoted = (text: string): string => `'${capped(text, 60)}'`

function layerIn(tree: TraceTree, event: EventOf<'middleware.request'>): string {
  const name = shortName(event.detail.path)
  const span = tree.around(event, 'middleware')
  if (span?.detail.answeredEarly === true) return answersItself(tree, span)
  return event.detail.changes.length === 0
    ? `${name} passes it on.`
    : `${name} ${changeList(event)} and passes it on.`
}

export function answersItself(tree: TraceTree, span: SpanOf<'middleware'>): string {
  const out = tree.children(span.id).find((entry) => entry.kind === 'middleware.response')
  const status = out?.kind === 'middleware.response' ? ` with ${out.detail.status}` : ''
  return `${shortName(span.detail.path)} answers itself${status}: nothing inside it is reached.`
}

function layerOut(event: EventOf<'middleware.response'>): string {
  const name = shortName(event.detail.path)
  return event.detail.changes.length === 0
    ? `${name} lets the response pass.`
    : `${name} ${changeList(event)} on the way out.`
}

function changeList({
  detail,
}: EventOf<'middleware.request'> | EventOf<'middleware.response'>): string {
  const words = detail.changes.map(changeWords)
  const rest = words.length - 2
  return rest > 0 ? `${words.slice(0, 2).join(', ')} and ${rest} more` : words.join(' and ')
}

function patternTried({ detail }: EventOf<'urls.try'>): string {
  const route = fullRoute(detail) || "'' (the empty route)"
  if (!detail.matched) {
    return asSentence(
      `The URL resolver tries ${route}: no match${detail.why === null ? '' : `, ${detail.why}`}`,
    )
  }
  return detail.shape === 'include'
    ? `The URL resolver tries ${route}: the beginning fits, so it looks inside.`
    : `The URL resolver tries ${route}: match.`
}

function resolveEnds(tree: TraceTree, span: SpanOf<'urls.resolve'>): string {
  const tried = tree
    .children(span.id)
    .filter((entry): entry is EventOf<'urls.try'> => entry.kind === 'urls.try')
  const last = tried.at(-1)
  const isMatch =
    span.detail.matched ?? (last?.detail.matched === true && last.detail.shape !== 'include')
  if (!isMatch) {
    return `The URL resolver tries ${plural(tried.length, 'pattern')}: none fits ${quoted(span.detail.path)}.`
  }
  const routes = tried.map(({ detail }) => fullRoute(detail) || "''")
  const list =
    routes.length <= 3
      ? routes.join(', then ')
      : `${routes.length} patterns, the last is ${routes.at(-1)}`
  const view = span.detail.view === undefined ? '' : ` View: ${shortName(span.detail.view)}.`
  return `The URL resolver tries ${list}: match.${view}`
}

/** Somebody else asks the resolver: told in one sentence, since the patterns are the same. */
function asksAgain(tree: TraceTree, span: SpanOf<'urls.resolve'>): string | null {
  if (isInDebugPage(tree, span)) return null
  const found = span.detail.matched === true ? 'it would fit' : 'nothing fits'
  return `${actor(tree, span)} asks the URL resolver about ${quoted(span.detail.path)}: ${found}.`
}

const hookName = ({ detail }: SpanOf<'middleware.hook'>): string =>
  `${shortName(detail.path)}.${detail.hook}`

function hookEnds(tree: TraceTree, span: SpanOf<'middleware.hook'>): string {
  const csrf = tree.children(span.id).find((entry) => entry.kind === 'csrf')
  if (span.detail.answered === true) {
    const why = csrf?.kind === 'csrf' ? `refuses: ${csrf.detail.reason}` : 'answers itself'
    const effect = span.detail.hook === 'process_view' ? ' The view does not run.' : ''
    return `${asSentence(`${hookName(span)} ${why}`)}${effect}`
  }
  if (csrf?.kind === 'csrf') return asSentence(`${hookName(span)} looks: ${csrf.detail.reason}`)
  return `${hookName(span)} looks and lets it pass.`
}

function boundaryName(tree: TraceTree, event: EventOf<'exception.converted'>): string {
  const { boundary } = event.detail
  const middleware = tree.spanOfKind('handler')?.detail.middleware ?? []
  if (boundary === null || boundary >= middleware.length - 1) return 'The innermost boundary'
  const layer = middleware[boundary]
  return layer === undefined
    ? 'The outermost boundary'
    : `The boundary inside ${shortName(layer.path)}`
}

function renderBegins(tree: TraceTree, span: SpanOf<'template.render'>): string {
  const view = tree.around(span, 'view')
  if (view !== null) return `${viewName(view.detail.name)} renders ${span.detail.name}.`
  const parent = tree.parentOf(span)
  const isLayers = parent?.kind === 'middleware.hook' || parent?.kind === 'middleware'
  if (isLayers && !isInCore(tree, span)) {
    return `${shortName(parent.detail.path)} renders ${span.detail.name}.`
  }
  return tree.spanOfKind('view')?.detail.returned === undefined
    ? `Django renders ${span.detail.name}.`
    : `The handler renders ${span.detail.name}, after the view: it returned a template response.`
}

function renderEnds(tree: TraceTree, span: SpanOf<'template.render'>): string | null {
  const size = span.detail.sizeBytes
  if (size === undefined) return null
  const parent = tree.parentOf(span)
  const isNested = parent !== null && tree.around(parent, 'template.render') !== null
  return isNested
    ? `${baseName(span.detail.name)} is ready: ${formatBytes(size)}.`
    : `The page is ready: ${formatBytes(size)}.`
}

function evaluateBegins(story: Story, span: SpanOf<'orm.evaluate'>): string {
  const query = firstQuery(story, span)
  const number =
    query === null ? 'no SQL was needed' : `query ${query.number} of ${story.queries.size}`
  return `${actor(story.tree, span)} ${asks(span)}: ${number}.`
}

function asks({ detail }: SpanOf<'orm.evaluate'>): string {
  const { attribute } = detail
  if (attribute !== undefined && detail.cause === 'count') return `counts ${attribute}`
  if (attribute !== undefined) return `asks for ${attribute}`
  switch (detail.cause) {
    case 'get':
      return `asks for one ${shortName(detail.model)}`
    case 'count':
      return `counts ${shortName(detail.model)} rows`
    case 'exists':
      return `asks whether any ${shortName(detail.model)} exists`
    case 'prefetch':
      return `fetches ${shortName(detail.model)} rows ahead`
    default:
      return `asks for its ${shortName(detail.model)} rows`
  }
}

function evaluateEnds(span: SpanOf<'orm.evaluate'>): string | null {
  const { rows, cause } = span.detail
  const model = shortName(span.detail.model)
  if (rows === undefined) return null
  if (cause === 'count' || cause === 'exists') return `The ORM has its answer for ${model}.`
  if (rows === 0) return `The ORM finds no ${model}.`
  return `The ORM makes ${plural(rows, `${model} object`)}.`
}

function queryRuns(story: Story, span: SpanOf<'db.query'>): string {
  const query = story.queries.get(span.id)
  const rows =
    span.detail.rows === undefined ? '' : `: ${plural(span.detail.rows, 'row')}, ${formatMs(1)}`
  const firstEntry = query?.loop == null ? undefined : story.loops[query.loop.id]?.entries[0]
  const first = firstEntry === undefined ? undefined : story.queries.get(firstEntry)
  const isSame = first !== undefined && first.entry !== span.id
  const similar = isSame ? `, similar to query ${first.number}` : ''
  return `SQLite answers query ${query?.number ?? ''}${rows}${similar}.`
}

function firstQuery(story: Story, span: Span): QueryInfo | null {
  for (const child of story.tree.children(span.id)) {
    const found =
      story.queries.get(child.id) ?? (child.type === 'span' ? firstQuery(story, child) : null)
    if (found !== null) return found
  }
  return null
}

function answerArrives(story: Story, span: SpanOf<'http'>): string {
  const { status, reason, responseHeaders } = span.detail
  if (status === undefined) return 'The browser receives no answer.'
  const queries =
    story.queries.size === 0 ? 'No SQL' : plural(story.queries.size, 'query', 'queries')
  const to = responseHeaders?.find(({ name }) => name.toLowerCase() === 'location')?.value
  const next = status >= 300 && status < 400 && to !== undefined ? ` It asks for ${to} next.` : ''
  return `The browser receives ${`${status} ${reason ?? ''}`.trim()}. ${queries}, ${formatMs(story.totalMs)} model time.${next}`
}
