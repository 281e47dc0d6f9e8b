/**
 * Two expressions and an operator. Which type comes out stands in a table; durations and differences of dates are
 * calculated by registered functions, since SQLite stores dates as text.
 *
 * Django: CombinedExpression in django/db/models/expressions.py
 */
import { class_name } from '../../../../base/python/class_name.ts'
import { AttributeError } from '../../../../base/python/exceptions.ts'
import { str } from '../../../../base/python/protocols.ts'
import { FieldError } from '../../../core/exceptions.ts'
import { DatabaseError } from '../../utils.ts'
import {
  DateField,
  DateTimeField,
  DecimalField,
  DurationField,
  type Field,
  FloatField,
  IntegerField,
  PositiveIntegerField,
  TimeField,
} from '../fields/index.ts'
import { late } from '../late.ts'
import { castDecimal, Expression, type Sql } from './base.ts'

type FieldClass = new (...args: any[]) => Field
type Rule = readonly [FieldClass | null, FieldClass | null, FieldClass]

const ARITHMETIC = ['+', '-', '*', '/', '%%', '^']
const rules = new Map<string, Rule[]>()

/** Declares the type of `lhs connector rhs`; the first rule that fits counts. */
export function register_combinable_fields(
  lhs: FieldClass | null,
  connector: string,
  rhs: FieldClass | null,
  result: FieldClass,
): void {
  rules.set(connector, [...(rules.get(connector) ?? []), [lhs, rhs, result]])
}

const P = PositiveIntegerField
const [I, F, D] = [IntegerField, FloatField, DecimalField]
for (const connector of ARITHMETIC) {
  if (connector !== '-') register_combinable_fields(P, connector, P, P)
  for (const type of [I, F, D]) register_combinable_fields(type, connector, type, type)
  if (connector !== '^') {
    register_combinable_fields(I, connector, D, D)
    register_combinable_fields(D, connector, I, D)
    register_combinable_fields(I, connector, F, F)
    register_combinable_fields(F, connector, I, F)
  }
}
for (const connector of ['&', '|', '<<', '>>', '#']) register_combinable_fields(I, connector, I, I)
for (const connector of ARITHMETIC) {
  for (const type of [I, D, F]) {
    register_combinable_fields(type, connector, null, type)
    register_combinable_fields(null, connector, type, type)
  }
}
for (const [lhs, connector, rhs, result] of [
  [DateField, '+', DurationField, DateTimeField],
  [DateTimeField, '+', DurationField, DateTimeField],
  [DurationField, '+', DateField, DateTimeField],
  [DurationField, '+', DateTimeField, DateTimeField],
  [DurationField, '+', DurationField, DurationField],
  [TimeField, '+', DurationField, TimeField],
  [DurationField, '+', TimeField, TimeField],
  [DateField, '-', DurationField, DateTimeField],
  [DateTimeField, '-', DurationField, DateTimeField],
  [DateField, '-', DateField, DurationField],
  [DateField, '-', DateTimeField, DurationField],
  [DateTimeField, '-', DateField, DurationField],
  [DateTimeField, '-', DateTimeField, DurationField],
  [DurationField, '-', DurationField, DurationField],
  [TimeField, '-', DurationField, TimeField],
  [TimeField, '-', TimeField, DurationField],
] as const)
  register_combinable_fields(lhs, connector, rhs, result)

function combinedType(connector: string, lhs: Field | null, rhs: Field | null): FieldClass | null {
  const fits = (field: Field | null, type: FieldClass | null) =>
    type === null ? field === null : field instanceof type
  return (
    rules.get(connector)?.find(([left, right]) => fits(lhs, left) && fits(rhs, right))?.[2] ?? null
  )
}

/** Name of an expression's type, or null where it has none: F objects before resolving, mixed types. */
function typeOf(expr: any): string | null {
  try {
    return expr.output_field?.get_internal_type() ?? null
  } catch (error) {
    if (error instanceof FieldError || error instanceof AttributeError) return null
    throw error
  }
}

export class CombinedExpression extends Expression {
  constructor(
    public lhs: any,
    public connector: string,
    public rhs: any,
    output_field: Field | null = null,
  ) {
    super(output_field)
  }

  override get_source_expressions(): any[] {
    return [this.lhs, this.rhs]
  }

  override set_source_expressions([lhs, rhs]: any[]): void {
    this.lhs = lhs
    this.rhs = rhs
  }

  override _resolve_output_field(): any {
    const [lhs, rhs] = this.get_source_fields()
    const type = combinedType(this.connector, lhs, rhs)
    if (type === null) {
      const name = (expr: any) => class_name(expr.output_field.constructor)
      throw new FieldError(
        `Cannot infer type of '${this.connector}' expression involving these types: ${name(this.lhs)}, ${name(this.rhs)}. You must set output_field.`,
      )
    }
    return new type()
  }

  override as_sql(compiler: any, connection: any): Sql {
    const [lhs, lhs_params] = compiler.compile(this.lhs)
    const [rhs, rhs_params] = compiler.compile(this.rhs)
    const sql = connection.ops.combine_expression(this.connector, [lhs, rhs])
    return [`(${sql})`, [...lhs_params, ...rhs_params]]
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
    const resolved = super.resolve_expression(query, allow_joins, reuse, summarize, for_save)
    if (this instanceof DurationExpression || this instanceof TemporalSubtraction) return resolved
    const lhs = typeOf(resolved.lhs)
    const rhs = typeOf(resolved.rhs)
    if (lhs !== rhs && (lhs === 'DurationField' || rhs === 'DurationField'))
      return new DurationExpression(resolved.lhs, resolved.connector, resolved.rhs)
    if (this.connector === '-' && lhs === rhs && lhs !== null && TEMPORAL.includes(lhs))
      return new TemporalSubtraction(resolved.lhs, resolved.rhs)
    return resolved
  }

  __str__(): string {
    return `${str(this.lhs)} ${this.connector} ${str(this.rhs)}`
  }

  __repr__(): string {
    return `<${class_name(this.constructor)}: ${this.__str__()}>`
  }
}

const TEMPORAL = ['DateField', 'DateTimeField', 'TimeField']
const SCALABLE = ['DecimalField', 'DurationField', 'FloatField', 'IntegerField']

/** A date and a duration, or a duration and a number. */
export class DurationExpression extends CombinedExpression {
  override as_sql(compiler: any, connection: any): Sql {
    connection.ops.check_expression_support(this)
    const [lhs, lhs_params] = compiler.compile(this.lhs)
    const [rhs, rhs_params] = compiler.compile(this.rhs)
    const sql = connection.ops.combine_duration_expression(this.connector, [lhs, rhs])
    return [`(${sql})`, [...lhs_params, ...rhs_params]]
  }

  override as_sqlite(compiler: any, connection: any): Sql {
    const compiled = this.as_sql(compiler, connection)
    if (this.connector === '*' || this.connector === '/') {
      const types = [typeOf(this.lhs), typeOf(this.rhs)]
      if (types.some((type) => type !== null && !SCALABLE.includes(type)))
        throw new DatabaseError(`Invalid arguments for operator ${this.connector}.`)
    }
    return compiled
  }
}

/** Date minus date: microseconds as an integer. */
export class TemporalSubtraction extends CombinedExpression {
  static override output_field: Field | null = new DurationField()

  constructor(lhs: any, rhs: any) {
    super(lhs, '-', rhs)
  }

  override as_sql(compiler: any, connection: any): Sql {
    connection.ops.check_expression_support(this)
    return connection.ops.subtract_temporals(
      this.lhs.output_field.get_internal_type(),
      compiler.compile(this.lhs),
      compiler.compile(this.rhs),
    )
  }
}

late.CombinedExpression = CombinedExpression
