/**
 * The queryset: a description of rows that asks the database only when somebody wants them. Every method gives a new
 * queryset; looping, `length`, `[...qs]` and the like run it once and keep the rows.
 *
 * Django: django/db/models/query.py, ref/models/querysets
 * Left out: other databases than the default one.
 */
import { class_name } from '../../../base/python/class_name.ts'
import { IndexError, TypeError, ValueError } from '../../../base/python/exceptions.ts'
import { isPlainObject } from '../../../base/python/mapping.ts'
import { eq, repr, str } from '../../../base/python/protocols.ts'
import type { Tuple } from '../../../base/python/tuple.ts'
import { inSpan, tracing } from '../../../trace/tracer.ts'
import { FieldError } from '../../core/exceptions.ts'
import { settings } from '../../conf/index.ts'
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
import { LOOKUP_SEP } from './constants.ts'
import { Collector } from './deletion.ts'
import { F } from './expressions.ts'
import { currentZone } from './fields/dates.ts'
import { DateField, DateTimeField } from './fields/index.ts'
import { Trunc } from './functions/datetime.ts'
import {
  flatValuesListIterable,
  type Iterable_,
  modelIterable,
  namedValuesListIterable,
  valuesIterable,
  valuesListIterable,
} from './iterables.ts'
import { isExpression, isModel, late } from './late.ts'
import { Prefetch, prefetch_related_objects } from './prefetch.ts'
import { FilteredRelation, Q } from './query_utils.ts'
import { RawQuerySet } from './raw.ts'
import { AND, OR, XOR } from './sql/constants.ts'
import { Query } from './sql/query.ts'
import { DeleteQuery, UpdateQuery } from './sql/subqueries.ts'
import { callText, currentAttribute } from './tracing.ts'

const MAX_GET_RESULTS = 21
const REPR_OUTPUT_SIZE = 20

export class QuerySet {
  readonly model: any
  _db: string | null
  _query: Query
  _result_cache: any[] | null = null
  _sticky_filter = false
  _prefetch_related_lookups: any[] = []
  _prefetch_done = false
  _known_related_objects = new Map<any, Map<unknown, any>>()
  _iterable_class: Iterable_ = modelIterable
  _fields: string[] | null = null
  _defer_next_filter = false
  _deferred_filter: [boolean, unknown[], Options] | null = null
  /** The chain that made it, in a learner's words; kept while something listens. */
  _text: string | null = null

  constructor(
    model: any = null,
    { query = null, using = null }: { query?: Query | null; using?: string | null } = {},
  ) {
    this.model = model
    this._db = using
    this._query = query ?? new Query(model)
  }

  /** `objects = PostQuerySet.as_manager()` */
  static as_manager(this: any): any {
    return new (late.Manager.from_queryset(this))()
  }

  get query(): Query {
    const deferred = this._deferred_filter
    if (deferred !== null) {
      this._deferred_filter = null
      this._filter_or_exclude_inplace(...deferred)
    }
    return this._query
  }

  set query(query: Query) {
    if (query.values_select.length > 0) this._iterable_class = valuesIterable
    this._query = query
  }

  get db(): string {
    return this._db ?? 'default'
  }

  // rows

  _fetch_all(cause = 'iteration'): any[] {
    if (this._result_cache === null) {
      this._result_cache = this._evaluate(
        cause,
        () => [...this._iterable_class(this)],
        (rows) => rows.length,
      )
    }
    if (this._prefetch_related_lookups.length > 0 && !this._prefetch_done)
      this._prefetch_related_objects()
    return this._result_cache
  }

  /** Runs what asks the database inside a span that says why. */
  _evaluate<T>(cause: string, run: () => T, rows: (result: T) => number): T {
    if (this._db !== null) late.connections.get(this._db)
    if (tracing.tracer === null) return run()
    const attribute = currentAttribute()
    return inSpan(
      'orm.evaluate',
      () => ({
        model: this.model?._meta.label ?? '',
        cause: attribute === null ? cause : 'related object',
        queryset: this._description,
        ...(attribute === null ? {} : { attribute }),
      }),
      run,
      'caller',
      (result) => ({ rows: rows(result) }),
    )
  }

  get _description(): string {
    return this._text ?? `${this.model?._meta.object_name}.objects.all()`
  }

  *[Symbol.iterator](): Generator<any> {
    yield* this._fetch_all()
  }

  __iter__(): Iterator<any> {
    return this._fetch_all()[Symbol.iterator]()
  }
  __len__(): number {
    return this._fetch_all('len()').length
  }
  get length(): number {
    return this._fetch_all('length').length
  }
  __bool__(): boolean {
    return this._fetch_all('bool()').length > 0
  }
  __contains__(item: unknown): boolean {
    return this._fetch_all('in').some((row) => eq(row, item))
  }

  /** `qs[index]` of Python. */
  at(index: number): any {
    if (!Number.isInteger(index)) {
      throw new TypeError(
        `QuerySet indices must be integers or slices, not ${typeof index === 'string' ? 'str' : 'float'}.`,
      )
    }
    if (index < 0) throw new ValueError('Negative indexing is not supported.')
    const rows = this._result_cache ?? this._at(index)
    const position = this._result_cache === null ? 0 : index
    if (position >= rows.length) throw new IndexError('list index out of range')
    return rows[position]
  }

  private _at(index: number): any[] {
    const one = this._chain(`[${index}]`)
    one.query.set_limits(index, index + 1)
    return one._fetch_all('index')
  }

  /** `qs[start:stop:step]` of Python. With a step the rows are there at once; else it is a queryset still. */
  slice(start: number | null = null, stop: number | null = null, step: number | null = null): any {
    if ((start ?? 0) < 0 || (stop ?? 0) < 0)
      throw new ValueError('Negative indexing is not supported.')
    if (this._result_cache !== null)
      return everyNth(this._result_cache.slice(start ?? 0, stop ?? undefined), step)
    const part = this._chain(`[${start ?? ''}:${stop ?? ''}]`)
    part.query.set_limits(start, stop)
    return step === null ? part : everyNth(part._fetch_all('slice'), step)
  }

  __getitem__(key: any): any {
    return typeof key === 'object' && key !== null
      ? this.slice(key.start, key.stop, key.step)
      : this.at(key)
  }

  /** Rows one by one, kept by nobody. */
  *iterator({ chunk_size = null }: { chunk_size?: number | null } = {}): Generator<any> {
    if (chunk_size === null && this._prefetch_related_lookups.length > 0) {
      throw new ValueError(
        'chunk_size must be provided when using QuerySet.iterator() after prefetch_related().',
      )
    }
    if (chunk_size !== null && chunk_size <= 0)
      throw new ValueError('Chunk size must be strictly positive.')
    const rows = this._evaluate(
      'iterator',
      () => [...this._iterable_class(this)],
      (all) => all.length,
    )
    const size = chunk_size ?? rows.length
    for (let i = 0; i < rows.length; i += size) {
      const chunk = rows.slice(i, i + size)
      if (this._prefetch_related_lookups.length > 0)
        prefetch_related_objects(chunk, ...this._prefetch_related_lookups)
      yield* chunk
    }
  }

  _prefetch_related_objects(): void {
    this._prefetch_done = true
    prefetch_related_objects(this._result_cache!, ...this._prefetch_related_lookups)
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
    if (obj.pk === null)
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
      clone.query.clear_ordering({ force: true, clear_default: false })
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
    const { pk } = this.model._meta
    if (group_by.some((col) => col.output_field === pk || col.target === pk)) return
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
      for (let i = 0; i < list.length; i += 999)
        rows.push(
          ...this.filter({ [`${field_name}__in`]: list.slice(i, i + 999) })._fetch_all('in_bulk'),
        )
    }
    return new Map(rows.map((obj) => [obj[field_name], obj]))
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

  // dicts and tuples instead of instances

  private _values(fields: string[], expressions: Options, text: string): this {
    let clone = this._chain()
    if (Object.keys(expressions).length > 0) clone = clone.annotate(expressions)
    clone._text = tracing.tracer === null ? null : `${this._description}.${text}`
    clone._fields = fields
    clone.query.set_values(fields)
    return clone._built('values')
  }

  values(...args: unknown[]): this {
    const [fields, expressions] = splitKwargs(args)
    const clone = this._values(
      [...fields, ...Object.keys(expressions)],
      expressions,
      callText('values', fields, expressions),
    )
    clone._iterable_class = valuesIterable
    return clone
  }

  values_list(...args: unknown[]): this {
    const [fields, { flat = false, named = false }] = splitKwargs(args)
    if (flat && named) throw new TypeError("'flat' and 'named' can't be used together.")
    if (flat && fields.length > 1) {
      throw new TypeError(
        "'flat' is not valid when values_list is called with more than one field.",
      )
    }
    const seen = new Map<string, boolean>(
      fields.filter((field) => !isExpression(field)).map((field) => [field, false]),
    )
    const names: string[] = []
    const expressions: Options = {}
    let counter = 1
    for (const field of fields) {
      let name: string = field
      let expression: any = null
      let taken = false
      if (isExpression(field)) {
        name = defaultAlias(field)
        expression = field
        taken = true
      } else if (seen.get(name)) {
        expression = new F(name)
        taken = true
      }
      // expressions, and a field named twice, get a number
      if (taken) {
        const prefix = name
        while (seen.has((name = `${prefix}${counter}`))) counter += 1
      }
      if (expression !== null) expressions[name] = expression
      seen.set(name, true)
      names.push(name)
    }
    const clone = this._values(
      names,
      expressions,
      callText('values_list', fields, flat ? { flat } : {}),
    )
    clone._iterable_class = named
      ? namedValuesListIterable
      : flat
        ? flatValuesListIterable
        : valuesListIterable
    return clone
  }

  dates(field_name: string, kind: string, order: string | { order?: string } = 'ASC'): this {
    const direction = typeof order === 'string' ? order : (order.order ?? 'ASC')
    if (!['year', 'month', 'week', 'day'].includes(kind))
      throw new ValueError("'kind' must be one of 'year', 'month', 'week', or 'day'.")
    return this._periods(
      'datefield',
      new Trunc(field_name, kind, { output_field: new DateField() }),
      field_name,
      direction,
    )
  }

  datetimes(
    field_name: string,
    kind: string,
    order: string | Options = 'ASC',
    more: Options = {},
  ): this {
    const options = typeof order === 'string' ? { ...more, order } : order
    const { order: direction = 'ASC', tzinfo = null } = options
    if (!['year', 'month', 'week', 'day', 'hour', 'minute', 'second'].includes(kind)) {
      throw new ValueError(
        "'kind' must be one of 'year', 'month', 'week', 'day', 'hour', 'minute', or 'second'.",
      )
    }
    const zone = settings.USE_TZ ? (tzinfo ?? currentZone()) : null
    const trunc = new Trunc(field_name, kind, { output_field: new DateTimeField(), tzinfo: zone })
    return this._periods('datetimefield', trunc, field_name, direction)
  }

  private _periods(alias: string, trunc: Trunc, field_name: string, order: string): this {
    if (order !== 'ASC' && order !== 'DESC')
      throw new ValueError("'order' must be either 'ASC' or 'DESC'.")
    return this.annotate({ [alias]: trunc, plain_field: new F(field_name) })
      .values_list(alias, { flat: true })
      .distinct()
      .filter({ plain_field__isnull: false })
      .order_by((order === 'DESC' ? '-' : '') + alias)
  }

  // other querysets

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

  _filter_or_exclude_inplace(negate: boolean, args: unknown[], kwargs: Options): void {
    const prohibited = ['_connector', '_negated'].filter((name) => name in kwargs)
    if (prohibited.length > 0) {
      throw new TypeError(
        `The following kwargs are invalid: ${prohibited.map((name) => `'${name}'`).join(', ')}`,
      )
    }
    const q = new Q(...args, kwargs)
    this._query.add_q(negate ? q.not() : q)
  }

  complex_filter(filter_obj: any): this {
    if (!(filter_obj instanceof Q)) return this._filter_or_exclude(false, [], filter_obj, 'filter')
    const clone = this._chain()
    clone.query.add_q(filter_obj)
    return clone
  }

  private _combinator_query(combinator: string, others: QuerySet[], all = false): this {
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

  resolve_expression(query: any, ...args: any[]): any {
    return this.query.resolve_expression(query, ...args)
  }

  // inside

  /** A copy for the next method. @param step  what it adds to the chain's text */
  _chain(step: string | null = null): this {
    const clone = new (this.constructor as any)(this.model, {
      query: this.query.chain(),
      using: this._db,
    })
    clone._prefetch_related_lookups = this._prefetch_related_lookups
    clone._known_related_objects = this._known_related_objects
    clone._iterable_class = this._iterable_class
    clone._fields = this._fields
    if (this._sticky_filter) clone._query.filter_is_sticky = true
    if (tracing.tracer !== null)
      clone._text = step === null ? this._text : joinText(this._description, step)
    return clone
  }

  /** Tells the tracer that a queryset was built, and returns it. */
  _built(method: string): this {
    // what an attribute builds for itself is no queryset of the learner's
    if (currentAttribute() !== null) return this
    tracing.tracer?.event(
      'orm.queryset',
      { model: this.model?._meta.label ?? '', method, queryset: this._description },
      'caller',
    )
    return this
  }

  /** A manager hands out its first queryset: the text begins here. */
  fromManager(method: string): this {
    if (tracing.tracer === null) return this
    const start = this._text ?? `${this.model?._meta.object_name}.objects`
    // a prefetched list is handed out again and again
    this._text = method === '' || start.endsWith(`.${method}()`) ? start : `${start}.${method}()`
    return method === '' ? this : this._built(method)
  }

  _next_is_sticky(): this {
    this._sticky_filter = true
    return this
  }

  _has_filters(): boolean {
    return this.query.has_filters()
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

  private _validate_values_are_expressions(values: unknown[], method: string): void {
    const invalid = values
      .filter((value) => !isExpression(value))
      .map(str)
      .sort()
    if (invalid.length > 0)
      throw new TypeError(`QuerySet.${method}() received non-expression(s): ${invalid.join(', ')}.`)
  }

  private _not_support_combined_queries(operation: string): void {
    const { combinator } = this.query
    if (combinator !== null)
      throw new NotSupportedError(
        `Calling QuerySet.${operation}() after ${combinator}() is not supported.`,
      )
  }

  __repr__(): string {
    const rows = [...this.slice(null, REPR_OUTPUT_SIZE + 1)].map(repr)
    if (rows.length > REPR_OUTPUT_SIZE)
      rows[REPR_OUTPUT_SIZE] = "'...(remaining elements truncated)...'"
    return `<${class_name(this.constructor)} [${rows.join(', ')}]>`
  }
}

function everyNth(rows: any[], step: number | null): any[] {
  return step === null ? rows : rows.filter((_, i) => i % step === 0)
}

function joinText(before: string, step: string): string {
  return step.startsWith('[') ? before + step : `${before}.${step}`
}

function defaultAlias(expression: any): string {
  return expression.default_alias ?? class_name(expression.constructor).toLowerCase()
}

function notImplemented(message: string): Error {
  return new NotSupportedError(message)
}

late.QuerySet = QuerySet
