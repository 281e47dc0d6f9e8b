/**
 * From `filter(author__name='x')` to a WHERE clause: find the joins, make the lookup, decide about nulls. A negated
 * condition over a to-many relation becomes NOT EXISTS (…): "no such row", rather than "some other row".
 *
 * Django: build_filter and split_exclude of Query in django/db/models/sql/query.py
 */
import { class_name } from '../../../../base/python/class_name.ts'
import { TypeError, ValueError } from '../../../../base/python/exceptions.ts'
import { isPlainObject } from '../../../../base/python/mapping.ts'
import { iterate, isIterable, repr, str, type_name } from '../../../../base/python/protocols.ts'
import { FieldError } from '../../../core/exceptions.ts'
import { NotSupportedError } from '../../utils.ts'
import { closeMatches } from '../close_matches.ts'
import { LOOKUP_SEP } from '../constants.ts'
import { Col, Exists, F, OuterRef, Ref, ResolvedOuterRef } from '../expressions.ts'
import { isExpression, isModel, late } from '../late.ts'
import { Lookup } from '../lookups.ts'
import { check_rel_lookup_compatibility, Condition, Q, refs_expression } from '../query_utils.ts'
import { AND, LOUTER, OR } from './constants.ts'
import { BaseTable, JoinPromoter, MultiJoin } from './datastructures.ts'
import { names_to_path, setup_joins, trim_joins } from './joins.ts'
import { WhereNode } from './where.ts'

export interface FilterOptions {
  branch_negated?: boolean
  current_negated?: boolean
  can_reuse?: Set<string> | null
  allow_joins?: boolean
  split_subq?: boolean
  check_filterable?: boolean
  summarize?: boolean
  update_join_types?: boolean
}

/** The clause, and the joins that it needs to be inner. */
export type Built = [clause: WhereNode, needed_inner: Iterable<string>]

export function build_filter(query: any, filter_expr: any, options: FilterOptions = {}): Built {
  const { branch_negated = false, current_negated = false, can_reuse = null } = options
  const {
    allow_joins = true,
    split_subq = true,
    check_filterable = true,
    summarize = false,
  } = options
  if (isPlainObject(filter_expr)) throw new FieldError('Cannot parse keyword query as dict')
  if (filter_expr instanceof Q) return add_q_clause(query, filter_expr, can_reuse, options)
  if (isExpression(filter_expr) && !(filter_expr instanceof Condition)) {
    if (filter_expr.conditional !== true)
      throw new TypeError('Cannot filter against a non-conditional expression.')
    let condition = filter_expr.resolve_expression(query, allow_joins, can_reuse, summarize)
    if (!(condition instanceof Lookup)) condition = build_lookup(query, ['exact'], condition, true)
    return [WhereNode.create([condition], AND), []]
  }
  const [arg, given] = pairOf(filter_expr)
  if (arg === '') throw new FieldError(`Cannot parse keyword query ${repr(arg)}`)
  const [lookups, parts, reffed] = solve_lookup_type(query, arg, summarize)
  if (check_filterable) checkFilterable(reffed)
  if (!allow_joins && parts.length > 1)
    throw new FieldError('Joined field references are not permitted in this query')
  const before = new Map(query.alias_refcount)
  const value = resolve_lookup_value(query, given, can_reuse, allow_joins, summarize)
  const used_joins = new Set<string>()
  for (const [alias, count] of query.alias_refcount)
    if (count > ((before.get(alias) as number | undefined) ?? 0)) used_joins.add(alias)
  if (check_filterable) checkFilterable(value)
  if (reffed !== null)
    return [WhereNode.create([build_lookup(query, lookups, reffed, value)], AND), []]

  const allow_many = !branch_negated || !split_subq
  let info
  try {
    info = setup_joins(
      query,
      parts,
      query.get_meta(),
      query.get_initial_alias(),
      can_reuse,
      allow_many,
    )
  } catch (error) {
    if (error instanceof MultiJoin)
      return split_exclude(query, [arg, given], can_reuse!, error.names_with_path)
    throw error
  }
  checkRelatedObjects(info.final_field, value, info.opts)
  query._lookup_joins = info.joins
  for (const alias of info.joins) used_joins.add(alias)
  const [targets, alias, join_list] = trim_joins(query, info.targets, info.joins, info.path)
  if (can_reuse !== null) for (const name of join_list) can_reuse.add(name)
  const col = query._get_col(targets[0], info.final_field, alias)
  const condition = build_lookup(query, lookups, col, value)
  const lookup_type = condition.lookup_name
  const clause = WhereNode.create([condition], AND)
  let require_outer = lookup_type === 'isnull' && condition.rhs === true && !current_negated
  if (
    current_negated &&
    (lookup_type !== 'isnull' || condition.rhs === false) &&
    condition.rhs !== null
  ) {
    require_outer = true
    if (lookup_type !== 'isnull') {
      // NOT (col = x) leaves rows with null out: SQL's null is not Python's None
      if (
        query.is_nullable(targets[0]) ||
        query.alias_map.get(join_list.at(-1)).join_type === LOUTER
      ) {
        const isnull = targets[0].get_lookup('isnull')
        clause.add(new isnull(query._get_col(targets[0], info.targets[0], alias), false), AND)
      }
      if (value instanceof Col && query.is_nullable(value.target)) {
        const isnull = value.target.get_lookup('isnull')
        clause.add(new isnull(value, false), AND)
      }
    }
  }
  return [clause, require_outer ? [] : used_joins]
}

/** All conditions of a Q, with the join types that follow from them. */
export function add_q_clause(
  query: any,
  q: Q,
  used_aliases: Set<string> | null,
  options: FilterOptions = {},
): Built {
  const current_negated = (options.current_negated ?? false) !== q.negated
  const branch_negated = (options.branch_negated ?? false) || q.negated
  const { update_join_types = true } = options
  const target = WhereNode.create([], q.connector, q.negated)
  const promoter = new JoinPromoter(q.connector, q.children.length, current_negated)
  for (const child of q.children) {
    const [clause, needed] = build_filter(query, child, {
      ...options,
      can_reuse: used_aliases,
      branch_negated,
      current_negated,
    })
    promoter.add_votes(needed)
    if (clause.children.length > 0) target.add(clause, q.connector)
  }
  return [target, update_join_types ? promoter.update_join_types(query) : []]
}

function checkFilterable(expression: any): void {
  if (isExpression(expression) && expression.filterable === false) {
    throw new NotSupportedError(
      `${class_name(expression.constructor)} is disallowed in the filter clause.`,
    )
  }
  if (typeof expression?.get_source_expressions === 'function')
    for (const source of expression.get_source_expressions()) checkFilterable(source)
}

/** Right sides that are expressions are resolved; querysets give their query. */
function resolve_lookup_value(
  query: any,
  value: any,
  can_reuse: Set<string> | null,
  allow_joins: boolean,
  summarize: boolean,
): any {
  if (isExpression(value)) return value.resolve_expression(query, allow_joins, can_reuse, summarize)
  if (Array.isArray(value)) {
    if (!value.some((item) => isExpression(item) || Array.isArray(item))) return value
    return value.map((item) => resolve_lookup_value(query, item, can_reuse, allow_joins, summarize))
  }
  return value
}

/** Splits a path: [lookups, names of fields, the annotation that it starts with or null]. */
export function solve_lookup_type(
  query: any,
  lookup: string,
  summarize = false,
): [string[], string[], any] {
  const parts = lookup.split(LOOKUP_SEP)
  if (query.annotations.size > 0) {
    const [name, rest] = refs_expression(parts, query.annotations)
    if (name !== null) {
      const expression = query.annotations.get(name)
      return [[...rest], [], summarize ? new Ref(name, expression) : expression]
    }
  }
  const [, , , rest] = names_to_path(query, parts, query.get_meta())
  const field_parts = parts.slice(0, parts.length - rest.length)
  if (rest.length > 1 && field_parts.length === 0) {
    throw new FieldError(`Invalid lookup "${lookup}" for model ${query.get_meta().object_name}".`)
  }
  return [rest, field_parts, null]
}

function checkRelatedObjects(field: any, value: any, opts: any): void {
  if (!field.is_relation) return
  if (value instanceof late.Query) {
    if (!value.has_select_fields && !check_rel_lookup_compatibility(value.model, opts, field)) {
      throw new ValueError(
        `Cannot use QuerySet for "${value.model._meta.object_name}": Use a QuerySet for "${opts.object_name}".`,
      )
    }
  } else if (isModel(value)) checkObjectType(value, opts, field)
  else if (typeof value === 'object' && value !== null && !isExpression(value) && isIterable(value))
    for (const item of iterate(value)) if (isModel(item)) checkObjectType(item, opts, field)
}

function checkObjectType(value: any, opts: any, field: any): void {
  if (!check_rel_lookup_compatibility(value.constructor, opts, field))
    throw new ValueError(`Cannot query "${str(value)}": Must be "${opts.object_name}" instance.`)
}

/** @throws {FieldError} no such lookup or transform */
export function build_lookup(query: any, lookups: readonly string[], start: any, rhs: any): any {
  const names = lookups.length > 0 ? lookups : ['exact']
  let lhs = start
  for (const name of names.slice(0, -1)) lhs = query.try_transform(lhs, name, names)
  let lookup_name = names.at(-1)!
  let lookup_class = lhs.get_lookup(lookup_name)
  if (lookup_class === null) {
    lhs = query.try_transform(lhs, lookup_name)
    lookup_name = 'exact'
    lookup_class = lhs.get_lookup('exact')
  }
  const lookup = new lookup_class(lhs, rhs)
  if (lookup.rhs === null && !lookup.can_use_none_as_rhs) {
    if (lookup_name !== 'exact' && lookup_name !== 'iexact')
      throw new ValueError('Cannot use None as a query value')
    const isnull = lhs.get_lookup('isnull')
    return new isnull(lhs, true)
  }
  return lookup
}

export function try_transform(
  lhs: any,
  name: string,
  lookups: readonly string[] | null = null,
): any {
  const transform = lhs.get_transform(name)
  if (transform !== null) return new transform(lhs)
  const field = lhs.output_field
  const meant = closeMatches(name, [...field.get_lookups().keys()])
  const suggestion = meant.length > 0 ? `, perhaps you meant ${meant.join(' or ')}?` : '.'
  const unsupported =
    lookups === null ? name : lookups.slice(lookups.indexOf(name)).join(LOOKUP_SEP)
  throw new FieldError(
    `Unsupported lookup '${unsupported}' for ${class_name(field.constructor)} or join on the field not permitted${suggestion}`,
  )
}

/** `NOT EXISTS (rows on the way that match)`. */
function split_exclude(
  query: any,
  [filter_lhs, given]: [string, any],
  can_reuse: Set<string>,
  names_with_path: readonly (readonly [string, any[]])[],
): Built {
  const sub = new late.Query(query.model)
  sub._filtered_relations = query._filtered_relations
  let filter_rhs = given
  if (given instanceof OuterRef) filter_rhs = new OuterRef(given)
  else if (given instanceof F) filter_rhs = new OuterRef(given.name)
  sub.add_filter(filter_lhs, filter_rhs)
  sub.clear_ordering({ force: true })
  const [trimmed_prefix, contains_louter] = trim_start(sub, names_with_path)
  const col = sub.select[0]
  const { target: select_field, alias } = col
  if (can_reuse.has(alias)) {
    // the outer query joins this table already: tie both by its key
    const { pk } = select_field.model._meta
    sub.bump_prefix(query)
    const exact = select_field.get_lookup('exact')
    sub.where.add(new exact(pk.get_col(sub.select[0].alias), pk.get_col(alias)), AND)
    sub.external_aliases.set(alias, true)
  } else {
    const exact = select_field.get_lookup('exact')
    sub.where.add(new exact(col, new ResolvedOuterRef(trimmed_prefix)), AND)
  }
  const [condition, needed] = build_filter(query, new Exists(sub))
  if (contains_louter) {
    const [or_null] = build_filter(query, Condition.make(`${trimmed_prefix}__isnull`, true), {
      current_negated: true,
      branch_negated: true,
      can_reuse,
    })
    condition.add(or_null, OR)
  }
  return [condition, needed]
}

/** Python unpacks a text, too: of one of two letters it makes a lookup and its value. */
function pairOf(filter_expr: any): [string, any] {
  if (!isIterable(filter_expr)) {
    throw new TypeError(`cannot unpack non-iterable ${type_name(filter_expr)} object`)
  }
  const parts = [...iterate(filter_expr)]
  if (parts.length > 2) throw new ValueError('too many values to unpack (expected 2)')
  if (parts.length < 2)
    throw new ValueError(`not enough values to unpack (expected 2, got ${parts.length})`)
  return parts as [string, any]
}

/** Takes the to-one joins at the start off: they stay outside. @returns the path to them, and whether one is outer */
function trim_start(
  query: any,
  names_with_path: readonly (readonly [string, any[]])[],
): [string, boolean] {
  const all_paths = names_with_path.flatMap(([, paths]) => paths)
  const tables = [...query.alias_map.keys()].filter(
    (alias) => query._lookup_joins.includes(alias) || alias === query.base_table,
  )
  let contains_louter = false
  let trimmed = 0
  for (; trimmed < all_paths.length; trimmed += 1) {
    if (all_paths[trimmed].m2m) break
    if (query.alias_map.get(tables[trimmed + 1]).join_type === LOUTER) contains_louter = true
    query.unref_alias(tables[trimmed])
  }
  const join_field = all_paths[trimmed].join_field.field
  let in_prefix = trimmed
  const prefix: string[] = []
  for (const [name, paths] of names_with_path) {
    if (in_prefix - paths.length < 0) break
    prefix.push(name)
    in_prefix -= paths.length
  }
  prefix.push(join_field.foreign_related_fields[0].name)
  const first = query.alias_map.get(tables[trimmed + 1])
  const drop = first.join_type !== LOUTER && first.filtered_relation === null
  const select_alias = drop ? tables[trimmed + 1] : tables[trimmed]
  if (drop) {
    query.unref_alias(tables[trimmed])
    const restriction = join_field.get_extra_restriction?.(null, tables[trimmed + 1])
    if (restriction) query.where.add(restriction, AND)
  }
  for (const [alias, entry] of query.alias_map) {
    if (query.alias_refcount.get(alias) > 0) {
      query.alias_map.set(alias, new BaseTable(entry.table_name, alias))
      break
    }
  }
  query.set_select(
    join_field.related_fields.map(([own, foreign]: any[]) =>
      (drop ? own : foreign).get_col(select_alias),
    ),
  )
  return [prefix.join(LOOKUP_SEP), contains_louter]
}
