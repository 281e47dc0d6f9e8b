/**
 * What happens inside all layers. The innermost layer is the parent of it in the trace, but it is not that layer's
 * doing: the handler resolves, calls hooks and view, renders, and turns exceptions into responses.
 */
import type { SpanOf, TraceEntry } from '../trace/model.ts'
import type { TraceTree } from './tree.ts'

export function isInCore(tree: TraceTree, entry: TraceEntry): boolean {
  const parent = tree.parentOf(entry)
  const innermost = tree.spans('middleware').at(-1)
  if (innermost === undefined) return parent?.kind === 'handler'
  if (parent?.id !== innermost.id) return false
  const siblings = tree.children(parent.id)
  const isAfter = (kind: TraceEntry['kind']): boolean =>
    siblings.some((sibling) => sibling.kind === kind && sibling.order < entry.order)
  return isAfter('urls.resolve') && !isAfter('middleware.response')
}

/**
 * The resolving that finds the view. Others may ask the resolver too: a middleware, or the debug page for its list.
 */
export function mainResolve(tree: TraceTree): SpanOf<'urls.resolve'> | null {
  const all = tree.spans('urls.resolve')
  const innermost = tree.spans('middleware').at(-1)?.id
  return (
    all.find((span) => {
      const parent = tree.parentOf(span)
      return parent?.kind === 'handler' || parent?.id === innermost
    }) ??
    all[0] ??
    null
  )
}

/** While an exception is made into a response. */
export function isInDebugPage(tree: TraceTree, entry: TraceEntry): boolean {
  const raised = tree.events('exception.raised').findLast(({ order }) => order < entry.order)
  if (raised === undefined || !isInCore(tree, entry)) return false
  const converted = tree.events('exception.converted').find(({ order }) => order > raised.order)
  return converted !== undefined && entry.order < converted.order
}
