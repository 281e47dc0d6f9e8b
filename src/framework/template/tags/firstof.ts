/**
 * `{% firstof a b "neither" %}`: the first that is true, escaped.
 *
 * Django: django/template/defaulttags.py (FirstOfNode)
 */
import { truthy } from '../../../base/python/protocols.ts'
import { TemplateSyntaxError } from '../exceptions.ts'
import type { FilterExpression } from '../filter_expression.ts'
import type { Token } from '../lexer.ts'
import { Node, type Render } from '../node.ts'
import type { Parser } from '../parser.ts'
import { render_value_in_context } from '../render_value.ts'
import { splitAs } from '../tag_helpers.ts'

class FirstOfNode extends Node {
  constructor(
    readonly vars: readonly FilterExpression[],
    readonly asvar: string | null,
  ) {
    super()
  }

  override compile(): Render {
    const { vars, asvar } = this
    return (context) => {
      let first: unknown = ''
      for (const expression of vars) {
        const value = expression.value(context, true)
        if (truthy(value)) {
          first = render_value_in_context(value, context)
          break
        }
      }
      if (asvar === null) return String(first)
      context.set(asvar, first)
      return ''
    }
  }
}

export function do_firstof(parser: Parser, token: Token): Node {
  const all = token.split_contents().slice(1)
  if (all.length === 0) {
    throw new TemplateSyntaxError("'firstof' statement requires at least one argument")
  }
  const [bits, asvar] = splitAs(all)
  return new FirstOfNode(
    bits.map((bit) => parser.compile_filter(bit)),
    asvar,
  )
}
