/**
 * `{% blocktranslate count n=list|length %}one{% plural %}{{ n }} many{% endblocktranslate %}`. Inside stand bare names
 * only; they are looked up as they are written, dots included.
 *
 * Django: django/templatetags/i18n.py (BlockTranslateNode)
 */
import { Decimal } from '../../base/python/decimal.ts'
import { isNumber } from '../../base/python/float.ts'
import { percent_format } from '../../base/python/format.ts'
import { repr, str } from '../../base/python/protocols.ts'
import { mark_safe } from '../../base/python/safe_string.ts'
import type { Context } from '../template/context.ts'
import { TemplateSyntaxError } from '../template/exceptions.ts'
import type { FilterExpression } from '../template/filter_expression.ts'
import { TokenType, type Token } from '../template/lexer.ts'
import { Node, type Render } from '../template/node.ts'
import { token_kwargs, type Parser } from '../template/parser.ts'
import { renderValue } from '../template/render_value.ts'
import { resolveAll } from '../template/tags/scope.ts'
import { gettext, ngettext, npgettext, pgettext } from '../utils/translation/index.ts'

interface Options {
  with_: Record<string, FilterExpression>
  count: readonly [string, FilterExpression] | null
  context: FilterExpression | null
  trimmed: boolean
  asvar: string | null
}

interface Message {
  readonly text: string
  readonly names: readonly string[]
}

class BlockTranslateNode extends Node {
  constructor(
    readonly tag_name: string,
    readonly options: Options,
    readonly singular: Message,
    readonly plural: Message | null,
  ) {
    super()
  }

  override compile(): Render {
    const { asvar, with_ } = this.options
    const extra = Object.entries(with_)
    return (context) => {
      context.pushScope(resolveAll(extra, context))
      let text: string
      try {
        text = this.#text(context)
      } finally {
        context.pop()
      }
      if (asvar === null) return text
      context.set(asvar, mark_safe(text))
      return ''
    }
  }

  #text(context: Context): string {
    const { singular, plural } = this
    const { count, context: given } = this.options
    const kind = given === null ? null : str(given.value(context, false))
    let translated: string
    const names = [...singular.names]
    if (plural !== null && count !== null) {
      const [name, expression] = count
      const number = expression.value(context, false)
      if (!isNumber(number) && typeof number !== 'boolean' && !(number instanceof Decimal)) {
        throw new TemplateSyntaxError(
          `'${name}' argument to '${this.tag_name}' tag must be a number.`,
        )
      }
      context.set(name, number)
      names.push(...plural.names)
      translated =
        kind === null
          ? ngettext(singular.text, plural.text, number)
          : npgettext(kind, singular.text, plural.text, number)
    } else {
      translated = kind === null ? gettext(singular.text) : pgettext(kind, singular.text)
    }
    const values: Record<string, string> = {}
    for (const name of names) values[name] = shown(name, context)
    return percent_format(translated, values)
  }
}

function shown(name: string, context: Context): string {
  const value = context.lookup(name)
  if (value !== undefined) return renderValue(value, context)
  const marker = context.template?.engine.string_if_invalid ?? ''
  return renderValue(marker.replace('%s', name), context)
}

export function do_block_translate(parser: Parser, token: Token): Node {
  const [tag, ...bits] = token.split_contents() as [string, ...string[]]
  const options = parseOptions(parser, tag, bits)
  let [tokens, end] = collect(parser, token)
  const singular = message(tokens, options.trimmed)
  let plural: Message | null = null
  if (options.count !== null) {
    if (end.contents.trim() !== 'plural') {
      throw new TemplateSyntaxError(`'${tag}' doesn't allow other block tags inside it`)
    }
    ;[tokens, end] = collect(parser, end)
    // an empty plural is none
    if (tokens.length > 0) plural = message(tokens, options.trimmed)
  }
  if (end.contents.trim() !== `end${tag}`) {
    throw new TemplateSyntaxError(
      `'${tag}' doesn't allow other block tags (seen ${repr(end.contents)}) inside it`,
    )
  }
  return new BlockTranslateNode(tag, options, singular, plural)
}

/** Tokens up to the next tag or comment, and that one. */
function collect(parser: Parser, last: Token): [Token[], Token] {
  const tokens: Token[] = []
  let token = last
  while (parser.tokens.length > 0) {
    token = parser.next_token()
    if (token.token_type !== TokenType.VAR && token.token_type !== TokenType.TEXT) break
    tokens.push(token)
  }
  return [tokens, token]
}

function message(tokens: readonly Token[], trimmed: boolean): Message {
  const names: string[] = []
  const parts = tokens.map((token) => {
    if (token.token_type === TokenType.TEXT) return token.contents.replaceAll('%', '%%')
    names.push(token.contents)
    return `%(${token.contents})s`
  })
  const text = parts.join('')
  return { text: trimmed ? text.replace(/\s*\n\s*/g, ' ').trim() : text, names }
}

function parseOptions(parser: Parser, tag: string, bits: string[]): Options {
  const options: Options = { with_: {}, count: null, context: null, trimmed: false, asvar: null }
  const seen = new Set<string>()
  while (bits.length > 0) {
    const option = bits.shift()!
    if (seen.has(option)) {
      throw new TemplateSyntaxError(`The '${option}' option was specified more than once.`)
    }
    if (option === 'with') {
      options.with_ = token_kwargs(bits, parser, { support_legacy: true })
      if (Object.keys(options.with_).length === 0) {
        throw new TemplateSyntaxError(`"with" in '${tag}' tag needs at least one keyword argument.`)
      }
    } else if (option === 'count') {
      const counters = Object.entries(token_kwargs(bits, parser, { support_legacy: true }))
      if (counters.length !== 1) {
        throw new TemplateSyntaxError(
          `"count" in '${tag}' tag expected exactly one keyword argument.`,
        )
      }
      options.count = counters[0]!
    } else if (option === 'context') {
      options.context = contextOf(parser, tag, bits)
    } else if (option === 'trimmed') {
      options.trimmed = true
    } else if (option === 'asvar') {
      const name = bits.shift()
      if (name === undefined) {
        throw new TemplateSyntaxError(
          `No argument provided to the '${tag}' tag for the asvar option.`,
        )
      }
      options.asvar = name
    } else {
      throw new TemplateSyntaxError(`Unknown argument for '${tag}' tag: '${option}'.`)
    }
    seen.add(option)
  }
  return options
}

function contextOf(parser: Parser, tag: string, bits: string[]): FilterExpression {
  try {
    return parser.compile_filter(bits.shift()!)
  } catch {
    throw new TemplateSyntaxError(`"context" in '${tag}' tag expected exactly one argument.`)
  }
}
