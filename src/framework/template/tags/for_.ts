/**
 * `{% for x in list %}`, `{% empty %}`. The list is taken whole before the first pass, since `forloop.last` and
 * `revcounter` need its length; a queryset runs its SQL here, on the tag's line.
 *
 * Django: django/template/defaulttags.py (ForNode)
 */
import { TypeError, ValueError } from '../../../base/python/exceptions.ts'
import { isIterable, iterate, len, type_name } from '../../../base/python/protocols.ts'
import type { Scope } from '../context.ts'
import { TemplateSyntaxError } from '../exceptions.ts'
import type { FilterExpression } from '../filter_expression.ts'
import type { Token } from '../lexer.ts'
import { Node, NodeList, type Render } from '../node.ts'
import type { Parser } from '../parser.ts'

/** What templates see as `forloop`: a dict. */
interface ForLoop {
  readonly parentloop: unknown
  counter0: number
  counter: number
  revcounter: number
  revcounter0: number
  first: boolean
  last: boolean
}

export class ForNode extends Node {
  static override child_nodelists: readonly string[] = ['nodelist_loop', 'nodelist_empty']

  constructor(
    readonly loopvars: readonly string[],
    readonly sequence: FilterExpression,
    readonly is_reversed: boolean,
    readonly nodelist_loop: NodeList,
    readonly nodelist_empty: NodeList = new NodeList(),
  ) {
    super()
  }

  override compile(): Render {
    const { loopvars, sequence, is_reversed } = this
    const body = this.nodelist_loop.compile()
    const empty = this.nodelist_empty.compile()
    const [name] = loopvars as [string]
    const unpack = loopvars.length > 1
    return (context) => {
      const parentloop = context.lookup('forloop') ?? {}
      const scope: Scope = new Map()
      context.pushScope(scope)
      try {
        const values = listOf(sequence.value(context, true))
        const { length } = values
        if (length === 0) return empty(context)
        const loop: ForLoop = {
          ...{ parentloop, counter0: 0, counter: 1 },
          ...{ revcounter: length, revcounter0: length - 1, first: true, last: length === 1 },
        }
        scope.set('forloop', loop)
        let output = ''
        for (let i = 0; i < length; i++) {
          loop.counter0 = i
          loop.counter = i + 1
          loop.revcounter = length - i
          loop.revcounter0 = length - i - 1
          loop.first = i === 0
          loop.last = i === length - 1
          const item = values[is_reversed ? length - 1 - i : i]
          if (unpack) {
            context.pushScope(unpacked(loopvars, item))
            output += body(context)
            context.pop()
          } else {
            scope.set(name, item ?? null)
            output += body(context)
          }
        }
        return output
      } finally {
        // an error inside the body may have left the unpacked names there
        while (context.dicts.at(-1) !== scope) context.pop()
        context.pop()
      }
    }
  }

  __repr__(): string {
    const reversed = this.is_reversed ? ' reversed' : ''
    return `<ForNode: for ${this.loopvars.join(', ')} in ${this.sequence.token}, tail_len: ${this.nodelist_loop.length}${reversed}>`
  }
}

function listOf(values: unknown): readonly unknown[] {
  if (values === null || values === undefined) return []
  if (Array.isArray(values)) return values as unknown[]
  if (!isIterable(values)) {
    throw new TypeError(`'${type_name(values)}' object is not iterable`)
  }
  return [...iterate(values)]
}

function unpacked(names: readonly string[], item: unknown): Scope {
  const parts = isIterable(item) ? [...iterate(item)] : null
  const count = parts === null ? 1 : hasLength(item) ? parts.length : 1
  if (count !== names.length) {
    throw new ValueError(`Need ${names.length} values to unpack in for loop; got ${count}. `)
  }
  return new Map(names.map((name, i) => [name, parts![i] ?? null]))
}

/** A one-shot iterator has none: Python cannot know whether it can be unpacked. */
function hasLength(item: unknown): boolean {
  try {
    len(item)
    return true
  } catch {
    return false
  }
}

export function do_for(parser: Parser, token: Token): Node {
  const bits = token.split_contents()
  const { contents } = token
  if (bits.length < 4) {
    throw new TemplateSyntaxError(`'for' statements should have at least four words: ${contents}`)
  }
  const is_reversed = bits.at(-1) === 'reversed'
  const inAt = bits.length - (is_reversed ? 3 : 2)
  if (bits[inAt] !== 'in') {
    throw new TemplateSyntaxError(
      `'for' statements should use the format 'for x in y': ${contents}`,
    )
  }
  const loopvars = bits.slice(1, inAt).join(' ').split(/ *, */)
  if (loopvars.some((name) => name === '' || /[ "'|]/.test(name))) {
    throw new TemplateSyntaxError(`'for' tag received an invalid argument: ${contents}`)
  }
  const sequence = parser.compile_filter(bits[inAt + 1]!)
  const loop = parser.parse(['empty', 'endfor'])
  if (parser.next_token().contents !== 'empty') {
    return new ForNode(loopvars, sequence, is_reversed, loop)
  }
  const empty = parser.parse(['endfor'])
  parser.delete_first_token()
  return new ForNode(loopvars, sequence, is_reversed, loop, empty)
}
