/**
 * `{% lorem 3 p %}`: filler text.
 *
 * Django: django/template/defaulttags.py (LoremNode), django/utils/lorem_ipsum.py
 */
import { TypeError, ValueError } from '../../../base/python/exceptions.ts'
import { toInt } from '../../../base/python/int.ts'
import { paragraphs, words } from '../../utils/lorem_ipsum.ts'
import { TemplateSyntaxError } from '../exceptions.ts'
import type { FilterExpression } from '../filter_expression.ts'
import type { Token } from '../lexer.ts'
import { Node, type Render } from '../node.ts'
import type { Parser } from '../parser.ts'

class LoremNode extends Node {
  constructor(
    readonly count: FilterExpression,
    /** Words, HTML paragraphs or plain blocks. */
    readonly method: string,
    /** Begins with the text that everyone knows. */
    readonly common: boolean,
  ) {
    super()
  }

  override compile(): Render {
    const { method, common } = this
    return (context) => {
      let count = 1
      try {
        count = Number(toInt(this.count.value(context, false)))
      } catch (error) {
        if (!(error instanceof ValueError) && !(error instanceof TypeError)) throw error
      }
      if (method === 'w') return words(count, common)
      const texts = paragraphs(count, common)
      return (method === 'p' ? texts.map((text) => `<p>${text}</p>`) : texts).join('\n\n')
    }
  }
}

export function do_lorem(parser: Parser, token: Token): Node {
  const bits = token.split_contents()
  const tag = bits[0]!
  const common = bits.at(-1) !== 'random'
  if (!common) bits.pop()
  const method = ['w', 'p', 'b'].includes(bits.at(-1)!) ? bits.pop()! : 'b'
  const count = parser.compile_filter(bits.length > 1 ? bits.pop()! : '1')
  if (bits.length !== 1) throw new TemplateSyntaxError(`Incorrect format for '${tag}' tag`)
  return new LoremNode(count, method, common)
}
