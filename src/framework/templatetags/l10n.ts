/**
 * Local formats of numbers and dates, switched on or off in a template.
 *
 * Django: django/templatetags/l10n.py
 */
import { str } from '../../base/python/protocols.ts'
import { TemplateSyntaxError } from '../template/exceptions.ts'
import { takes } from '../template/filter_function.ts'
import type { Token } from '../template/lexer.ts'
import { Library } from '../template/library.ts'
import { Node, type NodeList, type Render } from '../template/node.ts'
import type { Parser } from '../template/parser.ts'
import { localize } from '../utils/formats.ts'

export const register = new Library()

register.filter(
  'localize',
  takes((value: unknown) => str(localize(value, true)), 0),
)
register.filter(
  'unlocalize',
  takes((value: unknown) => str(localize(value, false)), 0),
)

class LocalizeNode extends Node {
  constructor(
    readonly nodelist: NodeList,
    readonly use_l10n: boolean,
  ) {
    super()
  }

  override compile(): Render {
    const body = this.nodelist.compile()
    return (context) => {
      const outer = context.use_l10n
      context.use_l10n = this.use_l10n
      try {
        return body(context)
      } finally {
        context.use_l10n = outer
      }
    }
  }
}

register.tag('localize', (parser: Parser, token: Token): Node => {
  const isOn = onOrOff(token)
  const nodelist = parser.parse(['endlocalize'])
  parser.delete_first_token()
  return new LocalizeNode(nodelist, isOn)
})

/** `{% tag %}`, `{% tag on %}` or `{% tag off %}`. */
export function onOrOff(token: Token): boolean {
  const bits = token.split_contents()
  if (bits.length === 1) return true
  if (bits.length > 2 || (bits[1] !== 'on' && bits[1] !== 'off')) {
    throw new TemplateSyntaxError(`'${bits[0]!}' argument should be 'on' or 'off'`)
  }
  return bits[1] === 'on'
}
