/**
 * One SELECT in the making: tables, conditions, columns, order, limits. Querysets clone it before each change, so a
 * query that somebody holds is never altered. How joins and conditions are made stands in joins.ts and filters.ts,
 * what it consists of in query_state.ts.
 *
 * Django: Query in django/db/models/sql/query.py
 */
import { ValueError } from '../../../../base/python/exceptions.ts'
import { str } from '../../../../base/python/protocols.ts'
import { FieldError } from '../../../core/exceptions.ts'
import { LOOKUP_SEP } from '../constants.ts'
import { Ref, Value } from '../expressions.ts'
import type { Sql } from '../expressions/base.ts'
import { objectNumber } from '../identity.ts'
import { late } from '../late.ts'
import { Condition, Q } from '../query_utils.ts'
import { AND, INNER } from './constants.ts'
import { BaseTable, Join } from './datastructures.ts'
import * as aggregation from './aggregation.ts'
import * as filters from './filters.ts'
import { genCols } from './gen_cols.ts'
import * as joins from './joins.ts'
import { WhereNode } from './where.ts'
import { QueryState } from './query_state.ts'
import { combine } from './combining.ts'
import { filteredRelation } from './filtered_relations.ts'

type Table = Join | BaseTable

export class Query extends QueryState {
  __str__(): string {
    const [sql, params] = this.sql_with_params()
    let next = 0
    return sql.replace(/%[s%]/g, (slot) => (slot === '%%' ? '%' : str(params[next++] ?? null)))
  }

  sql_with_params(): Sql {
    return this.get_compiler().as_sql()
  }

  get_compiler(connection: any = null, elide_empty = true): any {
    const used = connection ?? late.connections.get()
    return new compilers[this.compiler]!(this, used, elide_empty)
  }

  clone(): this {
    // every method of a queryset comes here: a spread is copied as a whole, six times faster than field by field
    const clone = Object.setPrototypeOf({ ...this }, Object.getPrototypeOf(this))
    clone.alias_refcount = new Map(this.alias_refcount)
    clone.alias_map = new Map(this.alias_map)
    clone.external_aliases = new Map(this.external_aliases)
    clone.table_map = new Map(this.table_map)
    clone.where = this.where.clone()
    clone.annotations = new Map(this.annotations)
    clone.combined_queries = this.combined_queries.map((query) => query.clone())
    clone._annotation_select_cache = null
    clone.extra = new Map(this.extra)
    if (typeof this.select_related === 'object')
      clone.select_related = cloneTree(this.select_related)
    clone.used_aliases = new Set(this.used_aliases)
    clone._filtered_relations = new Map(this._filtered_relations)
    if (this.selected !== null) clone.selected = new Map(this.selected)
    return clone
  }

  /** A clone for the next method; `kind`: as another kind of query. */
  chain(kind: any = null): any {
    const clone = this.clone()
    if (kind !== null && clone.constructor !== kind) {
      Object.setPrototypeOf(clone, kind.prototype)
      clone.setup?.()
    }
    if (!clone.filter_is_sticky) clone.used_aliases = new Set()
    clone.filter_is_sticky = false
    return clone
  }

  setup?(): void

  relabeled_clone(change_map: Map<string, string>): this {
    const clone = this.clone()
    clone.change_aliases(change_map)
    return clone
  }

  identity(): string {
    return `Query#${objectNumber(this)}`
  }

  _get_col(target: any, field: any, alias: string): any {
    return target.get_col(this.alias_cols ? alias : null, field)
  }

  // counting and existence

  get_aggregation(aggregates: Record<string, any>): Record<string, unknown> {
    return aggregation.get_aggregation(this, aggregates)
  }

  get_count(): number {
    return aggregation.get_count(this)
  }

  has_filters(): boolean {
    return this.where.children.length > 0
  }

  /** The query that finds out whether there is a row. */
  exists(limit = true): Query {
    const query = this.clone()
    if (!(query.distinct && query.is_sliced)) {
      if (query.group_by === true) {
        query.add_fields(
          this.model._meta.concrete_fields.map((field: any) => field.attname),
          false,
        )
        query.set_group_by(false)
      }
      query.clear_select_clause()
    }
    if (query.combinator === 'union')
      query.combined_queries = query.combined_queries.map((part) => part.exists(false))
    query.clear_ordering({ force: true })
    if (limit) query.set_limits(null, 1)
    query.add_annotation(new Value(1), 'a')
    return query
  }

  has_results(): boolean {
    return this.exists().get_compiler().has_results()
  }

  explain(format: string | null, options: Record<string, unknown>): string {
    const query = this.clone()
    for (const name of Object.keys(options)) {
      if (!/^[\w-]+$/.test(name) || name.includes('--'))
        throw new ValueError(`Invalid option name: '${name}'.`)
    }
    if (format !== null) {
      throw new ValueError(
        `${format.toUpperCase()} is not a recognized format. SQLite does not support any formats.`,
      )
    }
    if (Object.keys(options).length > 0)
      throw new ValueError(`Unknown options: ${Object.keys(options).sort().join(', ')}`)
    query.explain_info = { format, options }
    return query.get_compiler().explain_query().join('\n')
  }

  /** `a & b`, `a | b` of querysets. */
  combine(other: Query, connector: string): void {
    combine(this, other, connector)
  }

  // tables

  ref_alias(alias: string): void {
    this.alias_refcount.set(alias, this.alias_refcount.get(alias)! + 1)
  }
  unref_alias(alias: string, amount = 1): void {
    this.alias_refcount.set(alias, this.alias_refcount.get(alias)! - amount)
  }
  reset_refcounts(to_counts: ReadonlyMap<string, number>): void {
    for (const alias of this.alias_refcount.keys())
      this.alias_refcount.set(alias, to_counts.get(alias) ?? 0)
  }
  promote_joins(aliases: Iterable<string>): void {
    joins.promote_joins(this, aliases)
  }
  demote_joins(aliases: Iterable<string>): void {
    joins.demote_joins(this, aliases)
  }
  change_aliases(change_map: Map<string, string>): void {
    joins.change_aliases(this, change_map)
  }
  bump_prefix(other: Query, exclude: Set<string> = new Set()): void {
    joins.bump_prefix(this, other, exclude)
  }
  join(wanted: Table, reuse: Set<string> | null = null): string {
    return joins.join(this, wanted, reuse)
  }
  table_alias(table_name: string): string {
    return joins.table_alias(this, table_name, false)
  }

  get_initial_alias(): string | null {
    const base = this.base_table
    if (base !== null) {
      this.ref_alias(base)
      return base
    }
    return this.model === null ? null : this.join(new BaseTable(this.get_meta().db_table, null))
  }

  count_active_tables(): number {
    return [...this.alias_refcount.values()].filter((count) => count > 0).length
  }

  names_to_path(
    names: readonly string[],
    opts: any,
    allow_many = true,
    fail_on_missing = false,
  ): any {
    return joins.names_to_path(this, names, opts, allow_many, fail_on_missing)
  }

  setup_joins(
    names: readonly string[],
    opts: any,
    alias: string | null,
    can_reuse: Set<string> | null = null,
    allow_many = true,
  ): joins.JoinInfo {
    return joins.setup_joins(this, names, opts, alias, can_reuse, allow_many)
  }

  trim_joins(targets: any[], names: readonly string[], path: any): [any[], string, string[]] {
    return joins.trim_joins(this, targets, names, path)
  }

  is_nullable(field: any): boolean {
    return field.null
  }

  // annotations

  add_annotation(annotation: any, alias: string, select = true): void {
    this.check_alias(alias)
    const resolved = annotation.resolve_expression(this, true, null)
    if (select) this.append_annotation_mask([alias])
    else
      this.set_annotation_mask([...this.annotation_select.keys()].filter((name) => name !== alias))
    this.annotations.set(alias, resolved)
    this._annotation_select_cache = null
    if (select && this.selected !== null) this.selected.set(alias, alias)
  }

  get _subquery_fields_len(): number {
    const { length } = this.model._meta.pk_fields
    if (this.selected === null) return length
    return this.selected.size + (this.selected.has('pk') ? length - 1 : 0)
  }

  resolve_expression(query: any, ...args: any[]): any {
    const clone = this.clone()
    clone.bump_prefix(query)
    clone.subquery = true
    clone.where.resolveInPlace(query, ...args)
    if (clone.combinator !== null) {
      clone.combined_queries = clone.combined_queries.map((part) =>
        part.resolve_expression(query, ...args),
      )
    }
    for (const [key, value] of clone.annotations) {
      const resolved = value.resolve_expression(query, ...args)
      if (resolved.external_aliases instanceof Map)
        for (const [alias, aliased] of clone.external_aliases)
          resolved.external_aliases.set(alias, aliased)
      clone.annotations.set(key, resolved)
    }
    // outer aliases are written as they are, tables' own names are quoted
    for (const [alias, table] of query.alias_map as Map<string, Table>) {
      clone.external_aliases.set(
        alias,
        table instanceof Join
          ? table.join_field.related_model._meta.db_table !== alias
          : table.table_name !== table.table_alias,
      )
    }
    return clone
  }

  get_external_cols(): any[] {
    const exprs = [...this.annotations.values(), ...this.where.children]
    return [...genCols(exprs, true)].filter((col) => this.external_aliases.has(col.alias))
  }

  get_group_by_cols(wrapper: any = null): any[] {
    const external = this.get_external_cols()
    return external.some((col) => col.possibly_multivalued === true) ? [wrapper ?? this] : external
  }

  get contains_aggregate(): boolean {
    return false
  }
  get contains_over_clause(): boolean {
    return false
  }
  get contains_column_references(): boolean {
    return false
  }
  get_source_expressions(): any[] {
    return []
  }
  get_refs(): Set<string> {
    return new Set()
  }
  replace_expressions(replacements: ReadonlyMap<string, any>): any {
    return replacements.get(this.identity()) ?? this
  }
  get _output_field_or_none(): any {
    return this.output_field
  }

  as_sql(_compiler: any, connection: any): Sql {
    // Django clears useless orderings of subqueries only where a database forbids them
    const [sql, params] = this.get_compiler(connection).as_sql()
    return [this.subquery ? `(${sql})` : sql, params]
  }

  select_format(_compiler: any, sql: string, params: unknown[]): Sql {
    return [sql, params]
  }

  get_lookup(name: string): any {
    return this.output_field.get_lookup(name)
  }

  // conditions

  build_filter(filter_expr: any, options: filters.FilterOptions = {}): filters.Built {
    return filters.build_filter(this, filter_expr, options)
  }

  build_lookup(lookups: readonly string[], lhs: any, rhs: any): any {
    return filters.build_lookup(this, lookups, lhs, rhs)
  }

  try_transform(lhs: any, name: string, lookups: readonly string[] | null = null): any {
    return filters.try_transform(lhs, name, lookups)
  }

  solve_lookup_type(lookup: string): [string[], string[], any] {
    return filters.solve_lookup_type(this, lookup)
  }

  _add_q(
    q: Q,
    used_aliases: Set<string> | null,
    options: filters.FilterOptions = {},
  ): filters.Built {
    return filters.add_q_clause(this, q, used_aliases, options)
  }

  add_filter(lhs: string, rhs: unknown): void {
    this.add_q(Q.create([Condition.make(lhs, rhs)]))
  }

  add_q(q: Q, { reuse_all = false } = {}): void {
    const inner = [...this.alias_map]
      .filter(([, join]) => join.join_type === INNER)
      .map(([alias]) => alias)
    const can_reuse = reuse_all ? new Set(this.alias_map.keys()) : this.used_aliases
    const [clause] = this._add_q(q, can_reuse)
    if (clause.children.length > 0) this.where.add(clause, AND)
    // joins that were inner before must not become outer by an OR that was added
    this.demote_joins(inner)
  }

  clear_where(): void {
    this.where = WhereNode.create([], AND)
  }

  add_filtered_relation(filtered_relation: any, alias: string): void {
    this._filtered_relations.set(alias, filteredRelation(this, filtered_relation, alias))
  }

  resolve_ref(
    name: string,
    allow_joins = true,
    reuse: Set<string> | null = null,
    summarize = false,
  ): any {
    const annotation = this.annotations.get(name)
    if (annotation !== undefined) {
      if (!allow_joins) {
        for (const col of genCols([annotation])) {
          if (this.alias_map.get(col.alias) instanceof Join)
            throw new FieldError('Joined field references are not permitted in this query')
        }
      }
      if (!summarize) return annotation
      if (!this.annotation_select.has(name)) {
        throw new FieldError(
          `Cannot aggregate over the '${name}' alias. Use annotate() to promote it.`,
        )
      }
      return new Ref(name, this.annotation_select.get(name))
    }
    const parts = name.split(LOOKUP_SEP)
    const start = this.annotations.get(parts[0]!)
    if (start !== undefined)
      return parts.slice(1).reduce((expr, transform) => this.try_transform(expr, transform), start)
    const info = this.setup_joins(parts, this.get_meta(), this.get_initial_alias(), reuse)
    const [targets, alias, join_list] = this.trim_joins(info.targets, info.joins, info.path)
    if (!allow_joins && join_list.length > 1)
      throw new FieldError('Joined field references are not permitted in this query')
    const transformed = info.transform_function(targets[0], alias)
    if (reuse !== null) for (const joined of join_list) reuse.add(joined)
    return transformed
  }
}

function cloneTree(tree: Record<string, any>): Record<string, any> {
  return Object.fromEntries(Object.entries(tree).map(([name, branch]) => [name, cloneTree(branch)]))
}

/** Compiler classes by name; the compiler module puts itself here. */
export const compilers: Record<
  string,
  new (query: any, connection: any, elide_empty: boolean) => any
> = {}

late.Query = Query
