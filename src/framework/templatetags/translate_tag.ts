/**
 * `{% translate "text" as name %}`.
 *
 * Django: django/templatetags/i18n.py (TranslateNode)
 */
import { str } from '../../base/python/protocols.ts'
import { isString, mark_safe, SafeString } from '../../base/python/safe_string.ts'
import type { Context } from '../template/context.ts'
import { TemplateSyntaxError } from '../template/exceptions.ts'
import type { FilterExpression } from '../template/filter_expression.ts'
import type { Token } from '../template/lexer.ts'
import { Node, type Render } from '../template/node.ts'
import type { Parser } from '../template/parser.ts'
import { render_value_in_context } from '../template/render_value.ts'
import { gettext, pgettext } from '../utils/translation/index.ts'

interface Options {
  noop: boolean
  asvar: string | null
  message_context: FilterExpression | null
}

class TranslateNode extends Node {
  static override child_nodelists: readonly string[] = []

  constructor(
    readonly filter_expression: FilterExpression,
    readonly options: Options,
  ) {
    super()
  }

  override compile(): Render {
    const { asvar } = this.options
    return (context) => {
      const value = render_value_in_context(this.#translated(context), context)
      // a message's percent signs are doubled, so that they are no formats
      const text = String(value).replaceAll('%%', '%')
      if (asvar === null) return text
      context.set(asvar, value instanceof SafeString ? mark_safe(text) : text)
      return ''
    }
  }

  /** The translation happens before the filters: `{% translate "x"|upper %}`. */
  #translated(context: Context): unknown {
    const { noop, message_context } = this.options
    return this.filter_expression.value(context, false, (value) => {
      if (noop || !isString(value)) return value
      const message = String(value).replaceAll('%', '%%')
      const text =
        message_context === null
          ? gettext(message)
          : pgettext(str(message_context.value(context, false)), message)
      return (value as unknown) instanceof SafeString ? mark_safe(text) : text
    })
  }
}

export function do_translate(parser: Parser, token: Token): Node {
  const [tag, message, ...rest] = token.split_contents() as [string, string?, ...string[]]
  if (message === undefined) throw new TemplateSyntaxError(`'${tag}' takes at least one argument`)
  const expression = parser.compile_filter(message)
  const options: Options = { noop: false, asvar: null, message_context: null }
  const seen = new Set<string>()
  while (rest.length > 0) {
    const option = rest.shift()!
    if (seen.has(option)) {
      throw new TemplateSyntaxError(`The '${option}' option was specified more than once.`)
    }
    seen.add(option)
    if (option === 'noop') options.noop = true
    else if (option === 'context') options.message_context = contextOf(parser, rest, tag)
    else if (option === 'as') options.asvar = argument(rest, tag, 'as')
    else {
      throw new TemplateSyntaxError(
        `Unknown argument for '${tag}' tag: '${option}'. The only options available are 'noop', 'context' "xxx", and 'as VAR'.`,
      )
    }
  }
  return new TranslateNode(expression, options)
}

function argument(rest: string[], tag: string, option: string): string {
  const value = rest.shift()
  if (value === undefined) {
    throw new TemplateSyntaxError(
      `No argument provided to the '${tag}' tag for the ${option} option.`,
    )
  }
  return value
}

function contextOf(parser: Parser, rest: string[], tag: string): FilterExpression {
  const value = argument(rest, tag, 'context')
  if (value === 'as' || value === 'noop') {
    throw new TemplateSyntaxError(
      `Invalid argument '${value}' provided to the '${tag}' tag for the context option`,
    )
  }
  return parser.compile_filter(value)
}
