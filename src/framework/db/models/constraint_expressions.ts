/**
 * Expressions and conditions of indexes and constraints: asked beforehand with the values of one instance in place of
 * the columns.
 *
 * Django: Q.check in django/db/models/query_utils.py, _get_field_expression_map in django/db/models/base.py
 */
import { BooleanField } from './fields/index.ts'
import type { AnyField, AnyOptions, Instance } from './declared.ts'
import { ExpressionWrapper, F, Value } from './expressions.ts'
import { Coalesce } from './functions/comparison.ts'
import { isExpression, late } from './late.ts'
import { Q } from './query_utils.ts'

/** A text is the name of a field. */
export function asExpressions(given: readonly unknown[]): Instance[] {
  return given.map((item) => (typeof item === 'string' ? new F(item) : item))
}

/** Field name → expression of its value; generated fields are worked out from the others. */
export function fieldExpressions(
  instance: Instance,
  meta: AnyOptions,
  exclude: ReadonlySet<string>,
): Map<string, Instance> {
  const found = new Map<string, Instance>()
  const generated: AnyField[] = []
  for (const field of meta.local_concrete_fields) {
    if (exclude.has(field.name)) continue
    if (field.generated) {
      generated.push(field)
      continue
    }
    const value: unknown = instance[field.attname] ?? null
    found.set(field.name, isExpression(value) ? value : new Value(value, field))
  }
  if (!exclude.has('pk')) found.set('pk', new Value(instance[meta.pk.attname], meta.pk))
  const replacements = replacementsFor(found)
  for (const field of generated) {
    if ([...namesIn(field.expression)].some((name) => exclude.has(name))) continue
    const value = field.expression.replace_expressions(replacements)
    found.set(field.name, new ExpressionWrapper(value, { output_field: field.output_field }))
  }
  return found
}

export function replacementsFor(values: ReadonlyMap<string, Instance>): Map<string, Instance> {
  return new Map([...values].map(([name, value]) => [new F(name).identity(), value]))
}

/** Names of the fields that an expression or condition speaks of, without what is behind them. */
export function namesIn(expression: Instance): Set<string> {
  const names = new Set<string>()
  const visit = (node: Instance): void => {
    if (node instanceof F) names.add(String(node.name).split('__')[0]!)
    else if (node instanceof Q) for (const child of node.children) visitChild(child)
    else for (const child of node?.get_source_expressions?.() ?? []) visit(child)
  }
  const visitChild = (child: unknown): void => {
    if (!Array.isArray(child)) return visit(child)
    names.add(String(child[0]).split('__')[0]!)
    if (isExpression(child[1])) visit(child[1])
  }
  visit(expression)
  return names
}

/** Asks the database whether a condition holds for these values. Unknown counts as yes, as in a CHECK. */
export function holds(condition: Instance, values: ReadonlyMap<string, Instance>): boolean {
  const query = new late.Query(null)
  for (const [name, value] of values) query.add_annotation(value, name, false)
  query.add_annotation(new Value(1), '_check')
  const q = condition instanceof Q ? condition : new Q(condition)
  query.add_q(new Q(new Coalesce(q, true, { output_field: new BooleanField() })))
  return query.get_compiler().execute_sql('single') !== null
}
