/**
 * What every expression can do: be resolved against a query (which makes joins), be compiled to SQL, say which field
 * reads its result. Resolving copies: an expression that a learner holds is never changed.
 *
 * Django: BaseExpression and Expression in django/db/models/expressions.py
 */
import {
  AttributeError,
  NotImplementedError,
  ValueError,
} from '../../../../base/python/exceptions.ts'
import { toFloat } from '../../../../base/python/float.ts'
import { class_name } from '../../../../base/python/class_name.ts'
import { FieldError } from '../../../core/exceptions.ts'
import { BooleanField, type Field } from '../fields/index.ts'
import { identityOf, structuralIdentity } from '../identity.ts'
import { isExpression, late } from '../late.ts'
import { Combinable } from './combinable.ts'

export type Sql = [sql: string, params: unknown[]]
export type Replacements = ReadonlyMap<string, any>
type ChangeMap = ReadonlyMap<string, string>

/** No field could be inferred at all, as for `Value(None)`. */
export class OutputFieldIsNoneError extends FieldError {}

/** Fills `%(name)s` slots, as Python's `template % data`. */
export function fill(template: string, data: Readonly<Record<string, unknown>>): string {
  return template.replace(/%(?:\((\w+)\)s|%)/g, (_slot, name: string | undefined) =>
    name === undefined ? '%' : String(data[name] ?? ''),
  )
}

export abstract class BaseExpression extends Combinable {
  /** Subclasses that always give one type say so here. */
  static output_field: Field | null = null
  static filterable = true
  static window_compatible = false
  /** Whether a composite key may stand inside. */
  static allows_composite_expressions = false

  is_summary = false
  /** The field that was asked for, or null: inferred. */
  explicit_output_field: Field | null

  constructor(output_field: Field | null = null) {
    super()
    this.explicit_output_field = output_field
  }

  get filterable(): boolean {
    return (this.constructor as typeof BaseExpression).filterable
  }

  get window_compatible(): boolean {
    return (this.constructor as typeof BaseExpression).window_compatible
  }

  /** What stands for this expression where the query is known to give no rows; undefined: no value can. */
  get empty_result_set_value(): unknown {
    return undefined
  }

  get_source_expressions(): any[] {
    return []
  }

  set_source_expressions(_exprs: any[]): void {}

  /** Strings are names of fields, other plain values are themselves. */
  _parse_expressions(...expressions: unknown[]): any[] {
    return expressions.map((arg) =>
      isExpression(arg)
        ? arg
        : typeof arg === 'string' || arg instanceof String
          ? new late.F(String(arg))
          : new late.Value(arg ?? null),
    )
  }

  as_sql(_compiler: any, _connection: any, _extra?: any): Sql {
    throw new NotImplementedError('Subclasses must implement as_sql()')
  }

  get contains_aggregate(): boolean {
    return this.remember('_contains_aggregate', () =>
      this.get_source_expressions().some((expr) => expr?.contains_aggregate === true),
    )
  }

  get contains_over_clause(): boolean {
    return this.remember('_contains_over_clause', () =>
      this.get_source_expressions().some((expr) => expr?.contains_over_clause === true),
    )
  }

  get contains_column_references(): boolean {
    return this.get_source_expressions().some((expr) => expr?.contains_column_references === true)
  }

  get contains_subquery(): boolean {
    return this.get_source_expressions().some(
      (expr) => expr?.subquery === true || expr?.contains_subquery === true,
    )
  }

  resolve_expression(
    query: any,
    allow_joins = true,
    reuse: Set<string> | null = null,
    summarize = false,
    for_save = false,
  ): any {
    const clone = this.copy()
    clone.is_summary = summarize
    const sources: any[] = clone
      .get_source_expressions()
      .map((expr) =>
        expr === null || expr === undefined
          ? null
          : expr.resolve_expression(query, allow_joins, reuse, summarize, for_save),
      )
    const cls = this.constructor as typeof BaseExpression
    if (!cls.allows_composite_expressions && sources.some((expr) => expr instanceof late.ColPairs))
      throw new ValueError(`${class_name(cls)} expression does not support composite primary keys.`)
    clone.set_source_expressions(sources)
    return clone
  }

  get conditional(): boolean {
    try {
      return this.output_field instanceof BooleanField
    } catch (error) {
      // not resolved yet: nobody knows
      if (error instanceof AttributeError) return false
      throw error
    }
  }

  get field(): any {
    return this.output_field
  }

  get output_field(): any {
    const declared =
      this.explicit_output_field ?? (this.constructor as typeof BaseExpression).output_field
    if (declared !== null) return declared
    return this.remember('_output_field', () => {
      const inferred = this._resolve_output_field()
      if (inferred === null)
        throw new OutputFieldIsNoneError('Cannot resolve expression type, unknown output_field')
      return inferred
    })
  }

  set output_field(field: Field) {
    this.explicit_output_field = field
  }

  get _output_field_or_none(): any {
    try {
      return this.output_field
    } catch (error) {
      if (error instanceof OutputFieldIsNoneError) return null
      throw error
    }
  }

  /** The field that all sources agree on. @throws {FieldError} they do not */
  _resolve_output_field(): any {
    const fields = this.get_source_fields().filter((field) => field !== null)
    const [first, ...others] = fields
    for (const other of others) {
      if (!(first instanceof other.constructor)) {
        throw new FieldError(
          `Expression contains mixed types: ${class_name(first.constructor)}, ${class_name(other.constructor)}. You must set output_field.`,
        )
      }
    }
    return first ?? null
  }

  get_source_fields(): any[] {
    return this.get_source_expressions().map(typeOfSource)
  }

  /** Functions that turn a database value into the field's value, in order. */
  get_db_converters(connection: any): any[] {
    const field = this.output_field
    const own = convertValue(field.get_internal_type())
    return [...(own === null ? [] : [own]), ...field.get_db_converters(connection)]
  }

  get_lookup(name: string): any {
    return this.output_field.get_lookup(name)
  }

  get_transform(name: string): any {
    return this.output_field.get_transform(name)
  }

  relabeled_clone(change_map: ChangeMap): any {
    const clone = this.copy()
    clone.set_source_expressions(
      this.get_source_expressions().map((expr) => expr?.relabeled_clone(change_map) ?? null),
    )
    return clone
  }

  replace_expressions(replacements: Replacements): any {
    if (replacements.size === 0) return this
    const replacement = replacements.get(this.identity())
    if (replacement !== undefined) return replacement
    const sources = this.get_source_expressions()
    if (sources.length === 0) return this
    const clone = this.copy()
    clone.set_source_expressions(
      sources.map((expr) => expr?.replace_expressions(replacements) ?? null),
    )
    return clone
  }

  /** Names of annotations that this expression reads. */
  get_refs(): Set<string> {
    const refs = new Set<string>()
    for (const expr of this.get_source_expressions())
      for (const ref of expr?.get_refs() ?? []) refs.add(ref)
    return refs
  }

  copy(): this {
    // as a whole: key by key takes many times as long
    const clone = Object.setPrototypeOf({ ...this }, Object.getPrototypeOf(this))
    // names with a leading underscore are remembered answers, which may not hold for the copy
    for (const key in this)
      if (key.startsWith('_') && Object.hasOwn(this, key)) clone[key] = undefined
    return clone
  }

  prefix_references(prefix: string): any {
    const clone = this.copy()
    clone.set_source_expressions(
      this.get_source_expressions().map((expr) =>
        expr instanceof late.F ? new late.F(prefix + expr.name) : expr.prefix_references(prefix),
      ),
    )
    return clone
  }

  get_group_by_cols(): any[] {
    if (!this.contains_aggregate) return [this]
    return this.get_source_expressions().flatMap((source) => source.get_group_by_cols())
  }

  reverse_ordering(): any {
    return this
  }

  *flatten(): Generator<any> {
    yield this
    for (const expr of this.get_source_expressions()) {
      if (expr === null) continue
      if (typeof expr.flatten === 'function') yield* expr.flatten()
      else yield expr
    }
  }

  /** The SQL of this expression in a SELECT list. */
  select_format(compiler: any, sql: string, params: unknown[]): Sql {
    return this.output_field.select_format(compiler, sql, params)
  }

  identity(): string {
    const { is_summary, for_save, ...rest } = this as any
    return structuralIdentity(Object.assign(Object.create(Object.getPrototypeOf(this)), rest))
  }

  __eq__(other: unknown): boolean {
    return other instanceof BaseExpression && identityOf(this) === identityOf(other)
  }

  __hash__(): string {
    return this.identity()
  }

  /** Computes once for this object; copies start afresh. */
  protected remember<T>(key: string, compute: () => T): T {
    const cache = this as any
    if (cache[key] === undefined) cache[key] = compute()
    return cache[key]
  }
}

/** null: it has none. @throws {AttributeError} it is a name that no query has resolved yet */
export function typeOfSource(expr: any): any {
  if (expr instanceof late.F)
    throw new AttributeError("'F' object has no attribute '_output_field_or_none'")
  return expr?._output_field_or_none ?? null
}

/** Expressions that a learner may build; BaseExpression itself is for those that only queries make. */
export abstract class Expression extends BaseExpression {}

function convertValue(internal_type: string): ((value: any) => unknown) | null {
  if (internal_type === 'FloatField')
    return (value) => (value === null ? null : toFloat(Number(value)))
  if (internal_type.endsWith('IntegerField'))
    return (value) =>
      typeof value === 'number'
        ? Math.trunc(value)
        : typeof value === 'string'
          ? Number(value)
          : value
  return null
}

/** SQLite keeps decimals as REAL: expressions say NUMERIC, so that 5.0 is read as 5 everywhere. */
export function castDecimal(expr: BaseExpression, [sql, params]: Sql): Sql {
  try {
    if (expr.output_field.get_internal_type() === 'DecimalField')
      return [`(CAST(${sql} AS NUMERIC))`, params]
  } catch (error) {
    if (!(error instanceof FieldError)) throw error
  }
  return [sql, params]
}
