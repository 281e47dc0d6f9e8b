/**
 * `{% extends "base.html" %}`: this template only fills the parent's blocks. The parent is found when the page is
 * rendered, since its name may be a variable.
 *
 * Django: django/template/loader_tags.py (ExtendsNode)
 */
import { isString } from '../../../base/python/safe_string.ts'
import { repr, str, truthy } from '../../../base/python/protocols.ts'
import { tracing } from '../../../trace/tracer.ts'
import type { Context } from '../context.ts'
import { TemplateSyntaxError } from '../exceptions.ts'
import type { FilterExpression } from '../filter_expression.ts'
import type { Token } from '../lexer.ts'
import { Node, TextNode, type NodeList, type Render } from '../node.ts'
import type { Origin } from '../origin.ts'
import type { Parser } from '../parser.ts'
import { Template } from '../template.ts'
import { construct_relative_path } from '../template_paths.ts'
import { Variable } from '../variable.ts'
import { BlockNode } from './block.ts'
import { BLOCK_CONTEXT_KEY, BlockContext } from './block_context.ts'

const HISTORY = 'extends_context'

export class ExtendsNode extends Node {
  static override must_be_first = true
  readonly blocks: ReadonlyMap<string, BlockNode>

  constructor(
    readonly nodelist: NodeList,
    readonly parent_name: FilterExpression,
  ) {
    super()
    this.blocks = blocksOf(nodelist)
  }

  override compile(): Render {
    return (context) => {
      const parent = this.get_parent(context)
      tracing.tracer?.event(
        'template.extends',
        { name: this.origin?.template_name ?? '', parent: parent.name ?? parent.origin.name },
        tracing.tracer.templatePosition,
      )
      const state = context.render_context
      let blocks = state.get(BLOCK_CONTEXT_KEY) as BlockContext | null
      if (blocks === null) state.top.set(BLOCK_CONTEXT_KEY, (blocks = new BlockContext()))
      blocks.add_blocks(this.blocks.values())
      // the root of the chain has no ExtendsNode that would add its blocks
      const first = parent.nodelist.find((node) => !(node instanceof TextNode))
      if (first !== undefined && !(first instanceof ExtendsNode)) {
        blocks.add_blocks(blocksOf(parent.nodelist).values())
      }
      return parent.pushState(context, false, () => parent.nodelist.text(context))
    }
  }

  get_parent(context: Context): Template {
    const parent = this.parent_name.value(context, false)
    if (!truthy(parent)) {
      let message = `Invalid template name in 'extends' tag: ${repr(parent)}.`
      if (this.parent_name.filters.length > 0 || this.parent_name.var instanceof Variable) {
        message += ` Got this from the '${this.parent_name.token}' variable.`
      }
      throw new TemplateSyntaxError(message)
    }
    if (parent instanceof Template) return parent
    if (!isString(parent)) {
      const { template } = parent as { template?: unknown }
      if (template instanceof Template) return template
    }
    return this.#find(str(parent), context)
  }

  /** A template may extend one of its own name in a later place, so places used in this chain are skipped. */
  #find(name: string, context: Context): Template {
    const state = context.render_context
    let history = state.get(HISTORY) as Origin[] | null
    if (history === null) state.top.set(HISTORY, (history = [this.origin!]))
    const [template, origin] = context.template!.engine.find_template(name, { skip: history })
    history.push(origin)
    return template as Template
  }

  __repr__(): string {
    return `<ExtendsNode: extends ${this.parent_name.token}>`
  }
}

const blocksByList = new WeakMap<NodeList, ReadonlyMap<string, BlockNode>>()

/** All blocks of a template, by name; collected once. */
function blocksOf(nodelist: NodeList): ReadonlyMap<string, BlockNode> {
  let blocks = blocksByList.get(nodelist)
  if (blocks === undefined) {
    const nodes = nodelist.get_nodes_by_type(BlockNode)
    blocks = new Map(nodes.map((block) => [block.name, block]))
    blocksByList.set(nodelist, blocks)
  }
  return blocks
}

export function do_extends(parser: Parser, token: Token): Node {
  const bits = token.split_contents()
  if (bits.length !== 2) throw new TemplateSyntaxError(`'${bits[0]!}' takes one argument`)
  const name = construct_relative_path(parser.origin?.template_name ?? null, bits[1]!)
  const parent_name = parser.compile_filter(name)
  const nodelist = parser.parse()
  if (nodelist.get_nodes_by_type(ExtendsNode).length > 0) {
    throw new TemplateSyntaxError(`'${bits[0]!}' cannot appear more than once in the same template`)
  }
  return new ExtendsNode(nodelist, parent_name)
}
