/** The names that `{% with a=1 b=x %}` and its likes push, all resolved before any of them is seen. */
import type { Context, Scope } from '../context.ts'
import type { FilterExpression } from '../filter_expression.ts'

export function resolveAll(
  expressions: readonly (readonly [string, FilterExpression])[],
  context: Context,
): Scope {
  const scope: Scope = new Map()
  for (const [name, expression] of expressions) scope.set(name, expression.value(context, false))
  return scope
}
