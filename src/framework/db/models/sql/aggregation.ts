/**
 * aggregate() and count(). Where rows must be made first (grouped, sliced, distinct, combined), the query becomes a
 * subquery and the aggregate reads from it; else the query itself becomes the aggregate.
 *
 * Django: get_aggregation of Query in django/db/models/sql/query.py
 */
import { TypeError } from '../../../../base/python/exceptions.ts'
import { Count } from '../aggregates.ts'
import { Ref } from '../expressions.ts'
import { late } from '../late.ts'
import { genColsOf } from './gen_cols.ts'

export function get_count(query: any): number {
  return query.clone().get_aggregation({ __count: new Count('*') })['__count'] as number
}

export function get_aggregation(
  query: any,
  aggregate_exprs: Record<string, any>,
): Record<string, unknown> {
  const names = Object.keys(aggregate_exprs)
  if (names.length === 0) return {}
  let refs_subquery = false
  let refs_window = false
  const replacements = new Map<string, any>()
  const mask_before = query.annotation_select_mask
  const aggregates = new Map<string, any>()
  for (const alias of names) {
    query.check_alias(alias)
    let aggregate = aggregate_exprs[alias].resolve_expression(query, true, null, true)
    if (!aggregate.contains_aggregate)
      throw new TypeError(`${alias} is not an aggregate expression`)
    // a later aggregate may refer to an earlier one
    query.append_annotation_mask([alias])
    for (const ref of aggregate.get_refs()) {
      const annotation = query.annotations.get(ref)
      refs_subquery ||= annotation.contains_subquery === true || annotation.subquery === true
      refs_window ||= annotation.contains_over_clause === true
    }
    aggregate = aggregate.replace_expressions(replacements)
    query.annotations.set(alias, aggregate)
    query._annotation_select_cache = null
    replacements.set(new Ref(alias, aggregate).identity(), aggregate)
    aggregates.set(alias, aggregate)
  }
  for (const alias of names) query.annotations.delete(alias)
  query.set_annotation_mask(mask_before)
  const [, having, qualify] = query.where.split_having_qualify()
  const has_existing =
    [...query.annotations.values()].some((item) => item.contains_aggregate === true) ||
    having !== null
  const needs_subquery =
    Array.isArray(query.group_by) ||
    query.is_sliced ||
    has_existing ||
    refs_subquery ||
    refs_window ||
    qualify !== null ||
    query.distinct ||
    query.combinator !== null
  const outer = needs_subquery
    ? wrap(query, aggregates, has_existing, qualify !== null)
    : inPlace(query, aggregates)
  const annotations = [...outer.annotation_select.values()]
  const empty = annotations.map((expression) => expression.empty_result_set_value)
  outer.clear_ordering({ force: true })
  outer.clear_limits()
  outer.select_for_update = false
  outer.select_related = false
  const compiler = outer.get_compiler(null, !empty.includes(undefined))
  let result = compiler.execute_sql('single')
  if (result === null) result = empty
  else [result] = compiler.apply_converters([result], compiler.get_converters(annotations))
  return Object.fromEntries(
    [...outer.annotation_select.keys()].map((name, i) => [name, result[i] ?? null]),
  )
}

function inPlace(query: any, aggregates: Map<string, any>): any {
  query.select = []
  query.selected = null
  query.default_cols = false
  query.extra = new Map()
  if (query.annotations.size > 0) {
    // names of annotations mean nothing any more: put in what they stand for
    const replacements = new Map<string, any>()
    for (const [alias, annotation] of query.annotations)
      replacements.set(new Ref(alias, annotation).identity(), annotation)
    query.annotations = new Map(
      [...aggregates].map(([alias, aggregate]) => [
        alias,
        aggregate.replace_expressions(replacements),
      ]),
    )
  } else query.annotations = aggregates
  query.set_annotation_mask(aggregates.keys())
  return query
}

function wrap(
  query: any,
  aggregates: Map<string, any>,
  has_existing: boolean,
  has_qualify: boolean,
): any {
  const inner = query.clone()
  inner.subquery = true
  const outer = new late.AggregateQuery(query.model, inner)
  inner.select_for_update = false
  inner.select_related = false
  inner.set_annotation_mask(query.annotation_select.keys())
  inner.clear_ordering({ force: false })
  if (!inner.distinct) {
    if (inner.default_cols && has_existing)
      inner.group_by = [query.model._meta.pk.get_col(inner.get_initial_alias())]
    inner.default_cols = false
    if (!has_qualify && query.combinator === null) {
      // annotations that nothing needs are left out
      const mask = new Set<string>()
      const keep = (expr: any) => {
        for (const ref of expr.get_refs()) mask.add(ref)
      }
      if (Array.isArray(query.group_by)) for (const expr of query.group_by) keep(expr)
      for (const aggregate of aggregates.values()) keep(aggregate)
      for (const [alias, annotation] of query.annotation_select)
        if (annotation.get_group_by_cols().length > 0) mask.add(alias)
      inner.set_annotation_mask(mask)
    }
  }
  const col_refs = new Map<string, any>()
  for (const [alias, aggregate] of aggregates) {
    const replacements = new Map<string, any>()
    for (const col of genColsOf([aggregate])) {
      const key = col.identity()
      if (!col_refs.has(key)) {
        const col_alias = `__col${col_refs.size + 1}`
        col_refs.set(key, new Ref(col_alias, col))
        inner.add_annotation(col, col_alias)
      }
      replacements.set(key, col_refs.get(key))
    }
    outer.annotations.set(alias, aggregate.replace_expressions(replacements))
  }
  if (inner.select.length === 0 && !inner.default_cols && !inner.annotation_select_mask?.size)
    inner.select = [query.model._meta.pk.get_col(inner.get_initial_alias())]
  return outer
}
