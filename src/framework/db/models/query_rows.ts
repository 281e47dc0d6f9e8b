/**
 * The queryset as a list: it asks the database when somebody wants its rows, and keeps them. Looping, `length`,
 * `[...qs]` and `at` fetch; `slice` without a step does not, it makes the next queryset.
 *
 * Django: QuerySet in django/db/models/query.py, topics/db/queries: querysets are lazy
 */
import { class_name } from '../../../base/python/class_name.ts'
import { IndexError, TypeError, ValueError } from '../../../base/python/exceptions.ts'
import { isNumber } from '../../../base/python/float.ts'
import { eq, repr, str, type_name } from '../../../base/python/protocols.ts'
import { inSpan, tracing } from '../../../trace/tracer.ts'
import { NotSupportedError } from '../utils.ts'
import type { Options } from './arguments.ts'
import { type Iterable_, modelIterable, valuesIterable } from './iterables.ts'
import { isExpression, late } from './late.ts'
import { prefetch_related_objects } from './prefetch.ts'
import { Q } from './query_utils.ts'
import { Query } from './sql/query.ts'
import { currentAccess, outsideAttribute } from './tracing.ts'

const REPR_OUTPUT_SIZE = 20
/** How many rows `iterator()` reads ahead where nothing is said. */
const DEFAULT_CHUNK_SIZE = 2000

export class QuerySetRows {
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
  /** `Post.comments` for the rows of a manager of related objects; null for others. */
  _attribute: string | null = null

  constructor(
    model: any = null,
    { query = null, using = null }: { query?: Query | null; using?: string | null } = {},
  ) {
    this.model = model
    this._db = using
    this._query = query ?? new Query(model)
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
    const access = currentAccess()
    const attribute = access?.name ?? this._attribute
    return inSpan(
      'orm.evaluate',
      () => ({
        model: this.model?._meta.label ?? '',
        cause: access === null ? cause : 'related object',
        queryset: this._description,
        ...(attribute === null ? {} : { attribute }),
      }),
      access === null ? run : () => outsideAttribute(run),
      access === null ? 'caller' : access.where,
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
  at(given: unknown): any {
    const index = typeof given === 'boolean' ? Number(given) : given
    if (typeof index !== 'number' || !Number.isInteger(index)) {
      throw new TypeError(
        `QuerySet indices must be integers or slices, not ${type_name(given ?? null)}.`,
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
  slice(from: unknown = null, to: unknown = null, every: unknown = null): any {
    const start = asIndex(from)
    const stop = asIndex(to)
    const step = asIndex(every)
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

  /** Rows one by one, kept by nobody: `chunk_size` of them are in memory, the others still in the database. */
  *iterator({ chunk_size = null }: { chunk_size?: number | null } = {}): Generator<any> {
    if (chunk_size === null && this._prefetch_related_lookups.length > 0) {
      throw new ValueError(
        'chunk_size must be provided when using QuerySet.iterator() after prefetch_related().',
      )
    }
    if (chunk_size !== null && chunk_size <= 0)
      throw new ValueError('Chunk size must be strictly positive.')
    const size = chunk_size ?? DEFAULT_CHUNK_SIZE
    const rows = this._iterable_class(this, size)
    try {
      let chunk = this._evaluate(
        'iterator',
        () => taken(rows, size),
        (some) => some.length,
      )
      for (;;) {
        if (this._prefetch_related_lookups.length > 0)
          prefetch_related_objects(chunk, ...this._prefetch_related_lookups)
        yield* chunk
        if (chunk.length < size) return
        chunk = taken(rows, size)
      }
    } finally {
      rows.return(undefined)
    }
  }

  _prefetch_related_objects(): void {
    this._prefetch_done = true
    prefetch_related_objects(this._result_cache!, ...this._prefetch_related_lookups)
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
    if (tracing.tracer !== null) {
      clone._text = step === null ? this._text : joinText(this._description, step)
      clone._attribute = this._attribute
    }
    return clone
  }

  /** Tells the tracer that a queryset was built, and returns it. */
  _built(method: string): this {
    // what an attribute builds for itself is no queryset of the learner's
    if (currentAccess() !== null) return this
    const { tracer } = tracing
    if (tracer === null) return this
    // a prefetched list is handed out row by row and asks nothing: the template's line will do, which costs nothing
    const isRead = this._result_cache !== null
    tracer.event(
      'orm.queryset',
      { model: this.model?._meta.label ?? '', method, queryset: this._description },
      (isRead ? tracer.templatePosition : null) ?? 'caller',
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

  protected _validate_values_are_expressions(values: unknown[], method: string): void {
    const invalid = values
      .filter((value) => !isExpression(value))
      .map(str)
      .sort()
    if (invalid.length > 0)
      throw new TypeError(`QuerySet.${method}() received non-expression(s): ${invalid.join(', ')}.`)
  }

  protected _not_support_combined_queries(operation: string): void {
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

/** The next rows; fewer than `count`: the last ones. */
function taken(rows: Iterator<any>, count: number): any[] {
  const chunk: any[] = []
  while (chunk.length < count) {
    const { done, value } = rows.next()
    if (done === true) break
    chunk.push(value)
  }
  return chunk
}

/** A bound of a slice. @throws {TypeError} a text is none, even one that looks like a number */
function asIndex(bound: unknown): number | null {
  if (bound === null || bound === undefined) return null
  if (isNumber(bound)) return Math.trunc(Number(bound))
  throw new TypeError(`'<' not supported between instances of '${type_name(bound)}' and 'int'`)
}

function everyNth(rows: any[], step: number | null): any[] {
  return step === null ? rows : rows.filter((_, i) => i % step === 0)
}

function joinText(before: string, step: string): string {
  return step.startsWith('[') ? before + step : `${before}.${step}`
}
