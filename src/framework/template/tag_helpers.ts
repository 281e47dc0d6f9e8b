/**
 * The nodes behind `simple_tag`, `simple_block_tag` and `inclusion_tag`: arguments are resolved, the function is called,
 * and what it returns is printed, stored or rendered.
 *
 * Django: django/template/library.py (SimpleNode, SimpleBlockNode, InclusionNode)
 */
import { isIterable, iterate, str } from '../../base/python/protocols.ts'
import { isString } from '../../base/python/safe_string.ts'
import { inSpan } from '../../trace/tracer.ts'
import { conditional_escape } from '../utils/html.ts'
import { learnersContext, type Context } from './context.ts'
import { TemplateSyntaxError } from './exceptions.ts'
import type { Token } from './lexer.ts'
import type { NodeList } from './node.ts'
import { Node, type Render } from './node.ts'
import { parse_bits, type TagArguments, type TagParameters } from './parse_bits.ts'
import type { Parser } from './parser.ts'
import { callBound, signatureOf } from './signature.ts'
import { Template } from './template.ts'

interface TagCall {
  readonly func: unknown
  readonly takes_context: boolean
  readonly arguments: TagArguments
}

/** Calls the tag's function as the template says. */
function callTag(call: TagCall, context: Context, content: readonly unknown[] = []): unknown {
  const { func, takes_context, arguments: given } = call
  const args: unknown[] = takes_context ? [learnersContext(context)] : []
  args.push(...content)
  for (const expression of given.args) args.push(expression.value(context, false))
  const kwargs: Record<string, unknown> = {}
  for (const name of Object.keys(given.kwargs)) {
    kwargs[name] = given.kwargs[name]!.value(context, false)
  }
  return callBound(func, args, kwargs)
}

export class SimpleNode extends Node {
  static override child_nodelists: readonly string[] = ['nodelist']

  constructor(
    readonly call: TagCall,
    readonly target_var: string | null,
    /** The body of a block tag. */
    readonly nodelist: NodeList | null = null,
  ) {
    super()
  }

  override compile(): Render {
    const { call, target_var, nodelist } = this
    return (context) => {
      const content = nodelist === null ? [] : [nodelist.render(context)]
      const output = callTag(call, context, content) ?? null
      if (target_var !== null) {
        context.set(target_var, output)
        return ''
      }
      return context.autoescape ? str(conditional_escape(output)) : str(output)
    }
  }
}

export class InclusionNode extends Node {
  static override child_nodelists: readonly string[] = []

  constructor(
    readonly call: TagCall,
    readonly filename: unknown,
  ) {
    super()
  }

  override compile(): Render {
    const { call, filename } = this
    return (context) => {
      const values = callTag(call, context)
      const state = context.render_context
      let template = state.get(this) as Template | null
      if (template === null) {
        template = templateOf(filename, context)
        state.top.set(this, template)
      }
      const inner = context.new(values)
      // a form inside an inclusion tag works like any other
      const csrf_token = context.get('csrf_token')
      if (csrf_token !== null) inner.set('csrf_token', csrf_token)
      const found = template
      return inSpan(
        'template.include',
        () => ({ name: found.name ?? found.origin.name }),
        () => found.text(inner),
        'caller',
      )
    }
  }
}

function templateOf(filename: unknown, context: Context): Template {
  if (filename instanceof Template) return filename
  const wrapped = (filename as { template?: unknown } | null)?.template
  if (wrapped instanceof Template) return wrapped
  const { engine } = context.template!
  if (!isString(filename) && isIterable(filename)) {
    return engine.select_template([...iterate(filename)].map(str)) as Template
  }
  return engine.get_template(str(filename)) as Template
}

/** `… as name` at the end of a tag: the name, and the words without it. */
export function splitAs(bits: readonly string[]): readonly [string[], string | null] {
  if (bits.length >= 2 && bits.at(-2) === 'as') return [bits.slice(0, -2), bits.at(-1)!]
  return [[...bits], null]
}

const OPEN: TagParameters = {
  ...{ params: [], defaults: 0, varargs: true },
  ...{ kwonly: [], kwonlyDefaults: [], varkw: true },
}

/** The parameters a template can fill; a function that does not tell takes everything. */
function parametersFor(func: unknown, name: string, takes_context: boolean): TagParameters {
  const signature = signatureOf(func)
  if (signature === null) return OPEN
  if (!takes_context) return signature
  if (signature.params[0] !== 'context') {
    throw new TemplateSyntaxError(
      `'${name}' is decorated with takes_context=True so it must have a first argument of 'context'`,
    )
  }
  return { ...signature, params: signature.params.slice(1) }
}

export function compileSimpleTag(func: unknown, name: string, takes_context: boolean) {
  return function compile(parser: Parser, token: Token): Node {
    const [bits, target] = splitAs(token.split_contents().slice(1))
    const parameters = parametersFor(func, name, takes_context)
    const call = { func, takes_context, arguments: parse_bits(parser, bits, parameters, name) }
    return new SimpleNode(call, target)
  }
}

export function compileBlockTag(func: unknown, name: string, end: string, takes_context: boolean) {
  return function compile(parser: Parser, token: Token): Node {
    const signature = withoutContent(func, name, takes_context)
    const [bits, target] = splitAs(token.split_contents().slice(1))
    const nodelist = parser.parse([end])
    parser.delete_first_token()
    const call = { func, takes_context, arguments: parse_bits(parser, bits, signature, name) }
    return new SimpleNode(call, target, nodelist)
  }
}

function withoutContent(func: unknown, name: string, takes_context: boolean): TagParameters {
  const signature = signatureOf(func)
  if (signature === null) return OPEN
  const { params } = signature
  if (takes_context) {
    if (params.length < 2 || params[1] !== 'content') {
      throw new TemplateSyntaxError(
        `'${name}' is decorated with takes_context=True so it must have a first argument of 'context' and a second argument of 'content'`,
      )
    }
    return parametersFor(func, name, true).params[0] === 'content'
      ? { ...signature, params: params.slice(2) }
      : signature
  }
  if (params[0] !== 'content') {
    throw new TemplateSyntaxError(`'${name}' must have a first argument of 'content'`)
  }
  return { ...signature, params: params.slice(1) }
}

export function compileInclusionTag(
  func: unknown,
  name: string,
  filename: unknown,
  takes_context: boolean,
) {
  return function compile(parser: Parser, token: Token): Node {
    const bits = token.split_contents().slice(1)
    const parameters = parametersFor(func, name, takes_context)
    const call = { func, takes_context, arguments: parse_bits(parser, bits, parameters, name) }
    return new InclusionNode(call, filename)
  }
}
