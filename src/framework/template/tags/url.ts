/**
 * `{% url "blog:post_detail" pk=post.pk %}`. `as name` stores the address and makes "no such pattern" an empty text.
 *
 * Django: django/template/defaulttags.py (URLNode)
 */
import { str } from '../../../base/python/protocols.ts'
import { isString } from '../../../base/python/safe_string.ts'
import { NoReverseMatch, reverse } from '../../urls/index.ts'
import { conditional_escape } from '../../utils/html.ts'
import type { Context } from '../context.ts'
import { TemplateSyntaxError } from '../exceptions.ts'
import type { FilterExpression } from '../filter_expression.ts'
import type { Token } from '../lexer.ts'
import { Node, type Render } from '../node.ts'
import { splitKwarg, type Parser } from '../parser.ts'
import { splitAs } from '../tag_helpers.ts'

export class URLNode extends Node {
  static override child_nodelists: readonly string[] = []

  constructor(
    readonly view_name: FilterExpression,
    readonly args: readonly FilterExpression[],
    readonly kwargs: Readonly<Record<string, FilterExpression>>,
    readonly asvar: string | null,
  ) {
    super()
  }

  override compile(): Render {
    const { asvar } = this
    return (context) => {
      const url = this.#url(context)
      if (asvar !== null) {
        context.set(asvar, url)
        return ''
      }
      return context.autoescape ? str(conditional_escape(url)) : str(url)
    }
  }

  #url(context: Context): unknown {
    const args = this.args.map((argument) => plain(argument.value(context, false)))
    const kwargs: Record<string, unknown> = {}
    for (const name of Object.keys(this.kwargs)) {
      kwargs[name] = plain(this.kwargs[name]!.value(context, false))
    }
    const view_name = plain(this.view_name.value(context, false))
    try {
      return reverse(view_name, { args, kwargs, current_app: currentApp(context) })
    } catch (error) {
      if (this.asvar !== null && error instanceof NoReverseMatch) return ''
      throw error
    }
  }
}

/** Literals of a template are safe strings; an address is made of plain ones. */
function plain(value: unknown): unknown {
  return isString(value) ? value.valueOf() : value
}

/** The application of the page, which decides between instances of one app. */
function currentApp(context: Context): string | null {
  const request = (context as { request?: unknown }).request
  if (typeof request !== 'object' || request === null) return null
  const { current_app, resolver_match } = request as {
    current_app?: string | null
    resolver_match?: { namespace?: string } | null
  }
  if (current_app !== undefined) return current_app
  return resolver_match?.namespace ?? null
}

export function do_url(parser: Parser, token: Token): Node {
  const bits = token.split_contents()
  if (bits.length < 2) {
    throw new TemplateSyntaxError(`'${bits[0]!}' takes at least one argument, a URL pattern name.`)
  }
  const view_name = parser.compile_filter(bits[1]!)
  const [rest, asvar] = splitAs(bits.slice(2))
  const args: FilterExpression[] = []
  const kwargs: Record<string, FilterExpression> = {}
  for (const bit of rest) {
    const parts = splitKwarg(bit)
    if (parts === null) throw new TemplateSyntaxError('Malformed arguments to url tag')
    const [name, value] = parts
    if (name === null) args.push(parser.compile_filter(value))
    else kwargs[name] = parser.compile_filter(value)
  }
  return new URLNode(view_name, args, kwargs, asvar)
}
