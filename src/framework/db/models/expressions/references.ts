/**
 * Expressions that name something: a field of the query's model (`F`), of the query around (`OuterRef`), and what
 * they become when a query resolves them: a column of a table alias (`Col`) or of the SELECT list (`Ref`).
 *
 * Django: F, OuterRef, Col, Ref, RawSQL in django/db/models/expressions.py
 */
import { class_name } from '../../../../base/python/class_name.ts'
import { TypeError, ValueError } from '../../../../base/python/exceptions.ts'
import { str } from '../../../../base/python/protocols.ts'
import { NotSupportedError } from '../../utils.ts'
import { LOOKUP_SEP } from '../constants.ts'
import { Field } from '../fields/index.ts'
import { identityOf } from '../identity.ts'
import { late } from '../late.ts'
import { Expression, type Replacements, type Sql } from './base.ts'
import { Combinable } from './combinable.ts'
import { outputField } from './func.ts'

export class F extends Combinable {
  constructor(readonly name: any) {
    super()
  }

  resolve_expression(
    query: any,
    allow_joins = true,
    reuse: Set<string> | null = null,
    summarize = false,
    _for_save = false,
  ): any {
    return query.resolve_ref(this.name, allow_joins, reuse, summarize)
  }

  replace_expressions(replacements: Replacements): any {
    const replacement = replacements.get(this.identity())
    if (replacement !== undefined) return replacement
    const [name, ...transforms] = this.name.split(LOOKUP_SEP)
    if (transforms.length === 0) return this
    let expr = replacements.get(new F(name).identity())
    if (!expr?._output_field_or_none) return this
    for (const transform of transforms) {
      const transform_class = expr.get_transform(transform)
      if (transform_class === null) return this
      expr = new transform_class(expr)
    }
    return expr
  }

  /** `F('title')[0:3]` */
  slice(start: number | null = null, stop: number | null = null): Sliced {
    return new Sliced(this, start, stop)
  }

  /** `F('title')[0]` */
  at(index: number): Sliced {
    if (!Number.isInteger(index))
      throw new TypeError('Argument to slice must be either int or slice instance.')
    if (index < 0) throw new ValueError('Negative indexing is not supported.')
    return new Sliced(this, index, index + 1)
  }

  __getitem__(key: any): Sliced {
    return typeof key === 'object' && key !== null ? this.slice(key.start, key.stop) : this.at(key)
  }

  copy(): this {
    return Object.assign(Object.create(Object.getPrototypeOf(this)), this)
  }

  get_refs(): Set<string> {
    return new Set()
  }

  identity(): string {
    return `${class_name(this.constructor)}(${identityOf(this.name)})`
  }

  __eq__(other: unknown): boolean {
    return other instanceof F && other.constructor === this.constructor && other.name === this.name
  }

  __hash__(): string {
    return this.identity()
  }

  __repr__(): string {
    return `${class_name(this.constructor)}(${str(this.name)})`
  }
}

/** An OuterRef inside its subquery: waits for the query around. */
export class ResolvedOuterRef extends F {
  readonly contains_aggregate = false
  readonly contains_over_clause = false

  as_sql(): Sql {
    throw new ValueError(
      'This queryset contains a reference to an outer query and may only be used in a subquery.',
    )
  }

  override resolve_expression(...args: [any, boolean?, (Set<string> | null)?, boolean?]): any {
    const col = super.resolve_expression(...args)
    if (col.contains_over_clause === true) {
      throw new NotSupportedError(
        `Referencing outer query window expression is not supported: ${this.name}.`,
      )
    }
    // a reference over several tables may find several rows; GROUP BY must know
    col.possibly_multivalued = String(this.name).includes(LOOKUP_SEP)
    return col
  }

  relabeled_clone(): this {
    return this
  }

  get_group_by_cols(): any[] {
    return []
  }
}

export class OuterRef extends F {
  readonly contains_aggregate = false
  readonly contains_over_clause = false

  override resolve_expression(..._args: any[]): any {
    return this.name instanceof OuterRef ? this.name : new ResolvedOuterRef(this.name)
  }

  relabeled_clone(): this {
    return this
  }
}

/** Part of a text, counted from 0 as in Python. */
export class Sliced extends F {
  readonly start: number
  readonly length: number | null

  constructor(
    readonly obj: F,
    start: number | null,
    stop: number | null,
  ) {
    super(obj.name)
    if ((start ?? 0) < 0 || (stop ?? 0) < 0)
      throw new ValueError('Negative indexing is not supported.')
    if (stop !== null && start !== null && stop !== 0 && stop < start)
      throw new ValueError('Slice stop must be greater than slice start.')
    this.start = (start ?? 0) + 1
    this.length = stop === null ? null : stop - (start ?? 0)
  }

  override resolve_expression(
    query: any,
    allow_joins = true,
    reuse: Set<string> | null = null,
    summarize = false,
    for_save = false,
  ): any {
    const resolved = query.resolve_ref(this.name, allow_joins, reuse, summarize)
    const expr =
      this.obj instanceof OuterRef || this.obj instanceof Sliced
        ? this.obj.resolve_expression(query, allow_joins, reuse, summarize, for_save)
        : resolved
    return resolved.output_field.slice_expression(expr, this.start, this.length)
  }

  override identity(): string {
    return `Sliced(${identityOf(this.name)},${this.start},${this.length})`
  }
}

/** A column of a table in the FROM clause. */
export class Col extends Expression {
  possibly_multivalued?: boolean

  constructor(
    readonly alias: string | null,
    readonly target: any,
    output_field: any = null,
  ) {
    super(output_field ?? target)
  }

  override get contains_column_references(): boolean {
    return true
  }
  override get contains_aggregate(): boolean {
    return false
  }
  override get contains_over_clause(): boolean {
    return false
  }

  override as_sql(compiler: any, _connection?: any): Sql {
    const column = compiler.quote_name_unless_alias(this.target.column)
    const sql =
      this.alias === null ? column : `${compiler.quote_name_unless_alias(this.alias)}.${column}`
    return [sql, []]
  }

  override relabeled_clone(relabels: ReadonlyMap<string, string>): any {
    if (this.alias === null) return this
    const renamed = relabels.get(this.alias)
    return renamed === undefined ? this : new Col(renamed, this.target, this.explicit_output_field)
  }

  override resolve_expression(): any {
    return this
  }

  override get_group_by_cols(): any[] {
    return [this]
  }

  override get_db_converters(connection: any): any[] {
    const { output_field, target } = this
    if (target === output_field) return output_field.get_db_converters(connection)
    return [...output_field.get_db_converters(connection), ...target.get_db_converters(connection)]
  }

  override identity(): string {
    return `Col(${this.alias},${identityOf(this.target)},${identityOf(this.explicit_output_field)})`
  }

  __repr__(): string {
    return this.alias === null
      ? `Col(${str(this.target)})`
      : `Col(${this.alias}, ${str(this.target)})`
  }
}

/** An annotation by its name in the SELECT list. */
export class Ref extends Expression {
  constructor(
    readonly refs: any,
    public source: any,
  ) {
    super()
  }

  override get_source_expressions(): any[] {
    return [this.source]
  }

  override set_source_expressions([source]: any[]): void {
    this.source = source
  }

  override resolve_expression(): any {
    return this
  }

  override get_refs(): Set<string> {
    return new Set([this.refs])
  }

  override relabeled_clone(): any {
    // the name stays what it is, and what it stands for is relabelled where it is defined
    return this
  }

  override as_sql(_compiler: any, connection: any): Sql {
    return [connection.ops.quote_name(this.refs), []]
  }

  override get_group_by_cols(): any[] {
    return [this]
  }

  __repr__(): string {
    return `Ref(${this.refs}, ${str(this.source)})`
  }
}

/** SQL text written by hand, with its parameters. */
export class RawSQL extends Expression {
  constructor(
    readonly sql: string,
    readonly params: readonly unknown[],
    options: any = null,
  ) {
    super(outputField(options) ?? new Field())
  }

  override as_sql(): Sql {
    return [`(${this.sql})`, [...this.params]]
  }

  override get_group_by_cols(): any[] {
    return [this]
  }

  __repr__(): string {
    return `RawSQL(${this.sql}, ${str(this.params)})`
  }
}

/** The `*` of COUNT(*). */
export class Star extends Expression {
  override as_sql(): Sql {
    return ['*', []]
  }

  __repr__(): string {
    return "'*'"
  }
}

late.F = F
late.Col = Col
