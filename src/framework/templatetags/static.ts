/**
 * `{% static "blog/style.css" %}`: the address of a file of the project, below STATIC_URL.
 *
 * Django: django/templatetags/static.py, howto/static-files
 */
import { str } from '../../base/python/protocols.ts'
import { isString } from '../../base/python/safe_string.ts'
import { quote, urljoin } from '../../base/python/urllib_parse.ts'
import { settings } from '../conf/index.ts'
import { staticfiles_storage } from '../contrib/staticfiles/storage.ts'
import { Library } from '../template/library.ts'
import type { Context } from '../template/context.ts'
import { TemplateSyntaxError } from '../template/exceptions.ts'
import type { FilterExpression } from '../template/filter_expression.ts'
import type { Token } from '../template/lexer.ts'
import { Node, type Render } from '../template/node.ts'
import type { Parser } from '../template/parser.ts'
import { get_script_prefix } from '../urls/base.ts'
import { iri_to_uri } from '../utils/encoding.ts'
import { conditional_escape } from '../utils/html.ts'

export const register = new Library()

type Prefix = 'STATIC_URL' | 'MEDIA_URL'

/** A relative address is below the prefix under which the whole project is served. */
function prefix(name: Prefix): string {
  const url = settings[name]
  const text = isString(url) ? str(url) : ''
  const isAbsolute = url === null || /^(?:https?:\/)?\//.test(text)
  return iri_to_uri(isAbsolute ? str(url) : get_script_prefix() + text) ?? ''
}

class PrefixNode extends Node {
  constructor(
    readonly varname: string | null,
    readonly name: Prefix,
  ) {
    super()
  }

  override compile(): Render {
    const { varname, name } = this
    return (context) => {
      if (varname === null) return prefix(name)
      context.set(varname, prefix(name))
      return ''
    }
  }
}

function prefixTag(name: Prefix) {
  return (_parser: Parser, token: Token): Node => {
    const words = token.words()
    if (words.length > 1 && words[1] !== 'as') {
      throw new TemplateSyntaxError(`First argument in '${words[0]!}' must be 'as'`)
    }
    return new PrefixNode(words[2] ?? null, name)
  }
}

register.tag('get_static_prefix', prefixTag('STATIC_URL'))
register.tag('get_media_prefix', prefixTag('MEDIA_URL'))

class StaticNode extends Node {
  static override child_nodelists: readonly string[] = []

  constructor(
    readonly varname: string | null,
    readonly path: FilterExpression,
  ) {
    super()
  }

  url(context: Context): string {
    return static_(str(this.path.value(context, false)))
  }

  override compile(): Render {
    const { varname } = this
    return (context) => {
      const url = this.url(context)
      const shown = context.autoescape ? conditional_escape(url) : url
      if (varname === null) return shown.valueOf()
      context.set(varname, shown)
      return ''
    }
  }
}

register.tag('static', (parser: Parser, token: Token): Node => {
  const bits = token.split_contents()
  if (bits.length < 2) {
    throw new TemplateSyntaxError(`'${bits[0]!}' takes at least one argument (path to file)`)
  }
  const path = parser.compile_filter(bits[1]!)
  return new StaticNode(bits.at(-2) === 'as' ? (bits[3] ?? null) : null, path)
})

/** `django.templatetags.static.static`: the same for code. */
function static_(path: string): string {
  if (settings.INSTALLED_APPS.includes('django.contrib.staticfiles')) {
    return staticfiles_storage.url(path)
  }
  return urljoin(prefix('STATIC_URL'), quote(path))
}
export { static_ as static }
