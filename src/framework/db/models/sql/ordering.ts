/**
 * ORDER BY: what is selected already is named by its number, a relation's name means the related model's own ordering,
 * and a combined query can only be ordered by what it selects.
 *
 * Django: SQLCompiler.get_order_by in django/db/models/sql/compiler.py
 */
import { FieldError } from '../../../core/exceptions.ts'
import { DatabaseError } from '../../utils.ts'
import { LOOKUP_SEP } from '../constants.ts'
import { F, OrderBy, RawSQL, Ref, Value } from '../expressions.ts'
import type { Sql } from '../expressions/base.ts'
import { Cast } from '../functions/comparison.ts'
import { Random } from '../functions/math.ts'
import { identityOf } from '../identity.ts'
import { isExpression } from '../late.ts'
import type { SQLCompiler } from './compiler.ts'

/** Expression, its SQL, and whether it only refers to a column of the result. */
export type Ordered = [expr: any, sql: Sql, is_ref: boolean]

/** An ordering term without ASC or DESC. */
export const withoutDirection = (sql: string) => /^([\s\S]*)\s(?:ASC|DESC)/.exec(sql)?.[1] ?? sql
export const sqlKey = (sql: string, params: readonly unknown[]) =>
  `${sql} ${identityOf([...params])}`

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

/** What to order by, in the order that counts: extra, order_by(), Meta.ordering. */
function* orderByPairs(compiler: SQLCompiler): Generator<[any, boolean]> {
  const { query } = compiler
  let ordering: any[] = []
  const meta = query.get_meta()
  if (query.extra_order_by.length > 0) ordering = query.extra_order_by
  else if (!query.default_ordering || query.order_by.length > 0) ordering = query.order_by
  else if (meta?.ordering?.length > 0) {
    ordering = meta.ordering
    compiler.meta_ordering = ordering
  }
  const ascending = query.standard_ordering
  let by_identity: Map<string, any> | null = null
  const by_alias = new Map<string, any>()
  compiler.select.forEach(([expr, , alias], i) => {
    if (alias !== null) by_alias.set(alias, new PositionRef(i + 1, alias, expr))
  })
  const selectedAs = (expr: any) => {
    by_identity ??= new Map(
      compiler.select.map(([item, , alias], i) => [
        identityOf(item),
        new PositionRef(i + 1, alias, item),
      ]),
    )
    return (
      by_identity.get(identityOf(expr)) ?? (expr instanceof F ? by_alias.get(expr.name) : undefined)
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
    else yield* orderByName(compiler, field, by_alias, ascending)
  }
}

function* orderByName(
  compiler: SQLCompiler,
  field: string,
  by_alias: Map<string, any>,
  ascending: boolean,
): Generator<[any, boolean]> {
  const { query } = compiler
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
    if (query.combinator !== null && compiler.select.length > 0)
      expr = new F(whole === undefined ? first : col)
    for (const name of whole === undefined ? rest : []) expr = query.try_transform(expr, name)
    if (expr instanceof Value) expr = new Cast(expr, expr.output_field)
    yield [new OrderBy(expr, { descending }), false]
    return
  }
  if (field.includes('.') && query.extra_order_by.includes(field)) {
    const [table, column] = col.split('.', 2) as [string, string]
    yield [
      new OrderBy(
        new RawSQL(
          `${compiler.quote_name_unless_alias(table)}.${compiler.quote_name_unless_alias(column)}`,
          [],
        ),
        {
          descending,
        },
      ),
      false,
    ]
    return
  }
  const extra = query.extra.get(col)
  if (extra !== undefined) {
    const raw = new RawSQL(extra[0], extra[1])
    const shown = query.extra_select.has(col)
    yield [new OrderBy(shown ? new Ref(col, raw) : raw, { descending }), shown]
  } else if (query.combinator !== null && compiler.select.length > 0)
    yield [new OrderBy(new F(col), { descending }), false]
  else yield* orderingOfName(compiler, field, query.get_meta(), null, ascending)
}

/** The terms of ORDER BY, each once. */
export function orderBy(compiler: SQLCompiler): Ordered[] {
  const { query } = compiler
  const result: Ordered[] = []
  const seen = new Set<string>()
  for (const [expr, is_ref] of orderByPairs(compiler)) {
    const resolved = expr.resolve_expression(query, true, null)
    if (!is_ref && query.combinator !== null && compiler.select.length > 0)
      orderCombined(compiler, expr, resolved)
    const [sql, params] = compiler.compile(resolved)
    const key = sqlKey(withoutDirection(sql), params)
    if (seen.has(key)) continue
    seen.add(key)
    result.push([resolved, [sql, params], is_ref])
  }
  return result
}

/** A combined query can only be ordered by what it selects. */
function orderCombined(compiler: SQLCompiler, expr: any, resolved: any): void {
  const { query } = compiler
  const src = resolved.expression
  const expr_src = expr.expression
  for (const [sel_expr, , col_alias] of compiler.select) {
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

/** Ordering by a relation means ordering by the related model's own ordering. */
function orderingOfName(
  compiler: SQLCompiler,
  name_with_sign: string,
  start_opts: any,
  start_alias: string | null,
  ascending: boolean,
  already_seen: Set<string> = new Set(),
): [any, boolean][] {
  const [name, descending] = orderDirection(name_with_sign, ascending)
  const pieces = name.split(LOOKUP_SEP)
  const { query } = compiler
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
      return orderingOfName(compiler, term, opts, alias, !descending, already_seen)
    })
  }
  const [targets, final_alias] = query.trim_joins(info.targets, joins, path)
  return targets.map((target: any) => [
    new OrderBy(transform_function(target, final_alias), { descending }),
    false,
  ])
}

/** `-title` is `title` descending. */
function orderDirection(field: string, ascending: boolean): [string, boolean] {
  return field.startsWith('-') ? [field.slice(1), ascending] : [field, !ascending]
}
