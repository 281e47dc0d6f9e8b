/**
 * The columns of a composite key as one expression: compared as a tuple, selected and ordered one after the other.
 *
 * Django: ColPairs in django/db/models/expressions.py
 */
import { str } from '../../../../base/python/protocols.ts'
import type { AnyField } from '../declared.ts'
import { late } from '../late.ts'
import { Expression, type Sql } from './base.ts'
import { Col } from './references.ts'

export class ColPairs extends Expression {
  constructor(
    readonly alias: string | null,
    readonly targets: readonly AnyField[],
    output_field: AnyField,
  ) {
    super(output_field)
  }

  get_cols(): Col[] {
    return this.targets.map((target) => new Col(this.alias, target))
  }

  override get_source_expressions(): Col[] {
    return this.get_cols()
  }

  override as_sql(compiler: { compile(node: unknown): Sql }): Sql {
    const compiled = this.get_cols().map((col) => compiler.compile(col))
    return [compiled.map(([sql]) => sql).join(', '), compiled.flatMap(([, params]) => params)]
  }

  override relabeled_clone(relabels: ReadonlyMap<string, string>): ColPairs {
    const alias = this.alias === null ? null : (relabels.get(this.alias) ?? this.alias)
    return new ColPairs(alias, this.targets, this.explicit_output_field)
  }

  override resolve_expression(): this {
    return this
  }

  override replace_expressions(): this {
    return this
  }

  override get_group_by_cols(): this[] {
    return [this]
  }

  override select_format(_compiler: unknown, sql: string, params: unknown[]): Sql {
    return [sql, params]
  }

  __repr__(): string {
    return `ColPairs(${this.alias}, ${this.targets.map(str).join(', ')})`
  }
}

late.ColPairs = ColPairs
