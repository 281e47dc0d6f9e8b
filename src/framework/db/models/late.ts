/**
 * Classes that lower layers make but that are defined above them: fields make columns, expressions ask for fields.
 * Each is put here by the module that defines it, once, when that module loads. It keeps imports one-way.
 */
interface LateBound {
  Col: any
  ColPairs: any
  Value: any
  F: any
  OrderBy: any
  CombinedExpression: any
  NegatedExpression: any
  Substr: any
  Query: any
  AggregateQuery: any
  QuerySet: any
  Lookup: any
  Transform: any
  Model: any
  CASCADE: any
  DatabaseDefault: any
  OneToOneField: any
  Manager: any
  connections: any
}

export const late = {} as LateBound

/** True for an instance of a model class. */
export function isModel(value: unknown): boolean {
  return late.Model !== undefined && value instanceof late.Model
}

/** True for a model class itself. */
export function isModelClass(value: unknown): boolean {
  return typeof value === 'function' && value.prototype instanceof late.Model
}

/** True for anything with `resolve_expression`: expressions, Q, querysets. */
export function isExpression(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'resolve_expression' in value
}

/** True for anything that compiles to SQL. */
export function hasSql(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'as_sql' in value
}
