/**
 * Comparisons of composite keys. SQLite is asked column by column: `pk=(1, 2)` is `tenant_id = 1 AND id = 2`, and
 * `pk__in` of a queryset is EXISTS.
 *
 * Django: django/db/models/fields/tuple_lookups.py
 */
import { class_name } from '../../../../base/python/class_name.ts'
import { ValueError } from '../../../../base/python/exceptions.ts'
import { EmptyResultSet } from '../../../core/exceptions.ts'
import type { Instance } from '../declared.ts'
import { Exists, ResolvedOuterRef } from '../expressions.ts'
import type { Sql } from '../expressions/base.ts'
import { ColPairs } from '../expressions/col_pairs.ts'
import { CompositePrimaryKey } from './composite.ts'
import { hasSql, isModel, late } from '../late.ts'
import {
  Exact,
  GreaterThan,
  GreaterThanOrEqual,
  In,
  IsNull,
  LessThan,
  LessThanOrEqual,
  type Lookup,
} from '../lookups.ts'
import { Q } from '../query_utils.ts'
import { AND, OR } from '../sql/constants.ts'
import { WhereNode } from '../sql/where.ts'

type Compares = new (lhs: unknown, rhs: unknown) => unknown

/** An instance stands for its key. @throws {ValueError}  it has none yet */
function keyOf(value: unknown): unknown {
  if (!isModel(value)) return value
  const instance = value as Instance
  if (instance._is_pk_set() === true) return instance.pk
  throw new ValueError('Model instances passed to related filters must be saved.')
}

const isQuery = (value: unknown): boolean => value instanceof late.Query
const isNone = (value: unknown) => value === null || value === undefined

function refuse({ lookup_name, lhs }: Lookup, why: string, kind = ''): never {
  throw new ValueError(`'${lookup_name}' ${kind}lookup of '${lhs.output_field.name}' ${why}`)
}

/** @throws {ValueError}  the right side is no tuple of so many elements, or a query that gives none */
function checkRight(lookup: Lookup, prepareQuery: () => unknown): unknown {
  const { lhs } = lookup
  const rhs: Instance = keyOf(lookup.rhs)
  if (!hasSql(rhs)) {
    if (!Array.isArray(rhs)) refuse(lookup, 'must be a tuple or a list')
    const { length } = lhs.targets
    if (rhs.length !== length) refuse(lookup, `must have ${length} elements`)
    return rhs
  }
  if (!isQuery(rhs) && !(rhs instanceof ResolvedOuterRef)) {
    const only = 'only supports OuterRef and QuerySet objects'
    refuse(lookup, `${only} (received '${class_name(rhs.constructor)}')`, 'subquery ')
  }
  return prepareQuery()
}

/** Left and right sides in pairs. @throws {ValueError}  the right side is one value that a query gave */
function pairsOf({ lhs, rhs }: Lookup): [unknown, unknown][] {
  if (hasSql(rhs) && !(rhs instanceof ColPairs))
    throw new ValueError('Composite field lookups only work with composite expressions.')
  const right: unknown[] = rhs instanceof ColPairs ? rhs.get_cols() : rhs
  return lhs.get_cols().map((col: unknown, i: number) => [col, right[i]])
}

const where = (children: unknown[], connector: string) => WhereNode.create(children, connector)
const allEqual = (pairs: [unknown, unknown][]) =>
  where(
    pairs.map(([col, value]) => new Exact(col, value)),
    AND,
  )

export class TupleExact extends Exact {
  override get_prep_lookup(): unknown {
    return checkRight(this, () => super.get_prep_lookup())
  }

  override process_lhs(compiler: Instance, connection: Instance): Sql {
    const [sql, params] = super.process_lhs(compiler, connection)
    return [`(${sql})`, params]
  }

  override as_sql(compiler: Instance, connection: Instance): Sql {
    if (isQuery(this.rhs)) return super.as_sql(compiler, connection)
    return allEqual(pairsOf(this)).as_sql(compiler, connection)
  }
}

export class TupleIsNull extends IsNull {
  override get_prep_lookup(): unknown {
    const { rhs } = this
    const value: unknown = Array.isArray(rhs) && rhs.length === 1 ? rhs[0] : rhs
    if (typeof value === 'boolean') return value
    throw new ValueError('The QuerySet value for an isnull lookup must be True or False.')
  }

  override as_sql(compiler: Instance, connection: Instance): Sql {
    const { lhs, rhs } = this
    const each = lhs.get_cols().map((col: unknown) => new IsNull(col, rhs))
    return where(each, rhs === true ? OR : AND).as_sql(compiler, connection)
  }
}

/** The first column that differs decides: `a > 1 OR (a = 1 AND b > 2)`. */
function ordered(pairs: [unknown, unknown][], Strict: Compares, orEqual: boolean): WhereNode {
  const [[col, value] = [], ...rest] = pairs
  const strict = new Strict(col, value)
  if (rest.length === 0 && !orEqual) return where([strict], OR)
  const equal: unknown[] = [new Exact(col, value)]
  if (rest.length > 0) equal.push(ordered(rest, Strict, orEqual))
  return where([strict, where(equal, AND)], OR)
}

function orderLookup(Base: typeof GreaterThan, Strict: Compares): typeof GreaterThan {
  return class extends Base {
    override get_prep_lookup(): unknown {
      return checkRight(this, () => super.get_prep_lookup())
    }

    override as_sql(compiler: Instance, connection: Instance): Sql {
      const orEqual = Base !== (Strict as unknown)
      return ordered(pairsOf(this), Strict, orEqual).as_sql(compiler, connection)
    }
  }
}

export class TupleIn extends In {
  override get_prep_lookup(): unknown {
    const { rhs } = this
    if (isQuery(rhs)) return super.get_prep_lookup()
    if (hasSql(rhs)) {
      const received = `(received '${class_name(rhs.constructor)}')`
      refuse(this, `must be a Query object ${received}`, 'subquery ')
    }
    if (!Array.isArray(rhs)) refuse(this, 'must be a tuple or a list')
    return this.checked(rhs.map(keyOf))
  }

  private checked(rhs: unknown[]): unknown[] {
    const { length } = this.lhs.targets
    if (!rhs.every(Array.isArray)) refuse(this, 'must be a collection of tuples or lists')
    if (rhs.some((values: unknown[]) => values.length !== length))
      refuse(this, `must have ${length} elements each`)
    return rhs
  }

  override as_sql(compiler: Instance, connection: Instance): Sql {
    const cols: unknown[] = this.lhs.get_cols()
    const paired = (values: readonly unknown[]) =>
      cols.map((col, i): [unknown, unknown] => [col, values[i]])
    if (isQuery(this.rhs)) {
      const inner = this.rhs.clone()
      const inside = inner.get_compiler(connection)
      inside.setup_query()
      const selected = inside.select.flatMap(([item]: [Instance]) =>
        item instanceof ColPairs ? item.get_cols() : [item],
      )
      inner.add_q(new Q(...paired(selected).map(([col, value]) => new Exact(col, value))))
      return compiler.compile(new Exists(inner))
    }
    // null equals nothing
    const known: unknown[][] = this.rhs.filter((values: unknown[]) => !values.some(isNone))
    if (known.length === 0) throw new EmptyResultSet()
    const each = known.map((values) => allEqual(paired(values)))
    return where(each, OR).as_sql(compiler, connection)
  }
}

export const TupleGreaterThan = orderLookup(GreaterThan, GreaterThan)
export const TupleGreaterThanOrEqual = orderLookup(GreaterThanOrEqual, GreaterThan)
export const TupleLessThan = orderLookup(LessThan, LessThan)
export const TupleLessThanOrEqual = orderLookup(LessThanOrEqual, LessThan)

for (const lookup of [
  TupleExact,
  TupleIsNull,
  TupleIn,
  TupleGreaterThan,
  TupleGreaterThanOrEqual,
  TupleLessThan,
  TupleLessThanOrEqual,
])
  CompositePrimaryKey.register_lookup(lookup)
