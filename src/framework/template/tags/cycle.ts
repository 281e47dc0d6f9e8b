/**
 * `{% cycle "odd" "even" %}` and `{% resetcycle %}`. Where it stands is kept in the render context, so it goes on across
 * loops of one template and starts anew in an included one.
 *
 * Django: django/template/defaulttags.py (CycleNode, ResetCycleNode)
 */
import type { Context } from '../context.ts'
import { TemplateSyntaxError } from '../exceptions.ts'
import type { FilterExpression } from '../filter_expression.ts'
import type { Token } from '../lexer.ts'
import { Node, type Render } from '../node.ts'
import type { Parser } from '../parser.ts'
import { renderValue } from '../render_value.ts'

export class CycleNode extends Node {
  constructor(
    readonly cyclevars: readonly FilterExpression[],
    readonly variable_name: string | null = null,
    readonly silent: boolean = false,
  ) {
    super()
  }

  override compile(): Render {
    const { cyclevars, variable_name, silent } = this
    return (context) => {
      const state = context.render_context.top
      const at = (state.get(this) as number | undefined) ?? 0
      state.set(this, (at + 1) % cyclevars.length)
      const value = cyclevars[at]!.value(context, false)
      if (variable_name !== null) context.set_upward(variable_name, value)
      return silent ? '' : renderValue(value, context)
    }
  }

  reset(context: Context): void {
    context.render_context.top.set(this, 0)
  }
}

/** Cycles with a name, and the last one, while a template is compiled. */
interface Cycles {
  named: Map<string, CycleNode> | null
  last: CycleNode | null
}

function cyclesOf(parser: Parser): Cycles {
  return (parser.extra_data['cycles'] ??= { named: null, last: null }) as Cycles
}

export function do_cycle(parser: Parser, token: Token): Node {
  let args = token.split_contents()
  const cycles = cyclesOf(parser)
  if (args.length < 2) throw new TemplateSyntaxError("'cycle' tag requires at least two arguments")
  if (args.length === 2) return namedCycle(cycles, args[1]!)
  let silent = false
  if (args.length > 4 && args.at(-3) === 'as') {
    if (args.at(-1) !== 'silent') {
      throw new TemplateSyntaxError(
        `Only 'silent' flag is allowed after cycle's name, not '${args.at(-1)!}'.`,
      )
    }
    silent = true
    args = args.slice(0, -1)
  }
  const isNamed = silent || (args.length > 4 && args.at(-2) === 'as')
  const name = isNamed ? args.at(-1)! : null
  const values = args.slice(1, isNamed ? -2 : undefined).map((arg) => parser.compile_filter(arg))
  const node = new CycleNode(values, name, silent)
  if (name !== null) (cycles.named ??= new Map()).set(name, node)
  cycles.last = node
  return node
}

function namedCycle({ named }: Cycles, name: string): CycleNode {
  if (named === null) {
    throw new TemplateSyntaxError(`No named cycles in template. '${name}' is not defined`)
  }
  const node = named.get(name)
  if (node === undefined) throw new TemplateSyntaxError(`Named cycle '${name}' does not exist`)
  return node
}

class ResetCycleNode extends Node {
  constructor(readonly node: CycleNode) {
    super()
  }

  override compile(): Render {
    return (context) => {
      this.node.reset(context)
      return ''
    }
  }
}

export function do_resetcycle(parser: Parser, token: Token): Node {
  const args = token.split_contents()
  const { named, last } = cyclesOf(parser)
  if (args.length > 2) {
    throw new TemplateSyntaxError(`'${args[0]!}' tag accepts at most one argument.`)
  }
  if (args.length === 2) {
    const node = named?.get(args[1]!)
    if (node === undefined) {
      throw new TemplateSyntaxError(`Named cycle '${args[1]!}' does not exist.`)
    }
    return new ResetCycleNode(node)
  }
  if (last === null) throw new TemplateSyntaxError('No cycles in template.')
  return new ResetCycleNode(last)
}
