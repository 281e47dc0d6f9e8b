/**
 * `{% with total=items|length %}`: names for the body.
 *
 * Django: django/template/defaulttags.py (WithNode)
 */
import { repr } from '../../../base/python/protocols.ts'
import { TemplateSyntaxError } from '../exceptions.ts'
import type { FilterExpression } from '../filter_expression.ts'
import type { Token } from '../lexer.ts'
import { Node, type NodeList, type Render } from '../node.ts'
import { token_kwargs, type Parser } from '../parser.ts'
import { resolveAll } from './scope.ts'

export class WithNode extends Node {
  constructor(
    readonly extra_context: Readonly<Record<string, FilterExpression>>,
    readonly nodelist: NodeList,
  ) {
    super()
  }

  override compile(): Render {
    const extra = Object.entries(this.extra_context)
    const body = this.nodelist.compile()
    return (context) => {
      context.pushScope(resolveAll(extra, context))
      try {
        return body(context)
      } finally {
        context.pop()
      }
    }
  }
}

export function do_with(parser: Parser, token: Token): Node {
  const [tag, ...rest] = token.split_contents() as [string, ...string[]]
  const extra = token_kwargs(rest, parser, { support_legacy: true })
  if (Object.keys(extra).length === 0) {
    throw new TemplateSyntaxError(`'${tag}' expected at least one variable assignment`)
  }
  if (rest.length > 0) {
    throw new TemplateSyntaxError(`'${tag}' received an invalid token: ${repr(rest[0])}`)
  }
  const nodelist = parser.parse(['endwith'])
  parser.delete_first_token()
  return new WithNode(extra, nodelist)
}
