/**
 * Q objects and the small vocabulary of relations. A Q is only a tree of conditions; it becomes SQL when a query
 * resolves it. Keyword conditions are sorted by name, as Django does, so the SQL does not depend on their order.
 *
 * Django: django/db/models/query_utils.py, topics/db/queries#complex-lookups-with-q
 */
import { TypeError, ValueError } from '../../../base/python/exceptions.ts'
import { Tuple } from '../../../base/python/tuple.ts'
import { FieldError } from '../../core/exceptions.ts'
import { Node } from '../../utils/tree.ts'
import { splitKwargs } from './arguments.ts'
import { LOOKUP_SEP } from './constants.ts'
import { identityOf } from './identity.ts'
import { late } from './late.ts'

/** One step from a model to another. `direct`: along a foreign key; `m2m`: may lead to several rows. */
export interface PathInfo {
  readonly from_opts: any
  readonly to_opts: any
  readonly target_fields: readonly any[]
  readonly join_field: any
  readonly m2m: boolean
  readonly direct: boolean
  readonly filtered_relation: FilteredRelation | null
}

/** A keyword condition on its way: `['title__contains', 'a']`. */
export class Condition extends Tuple {
  static make(name: string, value: unknown): Condition {
    return new Condition(name, value)
  }
}

export class Q extends Node {
  static readonly AND = 'AND'
  static readonly OR = 'OR'
  static readonly XOR = 'XOR'
  /** `new Q(a, b, { title: 'x', _connector: Q.OR, _negated: true })` */
  constructor(...args: unknown[]) {
    const [positional, { _connector = null, _negated = false, ...conditions }] = splitKwargs(args)
    if (![null, 'AND', 'OR', 'XOR'].includes(_connector))
      throw new ValueError("_connector must be one of 'AND', 'OR', 'XOR', or None.")
    const sorted = Object.keys(conditions).sort()
    super(
      [
        ...positional.map((child) => (isPair(child) ? Condition.make(child[0], child[1]) : child)),
        ...sorted.map((name) => Condition.make(name, conditions[name])),
      ],
      _connector,
      _negated,
    )
  }

  get conditional(): boolean {
    return true
  }

  and(other: unknown): Q {
    return this.combine(other, 'AND')
  }

  or(other: unknown): Q {
    return this.combine(other, 'OR')
  }

  xor(other: unknown): Q {
    return this.combine(other, 'XOR')
  }

  not(): Q {
    const negated = this.copy()
    negated.negate()
    return negated
  }

  __and__(other: unknown): Q {
    return this.and(other)
  }
  __or__(other: unknown): Q {
    return this.or(other)
  }
  __xor__(other: unknown): Q {
    return this.xor(other)
  }
  __invert__(): Q {
    return this.not()
  }

  private combine(other: any, connector: string): Q {
    if (other?.conditional !== true) throw new TypeError(other)
    if (this.children.length === 0) return other.copy()
    if (other instanceof Q && other.children.length === 0) return this.copy()
    const both = Q.create([], connector)
    both.add(this, connector)
    both.add(other, connector)
    return both
  }

  resolve_expression(
    query: any,
    _allow_joins = true,
    reuse: Set<string> | null = null,
    summarize = false,
  ): any {
    const [clause, joins] = query._add_q(this, reuse, {
      allow_joins: _allow_joins,
      split_subq: false,
      check_filterable: false,
      summarize,
    })
    query.promote_joins(joins)
    return clause
  }

  *flatten(): Generator<any> {
    yield this
    for (let child of this.children as any[]) {
      if (child instanceof Condition) child = child[1]
      if (typeof child?.flatten === 'function') yield* child.flatten()
      else yield child
    }
  }

  identity(): string {
    return `Q(${this.connector},${this.negated},${this.children.map(identityOf).join()})`
  }

  __eq__(other: unknown): boolean {
    return other instanceof Q && this.identity() === other.identity()
  }

  __repr__(): string {
    const parts = this.children.map((child: any) =>
      child instanceof Condition ? child.__repr__() : String(child?.__repr__?.() ?? child),
    )
    const inner = `(${this.connector}: ${parts.join(', ')})`
    return this.negated ? `<Q: (NOT ${inner})>` : `<Q: ${inner}>`
  }

  __str__(): string {
    return this.__repr__().slice(4, -1)
  }
}

function isPair(child: unknown): child is [string, unknown] {
  return Array.isArray(child) && child.length === 2 && typeof child[0] === 'string'
}

/** A join with conditions of its own, under a name: `annotate({ good: new FilteredRelation('comments', { condition }) })`. */
export class FilteredRelation {
  alias: string | null = null
  condition: Q
  resolved_condition: any = null

  constructor(
    public relation_name: string,
    { condition = new Q() }: { condition?: Q } = {},
  ) {
    if (!relation_name) throw new ValueError('relation_name cannot be empty.')
    if (!(condition instanceof Q))
      throw new ValueError('condition argument must be a Q() instance.')
    this.condition = condition
  }

  clone(): FilteredRelation {
    const clone = new FilteredRelation(this.relation_name, { condition: this.condition })
    clone.alias = this.alias
    clone.resolved_condition = this.resolved_condition?.clone() ?? null
    return clone
  }

  identity(): string {
    return `FilteredRelation(${this.relation_name},${this.alias},${this.condition.identity()})`
  }

  relabeled_clone(change_map: ReadonlyMap<string, string>): FilteredRelation {
    const clone = this.clone()
    clone.resolved_condition = clone.resolved_condition?.relabeled_clone(change_map) ?? null
    return clone
  }

  resolve_expression(query: any, reuse: Set<string> | null): FilteredRelation {
    const clone = this.clone()
    clone.resolved_condition = query.build_filter(this.condition, {
      can_reuse: reuse,
      allow_joins: true,
      split_subq: false,
      update_join_types: false,
    })[0]
    return clone
  }

  as_sql(compiler: any): [string, unknown[]] {
    return compiler.compile(this.resolved_condition)
  }
}

/** Whether select_related follows this field. `requested`: the learner's tree, or null for "every required key". */
export function select_related_descend(
  field: any,
  restricted: boolean,
  requested: any,
  select_mask: Map<any, any> | null,
): boolean {
  if (!field.remote_field) return false
  if (field.remote_field.parent_link) return false
  if (!restricted) return !field.null
  if (!(field.name in requested)) return false
  if (select_mask !== null && select_mask.size > 0 && !select_mask.has(field)) {
    throw new FieldError(
      `Field ${field.model._meta.object_name}.${field.name} cannot be both deferred and traversed using select_related at the same time.`,
    )
  }
  return true
}

/** The annotation that a path begins with, and the rest of the path. */
export function refs_expression(
  parts: readonly string[],
  annotations: ReadonlyMap<string, unknown>,
): [string | null, readonly string[]] {
  for (let n = 1; n <= parts.length; n += 1) {
    const name = parts.slice(0, n).join(LOOKUP_SEP)
    if (annotations.has(name)) return [name, parts.slice(n)]
  }
  return [null, []]
}

/** May an instance of `model` stand for the target of `field`? */
export function check_rel_lookup_compatibility(model: any, target_opts: any, field: any): boolean {
  const check = (opts: any) =>
    model._meta.concrete_model === opts.concrete_model ||
    model._meta.all_parents.includes(opts.concrete_model) ||
    opts.all_parents.includes(model)
  return check(target_opts) || (field.primary_key === true && check(field.model._meta))
}

/** Names of the fields that a Q speaks of, expressions on its right sides included. */
export function* get_children_from_q(q: Node): Generator<string> {
  for (const child of q.children as any[]) {
    if (child instanceof Node) yield* get_children_from_q(child)
    else if (child instanceof Condition) {
      yield child[0] as string
      yield* pathsFromExpression(child[1])
    } else yield* pathsFromExpression(child)
  }
}

function* pathsFromExpression(expr: any): Generator<string> {
  if (expr instanceof late.F) yield expr.name
  else if (typeof expr?.flatten === 'function') {
    for (const child of expr.flatten()) {
      if (child instanceof late.F) yield child.name
      else if (child instanceof Q) yield* get_children_from_q(child)
    }
  }
}
