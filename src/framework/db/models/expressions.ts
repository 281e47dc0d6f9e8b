/**
 * Everything that can stand in a query beside plain values.
 *
 * Django: django/db/models/expressions.py, ref/models/expressions
 */
export { BaseExpression, Expression, OutputFieldIsNoneError } from './expressions/base.ts'
export { Combinable } from './expressions/combinable.ts'
export { CombinedExpression, register_combinable_fields } from './expressions/combined.ts'
export { ColPairs } from './expressions/col_pairs.ts'
export { DatabaseDefault } from './expressions/database_default.ts'
export { Case, When } from './expressions/conditional.ts'
export {
  ExpressionList,
  ExpressionWrapper,
  Func,
  NegatedExpression,
  Value,
} from './expressions/func.ts'
export { OrderBy } from './expressions/ordering.ts'
export { Col, F, OuterRef, RawSQL, Ref, ResolvedOuterRef, Star } from './expressions/references.ts'
export { Exists, Subquery } from './expressions/subquery.ts'
export { RowRange, ValueRange, Window, WindowFrameExclusion } from './expressions/window.ts'
