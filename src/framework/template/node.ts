/**
 * The pieces a template is parsed into. Every node can do two things, each written in terms of the other: `render`,
 * which is Django's and what a custom tag overrides, and `compile`, which our own tags override: it gives a closure, so
 * that rendering walks no tree.
 *
 * Django: django/template/base.py (Node, NodeList, TextNode, VariableNode)
 */
import type { SafeString } from '../../base/python/safe_string.ts'
import { mark_safe } from '../../base/python/safe_string.ts'
import { str } from '../../base/python/protocols.ts'
import { UnicodeDecodeError } from '../../base/python/exceptions.ts'
import { tracing } from '../../trace/tracer.ts'
import { learnersContext, type Context } from './context.ts'
import { unwrapped } from './context_proxy.ts'
import type { FilterExpression } from './filter_expression.ts'
import type { Token } from './lexer.ts'
import { UNKNOWN_SOURCE, type Origin } from './origin.ts'
import { watching, type OutputWatch } from './output_watch.ts'
import { renderValue } from './render_value.ts'
import { blame } from './template_debug.ts'

/** Renders into a text that is never escaped again. */
export type Render = (context: Context) => string

type NodeClass<T extends Node = Node> = abstract new (...args: never[]) => T

export abstract class Node {
  /** `{% extends %}`: nothing but text may stand before it. */
  static must_be_first = false
  /** Attributes that hold child nodes, for `get_nodes_by_type`. */
  static child_nodelists: readonly string[] = ['nodelist']

  declare readonly ['constructor']: typeof Node
  /** Set by the parser. */
  token: Token | null = null
  origin: Origin | null = null
  #compiled: Render | null = null

  /** @returns a text, or a SafeString */
  render(context: Context): unknown {
    this.#compiled ??= this.compile()
    return this.#compiled(unwrapped(context))
  }

  compile(): Render {
    return (context) => {
      const output = this.render(learnersContext(context))
      return output === null || output === undefined ? '' : str(output)
    }
  }

  /** `render`, with the error's place noted on what it raises. */
  render_annotated(context: Context): SafeString {
    return mark_safe(annotated(this)(unwrapped(context)))
  }

  get_nodes_by_type<T extends Node>(nodetype: NodeClass<T>): T[] {
    const nodes: T[] = this instanceof nodetype ? [this] : []
    const children = (this as { child_nodelists?: readonly string[] }).child_nodelists
    for (const attribute of children ?? this.constructor.child_nodelists) {
      const nodelist = (this as unknown as Record<string, unknown>)[attribute]
      if (nodelist instanceof NodeList) nodes.push(...nodelist.get_nodes_by_type(nodetype))
    }
    return nodes
  }
}

/**
 * A node's closure that tells where it is: to the tracer, so that SQL from a template line is known as such, and to
 * the errors that come out of it. With nothing tracing it costs one branch.
 */
export function annotated(node: Node): Render {
  const run = node.compile()
  const { token, origin } = node
  const where =
    token === null || origin === null || origin.name === UNKNOWN_SOURCE
      ? null
      : { file: origin.name, line: token.lineno }
  return (context) => {
    const { tracer } = tracing
    if (tracer === null) {
      try {
        return run(context)
      } catch (error) {
        throw blame(error, node, context)
      }
    }
    const outer = tracer.templatePosition
    const watch = watching.output
    const start = watch?.at ?? 0
    const samples = watch?.count ?? 0
    tracer.templatePosition = where
    try {
      const text = tracing.boundary(run, context)
      watch?.passed(start, text.length, samples)
      return text
    } catch (error) {
      throw blame(error, node, context)
    } finally {
      tracer.templatePosition = outer
    }
  }
}

export class NodeList extends Array<Node> {
  /** Whether anything but text is in it. */
  contains_nontext = false
  #compiled: Render | null = null
  #length = 0

  static override get [Symbol.species](): ArrayConstructor {
    return Array
  }

  render(context: Context): SafeString {
    return mark_safe(this.text(unwrapped(context)))
  }

  /** `render` as a plain string. */
  text(context: Context): string {
    return this.compile()(context)
  }

  /** Made at the first use; made again when nodes were added. */
  compile(): Render {
    if (this.#compiled === null || this.#length !== this.length) {
      this.#compiled = joined(
        this.map((node) => (node instanceof TextNode ? node.s : annotated(node))),
      )
      this.#length = this.length
    }
    return this.#compiled
  }

  get_nodes_by_type<T extends Node>(nodetype: NodeClass<T>): T[] {
    return this.flatMap((node) => node.get_nodes_by_type(nodetype))
  }
}

function joined(parts: readonly (string | Render)[]): Render {
  if (parts.length === 0) return () => ''
  if (parts.length === 1) {
    const [only] = parts
    return typeof only === 'string' ? () => only : only!
  }
  return (context) => {
    if (watching.output !== null) return watched(parts, context, watching.output)
    let output = ''
    for (const part of parts) output += typeof part === 'string' ? part : part(context)
    return output
  }
}

/** The same, counting how long the page has become. */
function watched(
  parts: readonly (string | Render)[],
  context: Context,
  watch: OutputWatch,
): string {
  const start = watch.at
  let output = ''
  for (const part of parts) {
    watch.at = start + output.length
    output += typeof part === 'string' ? part : part(context)
  }
  watch.at = start + output.length
  return output
}

export class TextNode extends Node {
  static override child_nodelists: readonly string[] = []

  constructor(readonly s: string) {
    super()
  }

  override compile(): Render {
    return () => this.s
  }

  __repr__(): string {
    return `<TextNode: ${this.s.slice(0, 25)}>`
  }
}

export class VariableNode extends Node {
  static override child_nodelists: readonly string[] = []

  constructor(readonly filter_expression: FilterExpression) {
    super()
  }

  override compile(): Render {
    const expression = this.filter_expression
    return (context) => {
      if (watching.output !== null) return this.#watched(context, watching.output)
      let value: unknown
      try {
        value = expression.value(context, false)
      } catch (error) {
        // text that cannot be decoded shows as nothing
        if (error instanceof UnicodeDecodeError) return ''
        throw error
      }
      return renderValue(value, context)
    }
  }

  #watched(context: Context, watch: OutputWatch): string {
    try {
      return watch.variable(this, context, (value) => renderValue(value, context))
    } catch (error) {
      if (error instanceof UnicodeDecodeError) return ''
      throw error
    }
  }

  __repr__(): string {
    return `<Variable Node: ${this.filter_expression.token}>`
  }
}
