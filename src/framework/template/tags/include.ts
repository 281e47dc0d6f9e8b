/**
 * `{% include "part.html" with a=1 only %}`: another template at this place, with this context. It has state of its own:
 * its cycles start anew, and its blocks are not the page's.
 *
 * Django: django/template/loader_tags.py (IncludeNode)
 */
import { RecursionError } from '../../../base/python/exceptions.ts'
import { isString } from '../../../base/python/safe_string.ts'
import { iterate, str, truthy } from '../../../base/python/protocols.ts'
import { tracing } from '../../../trace/tracer.ts'
import type { Context, Scope } from '../context.ts'
import { TemplateSyntaxError } from '../exceptions.ts'
import type { FilterExpression } from '../filter_expression.ts'
import type { Token } from '../lexer.ts'
import { Node, type Render } from '../node.ts'
import { token_kwargs, type Parser } from '../parser.ts'
import { Template } from '../template.ts'
import { construct_relative_path } from '../template_paths.ts'
import { resolveAll } from './scope.ts'

export class IncludeNode extends Node {
  static override child_nodelists: readonly string[] = []

  constructor(
    readonly template: FilterExpression,
    readonly extra_context: Readonly<Record<string, FilterExpression>>,
    readonly isolated_context: boolean,
  ) {
    super()
  }

  override compile(): Render {
    const { isolated_context } = this
    const extra = Object.entries(this.extra_context)
    return (context) => {
      const template = this.#find(context)
      const values: Scope = resolveAll(extra, context)
      if (isolated_context) {
        const inner = context.new()
        inner.pushScope(values)
        return traced(template, inner)
      }
      context.pushScope(values)
      try {
        return traced(template, context)
      } finally {
        context.pop()
      }
    }
  }

  #find(context: Context): Template {
    const value = this.template.value(context, false)
    if (value instanceof Template) return value
    if (typeof value === 'object' && value !== null) {
      const { template } = value as { template?: unknown }
      if (template instanceof Template) return template
    }
    const current = this.origin?.template_name ?? null
    const names = !truthy(value)
      ? []
      : isString(value)
        ? [construct_relative_path(current, String(value))]
        : [...iterate(value)].map(str)
    // kept for the whole page: an include in a loop is looked up once
    const kept = context.render_context.dicts[0]!
    let found = kept.get(this) as Map<string, Template> | undefined
    if (found === undefined) kept.set(this, (found = new Map()))
    const key = names.join('\n')
    let template = found.get(key)
    if (template === undefined) {
      template = context.template!.engine.select_template(names) as Template
      found.set(key, template)
    }
    return template
  }
}

/** About as deep as Python's own limit lets includes nest. */
const MAX_DEPTH = 100

/** @throws {RecursionError} a template includes itself without an end */
function checkDepth(template: Template, context: Context): void {
  if (context.render_context.dicts.length <= MAX_DEPTH) return
  const error = new RecursionError('maximum recursion depth exceeded')
  const name = template.name ?? template.origin.name
  error.teaching = {
    id: 'template.include_recursion',
    hint: `'${name}' includes itself, directly or through another template. Put a condition around the {% include %}.`,
  }
  throw error
}

function traced(template: Template, context: Context): string {
  checkDepth(template, context)
  const { tracer } = tracing
  if (tracer === null) return template.text(context)
  const name = template.name ?? template.origin.name
  const span = tracer.begin('template.include', { name }, tracer.templatePosition)
  try {
    return template.text(context)
  } finally {
    tracer.end(span)
  }
}

export function do_include(parser: Parser, token: Token): Node {
  const bits = token.split_contents()
  const tag = bits[0]!
  if (bits.length < 2) {
    throw new TemplateSyntaxError(
      `'${tag}' tag takes at least one argument: the name of the template to be included.`,
    )
  }
  const rest = bits.slice(2)
  let extra: Record<string, FilterExpression> | null = null
  let only = false
  while (rest.length > 0) {
    const option = rest.shift()!
    if ((option === 'with' && extra !== null) || (option === 'only' && only)) {
      throw new TemplateSyntaxError(`The '${option}' option was specified more than once.`)
    }
    if (option === 'with') {
      extra = token_kwargs(rest, parser)
      if (Object.keys(extra).length === 0) {
        throw new TemplateSyntaxError(`"with" in '${tag}' tag needs at least one keyword argument.`)
      }
    } else if (option === 'only') {
      only = true
    } else {
      throw new TemplateSyntaxError(`Unknown argument for '${tag}' tag: '${option}'.`)
    }
  }
  const name = construct_relative_path(parser.origin?.template_name ?? null, bits[1]!, {
    allow_recursion: true,
  })
  return new IncludeNode(parser.compile_filter(name), extra ?? {}, only)
}
