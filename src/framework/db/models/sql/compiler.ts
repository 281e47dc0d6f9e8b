/**
 * Turns a query into SQL and runs it. Order matters: columns first (they add joins), then order, conditions and
 * grouping, and only then the FROM clause, which writes the joins that were found to be needed.
 *
 * Django: SQLCompiler in django/db/models/sql/compiler.py
 * Left out: DISTINCT ON, SELECT FOR UPDATE (SQLite has neither).
 */
import { Tuple } from '../../../../base/python/tuple.ts'
import { EmptyResultSet, FullResultSet } from '../../../core/exceptions.ts'
import { NotSupportedError } from '../../utils.ts'
import { ColPairs, RawSQL, Ref, Value } from '../expressions.ts'
import type { Sql } from '../expressions/base.ts'
import { identityOf } from '../identity.ts'
import type { ResultType } from './constants.ts'
import { join_parent_model } from './joins.ts'
import { type KlassInfo, relatedSelections } from './related_selections.ts'
import { compilers } from './query.ts'
import type { WhereNode } from './where.ts'
import { combinatorSql, qualifySql } from './compound.ts'
import { orderBy, type Ordered, sqlKey, withoutDirection } from './ordering.ts'

/** One column of the result: expression, its SQL, its name or null. */
export type Selected = [expr: any, sql: Sql, alias: string | null]
type Row = any[]

export class SQLCompiler {
  select: Selected[] = []
  annotation_col_map = new Map<string, number>()
  klass_info: KlassInfo | null = null
  col_count = 0
  where: WhereNode | null = null
  having: WhereNode | null = null
  qualify: WhereNode | null = null
  private has_extra_select = false
  meta_ordering: any[] | null = null
  private readonly quote_cache = new Map<string, string>([['*', '*']])

  constructor(
    readonly query: any,
    readonly connection: any,
    readonly elide_empty = true,
  ) {}

  setup_query(with_col_aliases = false): void {
    if ([...this.query.alias_refcount.values()].every((count) => count === 0))
      this.query.get_initial_alias()
    this.get_select(with_col_aliases)
    this.col_count = this.select.length
  }

  pre_sql_setup(with_col_aliases = false): [Selected[], Ordered[], Sql[]] {
    this.setup_query(with_col_aliases)
    const order_by = this.get_order_by()
    ;[this.where, this.having, this.qualify] = this.query.where.split_having_qualify(
      false,
      this.query.group_by !== null,
    )
    const extra_select = this.get_extra_select(order_by)
    this.has_extra_select = extra_select.length > 0
    return [extra_select, order_by, this.get_group_by([...this.select, ...extra_select], order_by)]
  }

  compile(node: any): Sql {
    return node.as_sqlite !== undefined
      ? node.as_sqlite(this, this.connection)
      : node.as_sql(this, this.connection)
  }

  /** Names that are no tables of this query are aliases, which are not quoted. */
  quote_name_unless_alias(name: string): string {
    let quoted = this.quote_cache.get(name)
    if (quoted === undefined) {
      const { alias_map, table_map, extra_select, external_aliases } = this.query
      const alias =
        (alias_map.has(name) && !table_map.has(name)) ||
        extra_select.has(name) ||
        (external_aliases.get(name) === true && !table_map.has(name))
      const isPlain = alias && /^\w+$/.test(name)
      quoted = isPlain ? name : (this.connection.ops.quote_name(name) as string)
      this.quote_cache.set(name, quoted)
    }
    return quoted
  }

  get_select(with_col_aliases = false): void {
    const { query } = this
    const select_mask = query.get_select_mask()
    const cols = query.default_cols ? this.get_default_columns(select_mask) : query.select
    let chosen: [any, string | null][] = []
    let select_fields: number[] = []
    if (query.selected === null) {
      for (const [alias, [sql, params]] of query.extra_select)
        chosen.push([new RawSQL(sql, params), alias])
      select_fields = cols.map((_: unknown, i: number) => chosen.length + i)
      for (const col of cols) chosen.push([col, null])
      for (const [alias, annotation] of query.annotation_select) chosen.push([annotation, alias])
    } else {
      chosen = [...query.selected].map(([alias, expression], i) => {
        if (typeof expression === 'string') return [query.annotations.get(expression), alias]
        if (typeof expression !== 'number') return [expression, alias]
        select_fields.push(i)
        return [cols[expression], alias]
      })
      // several columns cannot have one name
      chosen = chosen.map(([col, alias]) => [col, isPairs(col) ? null : alias])
    }
    this.klass_info =
      select_fields.length > 0
        ? { model: query.model, select_fields, related_klass_infos: [] }
        : null
    chosen.forEach(([, alias], i) => {
      if (alias !== null) this.annotation_col_map.set(alias, i)
    })
    if (query.select_related && this.klass_info !== null) {
      this.klass_info.related_klass_infos = relatedSelections(this, chosen, select_mask)
      shareParentColumns(this.klass_info)
    }
    let col_idx = 1
    this.select = chosen.map(([col, alias]) => {
      const sql = this.compileSelected(col)
      return [col, sql, alias ?? (with_col_aliases ? `col${col_idx++}` : null)]
    })
  }

  private compileSelected(col: any): Sql {
    let compiled: Sql
    try {
      compiled = this.compile(col)
    } catch (error) {
      if (error instanceof FullResultSet) return this.compile(new Value(true))
      if (!(error instanceof EmptyResultSet)) throw error
      return col.empty_result_set_value === undefined
        ? ['0', []]
        : this.compile(new Value(col.empty_result_set_value))
    }
    return col.select_format(this, compiled[0], compiled[1])
  }

  get_default_columns(
    select_mask: Map<any, any>,
    start_alias: string | null = null,
    opts: any = null,
    from_parent: any = null,
  ): any[] {
    const meta = opts ?? this.query.get_meta()
    if (meta === null) return []
    const start = start_alias ?? this.query.get_initial_alias()
    const seen = new Map<any, string>([[null, start]])
    const cols: any[] = []
    for (const field of meta.concrete_fields) {
      if (select_mask.size > 0 && !select_mask.has(field)) continue
      const owner = field.model._meta.concrete_model
      if (from_parent !== null && isSameOrParent(owner, from_parent)) continue
      const alias =
        owner === meta.model || owner === meta.concrete_model
          ? start
          : join_parent_model(this.query, meta, owner, start, seen)
      cols.push(field.get_col(alias))
    }
    return cols
  }

  get_group_by(select: Selected[], order_by: Ordered[]): Sql[] {
    const { query } = this
    if (query.group_by === null) return []
    const expressions: any[] = []
    const refs = new Set<string>()
    if (query.group_by !== true) {
      for (const expr of query.group_by) {
        if (!(expr instanceof Ref)) expressions.push(expr)
        else if (!refs.has(expr.refs)) {
          refs.add(expr.refs)
          expressions.push(expr.source)
        }
      }
    }
    const positions = new Map<string, number>()
    select.forEach(([expr, , alias], i) => {
      if (alias !== null) positions.set(identityOf(expr), i + 1)
      if (alias !== null && refs.has(alias)) return
      expressions.push(...expr.get_group_by_cols())
    })
    if (this.meta_ordering === null) {
      for (const [expr, , is_ref] of order_by)
        if (!is_ref) expressions.push(...expr.get_group_by_cols())
    }
    if (this.having !== null) expressions.push(...this.having.get_group_by_cols())
    const result: Sql[] = []
    const seen = new Set<string>()
    for (const expr of expressions) {
      let compiled: Sql
      try {
        compiled = this.compile(expr)
      } catch (error) {
        if (error instanceof EmptyResultSet || error instanceof FullResultSet) continue
        throw error
      }
      const position = positions.get(identityOf(expr))
      const [sql, params]: Sql =
        position === undefined ? expr.select_format(this, ...compiled) : [String(position), []]
      const key = sqlKey(sql, params)
      if (!seen.has(key)) result.push([sql, params])
      seen.add(key)
    }
    return result
  }

  get_order_by(): Ordered[] {
    return orderBy(this)
  }

  /** DISTINCT compares what is selected: what is ordered by must be among it. */
  private get_extra_select(order_by: Ordered[]): Selected[] {
    if (!this.query.distinct || this.query.distinct_fields.length > 0) return []
    const selected = new Set(this.select.map(([, [sql, params]]) => sqlKey(sql, params)))
    return order_by.flatMap(([expr, [sql, params], is_ref]): Selected[] => {
      const bare = withoutDirection(sql)
      return !is_ref && !selected.has(sqlKey(bare, params)) ? [[expr, [bare, params], null]] : []
    })
  }

  get_from_clause(): Sql {
    const result: string[] = []
    const params: unknown[] = []
    const { query } = this
    for (const [alias, table] of [...query.alias_map]) {
      if (query.alias_refcount.get(alias) === 0) continue
      const [sql, table_params] = this.compile(table)
      result.push(sql)
      params.push(...table_params)
    }
    for (const table of query.extra_tables) {
      const alias = query.table_alias(table)
      if (!query.alias_map.has(alias) || query.alias_refcount.get(alias) === 1)
        result.push(`, ${this.quote_name_unless_alias(alias)}`)
    }
    return [result.join(' '), params]
  }

  as_sql(with_limits = true, with_col_aliases = false): Sql {
    const refcounts = new Map<string, number>(this.query.alias_refcount)
    try {
      return this.buildSql(with_limits, with_col_aliases)
    } finally {
      this.query.reset_refcounts(refcounts)
    }
  }

  private buildSql(with_limits: boolean, with_col_aliases: boolean): Sql {
    const { query, connection } = this
    const { combinator } = query
    const [extra_select, ordered, group_by] = this.pre_sql_setup(
      with_col_aliases || combinator !== null,
    )
    let order_by: Ordered[] = ordered
    const with_limit_offset = with_limits && query.is_sliced
    let result: string[]
    let params: unknown[]
    if (combinator !== null) [result, params] = combinatorSql(this, combinator)
    else if (this.qualify !== null) {
      ;[result, params] = qualifySql(this)
      order_by = []
    } else {
      ;[result, params] = this.plainSql(extra_select, group_by)
      // Meta.ordering would add columns to the groups
      if (group_by.length > 0 && this.meta_ordering !== null) order_by = []
    }
    if (query.explain_info !== null) result.unshift('EXPLAIN QUERY PLAN')
    if (order_by.length > 0) {
      result.push(`ORDER BY ${order_by.map(([, [sql]]) => sql).join(', ')}`)
      params.push(...order_by.flatMap(([, [, order_params]]) => order_params))
    }
    if (with_limit_offset)
      result.push(connection.ops.limit_offset_sql(query.low_mark, query.high_mark))
    const sql = result.join(' ')
    return query.subquery && extra_select.length > 0
      ? this.withoutExtra(sql, params)
      : [sql, params]
  }

  /** A subquery must not give the columns that are there for its ordering alone. */
  private withoutExtra(sql: string, params: unknown[]): Sql {
    const { ops } = this.connection
    const parts: Sql[] = this.select.map(([expr, , alias]) => {
      if (alias !== null) return [`${ops.quote_name('subquery')}.${ops.quote_name(alias)}`, []]
      return expr.relabeled_clone(new Map([[expr.alias, 'subquery']])).as_sql(this, this.connection)
    })
    return [
      `SELECT ${parts.map(([part]) => part).join(', ')} FROM (${sql}) subquery`,
      [...parts.flatMap(([, part_params]) => part_params), ...params],
    ]
  }

  private plainSql(extra_select: Selected[], group_by: Sql[]): [string[], unknown[]] {
    const { query, connection } = this
    if (query.distinct_fields.length > 0)
      throw new NotSupportedError('DISTINCT ON fields is not supported by this database backend')
    const [from, from_params] = this.get_from_clause()
    const [where, where_params] = this.compileWhere()
    const [having, having_params] = this.compileHaving()
    const out = [...this.select, ...extra_select].map(([, [sql], alias]) =>
      alias === null ? sql : `${sql} AS ${connection.ops.quote_name(alias)}`,
    )
    const result = [query.distinct ? 'SELECT DISTINCT' : 'SELECT', out.join(', ')]
    const params = [...this.select, ...extra_select].flatMap(([, [, col_params]]) => col_params)
    if (from !== '') result.push('FROM', from)
    params.push(...from_params)
    if (where !== '') {
      result.push(`WHERE ${where}`)
      params.push(...where_params)
    }
    if (group_by.length > 0) {
      result.push(`GROUP BY ${group_by.map(([sql]) => sql).join(', ')}`)
      params.push(...group_by.flatMap(([, group_params]) => group_params))
    }
    if (having !== '') {
      result.push(`HAVING ${having}`)
      params.push(...having_params)
    }
    return [result, params]
  }

  private compileWhere(): Sql {
    if (this.where === null || this.where.children.length === 0) return ['', []]
    try {
      return this.compile(this.where)
    } catch (error) {
      if (error instanceof FullResultSet) return ['', []]
      if (error instanceof EmptyResultSet && !this.elide_empty) return ['0 = 1', []]
      throw error
    }
  }

  private compileHaving(): Sql {
    if (this.having === null) return ['', []]
    try {
      return this.compile(this.having)
    } catch (error) {
      if (error instanceof FullResultSet) return ['', []]
      throw error
    }
  }

  /** Column number → converters, for columns that need some. */
  get_converters(expressions: any[]): [number, any[], any][] {
    const converters: [number, any[], any][] = []
    const cols: any[] = expressions.some(isPairs)
      ? expressions.flatMap((one) => (isPairs(one) ? one.get_cols() : [one]))
      : expressions
    cols.forEach((expression, i) => {
      if (!expression) return
      const all = [
        ...this.connection.ops.get_db_converters(expression),
        ...expression.get_db_converters(this.connection),
      ]
      if (all.length > 0) converters.push([i, all, expression])
    })
    return converters
  }

  /** Converts the rows in place: a driver makes new ones for every statement. */
  apply_converters(rows: Row[], converters: [number, any[], any][]): Row[] {
    const { connection } = this
    for (const [position, functions, expression] of converters) {
      for (const convert of functions)
        for (const row of rows) row[position] = convert(row[position], expression, connection)
    }
    return rows
  }

  /** Rows with Python's values; runs the query. */
  results_iter(results: Row[] | null = null): Row[] {
    const rows = results ?? this.execute_sql('multi')
    const expressions = this.select.slice(0, this.col_count).map(([expr]) => expr)
    const converters = this.get_converters(expressions)
    const read = converters.length === 0 ? rows : this.apply_converters(rows, converters)
    return withTuples(read, expressions)
  }

  /** The same in pieces: all rows at once, or so many as `chunk_size` says while the others stay in the database. */
  *results_chunks(chunk_size: number | null): Generator<Row[]> {
    if (chunk_size === null) yield this.results_iter()
    else for (const rows of this.execute_chunks(chunk_size)) yield this.results_iter(rows)
  }

  private *execute_chunks(chunk_size: number): Generator<Row[]> {
    let sql: string
    let params: unknown[]
    try {
      ;[sql, params] = this.as_sql()
    } catch (error) {
      if (error instanceof EmptyResultSet) return
      throw error
    }
    const cursor = this.connection.cursor().execute(sql, params, chunk_size)
    for (const rows of cursor.takeChunks(chunk_size)) {
      yield this.has_extra_select ? rows.map((row: Row) => row.slice(0, this.col_count)) : rows
    }
  }

  has_results(): boolean {
    return this.execute_sql('single') !== null
  }

  execute_sql(result_type: ResultType = 'multi'): any {
    let sql: string
    let params: unknown[]
    try {
      ;[sql, params] = this.as_sql()
      if (sql === '') throw new EmptyResultSet()
    } catch (error) {
      if (error instanceof EmptyResultSet) return result_type === 'multi' ? [] : null
      throw error
    }
    const cursor = this.connection.cursor().execute(sql, params)
    if (result_type === 'row count') return cursor.rowcount
    if (result_type === 'no results') return null
    const rows = cursor.takeRows()
    if (result_type === 'single') return rows.length === 0 ? null : rows[0].slice(0, this.col_count)
    return this.has_extra_select ? rows.map((row: Row) => row.slice(0, this.col_count)) : rows
  }

  explain_query(): string[] {
    return this.execute_sql('multi').map((row: Row) => row.map(String).join(' '))
  }
}

const isPairs = (expression: unknown): expression is ColPairs => expression instanceof ColPairs

/** The columns of a composite key become one value: their tuple. */
function withTuples(rows: Row[], expressions: any[]): Row[] {
  if (!expressions.some(isPairs)) return rows
  return rows.map((given) => {
    const row = [...given]
    expressions.forEach((one, i) => {
      if (!isPairs(one)) return
      const { length } = one.targets
      row.splice(i, length, Tuple.from(row.slice(i, i + length)))
    })
    return row
  })
}

/** The parent's columns are in the row already when a child is read with it. */
function isSameOrParent(owner: any, model: any): boolean {
  const known = model._meta.concrete_model
  return owner === known || known.prototype instanceof owner
}

function shareParentColumns(info: KlassInfo): void {
  for (const inner of info.related_klass_infos) {
    if (inner.from_parent) inner.select_fields = [...info.select_fields, ...inner.select_fields]
    shareParentColumns(inner)
  }
}

compilers['SQLCompiler'] = SQLCompiler
