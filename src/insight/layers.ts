/**
 * MIDDLEWARE as it stood in this request: which hooks each layer has, what it did on the way in and out, and so
 * which layer set each response header.
 */
import type { Change, HeaderLine, HookName } from '../trace/kinds.ts'
import type { SpanOf } from '../trace/model.ts'
import { shortName } from './names.ts'
import type { TraceTree } from './tree.ts'

export interface LayerInfo {
  /** Place in MIDDLEWARE, from 0. */
  readonly index: number
  /** As in MIDDLEWARE. */
  readonly path: string
  /** `SecurityMiddleware`. */
  readonly name: string
  readonly hooks: readonly HookName[]
  /** Span of the layer; null when the request never got there. */
  readonly entry: number | null
  readonly changesIn: readonly Change[]
  readonly changesOut: readonly Change[]
  readonly answeredEarly: boolean
  /** The process_view span; null when it did not run. */
  readonly hookEntry: number | null
}

export function layersOf(tree: TraceTree): readonly LayerInfo[] {
  const declared = tree.spanOfKind('handler')?.detail.middleware ?? []
  const spans = new Map<number, SpanOf<'middleware'>>()
  for (const span of tree.spans('middleware')) spans.set(span.detail.index, span)
  const hooks = new Map<number, number>()
  for (const hook of tree.spans('middleware.hook')) {
    if (hook.detail.hook === 'process_view') hooks.set(hook.detail.index, hook.id)
  }
  const changesIn = new Map(
    tree.events('middleware.request').map((e) => [e.detail.index, e.detail.changes]),
  )
  const changesOut = new Map(
    tree.events('middleware.response').map((e) => [e.detail.index, e.detail.changes]),
  )
  return declared.map(({ path, hooks: hookNames }, index) => ({
    index,
    path,
    name: shortName(path),
    hooks: hookNames,
    entry: spans.get(index)?.id ?? null,
    changesIn: changesIn.get(index) ?? [],
    changesOut: changesOut.get(index) ?? [],
    answeredEarly: spans.get(index)?.detail.answeredEarly === true,
    hookEntry: hooks.get(index) ?? null,
  }))
}

/** So many layers have a lid each, whatever they do. */
const LIDS_MAX = 9

/**
 * The lids of the diagram, outermost first: places in MIDDLEWARE, several where neighbours that did nothing share one.
 * The same at every step, so that lids keep their places.
 *
 * @param busy  layers that something turned at: they keep their own lid
 */
export function lidsOf(
  layers: readonly LayerInfo[],
  busy: ReadonlySet<number>,
): readonly (readonly number[])[] {
  if (layers.length <= LIDS_MAX) return layers.map(({ index }) => [index])
  const lids: number[][] = []
  let isBeforeQuiet = false
  for (const layer of layers) {
    const isQuiet = !busy.has(layer.index) && didNothing(layer)
    if (isQuiet && isBeforeQuiet) lids.at(-1)?.push(layer.index)
    else lids.push([layer.index])
    isBeforeQuiet = isQuiet
  }
  return lids
}

const didNothing = ({ changesIn, changesOut, answeredEarly, hookEntry }: LayerInfo): boolean =>
  changesIn.length === 0 && changesOut.length === 0 && !answeredEarly && hookEntry === null

const COOKIE = /^cookies\['?(.*?)'?\]$/
const META = /^META\['?(.*?)'?\]$/
const HEADER = /^headers\['?(.*?)'?\]$/

/** One change in words: `adds request.user`, `sets cookie csrftoken`, `adds X-Frame-Options`. */
export function changeWords({ target, name, before, after }: Change): string {
  const cookie = COOKIE.exec(name)?.[1]
  if (cookie !== undefined)
    return after === null ? `drops cookie ${cookie}` : `sets cookie ${cookie}`
  const meta = META.exec(name)?.[1]
  if (meta !== undefined && before === null && after !== null) return `adds ${meta} to META`
  const header = HEADER.exec(name)?.[1]
  const thing =
    header ?? (target === 'request' ? `request.${name}` : name === 'content' ? 'the body' : name)
  if (after === null) return `removes ${thing}`
  return before === null ? `adds ${thing}` : `changes ${thing}`
}

/** What a lid says beside its name: the first change, and how many more. Empty when there is nothing to say. */
export function lidWords(changes: readonly Change[]): string {
  const [first, ...rest] = [...changes].sort((a, b) => weight(a) - weight(b))
  if (first === undefined) return ''
  return rest.length === 0 ? changeWords(first) : `${changeWords(first)} +${rest.length}`
}

/** New attributes and cookies say more than bookkeeping headers. */
function weight({ name }: Change): number {
  if (COOKIE.test(name)) return 0
  if (name === 'META' || name === 'headers') return 3
  return HEADER.test(name) ? 1 : 0
}

export interface HeaderOrigin extends HeaderLine {
  /** Who set it last: a layer's name, or `the view` for what came from inside all layers. */
  readonly setBy: string
  /** Place of that layer in MIDDLEWARE; null for the view or the server. */
  readonly layer: number | null
}

/** Response headers as sent, each with the layer that set it. The outermost change wins: it came last. */
export function headerOrigins(
  tree: TraceTree,
  layers: readonly LayerInfo[],
): readonly HeaderOrigin[] {
  const sent = tree.spanOfKind('http')?.detail.responseHeaders ?? []
  const inside = tree.spanOfKind('view') !== null ? 'the view' : 'Django'
  return sent.map((line) => {
    const by = layers.find((layer) => layer.changesOut.some((change) => changeSets(change, line)))
    return by === undefined
      ? { ...line, setBy: inside, layer: null }
      : { ...line, setBy: by.name, layer: by.index }
  })
}

function changeSets(change: Change, line: HeaderLine): boolean {
  if (change.target !== 'response') return false
  const cookie = COOKIE.exec(change.name)?.[1]
  if (cookie !== undefined) {
    return line.name.toLowerCase() === 'set-cookie' && line.value.startsWith(`${cookie}=`)
  }
  return HEADER.exec(change.name)?.[1]?.toLowerCase() === line.name.toLowerCase()
}
