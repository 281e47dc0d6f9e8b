/**
 * A queryset inside another query. Its columns that come from outside are OuterRefs until the outer query resolves it.
 *
 * Django: Subquery and Exists in django/db/models/expressions.py
 */
import { EmptyResultSet } from '../../../core/exceptions.ts'
import { BooleanField, type Field } from '../fields/index.ts'
import { identityOf } from '../identity.ts'
import { BaseExpression, fill, type Sql } from './base.ts'
import { Value } from './func.ts'

export class Subquery extends BaseExpression {
  static template = '(%(subquery)s)'
  readonly subquery = true
  query: any
  extra: Record<string, any>

  constructor(queryset: any, { output_field = null, ...extra }: Record<string, any> = {}) {
    super(output_field)
    this.query = (queryset.query ?? queryset).clone()
    this.query.subquery = true
    this.extra = extra
  }

  override get contains_aggregate(): boolean {
    return false
  }

  override get empty_result_set_value(): unknown {
    return null
  }

  override get_source_expressions(): any[] {
    return [this.query]
  }

  override set_source_expressions([query]: any[]): void {
    this.query = query
  }

  override _resolve_output_field(): any {
    return this.query.output_field
  }

  override copy(): this {
    const clone = super.copy()
    clone.query = clone.query.clone()
    return clone
  }

  get external_aliases(): Map<string, boolean> {
    return this.query.external_aliases
  }

  get_external_cols(): any[] {
    return this.query.get_external_cols()
  }

  override as_sql(compiler: any, connection: any): Sql {
    connection.ops.check_expression_support(this)
    const [sql, params] = this.query.as_sql(compiler, connection)
    const template = this.extra['template'] ?? (this.constructor as typeof Subquery).template
    return [fill(template, { ...this.extra, subquery: sql.slice(1, -1) }), params]
  }

  override get_group_by_cols(): any[] {
    return this.query.get_group_by_cols(this)
  }

  override identity(): string {
    return `Subquery(${identityOf(this.query)})`
  }
}

export class Exists extends Subquery {
  static override template = 'EXISTS(%(subquery)s)'
  static override output_field: Field | null = new BooleanField()

  constructor(queryset: any, options: Record<string, any> = {}) {
    super(queryset, options)
    this.query = this.query.exists()
  }

  override get empty_result_set_value(): unknown {
    return false
  }

  override as_sql(compiler: any, connection: any): Sql {
    try {
      return super.as_sql(compiler, connection)
    } catch (error) {
      if (error instanceof EmptyResultSet) return compiler.compile(new Value(false))
      throw error
    }
  }
}
