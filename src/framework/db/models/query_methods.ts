/**
 * The methods that make the next queryset: none of them asks the database, and none alters the queryset it is called on.
 *
 * Django: QuerySet in django/db/models/query.py, ref/models/querysets: methods that return new QuerySets
 */
import { class_name } from '../../../base/python/class_name.ts'
import { TypeError, ValueError } from '../../../base/python/exceptions.ts'
import { tracing } from '../../../trace/tracer.ts'
import { splitKwargs, type Options } from './arguments.ts'
import { LOOKUP_SEP } from './constants.ts'
import { Prefetch } from './prefetch.ts'
import { QuerySetRows } from './query_rows.ts'
import { FilteredRelation, Q } from './query_utils.ts'
import { AND, OR, XOR } from './sql/constants.ts'
import { callText } from './tracing.ts'

export class QuerySetMethods extends QuerySetRows {
  none(): this {
    const clone = this._chain('none()')
    clone.query.set_empty()
    return clone._built('none')
  }

  all(): this {
    return this._chain('all()')._built('all')
  }

  filter(...args: unknown[]): this {
    const [positional, kwargs] = splitKwargs(args)
    this._not_support_combined_queries('filter')
    return this._filter_or_exclude(false, positional, kwargs, 'filter')._built('filter')
  }

  exclude(...args: unknown[]): this {
    const [positional, kwargs] = splitKwargs(args)
    this._not_support_combined_queries('exclude')
    return this._filter_or_exclude(true, positional, kwargs, 'exclude')._built('exclude')
  }

  _filter_or_exclude(negate: boolean, args: any[], kwargs: Options, method: string): this {
    if ((args.length > 0 || Object.keys(kwargs).length > 0) && this.query.is_sliced)
      throw new TypeError('Cannot filter a query once a slice has been taken.')
    const clone = this._chain(tracing.tracer === null ? null : callText(method, args, kwargs))
    if (this._defer_next_filter) {
      this._defer_next_filter = false
      clone._deferred_filter = [negate, args, kwargs]
    } else clone._filter_or_exclude_inplace(negate, args, kwargs)
    return clone
  }

  complex_filter(filter_obj: any): this {
    if (!(filter_obj instanceof Q)) return this._filter_or_exclude(false, [], filter_obj, 'filter')
    const clone = this._chain()
    clone.query.add_q(filter_obj)
    return clone
  }

  private _combinator_query(combinator: string, others: QuerySetMethods[], all = false): this {
    const clone = this._chain(callText(combinator, [], {}))
    clone.query.clear_ordering({ force: true })
    clone.query.clear_limits()
    clone.query.combined_queries = [this.query, ...others.map((other) => other.query)]
    clone.query.combinator = combinator
    clone.query.combinator_all = all
    return clone._built(combinator)
  }

  union(...args: unknown[]): this {
    const [others, { all = false }] = splitKwargs(args)
    if (this.query.is_empty()) {
      const left = others.filter((other) => !other.query.is_empty())
      if (left.length === 0) return this
      return left.length === 1 ? left[0] : left[0]._combinator_query('union', left.slice(1), all)
    }
    return others.length === 0 ? this : this._combinator_query('union', others, all)
  }

  intersection(...others: any[]): this {
    if (this.query.is_empty()) return this
    const empty = others.find((other) => other.query.is_empty())
    return empty ?? this._combinator_query('intersection', others)
  }

  difference(...others: any[]): this {
    return this.query.is_empty() ? this : this._combinator_query('difference', others)
  }

  and(other: any): this {
    return this._combine(other, AND, '&')
  }
  or(other: any): this {
    return this._combine(other, OR, '|')
  }
  xor(other: any): this {
    return this._combine(other, XOR, '^')
  }
  __and__(other: any): this {
    return this.and(other)
  }
  __or__(other: any): this {
    return this.or(other)
  }
  __xor__(other: any): this {
    return this.xor(other)
  }

  private _combine(other: any, connector: string, operator: string): any {
    if (this.query.combinator !== null || other.query.combinator !== null)
      throw new TypeError(`Cannot use ${operator} operator with combined queryset.`)
    this._merge_sanity_check(other)
    const [mine, theirs] = [this.query.is_empty(), other.query.is_empty()]
    if (connector === AND) {
      if (theirs) return other
      if (mine) return this
    } else {
      if (mine) return other
      if (theirs) return this
    }
    const keyed = (queryset: any) =>
      queryset.query.can_filter()
        ? queryset
        : queryset.model._base_manager.filter({ pk__in: queryset.values('pk') })
    const left = connector === AND ? this : keyed(this)
    const right = connector === AND ? other : keyed(other)
    const combined = left._chain()
    for (const [field, objects] of right._known_related_objects) {
      const known = new Map([...(combined._known_related_objects.get(field) ?? []), ...objects])
      combined._known_related_objects = new Map([
        ...combined._known_related_objects,
        [field, known],
      ])
    }
    combined.query.combine(right.query, connector)
    return combined
  }

  select_for_update(..._args: unknown[]): this {
    const [, { nowait = false, skip_locked = false }] = splitKwargs(_args)
    if (nowait && skip_locked)
      throw new ValueError('The nowait option cannot be used with skip_locked.')
    // SQLite locks the whole database: there is nothing to write
    return this._chain('select_for_update()')
  }

  select_related(...fields: any[]): this {
    this._not_support_combined_queries('select_related')
    if (this._fields !== null)
      throw new TypeError('Cannot call select_related() after .values() or .values_list()')
    const clone = this._chain(callText('select_related', fields, {}))
    if (fields.length === 1 && fields[0] === null) clone.query.select_related = false
    else if (fields.length > 0) clone.query.add_select_related(fields)
    else clone.query.select_related = true
    return clone._built('select_related')
  }

  prefetch_related(...lookups: any[]): this {
    this._not_support_combined_queries('prefetch_related')
    const clone = this._chain(callText('prefetch_related', lookups, {}))
    if (lookups.length === 1 && lookups[0] === null) clone._prefetch_related_lookups = []
    else {
      for (const lookup of lookups) {
        const path: string = lookup instanceof Prefetch ? lookup.prefetch_to : lookup
        if (this.query._filtered_relations.has(path.split(LOOKUP_SEP)[0]!))
          throw new ValueError('prefetch_related() is not supported with FilteredRelation.')
      }
      clone._prefetch_related_lookups = [...this._prefetch_related_lookups, ...lookups]
    }
    return clone._built('prefetch_related')
  }

  annotate(...args: unknown[]): this {
    this._not_support_combined_queries('annotate')
    return this._annotate(args, 'annotate', true)
  }

  alias(...args: unknown[]): this {
    this._not_support_combined_queries('alias')
    return this._annotate(args, 'alias', false)
  }

  private _annotate(args: unknown[], method: string, select: boolean): this {
    const [positional, kwargs] = splitKwargs(args)
    this._validate_values_are_expressions([...positional, ...Object.values(kwargs)], 'annotate')
    const annotations: Options = {}
    for (const arg of positional) {
      let alias: string | undefined
      try {
        alias = arg.default_alias
      } catch (error) {
        if (!(error instanceof TypeError)) throw error
      }
      if (alias === undefined) throw new TypeError('Complex annotations require an alias')
      if (alias in kwargs) {
        throw new ValueError(
          `The named annotation '${alias}' conflicts with the default name for another annotation.`,
        )
      }
      annotations[alias] = arg
    }
    Object.assign(annotations, kwargs)
    const clone = this._chain(tracing.tracer === null ? null : callText(method, positional, kwargs))
    const names = new Set<string>(
      this._fields ??
        this.model._meta
          .get_fields()
          .flatMap((field: any) =>
            field.attname === undefined ? [field.name] : [field.name, field.attname],
          ),
    )
    for (const [alias, annotation] of Object.entries(annotations)) {
      if (names.has(alias))
        throw new ValueError(`The annotation '${alias}' conflicts with a field on the model.`)
      if (annotation instanceof FilteredRelation)
        clone.query.add_filtered_relation(annotation, alias)
      else clone.query.add_annotation(annotation, alias, select)
    }
    for (const [alias, annotation] of clone.query.annotations) {
      if (!(alias in annotations) || !annotation.contains_aggregate) continue
      if (clone._fields === null) clone.query.group_by = true
      else clone.query.set_group_by()
      break
    }
    return clone._built(method)
  }

  order_by(...field_names: any[]): this {
    if (this.query.is_sliced)
      throw new TypeError('Cannot reorder a query once a slice has been taken.')
    const clone = this._reordered(field_names)
    if (tracing.tracer !== null)
      clone._text = `${this._description}.${callText('order_by', field_names, {})}`
    return clone._built('order_by')
  }

  private _reordered(field_names: any[]): this {
    const clone = this._chain()
    clone.query.clear_ordering({ force: true, clear_default: false })
    clone.query.add_ordering(...field_names)
    return clone
  }

  distinct(...field_names: string[]): this {
    this._not_support_combined_queries('distinct')
    if (this.query.is_sliced)
      throw new TypeError('Cannot create distinct fields once a slice has been taken.')
    const clone = this._chain(callText('distinct', field_names, {}))
    clone.query.add_distinct_fields(...field_names)
    return clone._built('distinct')
  }

  extra(options: Options = {}): this {
    this._not_support_combined_queries('extra')
    if (this.query.is_sliced)
      throw new TypeError('Cannot change a query once a slice has been taken.')
    const clone = this._chain()
    clone.query.add_extra(options)
    return clone
  }

  reverse(): this {
    if (this.query.is_sliced)
      throw new TypeError('Cannot reverse a query once a slice has been taken.')
    const clone = this._chain('reverse()')
    clone.query.standard_ordering = !clone.query.standard_ordering
    return clone
  }

  defer(...fields: any[]): this {
    this._not_support_combined_queries('defer')
    if (this._fields !== null)
      throw new TypeError('Cannot call defer() after .values() or .values_list()')
    const clone = this._chain(callText('defer', fields, {}))
    if (fields.length === 1 && fields[0] === null) clone.query.clear_deferred_loading()
    else clone.query.add_deferred_loading(fields)
    return clone._built('defer')
  }

  only(...fields: any[]): this {
    this._not_support_combined_queries('only')
    if (this._fields !== null)
      throw new TypeError('Cannot call only() after .values() or .values_list()')
    if (fields.length === 1 && fields[0] === null)
      throw new TypeError('Cannot pass None as an argument to only().')
    for (const field of fields) {
      if (this.query._filtered_relations.has(field.split(LOOKUP_SEP)[0]))
        throw new ValueError('only() is not supported with FilteredRelation.')
    }
    const clone = this._chain(callText('only', fields, {}))
    clone.query.add_immediate_loading(fields)
    return clone._built('only')
  }

  using(alias: string | null): this {
    const clone = this._chain()
    clone._db = alias
    return clone
  }

  get ordered(): boolean {
    const { query } = this
    if (query.is_empty() || query.extra_order_by.length > 0 || query.order_by.length > 0)
      return true
    return query.default_ordering && query.get_meta().ordering.length > 0 && query.group_by === null
  }

  private _merge_sanity_check(other: any): void {
    if (this._fields === null) return
    const same = (a: Iterable<string>, b: Iterable<string>) =>
      [...a].sort().join() === [...b].sort().join()
    const [mine, theirs] = [this.query, other.query]
    if (
      !same(mine.values_select, theirs.values_select) ||
      !same(mine.extra_select.keys(), theirs.extra_select.keys()) ||
      !same(mine.annotation_select.keys(), theirs.annotation_select.keys())
    ) {
      throw new TypeError(
        `Merging '${class_name(this.constructor)}' classes must involve the same values in each case.`,
      )
    }
  }
}
