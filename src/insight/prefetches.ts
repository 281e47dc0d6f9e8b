/**
 * Rows that were fetched ahead and that nobody read: a query for nothing. Often the relation was read all the same, but
 * narrowed (`post.comments.filter(…)`), which asks the database again.
 */
import type { SourceRange } from '../base/source.ts'
import type { EventOf } from '../trace/model.ts'
import { shortName } from './names.ts'
import type { TraceTree } from './tree.ts'

export interface UnusedPrefetch {
  readonly entry: number
  readonly where: SourceRange | null
  /** `prefetch_related('comments') on Post: 60 rows that nobody reads`. */
  readonly sentence: string
  readonly fix: string
}

export function unusedPrefetches(tree: TraceTree): readonly UnusedPrefetch[] {
  const keyOf = ({ model, lookup, to_attr = '' }: EventOf<'orm.prefetch.read'>['detail']) =>
    `${model} ${lookup} ${to_attr}`
  const read = new Set(tree.events('orm.prefetch.read').map(({ detail }) => keyOf(detail)))
  return tree.events('orm.prefetch').flatMap((event): UnusedPrefetch[] => {
    const { model, lookup, to_attr, rows } = event.detail
    if (read.has(keyOf(event.detail))) return []
    const name = shortName(model)
    const asked = to_attr === undefined ? askedAgain(tree, `${name}.${lookup}`) : null
    const call =
      to_attr === undefined
        ? `prefetch_related('${lookup}')`
        : `prefetch_related(Prefetch('${lookup}', to_attr='${to_attr}'))`
    return [
      {
        entry: event.id,
        where: event.where,
        sentence: `${call} on ${name}: ${rows} ${rows === 1 ? 'row' : 'rows'} that nobody reads`,
        fix:
          asked === null
            ? `Take ${call} off the queryset.`
            : `Use prefetch_related(Prefetch('${lookup}', queryset=…)) with what ${asked} asks for, or .all() of it.`,
      },
    ]
  })
}

/** The relation was read in another way: `post.comments.filter(approved=True)`. */
function askedAgain(tree: TraceTree, attribute: string): string | null {
  const found = tree
    .spans('orm.evaluate')
    .find(({ detail }) => detail.attribute === attribute && detail.cause !== 'prefetch')
  return found?.detail.queryset ?? null
}
