/**
 * Instances from SQL written by hand. Columns are matched to fields by name; others become attributes, and fields that
 * the SQL leaves out are deferred.
 *
 * Django: RawQuerySet in django/db/models/query.py, topics/db/sql
 */
import { FieldDoesNotExist } from '../../core/exceptions.ts'
import { IndexError } from '../../../base/python/exceptions.ts'
import { date, datetime, time } from '../../../base/python/datetime.ts'
import { isPlainObject } from '../../../base/python/mapping.ts'
import { str } from '../../../base/python/protocols.ts'
import { inSpan } from '../../../trace/tracer.ts'
import { late } from './late.ts'
import { prefetch_related_objects } from './prefetch.ts'
import { Query } from './sql/query.ts'

type Adapter = Readonly<
  Record<
    'adapt_datetimefield_value' | 'adapt_datefield_value' | 'adapt_timefield_value',
    (value: unknown) => unknown
  >
>

/** Dates and times as the database holds them: no field says which kind a parameter is. */
function adapted(params: unknown, ops: Adapter): unknown {
  const adapt = (value: unknown) => {
    if (value instanceof datetime) return ops.adapt_datetimefield_value(value)
    if (value instanceof date) return ops.adapt_datefield_value(value)
    if (value instanceof time) return ops.adapt_timefield_value(value)
    return value
  }
  if (params === null) return null
  if (!isPlainObject(params)) return Array.from(params as Iterable<unknown>, adapt)
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, adapt(value)]))
}

export class RawQuerySet {
  _result_cache: any[] | null = null
  _prefetch_related_lookups: any[] = []
  private _prefetch_done = false
  private readonly params: any
  private readonly translations: Record<string, string>
  private found_columns: string[] | null = null

  constructor(
    readonly raw_query: string,
    readonly model: any,
    private readonly options: Record<string, any> = {},
  ) {
    this.params = options['params'] ?? []
    this.translations = options['translations'] ?? {}
  }

  get columns(): string[] {
    if (this.found_columns === null) this.execute()
    return this.found_columns!
  }

  private execute(): readonly any[][] {
    const connection = late.connections.get()
    const cursor = connection.cursor().execute(this.raw_query, adapted(this.params, connection.ops))
    this.found_columns = (cursor.description ?? []).map(
      ([name]: any[]) => this.translations[name] ?? name,
    )
    return cursor.takeRows()
  }

  *iterator(): Generator<any> {
    const rows = inSpan(
      'orm.evaluate',
      () => ({
        model: this.model._meta.label,
        cause: 'raw',
        queryset: `${this.model._meta.object_name}.objects.raw(…)`,
      }),
      () => this.execute(),
      'caller',
      (all) => ({ rows: all.length }),
    )
    const { columns } = this
    const by_column = new Map<string, any>(
      this.model._meta.concrete_fields.map((field: any) => [field.column, field]),
    )
    const fields = this.model._meta.concrete_fields.filter((field: any) =>
      columns.includes(field.column),
    )
    if (!fields.includes(this.model._meta.pk))
      throw new FieldDoesNotExist('Raw query must include the primary key')
    const cols = columns.map((name) => {
      const field = by_column.get(name)
      return field === undefined ? null : field.get_col(field.model._meta.db_table)
    })
    const compiler = new Query(this.model).get_compiler()
    const names = fields.map((field: any) => field.attname)
    const positions = fields.map((field: any) => columns.indexOf(field.column))
    const others = columns.flatMap((name, i): [string, number][] =>
      by_column.has(name) ? [] : [[name, i]],
    )
    for (const values of compiler.apply_converters(rows, compiler.get_converters(cols))) {
      const obj = this.model.from_db(
        'default',
        names,
        positions.map((i: number) => values[i]),
      )
      for (const [name, position] of others) obj[name] = values[position]
      yield obj
    }
  }

  _fetch_all(): any[] {
    this._result_cache ??= [...this.iterator()]
    if (this._prefetch_related_lookups.length > 0 && !this._prefetch_done) {
      this._prefetch_done = true
      prefetch_related_objects(this._result_cache, ...this._prefetch_related_lookups)
    }
    return this._result_cache
  }

  prefetch_related(...lookups: any[]): RawQuerySet {
    const clone = new RawQuerySet(this.raw_query, this.model, this.options)
    clone._prefetch_related_lookups =
      lookups.length === 1 && lookups[0] === null
        ? []
        : [...this._prefetch_related_lookups, ...lookups]
    return clone
  }

  using(_alias: string): RawQuerySet {
    return new RawQuerySet(this.raw_query, this.model, this.options)
  }

  at(index: number): any {
    const rows = this._fetch_all()
    if (index >= rows.length || index < -rows.length)
      throw new IndexError('list index out of range')
    return rows.at(index)
  }

  __getitem__(key: any): any {
    return typeof key === 'object' && key !== null ? this.slice(key.start, key.stop) : this.at(key)
  }

  slice(start: number | null = null, stop: number | null = null): any[] {
    return this._fetch_all().slice(start ?? 0, stop ?? undefined)
  }

  get length(): number {
    return this._fetch_all().length
  }
  __len__(): number {
    return this.length
  }
  __bool__(): boolean {
    return this.length > 0
  }
  *[Symbol.iterator](): Generator<any> {
    yield* this._fetch_all()
  }

  __repr__(): string {
    let next = 0
    const text = Array.isArray(this.params)
      ? this.raw_query.replace(/%s/g, () => str(this.params[next++]))
      : this.raw_query.replace(/%\((\w+)\)s/g, (_, name) => str(this.params[name]))
    return `<RawQuerySet: ${text}>`
  }
}
