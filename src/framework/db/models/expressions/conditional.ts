/**
 * CASE WHEN. Conditions are Q objects, lookups or other boolean expressions; one that can never hold is left out,
 * one that always holds ends the list.
 *
 * Django: When and Case in django/db/models/expressions.py, ref/models/conditional-expressions
 */
import { class_name } from '../../../../base/python/class_name.ts'
import { TypeError, ValueError } from '../../../../base/python/exceptions.ts'
import { repr, str } from '../../../../base/python/protocols.ts'
import { EmptyResultSet, FullResultSet } from '../../../core/exceptions.ts'
import { splitKwargs } from '../arguments.ts'
import { Q } from '../query_utils.ts'
import { castDecimal, Expression, fill, type Sql } from './base.ts'

export class When extends Expression {
  static template = 'WHEN %(condition)s THEN %(result)s'
  condition: any
  result: any

  /** `new When({ published: true, then: 'title' })`, `new When(new Q(…), { then: new Value(1) })` */
  constructor(...args: unknown[]) {
    const [[first = null, second = null], { then = second, ...lookups }] = splitKwargs(args)
    super()
    let condition = lookups['condition'] ?? first
    delete lookups['condition']
    let unused = Object.keys(lookups).length > 0
    if (unused) {
      if (condition === null) {
        condition = new Q(lookups)
        unused = false
      } else if (condition.conditional === true) {
        condition = new Q(condition, lookups)
        unused = false
      }
    }
    if (condition === null || condition.conditional !== true || unused) {
      throw new TypeError(
        'When() supports a Q object, a boolean expression, or lookups as a condition.',
      )
    }
    if (condition instanceof Q && condition.children.length === 0)
      throw new ValueError("An empty Q() can't be used as a When() condition.")
    this.condition = condition
    this.result = this._parse_expressions(then)[0]
  }

  override get conditional(): boolean {
    return false
  }

  override get_source_expressions(): any[] {
    return [this.condition, this.result]
  }

  override set_source_expressions([condition, result]: any[]): void {
    this.condition = condition
    this.result = result
  }

  override resolve_expression(
    query: any,
    allow_joins = true,
    reuse: Set<string> | null = null,
    summarize = false,
    for_save = false,
  ): any {
    const clone = super.resolve_expression(query, allow_joins, reuse, summarize, for_save)
    if (for_save)
      clone.condition = this.condition.resolve_expression(
        query,
        allow_joins,
        reuse,
        summarize,
        false,
      )
    return clone
  }

  override get_source_fields(): any[] {
    return [this.result._output_field_or_none]
  }

  override as_sql(compiler: any, connection: any): Sql {
    connection.ops.check_expression_support(this)
    const [condition, condition_params] = compiler.compile(this.condition)
    const [result, result_params] = compiler.compile(this.result)
    return [
      fill((this.constructor as typeof When).template, { condition, result }),
      [...condition_params, ...result_params],
    ]
  }

  override get_group_by_cols(): any[] {
    return this.get_source_expressions().flatMap((source) => source.get_group_by_cols())
  }

  __str__(): string {
    return `WHEN ${repr(this.condition)} THEN ${repr(this.result)}`
  }

  __repr__(): string {
    return `<${class_name(this.constructor)}: ${this.__str__()}>`
  }
}

export class Case extends Expression {
  static template = 'CASE %(cases)s ELSE %(default)s END'
  cases: any[]
  default: any

  /** `new Case(new When(…), new When(…), { default: new Value(0), output_field })` */
  constructor(...args: unknown[]) {
    const [cases, { default: otherwise = null, output_field = null }] = splitKwargs(args)
    if (!cases.every((item) => item instanceof When))
      throw new TypeError('Positional arguments must all be When objects.')
    super(output_field)
    this.cases = cases
    this.default = this._parse_expressions(otherwise)[0]
  }

  override get_source_expressions(): any[] {
    return [...this.cases, this.default]
  }

  override set_source_expressions(exprs: any[]): void {
    this.cases = exprs.slice(0, -1)
    this.default = exprs.at(-1)
  }

  override as_sql(compiler: any, connection: any): Sql {
    connection.ops.check_expression_support(this)
    if (this.cases.length === 0) return compiler.compile(this.default)
    const parts: string[] = []
    const params: unknown[] = []
    let otherwise = this.default
    for (const item of this.cases) {
      try {
        const [sql, item_params] = compiler.compile(item)
        parts.push(sql)
        params.push(...item_params)
      } catch (error) {
        if (error instanceof EmptyResultSet) continue
        if (!(error instanceof FullResultSet)) throw error
        otherwise = item.result
        break
      }
    }
    const [default_sql, default_params] = compiler.compile(otherwise)
    if (parts.length === 0) return [default_sql, default_params]
    const { template } = this.constructor as typeof Case
    return [
      fill(template, { cases: parts.join(' '), default: default_sql }),
      [...params, ...default_params],
    ]
  }

  as_sqlite(compiler: any, connection: any): Sql {
    return castDecimal(this, this.as_sql(compiler, connection))
  }

  override get_group_by_cols(): any[] {
    return this.cases.length === 0 ? this.default.get_group_by_cols() : super.get_group_by_cols()
  }

  __str__(): string {
    return `CASE ${this.cases.map(str).join(', ')}, ELSE ${repr(this.default)}`
  }

  __repr__(): string {
    return `<${class_name(this.constructor)}: ${this.__str__()}>`
  }
}
