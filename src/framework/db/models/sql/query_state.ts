/**
 * What a SELECT in the making consists of, and the changes that need no join: order, limits, which columns and
 * annotations are chosen. Masks choose without forgetting: what is masked can still be filtered by.
 *
 * Django: Query in django/db/models/sql/query.py
 */
import { ValueError } from '../../../../base/python/exceptions.ts'
import { str } from '../../../../base/python/protocols.ts'
import { LOOKUP_SEP } from '../constants.ts'
import { AND } from './constants.ts'
import * as columns from './columns.ts'
import type { BaseTable, Join } from './datastructures.ts'
import type { Query } from './query.ts'
import { ExtraWhere, NothingNode, WhereNode } from './where.ts'

const FORBIDDEN_ALIAS = /['`"\][;\s\x00-\x1F\x7F-\x9F]|#|--|\/\*|\*\//

type Table = Join | BaseTable

export class QueryState {
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

  get_meta(): any {
    return this.model === null ? null : this.model._meta
  }

  check_alias(alias: string): void {
    if (!FORBIDDEN_ALIAS.test(alias)) return
    throw new ValueError(
      'Column aliases cannot contain whitespace characters, hashes, control characters, quotation marks, semicolons, or SQL comments.',
    )
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
