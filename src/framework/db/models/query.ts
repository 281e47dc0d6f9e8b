/**
 * The queryset: a description of rows that asks the database only when somebody wants them. Here stand the methods that
 * ask at once: for one row, for a number, or to write. The others: query_rows.ts, query_methods.ts, query_values.ts.
 *
 * Django: django/db/models/query.py, ref/models/querysets
 * Left out: other databases than the default one.
 */
import { TypeError, ValueError } from '../../../base/python/exceptions.ts'
import { isPlainObject } from '../../../base/python/mapping.ts'
import { eq, str } from '../../../base/python/protocols.ts'
import type { Tuple } from '../../../base/python/tuple.ts'
import { inSpan } from '../../../trace/tracer.ts'
import { FieldError } from '../../core/exceptions.ts'
import { mark_for_rollback_on_error } from '../transaction.ts'
import { NotSupportedError } from '../utils.ts'
import { splitKwargs, type Options } from './arguments.ts'
import {
  bulkCreate,
  bulkUpdate,
  getOrCreate,
  updateOrCreate,
  type BulkCreateOptions,
} from './bulk.ts'
import { Collector } from './deletion.ts'
import { modelIterable } from './iterables.ts'
import { KeyMap } from './key_map.ts'
import { isModel, late } from './late.ts'
import { QuerySetValues } from './query_values.ts'
import { RawQuerySet } from './raw.ts'
import { DeleteQuery, UpdateQuery } from './sql/subqueries.ts'

const MAX_GET_RESULTS = 21

export class QuerySet extends QuerySetValues {
  /** `objects = PostQuerySet.as_manager()` */
  static as_manager(this: any): any {
    return new (late.Manager.from_queryset(this))()
  }

  // one row, or a number

  aggregate(...args: unknown[]): Record<string, unknown> {
    const [positional, named] = splitKwargs(args)
    if (this.query.distinct_fields.length > 0)
      throw notImplemented('aggregate() + distinct(fields) not implemented.')
    this._validate_values_are_expressions([...positional, ...Object.values(named)], 'aggregate')
    for (const arg of positional) {
      let alias: string
      try {
        alias = arg.default_alias
        if (alias === undefined) throw new TypeError('no alias')
      } catch {
        throw new TypeError('Complex aggregates require an alias')
      }
      named[alias] = arg
    }
    return this._evaluate(
      'aggregate',
      () => this.query.chain().get_aggregation(named),
      () => 1,
    )
  }

  count(): number {
    if (this._result_cache !== null) return this._result_cache.length
    return this._evaluate(
      'count',
      () => this.query.get_count(),
      () => 1,
    )
  }

  exists(): boolean {
    if (this._result_cache !== null) return this._result_cache.length > 0
    return this._evaluate('exists', () => this.query.has_results(), Number)
  }

  contains(obj: any): boolean {
    this._not_support_combined_queries('contains')
    if (this._fields !== null)
      throw new TypeError('Cannot call QuerySet.contains() after .values() or .values_list().')
    if (!isModel(obj)) throw new TypeError("'obj' must be a model instance.")
    if (obj._meta.concrete_model !== this.model._meta.concrete_model) return false
    if (!obj._is_pk_set())
      throw new ValueError('QuerySet.contains() cannot be used on unsaved objects.')
    if (this._result_cache !== null) return this._result_cache.some((row) => eq(row, obj))
    return this.filter({ pk: obj.pk }).exists()
  }

  /** The one row. @throws {DoesNotExist} none @throws {MultipleObjectsReturned} several */
  get(...args: unknown[]): any {
    const [positional, kwargs] = splitKwargs(args)
    const { combinator } = this.query
    const filtered = positional.length > 0 || Object.keys(kwargs).length > 0
    if (combinator !== null && filtered) {
      throw new NotSupportedError(
        `Calling QuerySet.get(...) with filters after ${combinator}() is not supported.`,
      )
    }
    const clone =
      combinator === null
        ? this._filter_or_exclude(false, positional, kwargs, 'get')
        : this._chain()
    // nobody else has this clone: it need not be copied once more
    if (this.query.can_filter() && this.query.distinct_fields.length === 0)
      clone.query.clear_ordering({ force: true })
    clone.query.set_limits(null, MAX_GET_RESULTS)
    const rows = clone._fetch_all('get')
    if (rows.length === 1) return rows[0]
    const { object_name } = this.model._meta
    if (rows.length === 0) {
      const none = new this.model.DoesNotExist(`${object_name} matching query does not exist.`)
      const hint = `Use \`get_object_or_404(${object_name}, …)\` to answer 404 instead, or catch \`${object_name}.DoesNotExist\`.`
      throw Object.assign(none, { teaching: { id: 'does_not_exist', hint } })
    }
    const found = rows.length < MAX_GET_RESULTS ? rows.length : `more than ${MAX_GET_RESULTS - 1}`
    throw new this.model.MultipleObjectsReturned(
      `get() returned more than one ${object_name} -- it returned ${found}!`,
    )
  }

  first(): any {
    this._checkGrouped('first')
    return this._firstOf(this.ordered ? this : this.order_by('pk'))
  }

  last(): any {
    this._checkGrouped('last')
    return this._firstOf(this.ordered ? this.reverse() : this.order_by('-pk'))
  }

  private _firstOf(queryset: any): any {
    const part = queryset.slice(0, 1)
    const [first = null] = Array.isArray(part) ? part : part._fetch_all('first')
    return first
  }

  private _checkGrouped(method: string): void {
    const { group_by } = this.query
    if (this.ordered || !Array.isArray(group_by)) return
    const { pk, pk_fields } = this.model._meta
    const isGrouped = (field: unknown) =>
      group_by.some((col) => col.output_field === field || col.target === field)
    if (isGrouped(pk) || pk_fields.every(isGrouped)) return
    throw new TypeError(
      `Cannot use QuerySet.${method}() on an unordered queryset performing aggregation. Add an ordering with order_by().`,
    )
  }

  earliest(...fields: any[]): any {
    if (this.query.is_sliced)
      throw new TypeError('Cannot change a query once a slice has been taken.')
    const latest_by = this.model._meta.get_latest_by
    const order_by =
      fields.length > 0
        ? fields
        : latest_by === null
          ? null
          : Array.isArray(latest_by)
            ? latest_by
            : [latest_by]
    if (order_by === null) {
      throw new ValueError(
        "earliest() and latest() require either fields as positional arguments or 'get_latest_by' in the model's Meta.",
      )
    }
    const clone = this._chain()
    clone.query.set_limits(null, 1)
    clone.query.clear_ordering({ force: true })
    clone.query.add_ordering(...order_by)
    return clone.get()
  }

  latest(...fields: any[]): any {
    if (this.query.is_sliced)
      throw new TypeError('Cannot change a query once a slice has been taken.')
    return this.reverse().earliest(...fields)
  }

  /** Key → object. A dict with keys that are no strings: a Map. */
  in_bulk(id_list: any = null, options: { field_name?: string } = {}): Map<unknown, any> {
    const given = isPlainObject(id_list) ? (id_list as Options) : { id_list, ...options }
    const { id_list: ids = null, field_name = 'pk' } = given
    if (this.query.is_sliced) throw new TypeError("Cannot use 'limit' or 'offset' with in_bulk().")
    if (this._iterable_class !== modelIterable)
      throw new TypeError('in_bulk() cannot be used with values() or values_list().')
    const opts = this.model._meta
    const constrained = opts.total_unique_constraints.some(
      (item: any) => item.fields.length === 1 && item.fields[0] === field_name,
    )
    if (field_name !== 'pk' && !opts.get_field(field_name).unique && !constrained) {
      throw new ValueError(
        `in_bulk()'s field_name must be a unique field but '${field_name}' isn't.`,
      )
    }
    let rows: any[]
    if (ids === null) rows = this._chain()._fetch_all('in_bulk')
    else {
      const list = [...ids]
      rows = []
      const size = Math.floor(999 / (field_name === 'pk' ? opts.pk_fields.length : 1))
      for (let i = 0; i < list.length; i += size)
        rows.push(
          ...this.filter({ [`${field_name}__in`]: list.slice(i, i + size) })._fetch_all('in_bulk'),
        )
    }
    const found = opts.is_composite_pk && field_name === 'pk' ? new KeyMap<any>() : new Map()
    for (const obj of rows) found.set(obj[field_name], obj)
    return found
  }

  explain({ format = null, ...options }: Options = {}): string {
    return this._evaluate(
      'explain',
      () => this.query.explain(format, options),
      () => 0,
    )
  }

  // writing

  create(kwargs: Options = {}): any {
    const reverse = this.model._meta.related_objects
      .filter((rel: any) => rel.one_to_one)
      .map((rel: any) => rel.name)
      .filter((name: string) => name in kwargs)
    if (reverse.length > 0)
      throw new ValueError(`The following fields do not exist in this model: ${reverse.join(', ')}`)
    const obj = new this.model(kwargs)
    obj.save({ force_insert: true })
    return obj
  }

  bulk_create(
    objs: Iterable<any>,
    batch_size: number | null | BulkCreateOptions = null,
    more: BulkCreateOptions = {},
  ): any[] {
    const options = isPlainObject(batch_size)
      ? (batch_size as BulkCreateOptions)
      : { ...more, batch_size: batch_size as number | null }
    return this._write('bulk_create', () => bulkCreate(this.model, objs, options))
  }

  bulk_update(
    objs: Iterable<any>,
    fields: readonly string[],
    batch_size: number | null | { batch_size?: number | null } = null,
  ): number {
    const size = isPlainObject(batch_size)
      ? ((batch_size as Options)['batch_size'] ?? null)
      : batch_size
    return this._write('bulk_update', () => bulkUpdate(this, objs, fields, size as number | null))
  }

  get_or_create(kwargs: Options = {}): Tuple {
    const { defaults = {}, ...lookups } = kwargs
    return getOrCreate(this, lookups, defaults ?? {})
  }

  update_or_create(kwargs: Options = {}): Tuple {
    const { defaults, create_defaults, ...lookups } = kwargs
    return updateOrCreate(this, lookups, defaults ?? {}, create_defaults ?? defaults ?? {})
  }

  /** @returns (rows deleted in all, by model) */
  delete(): Tuple {
    this._not_support_combined_queries('delete')
    if (this.query.is_sliced) throw new TypeError("Cannot use 'limit' or 'offset' with delete().")
    if (this.query.distinct_fields.length > 0)
      throw new TypeError('Cannot call delete() after .distinct(*fields).')
    if (this._fields !== null)
      throw new TypeError('Cannot call delete() after .values() or .values_list()')
    const rows = this._chain()
    rows.query.select_for_update = false
    rows.query.select_related = false
    rows.query.clear_ordering({ force: true })
    return this._write('delete', () => {
      const collector = new Collector('default', this)
      collector.collect(rows)
      const result = collector.delete()
      this._result_cache = null
      return result
    })
  }

  _raw_delete(): number {
    return this.query.chain(DeleteQuery).get_compiler().execute_sql('row count') ?? 0
  }

  /** @returns rows matched */
  update(kwargs: Options = {}): number {
    this._not_support_combined_queries('update')
    if (this.query.is_sliced)
      throw new TypeError('Cannot update a query once a slice has been taken.')
    const query = this.query.chain(UpdateQuery)
    query.add_update_values(kwargs)
    query.order_by = query.order_by.map((col: any) => {
      const descending = typeof col === 'string' && col.startsWith('-')
      const annotation = query.annotations.get(descending ? col.slice(1) : col)
      if (annotation === undefined) return col
      if (annotation.contains_aggregate)
        throw new FieldError(`Cannot update when ordering by an aggregate: ${str(annotation)}`)
      return descending ? annotation.desc() : annotation
    })
    query.clear_select_clause()
    return this._write('update', () => {
      const rows = mark_for_rollback_on_error(() => query.get_compiler().execute_sql('row count'))
      this._result_cache = null
      return rows
    })
  }

  /** UPDATE with pairs of field and value; what Model.save uses. */
  _update(values: [any, unknown][]): number {
    if (this.query.is_sliced)
      throw new TypeError('Cannot update a query once a slice has been taken.')
    const query = this.query.chain(UpdateQuery)
    query.add_update_fields(values)
    query.annotations = new Map()
    this._result_cache = null
    return query.get_compiler().execute_sql('row count')
  }

  private _write<T>(action: 'update' | 'delete' | 'bulk_create' | 'bulk_update', run: () => T): T {
    return inSpan('orm.write', () => ({ model: this.model._meta.label, action }), run, 'caller')
  }

  raw(raw_query: string, params: any = [], options: Options = {}): RawQuerySet {
    const given =
      isPlainObject(params) && ('params' in params || 'translations' in params)
        ? params
        : { params, ...options }
    const rows = new RawQuerySet(raw_query, this.model, given as Options)
    rows._prefetch_related_lookups = [...this._prefetch_related_lookups]
    return rows
  }
}

function notImplemented(message: string): Error {
  return new NotSupportedError(message)
}

late.QuerySet = QuerySet
