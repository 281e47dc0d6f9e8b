/**
 * `{% if %}`, `{% elif %}`, `{% else %}`.
 *
 * Django: django/template/defaulttags.py (IfNode)
 */
import { TemplateSyntaxError } from '../exceptions.ts'
import type { Token } from '../lexer.ts'
import { Node, NodeList, type Render } from '../node.ts'
import type { Parser } from '../parser.ts'
import { holds, TemplateIfParser, type Condition } from '../smartif.ts'

/** A branch; the condition of `{% else %}` is null. */
type Branch = readonly [Condition | null, NodeList]

export class IfNode extends Node {
  constructor(readonly conditions_nodelists: readonly Branch[]) {
    super()
  }

  /** All branches: blocks are found in each, whether it holds or not. */
  get nodelist(): NodeList {
    return NodeList.from(
      this.conditions_nodelists.flatMap(([, nodelist]) => [...nodelist]),
    ) as NodeList
  }

  override compile(): Render {
    const branches = this.conditions_nodelists.map(
      ([condition, nodelist]) => [condition, nodelist.compile()] as const,
    )
    return (context) => {
      for (const [condition, render] of branches) {
        if (condition === null || holds(condition, context)) return render(context)
      }
      return ''
    }
  }
}

export function do_if(parser: Parser, token: Token): Node {
  const until = ['elif', 'else', 'endif']
  const condition = (from: Token) =>
    new TemplateIfParser(parser, from.split_contents().slice(1)).parse()
  const first = condition(token)
  const branches: Branch[] = [[first, parser.parse(until)]]
  let end = parser.next_token()
  while (end.contents.startsWith('elif')) {
    const next = condition(end)
    branches.push([next, parser.parse(until)])
    end = parser.next_token()
  }
  if (end.contents === 'else') {
    branches.push([null, parser.parse(['endif'])])
    end = parser.next_token()
  }
  if (end.contents !== 'endif') {
    throw new TemplateSyntaxError(`Malformed template tag at line ${end.lineno}: "${end.contents}"`)
  }
  return new IfNode(branches)
}
