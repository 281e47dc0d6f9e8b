/**
 * Comparisons: left side, operator, right side. What `title__icontains` means is decided here, class by class; a
 * lookup on a field that cannot hold raises EmptyResultSet, so that nothing is sent at all.
 *
 * Django: django/db/models/lookups.py, ref/models/lookups
 */
import { ValueError } from '../../../base/python/exceptions.ts'
import { class_name } from '../../../base/python/class_name.ts'
import { isFloat, isInt } from '../../../base/python/float.ts'
import { iterate, repr, str } from '../../../base/python/protocols.ts'
import { EmptyResultSet, FullResultSet } from '../../core/exceptions.ts'
import { BooleanField, DateTimeField, Field, IntegerField } from './fields/index.ts'
import { identityOf } from './identity.ts'
import { hasSql, isExpression, late } from './late.ts'
import { findLookup, findTransform, RegisterLookupMixin } from './lookup_registry.ts'
import { Expression, ExpressionList, Func, Value } from './expressions.ts'
import type { Sql } from './expressions/base.ts'

const BOOLEAN = new BooleanField()

export class Lookup extends Expression {
  static lookup_name = ''
  static prepare_rhs = true
  static can_use_none_as_rhs = false
  static override output_field: Field | null = BOOLEAN

  lhs: any
  rhs: any
  bilateral_transforms: any[]

  constructor(lhs: any, rhs: any) {
    super()
    this.lhs = lhs
    this.rhs =
      rhs?.query !== undefined && isExpression(rhs) && rhs instanceof late.QuerySet
        ? rhs.query
        : rhs
    this.rhs = this.get_prep_lookup()
    this.lhs = isExpression(lhs) ? lhs : new Value(lhs)
    this.bilateral_transforms = this.lhs.get_bilateral_transforms?.() ?? []
  }

  get lookup_name(): string {
    return (this.constructor as typeof Lookup).lookup_name
  }
  get prepare_rhs(): boolean {
    return (this.constructor as typeof Lookup).prepare_rhs
  }
  get can_use_none_as_rhs(): boolean {
    return (this.constructor as typeof Lookup).can_use_none_as_rhs
  }

  /** The right side as the left side's field wants it. */
  get_prep_lookup(): any {
    if (!this.prepare_rhs || isExpression(this.rhs)) return this.rhs
    if (!isExpression(this.lhs)) return this.rhs_is_direct_value() ? new Value(this.rhs) : this.rhs
    return this.lhs.output_field?.get_prep_value?.(this.rhs) ?? this.rhs
  }

  get_db_prep_lookup(value: any, _connection: any): Sql {
    return ['%s', [value]]
  }

  apply_bilateral_transforms(value: any): any {
    return this.bilateral_transforms.reduce((inner, transform) => new transform(inner), value)
  }

  batch_process_rhs(compiler: any, connection: any, rhs: any = this.rhs): [string[], unknown[]] {
    if (this.bilateral_transforms.length > 0) {
      const compiled = [...iterate(rhs)].map((item) => {
        const value = this.apply_bilateral_transforms(new Value(item, this.lhs.output_field))
        return compiler.compile(value.resolve_expression(compiler.query)) as Sql
      })
      return [compiled.map(([sql]) => sql), compiled.flatMap(([, params]) => params)]
    }
    const [, params] = this.get_db_prep_lookup(rhs, connection)
    return [params.map(() => '%s'), params]
  }

  override get_source_expressions(): any[] {
    return this.rhs_is_direct_value() ? [this.lhs] : [this.lhs, this.rhs]
  }

  override set_source_expressions(exprs: any[]): void {
    this.lhs = exprs[0]
    if (exprs.length > 1) this.rhs = exprs[1]
  }

  process_lhs(compiler: any, _connection: any, lhs: any = this.lhs): Sql {
    const resolved =
      typeof lhs.resolve_expression === 'function' ? lhs.resolve_expression(compiler.query) : lhs
    const [sql, params] = compiler.compile(resolved)
    return [resolved instanceof Lookup ? `(${sql})` : sql, [...params]]
  }

  process_rhs(compiler: any, connection: any): Sql {
    let value = this.rhs
    if (this.bilateral_transforms.length > 0) {
      if (this.rhs_is_direct_value()) value = new Value(value, this.lhs.output_field)
      value = this.apply_bilateral_transforms(value).resolve_expression(compiler.query)
    }
    if (!hasSql(value)) return this.get_db_prep_lookup(value, connection)
    const [sql, params] = compiler.compile(value)
    const bare = !(value instanceof Value) && sql !== '' && !sql.startsWith('(')
    return [bare ? `(${sql})` : sql, [...params]]
  }

  rhs_is_direct_value(): boolean {
    return !hasSql(this.rhs)
  }

  override get_group_by_cols(): any[] {
    return this.get_source_expressions().flatMap((source) => source.get_group_by_cols())
  }

  override identity(): string {
    return `${class_name(this.constructor)}(${identityOf(this.lhs)},${identityOf(this.rhs)})`
  }

  override resolve_expression(
    query: any,
    allow_joins = true,
    reuse: Set<string> | null = null,
    summarize = false,
    for_save = false,
  ): any {
    const clone = this.copy()
    clone.is_summary = summarize
    clone.lhs = this.lhs.resolve_expression(query, allow_joins, reuse, summarize, for_save)
    if (isExpression(this.rhs))
      clone.rhs = this.rhs.resolve_expression(query, allow_joins, reuse, summarize, for_save)
    return clone
  }

  __repr__(): string {
    return `${class_name(this.constructor)}(${repr(this.lhs)}, ${repr(this.rhs)})`
  }
}

/** A function of one argument that can stand in a lookup path: `created_at__year`. */
export class Transform extends Func {
  static lookup_name = ''
  static bilateral = false
  static override arity: number | null = 1
  static lookup_root: object | null = null
  static register_lookup = RegisterLookupMixin.register_lookup
  static get_lookups = RegisterLookupMixin.get_lookups

  get lhs(): any {
    return this.source_expressions[0]
  }

  get_lookups(): Map<string, any> {
    return (this.constructor as typeof Transform).get_lookups()
  }

  override get_lookup(name: string): any {
    return findLookup(this, name)
  }

  override get_transform(name: string): any {
    return findTransform(this, name)
  }

  get_bilateral_transforms(): any[] {
    const inner = this.lhs.get_bilateral_transforms?.() ?? []
    return (this.constructor as typeof Transform).bilateral ? [...inner, this.constructor] : inner
  }
}

export class BuiltinLookup extends Lookup {
  override as_sql(compiler: any, connection: any): Sql {
    const [lhs, lhs_params] = this.process_lhs(compiler, connection)
    const [rhs, rhs_params] = this.process_rhs(compiler, connection)
    return [`${lhs} ${this.get_rhs_op(connection, rhs)}`, [...lhs_params, ...rhs_params]]
  }

  get_rhs_op(connection: any, rhs: any): string {
    return connection.operators[this.lookup_name].replace('%s', () => rhs)
  }
}

/** The field that prepares values of the right side: a relation asks the field that it points to. */
function preparingField(lhs: any): any {
  const field = lhs.output_field
  return field.target_field ?? field
}

class PreparedLookup extends BuiltinLookup {
  override get_db_prep_lookup(value: any, connection: any): Sql {
    return ['%s', [this.prepare(value, connection)]]
  }

  protected prepare(value: any, connection: any): unknown {
    return hasSql(value)
      ? value
      : preparingField(this.lhs).get_db_prep_value(value, connection, true)
  }
}

/** Lookups whose right side is a list. */
class IterableLookup extends PreparedLookup {
  override get_prep_lookup(): any {
    if (isExpression(this.rhs)) return this.rhs
    const field = this.prepare_rhs && isExpression(this.lhs) ? this.lhs.output_field : null
    let contains_expr = false
    const prepared = [...iterate(this.rhs)].map((value) => {
      if (isExpression(value)) contains_expr = true
      else if (field?.get_prep_value) return field.get_prep_value(value)
      return value
    })
    if (!contains_expr) return prepared
    return new ExpressionList(
      ...prepared.map((value) =>
        typeof value === 'string' ? new Value(value, this.lhs.output_field) : value,
      ),
    )
  }

  override get_db_prep_lookup(value: any, connection: any): Sql {
    return ['%s', [...iterate(value)].map((item) => this.prepare(item, connection))]
  }

  override process_rhs(compiler: any, connection: any): any {
    if (this.rhs_is_direct_value()) return this.batch_process_rhs(compiler, connection)
    if (this.rhs instanceof ExpressionList) {
      const copy = this.copy()
      copy.rhs = this.rhs.get_source_expressions()
      return copy.process_rhs(compiler, connection)
    }
    return super.process_rhs(compiler, connection)
  }

  override batch_process_rhs(
    compiler: any,
    connection: any,
    rhs: any = this.rhs,
  ): [string[], unknown[]] {
    const [sqls, params] = super.batch_process_rhs(compiler, connection, rhs)
    if (this.bilateral_transforms.length > 0) return [sqls, params]
    const compiled = params.map((param: any, i): Sql => {
      const resolved = isExpression(param) ? param.resolve_expression(compiler.query) : param
      return hasSql(resolved) ? compiler.compile(resolved) : [sqls[i]!, [param]]
    })
    return [compiled.map(([sql]) => sql), compiled.flatMap(([, item]) => item)]
  }
}

export class Exact extends PreparedLookup {
  static override lookup_name = 'exact'

  override get_prep_lookup(): any {
    const query = this.rhs
    if (query instanceof late.Query) {
      if (!query.has_limit_one()) {
        throw new ValueError(
          'The QuerySet value for an exact lookup must be limited to one result using slicing.',
        )
      }
      oneColumn(query, 'the exact')
    }
    return super.get_prep_lookup()
  }

  override as_sql(compiler: any, connection: any): Sql {
    // WHERE published, not WHERE published = 1
    if (typeof this.rhs === 'boolean' && this.lhs.conditional === true) {
      const [lhs, params] = this.process_lhs(compiler, connection)
      return [this.rhs ? lhs : `NOT ${lhs}`, params]
    }
    return super.as_sql(compiler, connection)
  }
}

/** A subquery on the right side must give one column; without a choice it gives the key. */
function oneColumn(query: any, lookup: string): void {
  const count = query._subquery_fields_len
  if (count !== 1) {
    throw new ValueError(
      `The QuerySet value for ${lookup} lookup must have 1 selected fields (received ${count})`,
    )
  }
  if (!query.has_select_fields) {
    query.clear_select_clause()
    query.add_fields(['pk'])
  }
}

export class IExact extends BuiltinLookup {
  static override lookup_name = 'iexact'
  static override prepare_rhs = false

  override process_rhs(compiler: any, connection: any): Sql {
    const [rhs, params] = super.process_rhs(compiler, connection)
    if (params.length > 0) params[0] = connection.ops.prep_for_iexact_query(params[0])
    return [rhs, params]
  }
}

export class GreaterThan extends PreparedLookup {
  static override lookup_name = 'gt'
}
export class GreaterThanOrEqual extends PreparedLookup {
  static override lookup_name = 'gte'
}
export class LessThan extends PreparedLookup {
  static override lookup_name = 'lt'
}
export class LessThanOrEqual extends PreparedLookup {
  static override lookup_name = 'lte'
}

type Bounds = { under: 'empty' | 'full'; over: 'empty' | 'full' }

/** Numbers that no column of this type can hold are decided without asking. */
function checkRange(lookup: Lookup, connection: any, { under, over }: Bounds): void {
  const { rhs } = lookup
  if (!isInt(rhs)) return
  const [min, max] = connection.ops.integer_field_range(lookup.lhs.output_field.get_internal_type())
  const outcome = BigInt(rhs) < min ? under : BigInt(rhs) > max ? over : null
  if (outcome === 'empty') throw new EmptyResultSet()
  if (outcome === 'full') throw new FullResultSet()
}

const ceil = (value: any) => (isFloat(value) ? Math.ceil(Number(value)) : value)

class IntegerFieldExact extends Exact {
  override process_rhs(compiler: any, connection: any): Sql {
    checkRange(this, connection, { under: 'empty', over: 'empty' })
    return super.process_rhs(compiler, connection)
  }
}
class IntegerGreaterThan extends GreaterThan {
  override process_rhs(compiler: any, connection: any): Sql {
    checkRange(this, connection, { under: 'full', over: 'empty' })
    return super.process_rhs(compiler, connection)
  }
}
class IntegerGreaterThanOrEqual extends GreaterThanOrEqual {
  override get_prep_lookup(): any {
    this.rhs = ceil(this.rhs)
    return super.get_prep_lookup()
  }
  override process_rhs(compiler: any, connection: any): Sql {
    checkRange(this, connection, { under: 'full', over: 'empty' })
    return super.process_rhs(compiler, connection)
  }
}
class IntegerLessThan extends LessThan {
  override get_prep_lookup(): any {
    this.rhs = ceil(this.rhs)
    return super.get_prep_lookup()
  }
  override process_rhs(compiler: any, connection: any): Sql {
    checkRange(this, connection, { under: 'empty', over: 'full' })
    return super.process_rhs(compiler, connection)
  }
}
class IntegerLessThanOrEqual extends LessThanOrEqual {
  override process_rhs(compiler: any, connection: any): Sql {
    checkRange(this, connection, { under: 'empty', over: 'full' })
    return super.process_rhs(compiler, connection)
  }
}

export class In extends IterableLookup {
  static override lookup_name = 'in'

  override get_prep_lookup(): any {
    if (this.rhs instanceof late.Query) {
      this.rhs.clear_ordering({ clear_default: true })
      oneColumn(this.rhs, "the 'in'")
    }
    return super.get_prep_lookup()
  }

  override process_rhs(compiler: any, connection: any): any {
    if (!this.rhs_is_direct_value()) return super.process_rhs(compiler, connection)
    const rhs = distinct([...iterate(this.rhs)].filter((value) => value !== null))
    if (rhs.length === 0) throw new EmptyResultSet()
    const [sqls, params] = this.batch_process_rhs(compiler, connection, rhs)
    return [`(${sqls.join(', ')})`, params]
  }

  override get_rhs_op(_connection: any, rhs: any): string {
    return `IN ${rhs}`
  }
}

function distinct(values: unknown[]): unknown[] {
  const seen = new Set<string>()
  return values.filter((value) => {
    const key = identityOf(value)
    return !seen.has(key) && seen.add(key)
  })
}

export class PatternLookup extends BuiltinLookup {
  static override prepare_rhs = false
  static before = '%'
  static after = '%'

  override get_rhs_op(connection: any, rhs: any): string {
    if (this.rhs_is_direct_value() && this.bilateral_transforms.length === 0)
      return super.get_rhs_op(connection, rhs)
    const escaped = connection.pattern_esc.replace('{}', () => rhs)
    return connection.pattern_ops[this.lookup_name].replace('{}', () => escaped)
  }

  override process_rhs(compiler: any, connection: any): Sql {
    const [rhs, params] = super.process_rhs(compiler, connection)
    if (this.rhs_is_direct_value() && params.length > 0 && this.bilateral_transforms.length === 0) {
      const { before, after } = this.constructor as typeof PatternLookup
      params[0] = before + connection.ops.prep_for_like_query(str(params[0])) + after
    }
    return [rhs, params]
  }
}

export class Contains extends PatternLookup {
  static override lookup_name = 'contains'
}
export class IContains extends Contains {
  static override lookup_name = 'icontains'
}
export class StartsWith extends PatternLookup {
  static override lookup_name = 'startswith'
  static override before = ''
}
export class IStartsWith extends StartsWith {
  static override lookup_name = 'istartswith'
}
export class EndsWith extends PatternLookup {
  static override lookup_name = 'endswith'
  static override after = ''
}
export class IEndsWith extends EndsWith {
  static override lookup_name = 'iendswith'
}

export class Range extends IterableLookup {
  static override lookup_name = 'range'

  override get_rhs_op(_connection: any, rhs: any): string {
    return `BETWEEN ${rhs[0]} AND ${rhs[1]}`
  }
}

export class IsNull extends BuiltinLookup {
  static override lookup_name = 'isnull'
  static override prepare_rhs = false

  override as_sql(compiler: any, connection: any): Sql {
    if (typeof this.rhs !== 'boolean')
      throw new ValueError('The QuerySet value for an isnull lookup must be True or False.')
    if (this.lhs instanceof Value) {
      throw (this.lhs.value === null) === this.rhs ? new FullResultSet() : new EmptyResultSet()
    }
    const [sql, params] = this.process_lhs(compiler, connection)
    return [`${sql} IS ${this.rhs ? '' : 'NOT '}NULL`, params]
  }
}

export class Regex extends BuiltinLookup {
  static override lookup_name = 'regex'
  static override prepare_rhs = false
}
export class IRegex extends Regex {
  static override lookup_name = 'iregex'
}

for (const lookup of [
  Exact,
  IExact,
  GreaterThan,
  GreaterThanOrEqual,
  LessThan,
  LessThanOrEqual,
  In,
  Contains,
  IContains,
  StartsWith,
  IStartsWith,
  EndsWith,
  IEndsWith,
  Range,
  IsNull,
  Regex,
  IRegex,
])
  Field.register_lookup(lookup)
for (const lookup of [
  IntegerFieldExact,
  IntegerGreaterThan,
  IntegerGreaterThanOrEqual,
  IntegerLessThan,
  IntegerLessThanOrEqual,
])
  IntegerField.register_lookup(lookup)

/** Bounds of a year, so that an index on the column can be used: `created_at__year=2025` is a BETWEEN. */
function yearLookup(
  base: any,
  name: string,
  bounds: (range: [unknown, unknown]) => unknown[],
): any {
  return class extends base {
    static __name__ = name

    as_sql(this: any, compiler: any, connection: any): Sql {
      if (!this.rhs_is_direct_value()) return super.as_sql(compiler, connection)
      const [lhs, lhs_params] = this.process_lhs(compiler, connection, this.lhs.lhs)
      const field = this.lhs.lhs.output_field
      const range = connection.ops.year_lookup_bounds(
        this.rhs,
        field instanceof DateTimeField,
        this.lhs.lookup_name === 'iso_year',
      )
      const operator =
        this.lookup_name === 'exact' ? 'BETWEEN %s AND %s' : this.get_rhs_op(connection, '%s')
      return [`${lhs} ${operator}`, [...lhs_params, ...bounds(range)]]
    }
  }
}

export const YearExact = yearLookup(Exact, 'YearExact', ([start, finish]) => [start, finish])
export const YearGt = yearLookup(GreaterThan, 'YearGt', ([, finish]) => [finish])
export const YearGte = yearLookup(GreaterThanOrEqual, 'YearGte', ([start]) => [start])
export const YearLt = yearLookup(LessThan, 'YearLt', ([start]) => [start])
export const YearLte = yearLookup(LessThanOrEqual, 'YearLte', ([, finish]) => [finish])

late.Lookup = Lookup
late.Transform = Transform
