/**
 * `{% cache 300 sidebar user.pk %}`: a piece of a page that is rendered once and then taken from the cache.
 *
 * Django: django/templatetags/cache.py, topics/cache#template-fragment-caching
 */
import { TypeError, ValueError } from '../../base/python/exceptions.ts'
import { toInt } from '../../base/python/int.ts'
import { repr, str } from '../../base/python/protocols.ts'
import { mark_safe } from '../../base/python/safe_string.ts'
import { caches, InvalidCacheBackendError, type BaseCache } from '../core/cache/index.ts'
import { make_template_fragment_key } from '../core/cache/utils.ts'
import type { Context } from '../template/context.ts'
import { TemplateSyntaxError } from '../template/exceptions.ts'
import type { FilterExpression } from '../template/filter_expression.ts'
import type { Token } from '../template/lexer.ts'
import { Library } from '../template/library.ts'
import { Node, type NodeList, type Render } from '../template/node.ts'
import type { Parser } from '../template/parser.ts'
import { VariableDoesNotExist, type Variable } from '../template/variable.ts'

export const register = new Library()

interface CacheArguments {
  readonly timeout: FilterExpression
  readonly name: string
  readonly vary_on: readonly FilterExpression[]
  readonly using: FilterExpression | null
}

class CacheNode extends Node {
  constructor(
    readonly nodelist: NodeList,
    readonly given: CacheArguments,
  ) {
    super()
  }

  override compile(): Render {
    const { name, vary_on } = this.given
    const body = this.nodelist.compile()
    return (context) => {
      const timeout = seconds(this.given.timeout, context)
      const cache = cacheOf(this.given.using, context)
      const values = vary_on.map((expression) => expression.value(context, false))
      const key = make_template_fragment_key(name, values)
      const cached = cache.get(key)
      if (cached !== null && cached !== undefined) return str(cached)
      const output = body(context)
      cache.set(key, mark_safe(output), timeout)
      return output
    }
  }
}

function known(expression: FilterExpression, context: Context): unknown {
  try {
    return expression.value(context, false)
  } catch (error) {
    if (!(error instanceof VariableDoesNotExist)) throw error
    throw new TemplateSyntaxError(
      `"cache" tag got an unknown variable: ${repr((expression.var as Variable).var)}`,
    )
  }
}

/** null: for ever. */
function seconds(expression: FilterExpression, context: Context): number | null {
  const value = known(expression, context)
  if (value === null) return null
  try {
    return Number(toInt(value))
  } catch (error) {
    if (!(error instanceof ValueError) && !(error instanceof TypeError)) throw error
    throw new TemplateSyntaxError(`"cache" tag got a non-integer timeout value: ${repr(value)}`)
  }
}

function cacheOf(using: FilterExpression | null, context: Context): BaseCache {
  if (using !== null) {
    const name = known(using, context)
    return existing(str(name)) ?? unknownCache(name)
  }
  return existing('template_fragments') ?? caches.get('default')
}

function existing(name: string): BaseCache | null {
  try {
    return caches.get(name)
  } catch (error) {
    if (error instanceof InvalidCacheBackendError) return null
    throw error
  }
}

function unknownCache(name: unknown): never {
  throw new TemplateSyntaxError(`Invalid cache name specified for cache tag: ${repr(name)}`)
}

register.tag('cache', (parser: Parser, token: Token): Node => {
  const nodelist = parser.parse(['endcache'])
  parser.delete_first_token()
  let bits = token.split_contents()
  if (bits.length < 3) {
    // Django quotes the name twice
    throw new TemplateSyntaxError(`''${bits[0]!}'' tag requires at least 2 arguments.`)
  }
  let using: FilterExpression | null = null
  if (bits.length > 3 && bits.at(-1)!.startsWith('using=')) {
    using = parser.compile_filter(bits.at(-1)!.slice('using='.length))
    bits = bits.slice(0, -1)
  }
  const [, timeout, name, ...vary] = bits as [string, string, string, ...string[]]
  return new CacheNode(nodelist, {
    timeout: parser.compile_filter(timeout),
    name,
    vary_on: vary.map((bit) => parser.compile_filter(bit)),
    using,
  })
})
