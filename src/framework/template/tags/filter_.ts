/**
 * `{% filter upper %}…{% endfilter %}`: a whole block through filters.
 *
 * Django: django/template/defaulttags.py (FilterNode)
 */
import { ValueError } from '../../../base/python/exceptions.ts'
import { str } from '../../../base/python/protocols.ts'
import { TemplateSyntaxError } from '../exceptions.ts'
import type { FilterExpression } from '../filter_expression.ts'
import type { Token } from '../lexer.ts'
import { Node, type NodeList, type Render } from '../node.ts'
import type { Parser } from '../parser.ts'

class FilterNode extends Node {
  constructor(
    readonly filter_expr: FilterExpression,
    readonly nodelist: NodeList,
  ) {
    super()
  }

  override compile(): Render {
    const { filter_expr, nodelist } = this
    return (context) => {
      context.pushScope(new Map([['var', nodelist.render(context)]]))
      try {
        return str(filter_expr.value(context, false))
      } finally {
        context.pop()
      }
    }
  }
}

export function do_filter(parser: Parser, token: Token): Node {
  const words = token.words()
  // Django unpacks the split into two names, and Python complains in these words
  if (words.length < 2) throw new ValueError('not enough values to unpack (expected 2, got 1)')
  const rest = token.contents.slice(words[0]!.length).trimStart()
  const filter_expr = parser.compile_filter(`var|${rest}`)
  for (const [filter] of filter_expr.filters) {
    const name = filter._filter_name
    if (name === 'escape' || name === 'safe') {
      throw new TemplateSyntaxError(
        `"filter ${name}" is not permitted.  Use the "autoescape" tag instead.`,
      )
    }
  }
  const nodelist = parser.parse(['endfilter'])
  parser.delete_first_token()
  return new FilterNode(filter_expr, nodelist)
}
