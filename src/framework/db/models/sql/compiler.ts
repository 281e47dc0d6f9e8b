/**
 * Turns a query into SQL and runs it. Order matters: columns first (they add joins), then order, conditions and
 * grouping, and only then the FROM clause, which writes the joins that were found to be needed.
 *
 * Django: SQLCompiler in django/db/models/sql/compiler.py
 * Left out: DISTINCT ON, SELECT FOR UPDATE (SQLite has neither).
 */
import { EmptyResultSet, FieldError, FullResultSet } from '../../../core/exceptions.ts'
import { DatabaseError, NotSupportedError } from '../../utils.ts'
import { LOOKUP_SEP } from '../constants.ts'
import { F, OrderBy, RawSQL, Ref, Value } from '../expressions.ts'
import type { Sql } from '../expressions/base.ts'
import { Cast } from '../functions/comparison.ts'
import { Random } from '../functions/math.ts'
import { identityOf } from '../identity.ts'
import { isExpression } from '../late.ts'
import { Lookup } from '../lookups.ts'
import type { ResultType } from './constants.ts'
import { join_parent_model } from './joins.ts'
import { type KlassInfo, relatedSelections } from './related_selections.ts'
import { compilers } from './query.ts'
import { WhereNode } from './where.ts'

/** One column of the result: expression, its SQL, its name or null. */
export type Selected = [expr: any, sql: Sql, alias: string | null]
type Ordered = [expr: any, sql: Sql, is_ref: boolean]
type Row = any[]

/** A column of the SELECT list by its number. */
class PositionRef extends Ref {
  constructor(
    private readonly ordinal: number,
    refs: any,
    source: any,
  ) {
    super(refs, source)
  }

  override as_sql(): Sql {
    return [String(this.ordinal), []]
  }
}

const withoutDirection = (sql: string) => /^([\s\S]*)\s(?:ASC|DESC)/.exec(sql)?.[1] ?? sql
const sqlKey = (sql: string, params: readonly unknown[]) => `${sql} ${identityOf([...params])}`

export class SQLCompiler {
  select: Selected[] = []
  annotation_col_map = new Map<string, number>()
  klass_info: KlassInfo | null = null
  col_count = 0
  protected where: WhereNode | null = null
  private having: WhereNode | null = null
  private qualify: WhereNode | null = null
  private has_extra_select = false
  private meta_ordering: any[] | null = null
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
      quoted = alias ? name : (this.connection.ops.quote_name(name) as string)
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
    }
    this.klass_info =
      select_fields.length > 0
        ? { model: query.model, select_fields, related_klass_infos: [] }
        : null
    chosen.forEach(([, alias], i) => {
      if (alias !== null) this.annotation_col_map.set(alias, i)
    })
    if (query.select_related && this.klass_info !== null)
      this.klass_info.related_klass_infos = relatedSelections(this, chosen, select_mask)
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
  ): any[] {
    const meta = opts ?? this.query.get_meta()
    if (meta === null) return []
    const start = start_alias ?? this.query.get_initial_alias()
    const seen = new Map<any, string>([[null, start]])
    const cols: any[] = []
    for (const field of meta.concrete_fields) {
      if (select_mask.size > 0 && !select_mask.has(field)) continue
      const owner = field.model._meta.concrete_model
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

  /** What to order by, in the order that counts: extra, order_by(), Meta.ordering. */
  private *order_by_pairs(): Generator<[any, boolean]> {
    const { query } = this
    let ordering: any[] = []
    const meta = query.get_meta()
    if (query.extra_order_by.length > 0) ordering = query.extra_order_by
    else if (!query.default_ordering || query.order_by.length > 0) ordering = query.order_by
    else if (meta?.ordering?.length > 0) {
      ordering = meta.ordering
      this.meta_ordering = ordering
    }
    const ascending = query.standard_ordering
    let by_identity: Map<string, any> | null = null
    const by_alias = new Map<string, any>()
    this.select.forEach(([expr, , alias], i) => {
      if (alias !== null) by_alias.set(alias, new PositionRef(i + 1, alias, expr))
    })
    const selectedAs = (expr: any) => {
      by_identity ??= new Map(
        this.select.map(([item, , alias], i) => [
          identityOf(item),
          new PositionRef(i + 1, alias, item),
        ]),
      )
      return (
        by_identity.get(identityOf(expr)) ??
        (expr instanceof F ? by_alias.get(expr.name) : undefined)
      )
    }
    for (let field of ordering) {
      if (isExpression(field)) {
        if (field instanceof Value) field = new Cast(field, field.output_field)
        if (!(field instanceof OrderBy)) field = field.asc()
        if (!ascending) field = field.copy().reverse_ordering()
        const ref = selectedAs(field.expression)
        if (ref !== undefined) {
          field = field.copy()
          field.expression = ref
        }
        yield [field, ref !== undefined]
      } else if (field === '?') yield [new OrderBy(new Random()), false]
      else yield* this.orderByName(field, by_alias, ascending)
    }
  }

  private *orderByName(
    field: string,
    by_alias: Map<string, any>,
    ascending: boolean,
  ): Generator<[any, boolean]> {
    const { query } = this
    const [col, descending] = orderDirection(field, ascending)
    const ref = by_alias.get(col)
    if (ref !== undefined) {
      yield [new OrderBy(ref, { descending }), true]
      return
    }
    const [first, ...rest] = col.split(LOOKUP_SEP)
    const whole = query.annotations.get(col)
    let expr = whole ?? query.annotations.get(first)
    if (expr !== undefined) {
      if (query.combinator !== null && this.select.length > 0)
        expr = new F(whole === undefined ? first : col)
      for (const name of whole === undefined ? rest : []) expr = query.try_transform(expr, name)
      if (expr instanceof Value) expr = new Cast(expr, expr.output_field)
      yield [new OrderBy(expr, { descending }), false]
      return
    }
    if (field.includes('.') && query.extra_order_by.includes(field)) {
      const [table, column] = col.split('.', 2) as [string, string]
      yield [
        new OrderBy(new RawSQL(`${this.quote_name_unless_alias(table)}.${column}`, []), {
          descending,
        }),
        false,
      ]
      return
    }
    const extra = query.extra.get(col)
    if (extra !== undefined) {
      const raw = new RawSQL(extra[0], extra[1])
      const shown = query.extra_select.has(col)
      yield [new OrderBy(shown ? new Ref(col, raw) : raw, { descending }), shown]
    } else if (query.combinator !== null && this.select.length > 0)
      yield [new OrderBy(new F(col), { descending }), false]
    else yield* this.find_ordering_name(field, query.get_meta(), null, ascending)
  }

  get_order_by(): Ordered[] {
    const { query } = this
    const result: Ordered[] = []
    const seen = new Set<string>()
    for (const [expr, is_ref] of this.order_by_pairs()) {
      const resolved = expr.resolve_expression(query, true, null)
      if (!is_ref && query.combinator !== null && this.select.length > 0)
        this.orderCombined(expr, resolved)
      const [sql, params] = this.compile(resolved)
      const key = sqlKey(withoutDirection(sql), params)
      if (seen.has(key)) continue
      seen.add(key)
      result.push([resolved, [sql, params], is_ref])
    }
    return result
  }

  /** A combined query can only be ordered by what it selects. */
  private orderCombined(expr: any, resolved: any): void {
    const { query } = this
    const src = resolved.expression
    const expr_src = expr.expression
    for (const [sel_expr, , col_alias] of this.select) {
      if (identityOf(src) !== identityOf(sel_expr)) continue
      if (
        query.has_select_fields &&
        query.annotation_select.has(col_alias) &&
        !(expr_src instanceof F && col_alias === expr_src.name)
      )
        continue
      resolved.set_source_expressions([new Ref(col_alias ?? src.target.column, src)])
      return
    }
    const col_alias = `__orderbycol${query.select.length + 1}`
    for (const part of query.combined_queries) {
      if (part.has_select_fields)
        throw new DatabaseError('ORDER BY term does not match any column in the result set.')
      part.add_annotation(expr_src, col_alias)
    }
    query.add_select_col(resolved, col_alias)
    resolved.set_source_expressions([new Ref(col_alias, src)])
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

  /** Ordering by a relation means ordering by the related model's own ordering. */
  find_ordering_name(
    name_with_sign: string,
    start_opts: any,
    start_alias: string | null,
    ascending: boolean,
    already_seen: Set<string> = new Set(),
  ): [any, boolean][] {
    const [name, descending] = orderDirection(name_with_sign, ascending)
    const pieces = name.split(LOOKUP_SEP)
    const { query } = this
    const info = query.setup_joins(pieces, start_opts, start_alias ?? query.get_initial_alias())
    const { final_field: field, opts, joins, path, transform_function } = info
    const alias = joins.at(-1)
    if (
      field.is_relation &&
      opts.ordering.length > 0 &&
      field.attname !== pieces.at(-1) &&
      name !== 'pk' &&
      transform_function.has_transforms !== true
    ) {
      const key = joins
        .map((joined: string) => query.alias_map.get(joined)?.join_cols ?? '')
        .join(';')
      if (already_seen.has(key)) throw new FieldError('Infinite loop caused by ordering.')
      already_seen.add(key)
      return opts.ordering.flatMap((item: any): [any, boolean][] => {
        let term = item
        if (isExpression(term) && !(term instanceof OrderBy))
          term = descending ? term.desc() : term.asc()
        if (term instanceof OrderBy)
          return [[(term as any).prefix_references(`${name}${LOOKUP_SEP}`), false]]
        return this.find_ordering_name(term, opts, alias, !descending, already_seen)
      })
    }
    const [targets, final_alias] = query.trim_joins(info.targets, joins, path)
    return targets.map((target: any) => [
      new OrderBy(transform_function(target, final_alias), { descending }),
      false,
    ])
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
    if (combinator !== null) [result, params] = this.combinatorSql(combinator)
    else if (this.qualify !== null) {
      ;[result, params] = this.qualifySql()
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
    if (this.where === null) return ['', []]
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

  private combinatorSql(combinator: string): [string[], unknown[]] {
    const { query, connection } = this
    const parts_compilers: SQLCompiler[] = query.combined_queries.map((part: any) =>
      part.get_compiler(connection, this.elide_empty),
    )
    for (const compiler of parts_compilers) {
      if (compiler.query.is_sliced)
        throw new DatabaseError('LIMIT/OFFSET not allowed in subqueries of compound statements.')
      if (compiler.get_order_by().length > 0)
        throw new DatabaseError('ORDER BY not allowed in subqueries of compound statements.')
    }
    const parts: Sql[] = []
    let empty: SQLCompiler | null = null
    for (const compiler of parts_compilers) {
      try {
        parts.push(this.combinatorPart(compiler))
      } catch (error) {
        const skip = combinator === 'union' || (combinator === 'difference' && parts.length > 0)
        if (!(error instanceof EmptyResultSet) || !skip) throw error
        empty = compiler
      }
    }
    if (parts.length === 0) throw new EmptyResultSet()
    if (parts.length === 1 && combinator === 'union' && query.is_sliced && empty !== null) {
      const whole = empty.query.get_compiler(connection, false)
      parts.push(this.combinatorPart(whole))
    }
    const all = query.combinator_all && combinator === 'union' ? ' ALL' : ''
    const word = connection.ops.set_operators[combinator]
    return [
      [parts.map(([sql]) => sql).join(` ${word}${all} `)],
      parts.flatMap(([, params]) => params),
    ]
  }

  private combinatorPart(given: SQLCompiler): Sql {
    let compiler = given
    const { selected } = this.query
    if (selected !== null && compiler.query.selected === null) {
      const query = compiler.query.clone()
      query.set_values(selected)
      compiler = query.get_compiler(this.connection, compiler.elide_empty)
    }
    const [sql, params] = compiler.as_sql(true, true)
    // SQLite takes no parentheses here
    return [compiler.query.combinator === null ? sql : `SELECT * FROM (${sql})`, params]
  }

  /** Conditions on windows: the windows are computed in a subquery, the conditions stand around it. */
  private qualifySql(): [string[], unknown[]] {
    const { query, connection } = this
    const inner = query.clone()
    inner.subquery = true
    inner.where = WhereNode.create([this.where, this.having].filter((part) => part !== null))
    this.get_select(true)
    const select = new Map<string, string>(
      this.select.map(([expr, , alias]) => [identityOf(expr), alias!]),
    )
    const aliases = new Set(select.values())
    const replacements = new Map<string, any>()
    const qual_aliases = new Set<string>()
    const collect = (start: any[]) => {
      const queue = [...start]
      while (queue.length > 0) {
        const expr = queue.pop()
        const key = identityOf(expr)
        if (replacements.has(key)) continue
        const alias = select.get(key)
        if (alias !== undefined) replacements.set(key, new Ref(alias, expr))
        else if (expr instanceof Lookup) queue.push(...expr.get_source_expressions())
        else if (expr instanceof Ref) {
          if (!aliases.has(expr.refs)) queue.push(...expr.get_source_expressions())
        } else {
          const name = `qual${qual_aliases.size}`
          qual_aliases.add(name)
          inner.add_annotation(expr, name)
          replacements.set(key, new Ref(name, expr))
        }
      }
    }
    collect([...this.qualify!.leaves()])
    const qualify = this.qualify!.replace_expressions(replacements)
    const order_by: any[] = []
    for (const [expr] of this.get_order_by()) {
      collect(expr.get_source_expressions())
      order_by.push(expr.replace_expressions(replacements))
    }
    const [inner_sql, inner_params] = inner
      .get_compiler(connection, this.elide_empty)
      .as_sql(false, true)
    const [qualify_sql, qualify_params] = this.compile(qualify)
    const { ops } = connection
    let result = [
      'SELECT * FROM (',
      inner_sql,
      ')',
      ops.quote_name('qualify'),
      'WHERE',
      qualify_sql,
    ]
    if (qual_aliases.size > 0) {
      const cols = [...select.values()].map((alias) => ops.quote_name(alias))
      result = ['SELECT', cols.join(', '), 'FROM (', ...result, ')', ops.quote_name('qualify_mask')]
    }
    const params = [...inner_params, ...qualify_params]
    if (order_by.length > 0) {
      const terms = order_by.map((term) => this.compile(term))
      result.push('ORDER BY', terms.map(([sql]) => sql).join(', '))
      params.push(...terms.flatMap(([, term_params]) => term_params))
    }
    return [result, params]
  }

  /** Column number → converters, for columns that need some. */
  get_converters(expressions: any[]): [number, any[], any][] {
    const converters: [number, any[], any][] = []
    expressions.forEach((expression, i) => {
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
    const converters = this.get_converters(
      this.select.slice(0, this.col_count).map(([expr]) => expr),
    )
    return converters.length === 0 ? rows : this.apply_converters(rows, converters)
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

/** `-title` is `title` descending. */
function orderDirection(field: string, ascending: boolean): [string, boolean] {
  return field.startsWith('-') ? [field.slice(1), ascending] : [field, !ascending]
}

compilers['SQLCompiler'] = SQLCompiler
