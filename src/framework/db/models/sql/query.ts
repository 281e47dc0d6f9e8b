/**
 * One SELECT in the making: tables, conditions, columns, order, limits. Querysets clone it before each change, so a
 * query that somebody holds is never altered. How joins and conditions are made stands in joins.ts and filters.ts.
 *
 * Django: Query in django/db/models/sql/query.py
 */
import { TypeError, ValueError } from '../../../../base/python/exceptions.ts'
import { str } from '../../../../base/python/protocols.ts'
import { FieldError } from '../../../core/exceptions.ts'
import { LOOKUP_SEP } from '../constants.ts'
import { F, Ref, Value } from '../expressions.ts'
import type { Sql } from '../expressions/base.ts'
import { objectNumber } from '../identity.ts'
import { isExpression, late } from '../late.ts'
import { Condition, get_children_from_q, Q } from '../query_utils.ts'
import { AND, INNER, OR } from './constants.ts'
import { BaseTable, Join, JoinPromoter } from './datastructures.ts'
import * as aggregation from './aggregation.ts'
import * as columns from './columns.ts'
import * as filters from './filters.ts'
import { genCols } from './gen_cols.ts'
import * as joins from './joins.ts'
import { ExtraWhere, NothingNode, WhereNode } from './where.ts'

// control characters are what must be refused
const FORBIDDEN_ALIAS = /['`"\][;\s\x00-\x1F\x7F-\x9F]|#|--|\/\*|\*\//

type Table = Join | BaseTable

export class Query {
  readonly empty_result_set_value: unknown = null
  compiler = 'SQLCompiler'
  alias_prefix = 'T'
  subq_aliases: Set<string> = new Set(['T'])
  default_cols = true
  default_ordering = true
  standard_ordering = true
  filter_is_sticky = false
  subquery = false
  select: any[] = []
  /** null: none; true: by all of the model's columns. */
  group_by: any[] | true | null = null
  order_by: any[] = []
  low_mark = 0
  high_mark: number | null = null
  distinct = false
  distinct_fields: string[] = []
  select_for_update = false
  /** false: no; true: all required keys; a tree of names. */
  select_related: boolean | Record<string, any> = false
  max_depth = 5
  values_select: string[] = []
  /** Name → index in `select`, name of an annotation, or RawSQL; null: nothing was chosen. */
  selected: Map<string, any> | null = null
  annotation_select_mask: Set<string> | null = null
  _annotation_select_cache: Map<string, any> | null = null
  combinator: string | null = null
  combinator_all = false
  combined_queries: Query[] = []
  extra_select_mask: Set<string> | null = null
  extra_tables: string[] = []
  extra_order_by: any[] = []
  /** Names, and whether they are the ones to leave out (else: the only ones to load). */
  deferred_loading: readonly [Set<string>, boolean] = [new Set(), true]
  explain_info: { format: string | null; options: Record<string, unknown> } | null = null

  alias_refcount = new Map<string, number>()
  alias_map = new Map<string, Table>()
  external_aliases = new Map<string, boolean>()
  table_map = new Map<string, string[]>()
  used_aliases = new Set<string>()
  where: WhereNode = WhereNode.create([], AND)
  annotations = new Map<string, any>()
  extra = new Map<string, [string, unknown[]]>()
  _filtered_relations = new Map<string, any>()
  _lookup_joins: string[] = []

  constructor(
    readonly model: any,
    readonly alias_cols = true,
  ) {}

  get output_field(): any {
    if (this.select.length === 1) return this.select[0].target ?? this.select[0].field
    if (this.annotation_select.size === 1)
      return [...this.annotation_select.values()][0].output_field
    return null
  }

  get base_table(): string | null {
    for (const alias of this.alias_map.keys()) return alias
    return null
  }

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

  get_meta(): any {
    return this.model === null ? null : this.model._meta
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
    if (this.model !== other.model)
      throw new TypeError('Cannot combine queries on two different base models.')
    if (this.is_sliced) throw new TypeError('Cannot combine queries once a slice has been taken.')
    if (this.distinct !== other.distinct)
      throw new TypeError('Cannot combine a unique query with a non-unique query.')
    if (this.distinct_fields.join() !== other.distinct_fields.join())
      throw new TypeError('Cannot combine queries with different distinct fields.')
    const initial = this.get_initial_alias()!
    const rhs = other.clone()
    rhs.bump_prefix(this, new Set([initial]))
    const change_map = new Map<string, string>()
    const conjunction = connector === AND
    const reuse = conjunction ? new Set<string>() : new Set(this.alias_map.keys())
    const promoter = new JoinPromoter(connector, 2, false)
    promoter.add_votes(
      [...this.alias_map].filter(([, join]) => join.join_type === INNER).map(([alias]) => alias),
    )
    const rhs_votes = new Set<string>()
    for (const alias of [...rhs.alias_map.keys()].slice(1)) {
      const join = rhs.alias_map.get(alias)!.relabeled_clone(change_map)
      const new_alias = this.join(join, reuse)
      if (join.join_type === INNER) rhs_votes.add(new_alias)
      // an alias is shared once only: two joins of the other side stay two
      reuse.delete(new_alias)
      if (alias !== new_alias) change_map.set(alias, new_alias)
      if (!rhs.alias_refcount.get(alias)) this.unref_alias(new_alias)
    }
    promoter.add_votes(rhs_votes)
    promoter.update_join_types(this)
    this.subq_aliases = new Set([...this.subq_aliases, ...rhs.subq_aliases])
    this.where.add(rhs.where.relabeled_clone(change_map), connector)
    if (rhs.select.length > 0)
      this.set_select(rhs.select.map((col) => col.relabeled_clone(change_map)))
    else this.select = []
    if (connector === OR && this.extra.size > 0 && rhs.extra.size > 0) {
      throw new ValueError(
        "When merging querysets using 'or', you cannot have extra(select=...) on both sides.",
      )
    }
    for (const [name, entry] of rhs.extra) this.extra.set(name, entry)
    const mask = [...(this.extra_select_mask ?? []), ...(rhs.extra_select_mask ?? [])]
    if (mask.length > 0) this.extra_select_mask = new Set(mask)
    this.extra_tables = [...this.extra_tables, ...rhs.extra_tables]
    this.order_by = rhs.order_by.length > 0 ? rhs.order_by : this.order_by
    this.extra_order_by = rhs.extra_order_by.length > 0 ? rhs.extra_order_by : this.extra_order_by
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

  check_alias(alias: string): void {
    if (!FORBIDDEN_ALIAS.test(alias)) return
    throw new ValueError(
      'Column aliases cannot contain whitespace characters, hashes, control characters, quotation marks, semicolons, or SQL comments.',
    )
  }

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
    return this.selected === null ? 1 : this.selected.size
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
    if (alias.includes('.'))
      throw new ValueError(
        `FilteredRelation doesn't support aliases with periods (got '${alias}').`,
      )
    this.check_alias(alias)
    const relation = filtered_relation.clone()
    relation.alias = alias
    const name = relation.relation_name
    const [lookups, relation_parts] = this.solve_lookup_type(name)
    if (lookups.length > 0)
      throw new ValueError(
        `FilteredRelation's relation_name cannot contain lookups (got '${name}').`,
      )
    for (const lookup of get_children_from_q(relation.condition)) {
      const [lookup_parts, field_parts] = this.solve_lookup_type(lookup)
      const path = field_parts.slice(0, lookup_parts.length > 0 ? -1 : -2)
      path.forEach((part, i) => {
        if (relation_parts.length > i && relation_parts[i] !== part) {
          throw new ValueError(
            `FilteredRelation's condition doesn't support relations outside the '${name}' (got '${lookup}').`,
          )
        }
      })
      if (field_parts.length > relation_parts.length + 1) {
        throw new ValueError(
          `FilteredRelation's condition doesn't support nested relations deeper than the relation_name (got '${lookup}' for '${name}').`,
        )
      }
    }
    relation.condition = renamePrefix(name, alias, relation.condition)
    this._filtered_relations.set(alias, relation)
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

  set_empty(): void {
    this.where.add(new NothingNode(), AND)
    for (const query of this.combined_queries) query.set_empty()
  }

  is_empty(): boolean {
    return this.where.children.some((child) => child instanceof NothingNode)
  }

  // limits and order

  set_limits(low: number | null = null, high: number | null = null): void {
    if (high !== null) {
      const end = this.low_mark + high
      this.high_mark = this.high_mark === null ? end : Math.min(this.high_mark, end)
    }
    if (low !== null) {
      const start = this.low_mark + low
      this.low_mark = this.high_mark === null ? start : Math.min(this.high_mark, start)
    }
    if (this.low_mark === this.high_mark) this.set_empty()
  }

  clear_limits(): void {
    this.low_mark = 0
    this.high_mark = null
  }

  get is_sliced(): boolean {
    return this.low_mark !== 0 || this.high_mark !== null
  }

  has_limit_one(): boolean {
    return this.high_mark !== null && this.high_mark - this.low_mark === 1
  }

  can_filter(): boolean {
    return !this.is_sliced
  }

  add_ordering(...ordering: any[]): void {
    columns.add_ordering(this, ordering)
  }

  clear_ordering({ force = false, clear_default = true } = {}): void {
    if (!force && (this.is_sliced || this.distinct_fields.length > 0 || this.select_for_update))
      return
    this.order_by = []
    this.extra_order_by = []
    if (clear_default) this.default_ordering = false
  }

  // columns

  clear_select_clause(): void {
    this.select = []
    this.default_cols = false
    this.select_related = false
    this.set_extra_mask([])
    this.set_annotation_mask([])
    this.selected = null
  }

  clear_select_fields(): void {
    this.select = []
    this.values_select = []
    this.selected = null
  }

  add_select_col(col: any, name: string): void {
    this.select = [...this.select, col]
    this.values_select = [...this.values_select, name]
    this.selected?.set(name, this.select.length - 1)
  }

  set_select(cols: any[]): void {
    this.default_cols = false
    this.select = cols
  }

  add_distinct_fields(...field_names: string[]): void {
    this.distinct_fields = field_names
    this.distinct = true
  }

  add_fields(field_names: readonly string[], allow_m2m = true): void {
    columns.add_fields(this, field_names, allow_m2m)
  }

  set_values(fields: readonly string[] | Map<string, any>): void {
    columns.set_values(
      this,
      Array.isArray(fields) ? fields : [...(fields as Map<string, any>).keys()],
    )
  }

  set_group_by(allow_aliases = true): void {
    columns.set_group_by(this, allow_aliases)
  }

  add_select_related(fields: readonly string[]): void {
    const tree: Record<string, any> =
      typeof this.select_related === 'object' ? this.select_related : {}
    for (const field of fields) {
      let branch = tree
      for (const part of field.split(LOOKUP_SEP)) branch = branch[part] ??= {}
    }
    this.select_related = tree
  }

  add_extra({ select, select_params, where, params, tables, order_by }: any): void {
    if (select) {
      const remaining = [...(select_params ?? [])]
      for (const [name, entry] of Object.entries(select)) {
        this.check_alias(name)
        const count = (str(entry).match(/(?<!%)%s/g) ?? []).length
        this.extra.set(name, [str(entry), remaining.splice(0, count)])
      }
    }
    if (where || params) this.where.add(new ExtraWhere(where, params), AND)
    if (tables) this.extra_tables = [...this.extra_tables, ...tables]
    if (order_by) this.extra_order_by = order_by
  }

  clear_deferred_loading(): void {
    this.deferred_loading = [new Set(), true]
  }
  add_deferred_loading(names: readonly string[]): void {
    columns.add_deferred_loading(this, names)
  }
  add_immediate_loading(names: readonly string[]): void {
    columns.add_immediate_loading(this, names)
  }
  get_select_mask(): Map<any, any> {
    return columns.get_select_mask(this)
  }

  set_annotation_mask(names: Iterable<string> | null): void {
    if (names === null) this.annotation_select_mask = null
    else {
      const mask = new Set(names)
      this.annotation_select_mask = mask
      if (this.selected !== null) {
        this.selected = new Map(
          [...this.selected].filter(([, value]) => typeof value !== 'string' || mask.has(value)),
        )
        for (const name of mask) this.selected.set(name, name)
      }
    }
    this._annotation_select_cache = null
  }

  append_annotation_mask(names: readonly string[]): void {
    if (this.annotation_select_mask !== null)
      this.set_annotation_mask([...this.annotation_select_mask, ...names])
  }

  set_extra_mask(names: Iterable<string> | null): void {
    this.extra_select_mask = names === null ? null : new Set(names)
  }

  get has_select_fields(): boolean {
    return this.selected !== null
  }

  /** Annotations that are part of the result. */
  get annotation_select(): Map<string, any> {
    const mask = this.annotation_select_mask
    if (mask === null) return this.annotations
    this._annotation_select_cache ??= new Map(
      [...this.annotations].filter(([name]) => mask.has(name)),
    )
    return this._annotation_select_cache
  }

  get extra_select(): Map<string, [string, unknown[]]> {
    const mask = this.extra_select_mask
    if (mask === null) return this.extra
    return new Map([...this.extra].filter(([name]) => mask.has(name)))
  }
}

/** The same condition with paths that begin at the relation beginning at its alias. */
function renamePrefix(prefix: string, replacement: string, child: any): any {
  if (child instanceof Q) {
    return Q.create(
      child.children.map((part) => renamePrefix(prefix, replacement, part)),
      child.connector,
      child.negated,
    )
  }
  const renamed = (name: string) =>
    name.startsWith(prefix + LOOKUP_SEP) ? replacement + name.slice(prefix.length) : name
  if (child instanceof Condition) {
    const [lhs, rhs] = child as unknown as [string, any]
    const value =
      isExpression(rhs) && !(rhs instanceof F) ? renamePrefix(prefix, replacement, rhs) : rhs
    return Condition.make(renamed(lhs), value)
  }
  if (child instanceof F) return new F(renamed(child.name))
  if (child instanceof late.QuerySet)
    throw new ValueError('Passing a QuerySet within a FilteredRelation is not supported.')
  if (!isExpression(child)) return child
  const copy = child.copy()
  copy.set_source_expressions(
    copy.get_source_expressions().map((part: any) => renamePrefix(prefix, replacement, part)),
  )
  return copy
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
