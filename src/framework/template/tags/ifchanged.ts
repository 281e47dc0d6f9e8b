/**
 * `{% ifchanged %}`: shows its body when that, or the values named, differ from the last pass of the loop around it.
 * Each loop, and each run of an inner loop, starts anew.
 *
 * Django: django/template/defaulttags.py (IfChangedNode)
 */
import { eq } from '../../../base/python/protocols.ts'
import type { Context } from '../context.ts'
import type { FilterExpression } from '../filter_expression.ts'
import type { Token } from '../lexer.ts'
import { Node, NodeList, type Render } from '../node.ts'
import type { Parser } from '../parser.ts'

/** What each tag compared last, by the loop it stands in. Django keeps it in the loop's own dict. */
const memory = new WeakMap<object, Map<Node, unknown>>()

function remembered(context: Context): Map<Node, unknown> {
  const loop = context.lookup('forloop')
  const owner = typeof loop === 'object' && loop !== null ? loop : context.render_context.top
  let values = memory.get(owner)
  if (values === undefined) memory.set(owner, (values = new Map()))
  return values
}

class IfChangedNode extends Node {
  static override child_nodelists: readonly string[] = ['nodelist_true', 'nodelist_false']

  constructor(
    readonly nodelist_true: NodeList,
    readonly nodelist_false: NodeList,
    readonly varlist: readonly FilterExpression[],
  ) {
    super()
  }

  override compile(): Render {
    const { varlist } = this
    const body = this.nodelist_true.compile()
    const otherwise = this.nodelist_false.compile()
    return (context) => {
      const values = remembered(context)
      const before = values.get(this) ?? null
      const output = varlist.length > 0 ? null : body(context)
      const now = output ?? varlist.map((expression) => expression.value(context, true))
      if (eq(now, before)) return otherwise(context)
      values.set(this, now)
      return output === null || output === '' ? body(context) : output
    }
  }
}

export function do_ifchanged(parser: Parser, token: Token): Node {
  const bits = token.split_contents().slice(1)
  const whenChanged = parser.parse(['else', 'endifchanged'])
  let otherwise = new NodeList()
  if (parser.next_token().contents === 'else') {
    otherwise = parser.parse(['endifchanged'])
    parser.delete_first_token()
  }
  const values = bits.map((bit) => parser.compile_filter(bit))
  return new IfChangedNode(whenChanged, otherwise, values)
}
