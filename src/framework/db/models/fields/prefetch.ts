/**
 * What a relation answers when prefetch_related asks for all its rows at once.
 *
 * Django: get_prefetch_querysets in django/db/models/fields/related_descriptors.py
 */
import { Window } from '../expressions.ts'
import { RowNumber } from '../functions/window.ts'
import { GreaterThan, LessThanOrEqual } from '../lookups.ts'
import { Condition, Q } from '../query_utils.ts'

export interface PrefetchAnswer {
  readonly queryset: any
  /** What ties a row to its instance, on the row's side and on the instance's. */
  readonly rel_obj_attr: (obj: any) => unknown
  readonly instance_attr: (instance: any) => unknown
  /** One object or none, rather than a list. */
  readonly single: boolean
  readonly cache_name: string
  /** Keeps the one object; null for relations to many. */
  readonly store: ((instance: any, value: any) => void) | null
}

/** As deep as SQLite lets an expression be. */
const MAX_ALTERNATIVES = 1000

/**
 * The rows with these keys: `id = 1 OR id = 2`, which is what Django's TupleIn becomes for SQLite. Where Django would ask
 * for more than SQLite takes, it is `id IN (…)`.
 */
export function filterByKeys<T extends { filter(...conditions: unknown[]): T }>(
  queryset: T,
  field_name: string,
  keys: readonly unknown[],
): T {
  const known = keys.filter((key) => key !== null && key !== undefined)
  if (known.length === 0 || known.length > MAX_ALTERNATIVES)
    return queryset.filter({ [`${field_name}__in`]: known })
  return queryset.filter(
    Q.create(
      known.map((key) => Condition.make(field_name, key)),
      Q.OR,
    ),
  )
}

/** The rows that belong to `instances`; a slice becomes "so many rows of each". */
export function filterPrefetchQueryset(queryset: any, field_name: string, instances: any[]): any {
  let predicate = new Q({ [`${field_name}__in`]: instances })
  const filtered = queryset._chain()
  const { query } = filtered
  if (query.is_sliced) {
    const { low_mark, high_mark } = query
    const order_by = query
      .get_compiler()
      .get_order_by()
      .map(([expr]: any[]) => expr)
    const window = new Window(new RowNumber(), {
      partition_by: field_name,
      order_by: order_by.length > 0 ? order_by : null,
    })
    predicate = predicate.and(new GreaterThan(window, low_mark))
    if (high_mark !== null) predicate = predicate.and(new LessThanOrEqual(window, high_mark))
    query.clear_limits()
  }
  query.add_q(predicate, { reuse_all: true })
  return filtered
}
