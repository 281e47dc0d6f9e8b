/**
 * `{% templatetag openblock %}`: the braces themselves.
 *
 * Django: django/template/defaulttags.py (TemplateTagNode)
 */
import { repr } from '../../../base/python/protocols.ts'
import { TemplateSyntaxError } from '../exceptions.ts'
import type { Token } from '../lexer.ts'
import { Node, type Render } from '../node.ts'
import type { Parser } from '../parser.ts'

const BRACES: ReadonlyMap<string, string> = new Map([
  ['openblock', '{%'],
  ['closeblock', '%}'],
  ['openvariable', '{{'],
  ['closevariable', '}}'],
  ['openbrace', '{'],
  ['closebrace', '}'],
  ['opencomment', '{#'],
  ['closecomment', '#}'],
])

class TemplateTagNode extends Node {
  constructor(readonly tagtype: string) {
    super()
  }

  override compile(): Render {
    const braces = BRACES.get(this.tagtype)!
    return () => braces
  }
}

export function do_templatetag(_parser: Parser, token: Token): Node {
  const words = token.words()
  if (words.length !== 2) {
    throw new TemplateSyntaxError("'templatetag' statement takes one argument")
  }
  const tag = words[1]!
  if (!BRACES.has(tag)) {
    throw new TemplateSyntaxError(
      `Invalid templatetag argument: '${tag}'. Must be one of: ${repr([...BRACES.keys()])}`,
    )
  }
  return new TemplateTagNode(tag)
}
