/**
 * Values and SQL functions. A learner's own function is a subclass with `static function = 'SOUNDEX'`.
 *
 * Django: Func, Value, ExpressionList, ExpressionWrapper in django/db/models/expressions.py
 */
import { class_name } from '../../../../base/python/class_name.ts'
import { TypeError } from '../../../../base/python/exceptions.ts'
import { isFloat, isInt } from '../../../../base/python/float.ts'
import { repr, str } from '../../../../base/python/protocols.ts'
import { EmptyResultSet, FullResultSet } from '../../../core/exceptions.ts'
import { splitKwargs } from '../arguments.ts'
import {
  BinaryField,
  BooleanField,
  CharField,
  DateField,
  DateTimeField,
  DecimalField,
  DurationField,
  type Field,
  FloatField,
  IntegerField,
  TimeField,
  UUIDField,
} from '../fields/index.ts'
import { date, datetime, Decimal, time, timedelta, UUID } from '../fields/types.ts'
import { late } from '../late.ts'
import { castDecimal, Expression, fill, type Sql } from './base.ts'

/** A plain value as a parameter. */
export class Value extends Expression {
  for_save = false

  constructor(
    public value: any,
    options: Field | { output_field?: Field } | null = null,
  ) {
    super(outputField(options))
  }

  override get empty_result_set_value(): unknown {
    return this.value
  }

  override as_sql(compiler: any, connection: any): Sql {
    connection.ops.check_expression_support(this)
    let value = this.value
    const field = this._output_field_or_none
    if (field !== null) {
      value = this.for_save
        ? field.get_db_prep_save(value, connection)
        : field.get_db_prep_value(value, connection)
      if (typeof field.get_placeholder === 'function')
        return [field.get_placeholder(value, compiler, connection), [value]]
    }
    return value === null ? ['NULL', []] : ['%s', [value]]
  }

  as_sqlite(compiler: any, connection: any): Sql {
    return castDecimal(this, this.as_sql(compiler, connection))
  }

  override resolve_expression(
    query: any,
    allow_joins = true,
    reuse: Set<string> | null = null,
    summarize = false,
    for_save = false,
  ): any {
    const clone = super.resolve_expression(query, allow_joins, reuse, summarize, for_save)
    clone.for_save = for_save
    return clone
  }

  override get_group_by_cols(): any[] {
    return []
  }

  override _resolve_output_field(): any {
    const { value } = this
    if (typeof value === 'string' || value instanceof String) return new CharField()
    if (typeof value === 'boolean') return new BooleanField()
    if (isInt(value)) return new IntegerField()
    if (isFloat(value)) return new FloatField()
    if (value instanceof datetime || value instanceof Date) return new DateTimeField()
    if (value instanceof date) return new DateField()
    if (value instanceof time) return new TimeField()
    if (value instanceof timedelta) return new DurationField()
    if (value instanceof Decimal) return new DecimalField()
    if (value instanceof Uint8Array) return new BinaryField()
    if (value instanceof UUID) return new UUIDField()
    return null
  }

  __repr__(): string {
    return `${class_name(this.constructor)}(${repr(this.value)})`
  }
}

/** `new Value(1, new IntegerField())` and `new Value(1, { output_field: new IntegerField() })` are one. */
export function outputField(options: any): Field | null {
  if (options === null || options === undefined) return null
  return typeof options.get_internal_type === 'function' ? options : (options.output_field ?? null)
}

export class Func extends Expression {
  static function: string | null = null
  static template = '%(function)s(%(expressions)s)'
  static arg_joiner = ', '
  /** How many arguments it must have; null: any number. */
  static arity: number | null = null

  source_expressions: any[]
  /** Values for slots of the template. */
  extra: Record<string, any>

  /** `new Func(a, b, { function: 'COALESCE', output_field, …template slots })` */
  constructor(...args: unknown[]) {
    const [expressions, { output_field = null, ...extra }] = splitKwargs(args)
    super(output_field)
    const { arity } = this
    if (arity !== null && expressions.length !== arity) {
      throw new TypeError(
        `'${class_name(this.constructor)}' takes exactly ${arity} ${arity === 1 ? 'argument' : 'arguments'} (${expressions.length} given)`,
      )
    }
    this.source_expressions = this._parse_expressions(...expressions)
    this.extra = extra
  }

  get function(): string | null {
    return (this.constructor as typeof Func).function
  }
  get template(): string {
    return (this.constructor as typeof Func).template
  }
  get arg_joiner(): string {
    return (this.constructor as typeof Func).arg_joiner
  }
  get arity(): number | null {
    return (this.constructor as typeof Func).arity
  }

  override get_source_expressions(): any[] {
    return this.source_expressions
  }

  override set_source_expressions(exprs: any[]): void {
    this.source_expressions = exprs
  }

  /** @param extra  template slots of this call; `function`, `template` and `arg_joiner` replace the class's */
  override as_sql(compiler: any, connection: any, extra: Record<string, any> = {}): Sql {
    connection.ops.check_expression_support(this)
    const parts: string[] = []
    const params: unknown[] = []
    for (const arg of this.source_expressions) {
      const [sql, arg_params] = compileArgument(compiler, arg)
      parts.push(sql)
      params.push(...arg_params)
    }
    const data: Record<string, any> = { function: this.function, ...this.extra, ...extra }
    const joined = parts.join(data['arg_joiner'] ?? this.arg_joiner)
    data['expressions'] = data['field'] = joined
    return [fill(data['template'] ?? this.template, data), params]
  }

  as_sqlite(compiler: any, connection: any, extra: Record<string, any> = {}): Sql {
    return castDecimal(this, this.as_sql(compiler, connection, extra))
  }

  override copy(): this {
    const clone = super.copy()
    clone.source_expressions = [...this.source_expressions]
    clone.extra = { ...this.extra }
    return clone
  }

  _get_repr_options(): Record<string, unknown> {
    return {}
  }

  __repr__(): string {
    const args = this.source_expressions.map(str).join(this.arg_joiner)
    const extra = Object.entries({ ...this.extra, ...this._get_repr_options() })
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, value]) => `${key}=${str(value)}`)
    return `${class_name(this.constructor)}(${[args, ...extra].join(', ')})`
  }
}

function compileArgument(compiler: any, arg: any): Sql {
  try {
    return compiler.compile(arg)
  } catch (error) {
    if (error instanceof FullResultSet) return compiler.compile(new Value(true))
    if (error instanceof EmptyResultSet && arg.empty_result_set_value !== undefined)
      return compiler.compile(new Value(arg.empty_result_set_value))
    throw error
  }
}

/** Several expressions, separated by commas. */
export class ExpressionList extends Func {
  static override template = '%(expressions)s'

  override as_sql(compiler: any, connection: any, extra: Record<string, any> = {}): Sql {
    return this.source_expressions.length === 0
      ? ['', []]
      : super.as_sql(compiler, connection, extra)
  }

  override as_sqlite(compiler: any, connection: any, extra: Record<string, any> = {}): Sql {
    return this.as_sql(compiler, connection, extra)
  }

  override get_group_by_cols(): any[] {
    return this.source_expressions.flatMap((expr) => expr.get_group_by_cols())
  }

  __str__(): string {
    return this.source_expressions.map(str).join(this.arg_joiner)
  }
}

/** Gives an expression a type. */
export class ExpressionWrapper extends Expression {
  expression: any

  constructor(expression: any, options: Field | { output_field?: Field }) {
    super(outputField(options))
    this.expression = expression
  }

  override get_source_expressions(): any[] {
    return [this.expression]
  }

  override set_source_expressions([expression]: any[]): void {
    this.expression = expression
  }

  override get_group_by_cols(): any[] {
    if (!(this.expression instanceof Expression)) return super.get_group_by_cols()
    const expression = this.expression.copy()
    expression.output_field = this.output_field
    return expression.get_group_by_cols()
  }

  override as_sql(compiler: any, _connection: any): Sql {
    return compiler.compile(this.expression)
  }

  as_sqlite(compiler: any, connection: any): Sql {
    return castDecimal(this, this.as_sql(compiler, connection))
  }

  __repr__(): string {
    return `${class_name(this.constructor)}(${str(this.expression)})`
  }
}

/** `NOT expression`. */
export class NegatedExpression extends ExpressionWrapper {
  constructor(expression: any) {
    super(expression, new BooleanField())
  }

  override not(): any {
    return this.expression.copy()
  }

  override as_sql(compiler: any, connection: any): Sql {
    try {
      const [sql, params] = super.as_sql(compiler, connection)
      return [`NOT ${sql}`, params]
    } catch (error) {
      if (error instanceof EmptyResultSet) return compiler.compile(new Value(true))
      throw error
    }
  }

  override resolve_expression(
    query: any,
    allow_joins = true,
    reuse: Set<string> | null = null,
    summarize = false,
    for_save = false,
  ): any {
    const resolved = super.resolve_expression(query, allow_joins, reuse, summarize, for_save)
    if (resolved.expression.conditional !== true)
      throw new TypeError('Cannot negate non-conditional expressions.')
    return resolved
  }
}

late.Value = Value
late.NegatedExpression = NegatedExpression
