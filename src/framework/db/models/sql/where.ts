/**
 * The WHERE tree. It is split before compiling: what speaks of aggregates goes to HAVING, what speaks of windows to a
 * query around. A tree that can never hold raises EmptyResultSet, one that always does FullResultSet.
 *
 * Django: django/db/models/sql/where.py
 */
import { EmptyResultSet, FullResultSet } from '../../../core/exceptions.ts'
import { NotImplementedError } from '../../../../base/python/exceptions.ts'
import { Node } from '../../../utils/tree.ts'
import { Case, When } from '../expressions.ts'
import type { Replacements, Sql } from '../expressions/base.ts'
import { BooleanField } from '../fields/index.ts'
import { Mod } from '../functions/math.ts'
import { identityOf } from '../identity.ts'
import { Exact } from '../lookups.ts'
import { AND, OR, XOR } from './constants.ts'

const BOOLEAN = new BooleanField()
type Parts = [where: WhereNode | null, having: WhereNode | null, qualify: WhereNode | null]

export class WhereNode extends Node {
  resolved?: boolean
  declare children: any[]

  get conditional(): boolean {
    return true
  }

  get output_field(): any {
    return BOOLEAN
  }
  get _output_field_or_none(): any {
    return BOOLEAN
  }

  get contains_aggregate(): boolean {
    return this.children.some((child) => child.contains_aggregate === true)
  }
  get contains_over_clause(): boolean {
    return this.children.some((child) => child.contains_over_clause === true)
  }
  get contains_subquery(): boolean {
    return this.children.some(
      (child) => child.subquery === true || child.contains_subquery === true,
    )
  }
  get contains_column_references(): boolean {
    return true
  }
  get is_summary(): boolean {
    return this.children.some((child) => child.is_summary === true)
  }

  split_having_qualify(negated = false, must_group_by = false): Parts {
    if (!this.contains_aggregate && !this.contains_over_clause) return [this, null, null]
    const in_negated = negated !== this.negated
    // an OR (or a negated AND) cannot be taken apart
    const whole =
      this.connector === XOR || (in_negated ? this.connector === AND : this.connector === OR)
    if (whole && this.contains_aggregate && !this.contains_over_clause) return [null, this, null]
    const where: any[] = []
    const having: any[] = []
    const qualify: any[] = []
    for (const child of this.children) {
      if (child instanceof WhereNode) {
        const [w, h, q] = child.split_having_qualify(in_negated, must_group_by)
        if (w !== null) where.push(w)
        if (h !== null) having.push(h)
        if (q !== null) qualify.push(q)
      } else if (child.contains_over_clause) qualify.push(child)
      else if (child.contains_aggregate) having.push(child)
      else where.push(child)
    }
    if (whole && qualify.length > 0) {
      if (where.length === 0 || !must_group_by) return [null, null, this]
      throw new NotImplementedError(
        'Heterogeneous disjunctive predicates against window functions are not implemented when performing conditional aggregation.',
      )
    }
    const node = (children: any[]) =>
      children.length === 0 ? null : WhereNode.create(children, this.connector, this.negated)
    return [node(where), node(having), node(qualify)]
  }

  as_sql(compiler: any, connection: any): Sql {
    if (this.connector === XOR) return this.asParity().as_sql(compiler, connection)
    let [full_needed, empty_needed] =
      this.connector === AND ? [this.children.length, 1] : [1, this.children.length]
    const parts: string[] = []
    const params: unknown[] = []
    for (const child of this.children) {
      try {
        const [sql, child_params] = compiler.compile(child)
        if (sql === '') full_needed -= 1
        else {
          parts.push(sql)
          params.push(...child_params)
        }
      } catch (error) {
        if (error instanceof EmptyResultSet) empty_needed -= 1
        else if (error instanceof FullResultSet) full_needed -= 1
        else throw error
      }
      if (empty_needed === 0) throw this.negated ? new FullResultSet() : new EmptyResultSet()
      if (full_needed === 0) throw this.negated ? new EmptyResultSet() : new FullResultSet()
    }
    const sql = parts.join(` ${this.connector} `)
    if (sql === '') throw new FullResultSet()
    if (this.negated) return [`NOT (${sql})`, params]
    return [parts.length > 1 || this.resolved === true ? `(${sql})` : sql, params]
  }

  /** SQLite has no XOR: at least one holds, and an odd number of them. */
  private asParity(): WhereNode {
    const any = WhereNode.create(this.children, OR)
    const sum = this.children
      .map((child) => new Case(new When(child, { then: 1 }), { default: 0 }) as any)
      .reduce((left, right) => left.add(right))
    const odd = this.children.length > 2 ? new Mod(sum, 2) : sum
    return WhereNode.create([any, new Exact(1, odd)], AND, this.negated)
  }

  get_group_by_cols(): any[] {
    return this.children.flatMap((child) => child.get_group_by_cols())
  }

  get_source_expressions(): any[] {
    return [...this.children]
  }

  set_source_expressions(children: any[]): void {
    this.children = children
  }

  relabel_aliases(change_map: ReadonlyMap<string, string>): void {
    if (change_map.size === 0) return
    this.children = this.children.map((child) => {
      if (child instanceof WhereNode) {
        child.relabel_aliases(change_map)
        return child
      }
      return child.relabeled_clone?.(change_map) ?? child
    })
  }

  clone(): WhereNode {
    const clone = WhereNode.create(
      this.children.map((child) => child.clone?.() ?? child),
      this.connector,
      this.negated,
    )
    if (this.resolved === true) clone.resolved = true
    return clone
  }

  override copy(): this {
    return this.clone() as this
  }

  relabeled_clone(change_map: ReadonlyMap<string, string>): WhereNode {
    const clone = this.clone()
    clone.relabel_aliases(change_map)
    return clone
  }

  replace_expressions(replacements: Replacements): any {
    if (replacements.size === 0) return this
    const replacement = replacements.get(this.identity())
    if (replacement !== undefined) return replacement
    return WhereNode.create(
      this.children.map((child) => child.replace_expressions(replacements)),
      this.connector,
      this.negated,
    )
  }

  get_refs(): Set<string> {
    return new Set(this.children.flatMap((child) => [...child.get_refs()]))
  }

  /** Resolves what still waits for an outer query; changes this tree. */
  resolveInPlace(query: any, ...args: any[]): void {
    this.children = this.children.map((child) => {
      if (child instanceof WhereNode) {
        child.resolveInPlace(query, ...args)
        return child
      }
      if (child.lhs === undefined) return child.resolve_expression?.(query, ...args) ?? child
      const resolved = child.copy()
      for (const side of ['lhs', 'rhs']) {
        const value = resolved[side]
        if (typeof value?.resolve_expression === 'function')
          resolved[side] = value.resolve_expression(query, ...args)
      }
      return resolved
    })
  }

  resolve_expression(query: any, ...args: any[]): WhereNode {
    const clone = this.clone()
    clone.resolveInPlace(query, ...args)
    clone.resolved = true
    return clone
  }

  select_format(_compiler: any, sql: string, params: unknown[]): Sql {
    return [sql, params]
  }

  get_db_converters(connection: any): any[] {
    return BOOLEAN.get_db_converters(connection)
  }

  get_lookup(name: string): any {
    return BOOLEAN.get_lookup(name)
  }
  get_transform(name: string): any {
    return BOOLEAN.get_transform(name)
  }

  *leaves(): Generator<any> {
    for (const child of this.children) {
      if (child instanceof WhereNode) yield* child.leaves()
      else yield child
    }
  }

  identity(): string {
    return `Where(${this.connector},${this.negated},${this.children.map(identityOf).join()})`
  }
}

/** Finds nothing, without asking. */
export class NothingNode {
  readonly contains_aggregate = false
  readonly contains_over_clause = false

  as_sql(): Sql {
    throw new EmptyResultSet()
  }
  get_group_by_cols(): any[] {
    return []
  }
  get_source_expressions(): any[] {
    return []
  }
  get_refs(): Set<string> {
    return new Set()
  }
  replace_expressions(): this {
    return this
  }
}

/** Conditions written by hand: `extra(where=…)`. */
export class ExtraWhere {
  readonly contains_aggregate = false
  readonly contains_over_clause = false

  constructor(
    readonly sqls: readonly string[],
    readonly params: readonly unknown[] | null,
  ) {}

  as_sql(): Sql {
    return [this.sqls.map((sql) => `(${sql})`).join(' AND '), [...(this.params ?? [])]]
  }
  get_group_by_cols(): any[] {
    return []
  }
  get_source_expressions(): any[] {
    return []
  }
  get_refs(): Set<string> {
    return new Set()
  }
  replace_expressions(): this {
    return this
  }
}
