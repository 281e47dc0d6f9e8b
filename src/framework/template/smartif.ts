/**
 * The expression of `{% if %}`, with Python's precedences. Comparing what cannot be compared is False, never an error;
 * `not` binds looser than `in` and `==`, and `a < b < c` is `(a < b) < c`.
 *
 * Django: django/template/smartif.py
 */
import { contains, eq, le, lt, truthy } from '../../base/python/protocols.ts'
import { Exception } from '../../base/python/exceptions.ts'
import type { Context } from './context.ts'
import { TemplateSyntaxError } from './exceptions.ts'
import type { FilterExpression } from './filter_expression.ts'
import type { Parser } from './parser.ts'
import { VariableDoesNotExist } from './variable.ts'

export type Condition = (context: Context) => unknown

/** Both sides come unevaluated: `and` and `or` may not need the second. */
type Infix = (x: Condition, y: Condition, context: Context) => unknown

interface Operator {
  readonly id: string
  readonly power: number
  readonly infix?: Infix
  readonly prefix?: (x: Condition, context: Context) => unknown
}

const compare =
  (test: (a: unknown, b: unknown) => boolean): Infix =>
  (x, y, context) =>
    test(x(context), y(context))

const OPERATORS: readonly Operator[] = [
  {
    ...{ id: 'or', power: 6 },
    infix(x, y, context) {
      const left = x(context)
      return truthy(left) ? left : y(context)
    },
  },
  {
    ...{ id: 'and', power: 7 },
    infix(x, y, context) {
      const left = x(context)
      return truthy(left) ? y(context) : left
    },
  },
  { id: 'not', power: 8, prefix: (x, context) => !truthy(x(context)) },
  { id: 'in', power: 9, infix: compare((a, b) => contains(b, a)) },
  { id: 'not in', power: 9, infix: compare((a, b) => !contains(b, a)) },
  { id: 'is', power: 10, infix: compare(same) },
  { id: 'is not', power: 10, infix: compare((a, b) => !same(a, b)) },
  { id: '==', power: 10, infix: compare(eq) },
  { id: '!=', power: 10, infix: compare((a, b) => !eq(a, b)) },
  { id: '>', power: 10, infix: compare((a, b) => lt(b, a)) },
  { id: '>=', power: 10, infix: compare((a, b) => le(b, a)) },
  { id: '<', power: 10, infix: compare(lt) },
  { id: '<=', power: 10, infix: compare(le) },
]
const operatorOf = new Map(OPERATORS.map((operator) => [operator.id, operator]))

function same(a: unknown, b: unknown): boolean {
  return (a ?? null) === (b ?? null)
}

/** An operand: its text for messages, and how to get its value. */
interface Operand {
  readonly text: string
  readonly condition: Condition
}
type Piece = Operator | Operand | null

const isOperator = (piece: Piece): piece is Operator => piece !== null && 'id' in piece

/** Whatever goes wrong inside an operator makes it False, as in Django. */
function guarded(condition: Condition): Condition {
  return (context) => {
    try {
      return condition(context)
    } catch (error) {
      if (error instanceof Exception || error instanceof Error) return false
      throw error
    }
  }
}

export class TemplateIfParser {
  readonly #pieces: Piece[] = []
  #position = 0
  #current: Piece

  constructor(parser: Parser, tokens: readonly string[]) {
    for (let i = 0; i < tokens.length; i++) {
      let token = tokens[i]!
      if (
        (token === 'is' && tokens[i + 1] === 'not') ||
        (token === 'not' && tokens[i + 1] === 'in')
      ) {
        token = `${token} ${tokens[++i]!}`
      }
      this.#pieces.push(operatorOf.get(token) ?? operand(token, parser.compile_filter(token)))
    }
    this.#current = this.#next()
  }

  #next(): Piece {
    return this.#pieces[this.#position++] ?? null
  }

  #advance(): Piece {
    const piece = this.#current
    this.#current = this.#next()
    return piece
  }

  /** The whole expression as one function; its value is tested with `truthy`. */
  parse(): Condition {
    const condition = this.#expression(0)
    if (this.#current !== null) {
      throw new TemplateSyntaxError(`Unused '${display(this.#current)}' at end of if expression.`)
    }
    return condition
  }

  #expression(power: number): Condition {
    let left = this.#start(this.#advance())
    while (
      this.#current !== null &&
      power < (isOperator(this.#current) ? this.#current.power : 0)
    ) {
      const operator = this.#advance() as Operator
      const { infix } = operator
      if (infix === undefined) {
        throw new TemplateSyntaxError(`Not expecting '${operator.id}' as infix operator in if tag.`)
      }
      const [x, y] = [left, this.#expression(operator.power)]
      left = guarded((context) => infix(x, y, context))
    }
    return left
  }

  #start(piece: Piece): Condition {
    if (piece === null) throw new TemplateSyntaxError('Unexpected end of expression in if tag.')
    if (!isOperator(piece)) return piece.condition
    const { prefix } = piece
    if (prefix === undefined) {
      throw new TemplateSyntaxError(`Not expecting '${piece.id}' in this position in if tag.`)
    }
    const x = this.#expression(piece.power)
    return guarded((context) => prefix(x, context))
  }
}

function operand(text: string, expression: FilterExpression): Operand {
  return { text, condition: (context) => expression.value(context, true) }
}

function display(piece: Operator | Operand): string {
  return isOperator(piece) ? piece.id : piece.text
}

/** The condition's truth; a missing filter argument makes it false. */
export function holds(condition: Condition, context: Context): boolean {
  try {
    return truthy(condition(context))
  } catch (error) {
    if (error instanceof VariableDoesNotExist) return false
    throw error
  }
}
