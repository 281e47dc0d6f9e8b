/**
 * Tables in a FROM clause. Both kinds never change: promoting a join makes a new one.
 *
 * Django: django/db/models/sql/datastructures.py
 */
import { FullResultSet } from '../../../core/exceptions.ts'
import type { Sql } from '../expressions/base.ts'
import type { FilteredRelation } from '../query_utils.ts'
import { identityOf } from '../identity.ts'
import { INNER, LOUTER } from './constants.ts'

/** A path led over a to-many relation where only one row was allowed. */
export class MultiJoin {
  constructor(
    readonly level: number,
    readonly names_with_path: readonly (readonly [string, any[]])[],
  ) {}
}

interface JoinParts {
  readonly table_name: string
  readonly parent_alias: string
  readonly table_alias: string | null
  readonly join_type: string
  readonly join_field: any
  readonly nullable: boolean
  readonly filtered_relation: FilteredRelation | null
}

export class Join implements JoinParts {
  readonly table_name: string
  readonly parent_alias: string
  readonly table_alias: string | null
  readonly join_type: string
  readonly join_field: any
  readonly nullable: boolean
  readonly filtered_relation: FilteredRelation | null

  constructor(parts: JoinParts) {
    this.table_name = parts.table_name
    this.parent_alias = parts.parent_alias
    this.table_alias = parts.table_alias
    this.join_type = parts.join_type
    this.join_field = parts.join_field
    this.nullable = parts.nullable
    this.filtered_relation = parts.filtered_relation
  }

  with(changes: Partial<JoinParts>): Join {
    return new Join({ ...(this as JoinParts), ...changes })
  }

  /** Which columns are joined, for finding circles in orderings. */
  get join_cols(): string {
    return this.join_field
      .get_joining_fields()
      .map(([lhs, rhs]: any[]) => `${lhs.column}=${rhs.column}`)
      .join()
  }

  as_sql(compiler: any, connection: any): Sql {
    const qn = (name: string) => compiler.quote_name_unless_alias(name)
    const { quote_name } = connection.ops
    const conditions = this.join_field
      .get_joining_fields()
      .map(
        ([lhs, rhs]: any[]) =>
          `${qn(this.parent_alias)}.${quote_name(lhs.column)} = ${qn(this.table_alias!)}.${quote_name(rhs.column)}`,
      )
    const params: unknown[] = []
    const restriction = this.join_field.get_extra_restriction?.(this.table_alias, this.parent_alias)
    if (restriction) {
      const [sql, extra] = compiler.compile(restriction)
      conditions.push(`(${sql})`)
      params.push(...extra)
    }
    if (this.filtered_relation !== null) {
      try {
        const [sql, extra] = compiler.compile(this.filtered_relation)
        conditions.push(`(${sql})`)
        params.push(...extra)
      } catch (error) {
        if (!(error instanceof FullResultSet)) throw error
      }
    }
    const alias = this.table_alias === this.table_name ? '' : ` ${qn(this.table_alias!)}`
    return [
      `${this.join_type} ${qn(this.table_name)}${alias} ON (${conditions.join(' AND ')})`,
      params,
    ]
  }

  relabeled_clone(change_map: ReadonlyMap<string, string>): Join {
    const { parent_alias, table_alias } = this
    return this.with({
      parent_alias: change_map.get(parent_alias) ?? parent_alias,
      table_alias: table_alias === null ? null : (change_map.get(table_alias) ?? table_alias),
      filtered_relation: this.filtered_relation?.relabeled_clone(change_map) ?? null,
    })
  }

  /** Two joins may share a table when they mean the same. */
  equals(other: Join | BaseTable): boolean {
    return (
      other instanceof Join &&
      this.table_name === other.table_name &&
      this.parent_alias === other.parent_alias &&
      this.join_field === other.join_field &&
      identityOf(this.filtered_relation) === identityOf(other.filtered_relation)
    )
  }

  demote(): Join {
    return this.with({ join_type: INNER })
  }

  promote(): Join {
    return this.with({ join_type: LOUTER })
  }
}

/** The table a query starts from. */
export class BaseTable {
  readonly join_type = null
  readonly parent_alias = null
  readonly filtered_relation = null
  readonly nullable = false

  constructor(
    readonly table_name: string,
    readonly table_alias: string | null,
  ) {}

  as_sql(compiler: any): Sql {
    const alias = this.table_alias === this.table_name ? '' : ` ${this.table_alias}`
    return [compiler.quote_name_unless_alias(this.table_name) + alias, []]
  }

  relabeled_clone(change_map: ReadonlyMap<string, string>): BaseTable {
    const { table_alias } = this
    return new BaseTable(
      this.table_name,
      table_alias === null ? null : (change_map.get(table_alias) ?? table_alias),
    )
  }

  equals(other: Join | BaseTable): boolean {
    return (
      other instanceof BaseTable &&
      this.table_name === other.table_name &&
      this.table_alias === other.table_alias
    )
  }
}

/** Counts, over the parts of a condition, which joins each part needs, and decides INNER or LEFT OUTER by it. */
export class JoinPromoter {
  private readonly effective_connector: string
  private readonly votes = new Map<string, number>()

  constructor(
    connector: string,
    private readonly num_children: number,
    negated: boolean,
  ) {
    this.effective_connector = negated ? (connector === 'AND' ? 'OR' : 'AND') : connector
  }

  add_votes(votes: Iterable<string>): void {
    for (const table of votes) this.votes.set(table, (this.votes.get(table) ?? 0) + 1)
  }

  /** @returns the joins that are sure to be inner */
  update_join_types(query: any): Set<string> {
    const to_promote = new Set<string>()
    const to_demote = new Set<string>()
    for (const [table, votes] of this.votes) {
      // a row may match by another part of the OR: the table must not filter it out
      if (this.effective_connector === 'OR' && votes < this.num_children) to_promote.add(table)
      if (
        this.effective_connector === 'AND' ||
        (this.effective_connector === 'OR' && votes === this.num_children)
      )
        to_demote.add(table)
    }
    query.promote_joins(to_promote)
    query.demote_joins(to_demote)
    return to_demote
  }
}
