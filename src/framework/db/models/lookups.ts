/**
 * Comparisons: left side, operator, right side. What `title__icontains` means is decided here, class by class; a
 * lookup on a field that cannot hold raises EmptyResultSet, so that nothing is sent at all.
 *
 * Django: django/db/models/lookups.py, ref/models/lookups
 */
import { ValueError } from '../../../base/python/exceptions.ts'
import { isFloat, isInt } from '../../../base/python/float.ts'
import { iterate, str } from '../../../base/python/protocols.ts'
import { EmptyResultSet, FullResultSet } from '../../core/exceptions.ts'
import { DateTimeField, Field, IntegerField } from './fields/index.ts'
import { identityOf } from './identity.ts'
import { hasSql, isExpression, late } from './late.ts'
import { ExpressionList, Value } from './expressions.ts'
import type { Sql } from './expressions/base.ts'
import { BuiltinLookup, Lookup, Transform } from './lookup_base.ts'

export { BuiltinLookup, Lookup, Transform }

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
      chosenColumns(query, 'the exact', this.lhs)
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

/** A subquery on the right side must give as many columns as the left side has; without a choice it gives the key. */
function chosenColumns(query: any, lookup: string, lhs: any): void {
  const count = query._subquery_fields_len
  const wanted = lhs instanceof late.ColPairs ? lhs.targets.length : 1
  if (count !== wanted) {
    throw new ValueError(
      `The QuerySet value for ${lookup} lookup must have ${wanted} selected fields (received ${count})`,
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
      chosenColumns(this.rhs, "the 'in'", this.lhs)
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
