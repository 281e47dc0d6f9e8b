/**
 * FilteredRelation: a join with a condition of its own, under a name. The condition is written with the relation's path
 * and must not lead elsewhere.
 *
 * Django: Query.add_filtered_relation in django/db/models/sql/query.py, ref/models/querysets: FilteredRelation objects
 */
import { ValueError } from '../../../../base/python/exceptions.ts'
import { LOOKUP_SEP } from '../constants.ts'
import { F } from '../expressions.ts'
import { isExpression, late } from '../late.ts'
import { Condition, get_children_from_q, Q } from '../query_utils.ts'
import type { Query } from './query.ts'

/** What `alias` of a FilteredRelation stands for. @throws {ValueError} the condition leads outside the relation */
export function filteredRelation(query: Query, filtered_relation: any, alias: string): any {
  if (alias.includes('.'))
    throw new ValueError(`FilteredRelation doesn't support aliases with periods (got '${alias}').`)
  query.check_alias(alias)
  const relation = filtered_relation.clone()
  relation.alias = alias
  const name = relation.relation_name
  const [lookups, relation_parts] = query.solve_lookup_type(name)
  if (lookups.length > 0)
    throw new ValueError(`FilteredRelation's relation_name cannot contain lookups (got '${name}').`)
  for (const lookup of get_children_from_q(relation.condition)) {
    const [lookup_parts, field_parts] = query.solve_lookup_type(lookup)
    const path = field_parts.slice(0, lookup_parts.length > 0 ? -1 : -2)
    path.forEach((part, i) => {
      if (relation_parts.length > i && relation_parts[i] !== part) {
        throw new ValueError(
          `FilteredRelation's condition doesn't support relations outside the '${name}' (got '${lookup}').`,
        )
      }
    })
    if (field_parts.length > relation_parts.length + 1) {
      throw new ValueError(
        `FilteredRelation's condition doesn't support nested relations deeper than the relation_name (got '${lookup}' for '${name}').`,
      )
    }
  }
  relation.condition = renamePrefix(name, alias, relation.condition)
  return relation
}

/** The same condition with paths that begin at the relation beginning at its alias. */
function renamePrefix(prefix: string, replacement: string, child: any): any {
  if (child instanceof Q) {
    return Q.create(
      child.children.map((part) => renamePrefix(prefix, replacement, part)),
      child.connector,
      child.negated,
    )
  }
  const renamed = (name: string) =>
    name.startsWith(prefix + LOOKUP_SEP) ? replacement + name.slice(prefix.length) : name
  if (child instanceof Condition) {
    const [lhs, rhs] = child as unknown as [string, any]
    const value =
      isExpression(rhs) && !(rhs instanceof F) ? renamePrefix(prefix, replacement, rhs) : rhs
    return Condition.make(renamed(lhs), value)
  }
  if (child instanceof F) return new F(renamed(child.name))
  if (child instanceof late.QuerySet)
    throw new ValueError('Passing a QuerySet within a FilteredRelation is not supported.')
  if (!isExpression(child)) return child
  const copy = child.copy()
  copy.set_source_expressions(
    copy.get_source_expressions().map((part: any) => renamePrefix(prefix, replacement, part)),
  )
  return copy
}
