/**
 * Stands in an unsaved instance for a value that the database will choose.
 *
 * Django: DatabaseDefault in django/db/models/expressions.py
 */
import type { AnyField, Instance } from '../declared.ts'
import { late } from '../late.ts'
import { Expression, type Sql } from './base.ts'

export class DatabaseDefault extends Expression {
  constructor(
    public expression: Instance,
    output_field: AnyField = null,
  ) {
    super(output_field)
  }

  override get_source_expressions(): Instance[] {
    return [this.expression]
  }
  override set_source_expressions([expression]: Instance[]): void {
    this.expression = expression
  }

  /** SQLite has no word for it in INSERT: the expression itself is written. */
  override as_sql(compiler: Instance): Sql {
    return compiler.compile(this.expression)
  }
}

late.DatabaseDefault = DatabaseDefault
