/**
 * What every comparison is made of: a left side, a right side as the left side's field wants it, and the SQL of both.
 * A transform is a function of one argument that can stand in a path: `created_at__year`.
 *
 * Django: Lookup, Transform and BuiltinLookup in django/db/models/lookups.py
 */
import { class_name } from '../../../base/python/class_name.ts'
import { ValueError } from '../../../base/python/exceptions.ts'
import { iterate, repr } from '../../../base/python/protocols.ts'
import { BooleanField, type Field } from './fields/index.ts'
import { identityOf } from './identity.ts'
import { hasSql, isExpression, late } from './late.ts'
import { findLookup, findTransform, RegisterLookupMixin } from './lookup_registry.ts'
import { Expression, Func, Value } from './expressions.ts'
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
    if (value instanceof late.ColPairs)
      throw new ValueError('CompositePrimaryKey cannot be used as a lookup value.')
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

late.Lookup = Lookup
late.Transform = Transform
