/**
 * One term of ORDER BY. SQLite sorts null lowest, so `nulls_last` of an ascending order needs words of its own.
 *
 * Django: OrderBy in django/db/models/expressions.py
 */
import { class_name } from '../../../../base/python/class_name.ts'
import { ValueError } from '../../../../base/python/exceptions.ts'
import { repr, str } from '../../../../base/python/protocols.ts'
import { isExpression, late } from '../late.ts'
import { Expression, type Sql } from './base.ts'
import { ExpressionList } from './func.ts'
import { F } from './references.ts'

interface OrderByOptions {
  descending?: boolean
  nulls_first?: boolean | null
  nulls_last?: boolean | null
}

export class OrderBy extends Expression {
  static override allows_composite_expressions = true
  expression: any
  descending: boolean
  nulls_first: boolean | null
  nulls_last: boolean | null

  constructor(
    expression: any,
    { descending = false, nulls_first = null, nulls_last = null }: OrderByOptions = {},
  ) {
    super()
    if (nulls_first && nulls_last)
      throw new ValueError('nulls_first and nulls_last are mutually exclusive')
    if (nulls_first === false || nulls_last === false)
      throw new ValueError('nulls_first and nulls_last values must be True or None.')
    if (!isExpression(expression)) throw new ValueError('expression must be an expression type')
    this.expression = expression
    this.descending = descending
    this.nulls_first = nulls_first
    this.nulls_last = nulls_last
  }

  override get conditional(): boolean {
    return false
  }

  override get_source_expressions(): any[] {
    return [this.expression]
  }

  override set_source_expressions([expression]: any[]): void {
    this.expression = expression
  }

  override as_sql(compiler: any, connection: any): Sql {
    if (this.expression instanceof late.ColPairs) return this.columnsSql(compiler)
    connection.ops.check_expression_support(this)
    const [sql, params] = compiler.compile(this.expression)
    const nulls = this.nulls_last ? ' NULLS LAST' : this.nulls_first ? ' NULLS FIRST' : ''
    return [`${sql} ${this.descending ? 'DESC' : 'ASC'}${nulls}`, params]
  }

  private columnsSql(compiler: any): Sql {
    const each: Sql[] = this.get_source_expressions()[0]
      .get_cols()
      .map((col: unknown) => {
        const term = this.copy()
        term.expression = col
        return compiler.compile(term)
      })
    return [each.map(([sql]) => sql).join(', '), each.flatMap(([, params]) => params)]
  }

  override get_group_by_cols(): any[] {
    return this.expression.get_group_by_cols()
  }

  override reverse_ordering(): any {
    this.descending = !this.descending
    if (this.nulls_first) {
      this.nulls_last = true
      this.nulls_first = null
    } else if (this.nulls_last) {
      this.nulls_first = true
      this.nulls_last = null
    }
    return this
  }

  override asc(): any {
    this.descending = false
    return this
  }

  override desc(): any {
    this.descending = true
    return this
  }

  __repr__(): string {
    return `${class_name(this.constructor)}(${str(this.expression)}, descending=${repr(this.descending)})`
  }
}

/** The ORDER BY of a window; `'-views'` means descending here too. */
export class OrderByList extends ExpressionList {
  static override template = 'ORDER BY %(expressions)s'

  constructor(...expressions: any[]) {
    super(
      ...expressions.map((expr) =>
        typeof expr === 'string' && expr.startsWith('-')
          ? new OrderBy(new F(expr.slice(1)), { descending: true })
          : expr,
      ),
    )
  }
}

late.OrderBy = OrderBy
