/**
 * Two queries over one model made into one: joins are shared where that means the same, and become outer joins where an
 * OR may not lose rows.
 *
 * Django: Query.combine in django/db/models/sql/query.py, ref/models/querysets: operators that return new querysets
 */
import { TypeError, ValueError } from '../../../../base/python/exceptions.ts'
import { AND, INNER, OR } from './constants.ts'
import { JoinPromoter } from './datastructures.ts'
import type { Query } from './query.ts'

/** `a & b`, `a | b` of querysets. */
export function combine(query: Query, other: Query, connector: string): void {
  if (query.model !== other.model)
    throw new TypeError('Cannot combine queries on two different base models.')
  if (query.is_sliced) throw new TypeError('Cannot combine queries once a slice has been taken.')
  if (query.distinct !== other.distinct)
    throw new TypeError('Cannot combine a unique query with a non-unique query.')
  if (query.distinct_fields.join() !== other.distinct_fields.join())
    throw new TypeError('Cannot combine queries with different distinct fields.')
  const initial = query.get_initial_alias()!
  const rhs = other.clone()
  rhs.bump_prefix(query, new Set([initial]))
  const change_map = new Map<string, string>()
  const conjunction = connector === AND
  const reuse = conjunction ? new Set<string>() : new Set(query.alias_map.keys())
  const promoter = new JoinPromoter(connector, 2, false)
  promoter.add_votes(
    [...query.alias_map].filter(([, join]) => join.join_type === INNER).map(([alias]) => alias),
  )
  const rhs_votes = new Set<string>()
  for (const alias of [...rhs.alias_map.keys()].slice(1)) {
    const join = rhs.alias_map.get(alias)!.relabeled_clone(change_map)
    const new_alias = query.join(join, reuse)
    if (join.join_type === INNER) rhs_votes.add(new_alias)
    // an alias is shared once only: two joins of the other side stay two
    reuse.delete(new_alias)
    if (alias !== new_alias) change_map.set(alias, new_alias)
    if (!rhs.alias_refcount.get(alias)) query.unref_alias(new_alias)
  }
  promoter.add_votes(rhs_votes)
  promoter.update_join_types(query)
  query.subq_aliases = new Set([...query.subq_aliases, ...rhs.subq_aliases])
  query.where.add(rhs.where.relabeled_clone(change_map), connector)
  if (rhs.select.length > 0)
    query.set_select(rhs.select.map((col) => col.relabeled_clone(change_map)))
  else query.select = []
  if (connector === OR && query.extra.size > 0 && rhs.extra.size > 0) {
    throw new ValueError(
      "When merging querysets using 'or', you cannot have extra(select=...) on both sides.",
    )
  }
  for (const [name, entry] of rhs.extra) query.extra.set(name, entry)
  const mask = [...(query.extra_select_mask ?? []), ...(rhs.extra_select_mask ?? [])]
  if (mask.length > 0) query.extra_select_mask = new Set(mask)
  query.extra_tables = [...query.extra_tables, ...rhs.extra_tables]
  query.order_by = rhs.order_by.length > 0 ? rhs.order_by : query.order_by
  query.extra_order_by = rhs.extra_order_by.length > 0 ? rhs.extra_order_by : query.extra_order_by
}
