/**
 * `{% verbatim %}`: the text as it stands. The lexer has turned everything inside into text already.
 *
 * Django: django/template/defaulttags.py (VerbatimNode)
 */
import { Context } from '../context.ts'
import type { Token } from '../lexer.ts'
import { Node, type Render } from '../node.ts'
import type { Parser } from '../parser.ts'

class VerbatimNode extends Node {
  constructor(readonly content: string) {
    super()
  }

  override compile(): Render {
    return () => this.content
  }
}

export function do_verbatim(parser: Parser, _token: Token): Node {
  const nodelist = parser.parse(['endverbatim'])
  parser.delete_first_token()
  return new VerbatimNode(nodelist.text(new Context()))
}
