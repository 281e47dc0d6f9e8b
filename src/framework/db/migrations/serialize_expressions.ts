/**
 * Expressions as the TypeScript that makes them: conditions of constraints, generated columns, database defaults.
 *
 * Django: QSerializer and DeconstructibleSerializer in django/db/migrations/serializer.py
 * Left out: subqueries, windows, Case.
 */
import { class_name } from '../../../base/python/class_name.ts'
import * as functions from '../models/functions/index.ts'
import { CombinedExpression } from '../models/expressions/combined.ts'
import { Func, Value } from '../models/expressions/func.ts'
import { OrderBy } from '../models/expressions/ordering.ts'
import { F } from '../models/expressions/references.ts'
import { Condition, Q } from '../models/query_utils.ts'
import type { Imports } from './serializer.ts'

type Inner = (value: unknown) => string

const METHODS: Readonly<Record<string, string>> = {
  '+': 'add',
  '-': 'sub',
  '*': 'mul',
  '/': 'div',
  '%%': 'mod',
  '^': 'pow',
}

/** @returns null for what is no expression that can be written */
export function expressionText(value: unknown, imports: Imports, inner: Inner): string | null {
  const model = (name: string) => {
    imports.add('django/db', 'models')
    return `models.${name}`
  }
  if (value instanceof Q) return `new ${model('Q')}(${conditions(value, model('Q'), inner)})`
  if (value instanceof F) return `new ${model('F')}(${inner(value.name)})`
  if (value instanceof Value) return `new ${model('Value')}(${inner(value.value)})`
  if (value instanceof CombinedExpression) {
    const method = METHODS[value.connector]
    if (method === undefined) return null
    const right = value.rhs instanceof Value ? inner(value.rhs.value) : inner(value.rhs)
    return `${inner(value.lhs)}.${method}(${right})`
  }
  if (value instanceof OrderBy)
    return `${inner(value.expression)}.${value.descending ? 'desc' : 'asc'}()`
  if (!(value instanceof Func)) return null
  const name = class_name(value.constructor)
  const isKnown = (functions as Record<string, unknown>)[name] === value.constructor
  if (!isKnown) return null
  const args = value.get_source_expressions().map((item: unknown) => inner(item))
  return `new ${imports.add('django/db/models/functions', name)}(${args.join(', ')})`
}

/** One object where all is joined by AND; else pairs with the connector named. */
function conditions(q: Q, cls: string, inner: Inner): string {
  const { children, connector, negated } = q
  const pairs = children.filter((child) => child instanceof Condition)
  const names = new Set(pairs.map(([name]) => name))
  const isPlain = pairs.length === children.length && names.size === pairs.length
  if (isPlain && connector === 'AND' && !negated) {
    return inner(Object.fromEntries(pairs.map(([name, value]) => [name as string, value])))
  }
  const args = children.map((child) =>
    child instanceof Condition ? `[${inner(child[0])}, ${inner(child[1])}]` : inner(child),
  )
  const options = [
    ...(connector === 'AND' ? [] : [`_connector: ${cls}.${connector}`]),
    ...(negated ? ['_negated: true'] : []),
  ]
  if (options.length > 0) args.push(`{ ${options.join(', ')} }`)
  return args.join(', ')
}
