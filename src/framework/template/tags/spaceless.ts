/**
 * `{% spaceless %}`: no white space between tags, nor at the ends.
 *
 * Django: django/template/defaulttags.py (SpacelessNode)
 */
import { str } from '../../../base/python/protocols.ts'
import { strip_spaces_between_tags } from '../../utils/html.ts'
import type { Token } from '../lexer.ts'
import { Node, type NodeList, type Render } from '../node.ts'
import type { Parser } from '../parser.ts'
import { strip } from '../../../base/python/strings.ts'

class SpacelessNode extends Node {
  constructor(readonly nodelist: NodeList) {
    super()
  }

  override compile(): Render {
    const body = this.nodelist.compile()
    return (context) => str(strip_spaces_between_tags(strip(body(context))))
  }
}

export function do_spaceless(parser: Parser, _token: Token): Node {
  const nodelist = parser.parse(['endspaceless'])
  parser.delete_first_token()
  return new SpacelessNode(nodelist)
}
