/**
 * `{% block name %}`: what a child template may replace. `{{ block.super }}` renders the parent's version there and then.
 *
 * Django: django/template/loader_tags.py (BlockNode)
 */
import { mark_safe, type SafeString } from '../../../base/python/safe_string.ts'
import { inSpan } from '../../../trace/tracer.ts'
import type { Context } from '../context.ts'
import { TemplateSyntaxError } from '../exceptions.ts'
import type { Token } from '../lexer.ts'
import { Node, type NodeList, type Render } from '../node.ts'
import { UNKNOWN_SOURCE } from '../origin.ts'
import type { Parser } from '../parser.ts'
import { BLOCK_CONTEXT_KEY, type BlockContext } from './block_context.ts'

export class BlockNode extends Node {
  /** Set on the copy that is being rendered, for `super`. */
  context: Context | null = null

  constructor(
    readonly name: string,
    readonly nodelist: NodeList,
  ) {
    super()
  }

  override compile(): Render {
    return (context) => this.text(context)
  }

  text(context: Context): string {
    const blocks = context.render_context.get(BLOCK_CONTEXT_KEY) as BlockContext | null
    const taken = blocks?.pop(this.name) ?? null
    const winner = taken ?? this
    // a copy for this rendering: the node itself is shared by all requests
    const block = new BlockNode(winner.name, winner.nodelist)
    block.origin = winner.origin
    block.token = winner.token
    if (blocks !== null) block.context = context
    context.pushScope(new Map<string, unknown>([['block', block]]))
    try {
      return block.#traced(context)
    } finally {
      context.pop()
      if (taken !== null) blocks!.push(this.name, taken)
    }
  }

  #traced(context: Context): string {
    const { origin, token } = this
    return inSpan(
      'template.block',
      () => ({ name: this.name, template: origin?.template_name ?? origin?.name ?? '' }),
      () => this.nodelist.text(context),
      origin === null || token === null || origin.name === UNKNOWN_SOURCE
        ? null
        : { file: origin.name, line: token.lineno },
    )
  }

  /** `{{ block.super }}`. */
  super(): SafeString | string {
    if (this.context === null) {
      throw new TemplateSyntaxError(
        `'BlockNode' object has no attribute 'context'. Did you use {{ block.super }} in a base template?`,
      )
    }
    const blocks = this.context.render_context.get(BLOCK_CONTEXT_KEY) as BlockContext | null
    if (blocks === null || blocks.get_block(this.name) === null) return ''
    return mark_safe(this.text(this.context))
  }

  __repr__(): string {
    return `<Block Node: ${this.name}. Contents: ...>`
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
