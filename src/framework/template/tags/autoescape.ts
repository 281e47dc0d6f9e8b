/**
 * `{% autoescape off %}`.
 *
 * Django: django/template/defaulttags.py (AutoEscapeControlNode)
 */
import { TemplateSyntaxError } from '../exceptions.ts'
import type { Token } from '../lexer.ts'
import { Node, type NodeList, type Render } from '../node.ts'
import type { Parser } from '../parser.ts'

class AutoEscapeControlNode extends Node {
  constructor(
    readonly setting: boolean,
    readonly nodelist: NodeList,
  ) {
    super()
  }

  override compile(): Render {
    const { setting } = this
    const body = this.nodelist.compile()
    return (context) => {
      const outer = context.autoescape
      context.autoescape = setting
      try {
        return body(context)
      } finally {
        context.autoescape = outer
      }
    }
  }
}

export function do_autoescape(parser: Parser, token: Token): Node {
  const words = token.words()
  if (words.length !== 2) {
    throw new TemplateSyntaxError("'autoescape' tag requires exactly one argument.")
  }
  const setting = words[1]!
  if (setting !== 'on' && setting !== 'off') {
    throw new TemplateSyntaxError("'autoescape' argument should be 'on' or 'off'")
  }
  const nodelist = parser.parse(['endautoescape'])
  parser.delete_first_token()
  return new AutoEscapeControlNode(setting === 'on', nodelist)
}
