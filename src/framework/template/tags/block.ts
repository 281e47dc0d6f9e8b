/**
 * `{% block name %}`: what a child template may replace. `{{ block.super }}` renders the parent's version there and then.
 *
 * Django: django/template/loader_tags.py (BlockNode)
 */
import { mark_safe, type SafeString } from '../../../base/python/safe_string.ts'
import { inSpan, tracing } from '../../../trace/tracer.ts'
import type { Context } from '../context.ts'
import { TemplateSyntaxError } from '../exceptions.ts'
import type { Token } from '../lexer.ts'
import { Node, type NodeList, type Render } from '../node.ts'
import { UNKNOWN_SOURCE } from '../origin.ts'
import { watching } from '../output_watch.ts'
import type { Parser } from '../parser.ts'
import { BLOCK_CONTEXT_KEY, type BlockContext } from './block_context.ts'

export class BlockNode extends Node {
  constructor(
    readonly name: string,
    readonly nodelist: NodeList,
  ) {
    super()
  }

  override compile(): Render {
    return (context) => renderBlock(this, context)
  }

  __repr__(): string {
    return `<Block Node: ${this.name}. Contents: ...>`
  }
}

/** What a template sees as `block` while a block is rendered; the node itself is shared by all requests. */
class CurrentBlock {
  constructor(
    readonly node: BlockNode,
    /** null outside of any `{% extends %}`. */
    readonly context: Context | null,
  ) {}

  get name(): string {
    return this.node.name
  }

  /** `{{ block.super }}`. */
  super(): SafeString | string {
    const { context, node } = this
    if (context === null) {
      throw new TemplateSyntaxError(
        "'BlockNode' object has no attribute 'context'. Did you use {{ block.super }} in a base template?",
      )
    }
    const blocks = context.render_context.get(BLOCK_CONTEXT_KEY) as BlockContext | null
    if (blocks === null || blocks.get_block(node.name) === null) return ''
    return mark_safe(renderBlock(node, context))
  }
}

/** Renders whichever template's version of the block is next, with the ones before it as `block.super`. */
function renderBlock(node: BlockNode, context: Context): string {
  const blocks = context.render_context.get(BLOCK_CONTEXT_KEY) as BlockContext | null
  const taken = blocks?.pop(node.name) ?? null
  const winner = taken ?? node
  const current = new CurrentBlock(winner, blocks === null ? null : context)
  context.pushScope(new Map<string, unknown>([['block', current]]))
  try {
    return traced(winner, context)
  } finally {
    context.pop()
    if (taken !== null) blocks!.push(node.name, taken)
  }
}

function traced(block: BlockNode, context: Context): string {
  if (tracing.tracer === null) return block.nodelist.text(context)
  const { origin, token } = block
  return inSpan(
    'template.block',
    () => ({ name: block.name, template: origin?.template_name ?? origin?.name ?? '' }),
    () => inBlock(block, context),
    origin === null || token === null || origin.name === UNKNOWN_SOURCE
      ? null
      : { file: origin.name, line: token.lineno },
  )
}

/** The variables that are printed inside know the block's name. */
function inBlock(block: BlockNode, context: Context): string {
  const watch = watching.output
  if (watch === null) return block.nodelist.text(context)
  const outer = watch.block
  watch.block = block.name
  try {
    return block.nodelist.text(context)
  } finally {
    watch.block = outer
  }
}

export function do_block(parser: Parser, token: Token): Node {
  const bits = token.words()
  const [tag, name] = bits as [string, string]
  if (bits.length !== 2) throw new TemplateSyntaxError(`'${tag}' tag takes only one argument`)
  const loaded = (parser.extra_data['blocks'] ??= []) as string[]
  if (loaded.includes(name)) {
    throw new TemplateSyntaxError(`'${tag}' tag with name '${name}' appears more than once`)
  }
  loaded.push(name)
  const nodelist = parser.parse(['endblock'])
  const end = parser.next_token()
  const acceptable = ['endblock', `endblock ${name}`]
  if (!acceptable.includes(end.contents)) {
    parser.invalid_block_tag(end, 'endblock', acceptable)
  }
  return new BlockNode(name, nodelist)
}
