/**
 * `{% regroup cities by country as list %}`: neighbours with the same value become one group; nothing is sorted.
 *
 * Django: django/template/defaulttags.py (RegroupNode)
 */
import { eq, iterate, repr } from '../../../base/python/protocols.ts'
import { Tuple } from '../../../base/python/tuple.ts'
import type { Context } from '../context.ts'
import { TemplateSyntaxError } from '../exceptions.ts'
import type { FilterExpression } from '../filter_expression.ts'
import type { Token } from '../lexer.ts'
import { Node, type Render } from '../node.ts'
import type { Parser } from '../parser.ts'

/** A named tuple: `{% for country, cities in list %}` works as well as `.grouper` and `.list`. */
class GroupedResult extends Tuple {
  get grouper(): unknown {
    return this[0]
  }

  get list(): unknown {
    return this[1]
  }

  override __repr__(): string {
    return `GroupedResult(grouper=${repr(this.grouper)}, list=${repr(this.list)})`
  }
}

class RegroupNode extends Node {
  constructor(
    readonly target: FilterExpression,
    readonly expression: FilterExpression,
    readonly var_name: string,
  ) {
    super()
  }

  override compile(): Render {
    return (context) => {
      const list = this.target.value(context, true)
      const groups = list === null || list === undefined ? [] : this.#grouped(list, context)
      context.set(this.var_name, groups)
      return ''
    }
  }

  #grouped(list: unknown, context: Context): GroupedResult[] {
    const groups: GroupedResult[] = []
    for (const item of iterate(list)) {
      context.set(this.var_name, item)
      const key = this.expression.value(context, true)
      const last = groups.at(-1)
      if (last !== undefined && eq(last.grouper, key)) (last.list as unknown[]).push(item)
      else groups.push(new GroupedResult(key, [item]))
    }
    return groups
  }
}

export function do_regroup(parser: Parser, token: Token): Node {
  const bits = token.split_contents()
  if (bits.length !== 6) throw new TemplateSyntaxError("'regroup' tag takes five arguments")
  const [, list, by, attribute, as, name] = bits as [string, string, string, string, string, string]
  const target = parser.compile_filter(list)
  if (by !== 'by') throw new TemplateSyntaxError("second argument to 'regroup' tag must be 'by'")
  if (as !== 'as') {
    throw new TemplateSyntaxError("next-to-last argument to 'regroup' tag must be 'as'")
  }
  return new RegroupNode(target, parser.compile_filter(`${name}.${attribute}`), name)
}
