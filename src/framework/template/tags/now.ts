/**
 * `{% now "jS F Y" %}`: the present, in the current time zone.
 *
 * Django: django/template/defaulttags.py (NowNode)
 */
import { str } from '../../../base/python/protocols.ts'
import { settings } from '../../conf/index.ts'
import { localtime, now } from '../../utils/timezone.ts'
import { TemplateSyntaxError } from '../exceptions.ts'
import { date } from '../filters/dates.ts'
import type { Token } from '../lexer.ts'
import { Node, type Render } from '../node.ts'
import type { Parser } from '../parser.ts'

class NowNode extends Node {
  constructor(
    readonly format_string: string,
    readonly asvar: string | null,
  ) {
    super()
  }

  override compile(): Render {
    const { format_string, asvar } = this
    return (context) => {
      const formatted = date(settings.USE_TZ ? localtime(now()) : now(), format_string)
      if (asvar === null) return str(formatted)
      context.set(asvar, formatted)
      return ''
    }
  }
}

export function do_now(_parser: Parser, token: Token): Node {
  let bits = token.split_contents()
  let asvar: string | null = null
  if (bits.length === 4 && bits.at(-2) === 'as') {
    asvar = bits.at(-1)!
    bits = bits.slice(0, -2)
  }
  if (bits.length !== 2) throw new TemplateSyntaxError("'now' statement takes one argument")
  // the quotes are cut off, whatever they are
  return new NowNode(bits[1]!.slice(1, -1), asvar)
}
