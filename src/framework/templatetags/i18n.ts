/**
 * Tags and filters of translations and languages.
 *
 * Django: django/templatetags/i18n.py, topics/i18n/translation
 */
import { repr, str, iterate } from '../../base/python/protocols.ts'
import { isString } from '../../base/python/safe_string.ts'
import { Tuple } from '../../base/python/tuple.ts'
import { settings } from '../conf/index.ts'
import type { Context } from '../template/context.ts'
import { TemplateSyntaxError } from '../template/exceptions.ts'
import { takes } from '../template/filter_function.ts'
import type { FilterExpression } from '../template/filter_expression.ts'
import type { Token } from '../template/lexer.ts'
import { Library } from '../template/library.ts'
import { Node, type NodeList, type Render } from '../template/node.ts'
import type { Parser } from '../template/parser.ts'
import { getItem } from '../template/subscript.ts'
import { get_language, get_language_bidi, gettext, override } from '../utils/translation/index.ts'
import { get_language_info } from '../utils/translation/language_info.ts'
import { do_block_translate } from './block_translate_tag.ts'
import { do_translate } from './translate_tag.ts'

export const register = new Library()

/** Stores a value under a name and prints nothing. */
class StoreNode extends Node {
  constructor(
    readonly variable: string,
    readonly value: (context: Context) => unknown,
  ) {
    super()
  }

  override compile(): Render {
    return (context) => {
      context.set(this.variable, this.value(context))
      return ''
    }
  }
}

/** `{% tag as name %}`. */
function storeTag(name: string, value: () => unknown): void {
  register.tag(name, (_parser: Parser, token: Token): Node => {
    const words = token.words()
    if (words.length !== 3 || words[1] !== 'as') {
      throw new TemplateSyntaxError(`'${name}' requires 'as variable' (got ${repr(words)})`)
    }
    return new StoreNode(words[2]!, value)
  })
}

/** `{% tag for expression as name %}`. */
function storeForTag(name: string, what: string, value: (given: unknown) => unknown): void {
  register.tag(name, (parser: Parser, token: Token): Node => {
    const bits = token.split_contents()
    if (bits.length !== 5 || bits[1] !== 'for' || bits[3] !== 'as') {
      throw new TemplateSyntaxError(
        `'${bits[0]!}' requires 'for ${what} as variable' (got ${repr(bits.slice(1))})`,
      )
    }
    const expression = parser.compile_filter(bits[2]!)
    return new StoreNode(bits[4]!, (context) => value(expression.value(context, false)))
  })
}

const available = () =>
  settings.LANGUAGES.map(([code, name]) => Tuple.of<unknown>(code, gettext(name)))

/** A language is a code, or a sequence that begins with one. */
function languageInfo(language: unknown): unknown {
  const first = isString(language) ? String(language)[0] : str(getItem(language, 0))
  return get_language_info(first !== undefined && first.length > 1 ? first : str(language))
}

storeTag('get_available_languages', available)
storeTag('get_current_language', get_language)
storeTag('get_current_language_bidi', get_language_bidi)
storeForTag('get_language_info', 'string', (code) => get_language_info(str(code)))
storeForTag('get_language_info_list', 'sequence', (languages) =>
  [...iterate(languages)].map(languageInfo),
)

register.filter(
  'language_name',
  takes((code: unknown) => get_language_info(str(code)).name, 0),
)
register.filter(
  'language_name_translated',
  takes((code: unknown) => gettext(get_language_info(str(code)).name), 0),
)
register.filter(
  'language_name_local',
  takes((code: unknown) => get_language_info(str(code)).name_local, 0),
)
register.filter(
  'language_bidi',
  takes((code: unknown) => get_language_info(str(code)).bidi, 0),
)

for (const name of ['translate', 'trans']) register.tag(name, do_translate)
for (const name of ['blocktranslate', 'blocktrans']) register.tag(name, do_block_translate)

class LanguageNode extends Node {
  constructor(
    readonly nodelist: NodeList,
    readonly language: FilterExpression,
  ) {
    super()
  }

  override compile(): Render {
    const body = this.nodelist.compile()
    return (context) => {
      const code = this.language.value(context, false)
      return new override(code === null ? null : str(code)).run(() => body(context))
    }
  }
}

register.tag('language', (parser: Parser, token: Token): Node => {
  const bits = token.split_contents()
  if (bits.length !== 2)
    throw new TemplateSyntaxError(`'${bits[0]!}' takes one argument (language)`)
  const language = parser.compile_filter(bits[1]!)
  const nodelist = parser.parse(['endlanguage'])
  parser.delete_first_token()
  return new LanguageNode(nodelist, language)
})
