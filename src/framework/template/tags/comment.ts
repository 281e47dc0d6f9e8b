/**
 * `{% comment %}`: nothing inside is even parsed.
 *
 * Django: django/template/defaulttags.py (CommentNode)
 */
import type { Token } from '../lexer.ts'
import { Node, type Render } from '../node.ts'
import type { Parser } from '../parser.ts'

class CommentNode extends Node {
  static override child_nodelists: readonly string[] = []

  override compile(): Render {
    return () => ''
  }
}

export function do_comment(parser: Parser, _token: Token): Node {
  parser.skip_past('endcomment')
  return new CommentNode()
}
