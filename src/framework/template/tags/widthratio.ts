/**
 * `{% widthratio value max width %}`: value ÷ max × width, rounded half to even, for bars of charts.
 *
 * Django: django/template/defaulttags.py (WidthRatioNode)
 */
import { OverflowError, TypeError, ValueError } from '../../../base/python/exceptions.ts'
import { TemplateSyntaxError } from '../exceptions.ts'
import type { FilterExpression } from '../filter_expression.ts'
import type { Token } from '../lexer.ts'
import { Node, type Render } from '../node.ts'
import type { Parser } from '../parser.ts'
import type { Context } from '../context.ts'
import { toInt } from '../../../base/python/int.ts'
import { roundHalfEven, toFloatNumber } from '../python_numbers.ts'
import { VariableDoesNotExist } from '../variable.ts'

class WidthRatioNode extends Node {
  constructor(
    readonly val_expr: FilterExpression,
    readonly max_expr: FilterExpression,
    readonly max_width: FilterExpression,
    readonly asvar: string | null,
  ) {
    super()
  }

  override compile(): Render {
    return (context) => {
      const result = this.#ratio(context)
      if (this.asvar === null) return result
      context.set(this.asvar, result)
      return ''
    }
  }

  #ratio(context: Context): string {
    let [value, max, width]: unknown[] = []
    try {
      value = this.val_expr.value(context, false)
      max = this.max_expr.value(context, false)
      width = toInt(this.max_width.value(context, false))
    } catch (error) {
      if (error instanceof VariableDoesNotExist) return ''
      if (error instanceof ValueError || error instanceof TypeError) {
        throw new TemplateSyntaxError('widthratio final argument must be a number')
      }
      throw error
    }
    try {
      const divisor = toFloatNumber(max)
      if (divisor === 0) {
        toFloatNumber(value)
        return '0'
      }
      const ratio = (toFloatNumber(value) / divisor) * Number(width)
      return Number.isFinite(ratio) ? String(BigInt(roundHalfEven(ratio))) : ''
    } catch (error) {
      if (
        error instanceof ValueError ||
        error instanceof TypeError ||
        error instanceof OverflowError
      ) {
        return ''
      }
      throw error
    }
  }
}

export function do_widthratio(parser: Parser, token: Token): Node {
  const [, value, max, width, as, name] = token.split_contents()
  const count = token.split_contents().length
  if (count !== 4 && count !== 6) {
    throw new TemplateSyntaxError('widthratio takes at least three arguments')
  }
  if (count === 6 && as !== 'as') {
    throw new TemplateSyntaxError("Invalid syntax in widthratio tag. Expecting 'as' keyword")
  }
  return new WidthRatioNode(
    parser.compile_filter(value!),
    parser.compile_filter(max!),
    parser.compile_filter(width!),
    name ?? null,
  )
}
