/**
 * Aggregates: one value for many rows. `filter` limits the rows, `distinct` their values, `default` answers for none.
 *
 * Django: django/db/models/aggregates.py, ref/models/querysets#aggregation-functions
 */
import { class_name } from '../../../base/python/class_name.ts'
import { TypeError, ValueError } from '../../../base/python/exceptions.ts'
import { str } from '../../../base/python/protocols.ts'
import { FieldError, FullResultSet } from '../../core/exceptions.ts'
import { NotSupportedError } from '../utils.ts'
import { splitKwargs } from './arguments.ts'
import { ColPairs, Func, Star, Value } from './expressions.ts'
import { type Sql, typeOfSource } from './expressions/base.ts'
import { isExpression } from './late.ts'
import { type Field, FloatField, IntegerField } from './fields/index.ts'
import { Coalesce } from './functions/comparison.ts'

export abstract class Aggregate extends Func {
  static override template = '%(function)s(%(distinct)s%(expressions)s)'
  static override window_compatible = true
  static allow_distinct = false
  static empty_result_set_value: unknown = null

  filter: any
  distinct: boolean
  default: any

  constructor(...args: unknown[]) {
    const [expressions, options] = splitKwargs(args)
    const { distinct = false, filter = null, default: fallback = null, ...extra } = options
    super(...expressions, extra)
    const cls = this.constructor as typeof Aggregate
    if (distinct && !cls.allow_distinct)
      throw new TypeError(`${class_name(cls)} does not allow distinct.`)
    if (fallback !== null && cls.empty_result_set_value !== null)
      throw new TypeError(`${class_name(cls)} does not allow default.`)
    this.distinct = distinct
    this.filter = filter
    this.default = fallback
  }

  override get empty_result_set_value(): unknown {
    return (this.constructor as typeof Aggregate).empty_result_set_value
  }

  override get contains_aggregate(): boolean {
    return true
  }

  get default_alias(): string {
    const [first, ...others] = this.source_expressions
    if (others.length === 0 && first.name !== undefined)
      return `${first.name}__${class_name(this.constructor).toLowerCase()}`
    throw new TypeError('Complex expressions require an alias')
  }

  override get_source_fields(): any[] {
    return this.source_expressions.map(typeOfSource)
  }

  override get_source_expressions(): any[] {
    return this.filter === null
      ? this.source_expressions
      : [...this.source_expressions, this.filter]
  }

  override set_source_expressions(exprs: any[]): void {
    if (this.filter === null) this.source_expressions = exprs
    else {
      this.source_expressions = exprs.slice(0, -1)
      this.filter = exprs.at(-1)
    }
  }

  override resolve_expression(
    query: any,
    allow_joins = true,
    reuse: Set<string> | null = null,
    summarize = false,
    for_save = false,
  ): any {
    const clone = super.resolve_expression(query, allow_joins, reuse, summarize, for_save)
    if (!clone.is_summary) {
      clone.source_expressions.forEach((expr: any, i: number) => {
        if (expr.contains_aggregate !== true && expr.contains_over_clause !== true) return
        const before: any = this.source_expressions[i]
        const name = before.name ?? str(before)
        const kind = expr.contains_aggregate === true ? 'an aggregate' : 'a window expression'
        const ClassName = class_name(this.constructor)
        throw new FieldError(`Cannot compute ${ClassName}('${name}'): '${name}' is ${kind}`)
      })
    }
    if (clone.default === null) return clone
    const fallback = isExpression(clone.default)
      ? clone.default.resolve_expression(query, allow_joins, reuse, summarize)
      : new Value(clone.default, clone._output_field_or_none)
    clone.default = null
    const coalesce = new Coalesce(clone, fallback, { output_field: clone._output_field_or_none })
    coalesce.is_summary = clone.is_summary
    return coalesce
  }

  override get_group_by_cols(): any[] {
    return []
  }

  override as_sql(compiler: any, connection: any, extra: Record<string, any> = {}): Sql {
    if (this.distinct && this.source_expressions.length > 1) {
      throw new NotSupportedError(
        "SQLite doesn't support DISTINCT on aggregate functions accepting multiple arguments.",
      )
    }
    const [sql, params] = super.as_sql(compiler, connection, {
      distinct: this.distinct ? 'DISTINCT ' : '',
      ...extra,
    })
    if (this.filter === null) return [sql, params]
    try {
      const [condition, condition_params] = compiler.compile(this.filter)
      return [`${sql} FILTER (WHERE ${condition})`, [...params, ...condition_params]]
    } catch (error) {
      if (error instanceof FullResultSet) return [sql, params]
      throw error
    }
  }

  override _get_repr_options(): Record<string, unknown> {
    const options: Record<string, unknown> = {}
    if (this.distinct) options['distinct'] = true
    if (this.filter !== null) options['filter'] = this.filter
    return options
  }
}

/** Dates cannot be summed. */
abstract class NumbersOnly extends Aggregate {
  checkSqlite(this: any): void {
    for (const source of this.source_expressions) {
      const type = source?._output_field_or_none?.get_internal_type()
      if (['DateField', 'DateTimeField', 'TimeField'].includes(type)) {
        throw new NotSupportedError(
          'You cannot use Sum, Avg, StdDev, and Variance aggregations on date/time fields in sqlite3 since date/time is saved as text.',
        )
      }
    }
  }
}

/** An average of whole numbers is a float. */
function numericOutput(aggregate: any): any {
  const fields = aggregate.get_source_fields()
  return fields.some((field: any) => field instanceof IntegerField) ? new FloatField() : null
}

export class Avg extends NumbersOnly {
  static override function = 'AVG'
  static override allow_distinct = true

  override _resolve_output_field(): any {
    return numericOutput(this) ?? super._resolve_output_field()
  }
}

export class Count extends Aggregate {
  static override allows_composite_expressions = true
  static override function = 'COUNT'
  static override output_field: Field | null = new IntegerField()
  static override allow_distinct = true
  static override empty_result_set_value: unknown = 0

  constructor(expression: any, options: Record<string, any> = {}) {
    if (expression === '*' && options['filter'])
      throw new ValueError('Star cannot be used with filter. Please specify a field.')
    super(expression === '*' ? new Star() : expression, options)
  }

  /** Of a composite key the first column is counted. */
  override resolve_expression(...args: Parameters<Aggregate['resolve_expression']>): any {
    const resolved = super.resolve_expression(...args)
    const [source] = resolved.source_expressions
    if (!(source instanceof ColPairs)) return resolved
    if (this.distinct)
      throw new ValueError("COUNT(DISTINCT) doesn't support composite primary keys")
    return new Count(source.get_cols()[0], { filter: resolved.filter })
  }
}

export class Max extends Aggregate {
  static override function = 'MAX'
}
export class Min extends Aggregate {
  static override function = 'MIN'
}

abstract class Spread extends NumbersOnly {
  constructor(expression: any, options: Record<string, any> = {}) {
    super(expression, options)
    this.sample = options['sample'] ?? false
    delete this.extra['sample']
  }
  declare sample: boolean

  override get function(): string {
    return `${(this.constructor as typeof Func).function}_${this.sample ? 'SAMP' : 'POP'}`
  }

  override _resolve_output_field(): any {
    return numericOutput(this) ?? super._resolve_output_field()
  }

  override _get_repr_options(): Record<string, unknown> {
    return { ...super._get_repr_options(), sample: this.sample }
  }
}

export class StdDev extends Spread {
  static override function = 'STDDEV'
}
export class Variance extends Spread {
  static override function = 'VAR'
}

export class Sum extends NumbersOnly {
  static override function = 'SUM'
  static override allow_distinct = true
}
