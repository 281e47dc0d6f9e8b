/**
 * Turns tokens into nodes. A tag's compile function gets this parser and its own token, and reads on from there: with
 * `parse(['endfoo'])` up to, not over, its end tag.
 *
 * Django: django/template/base.py (Parser, token_kwargs)
 */
import { callWithKwargs } from '../../base/kwargs.ts'
import { Exception } from '../../base/python/exceptions.ts'
import { get_text_list } from '../utils/text.ts'
import { TemplateSyntaxError } from './exceptions.ts'
import { FilterExpression } from './filter_expression.ts'
import type { FilterFunction } from './filter_function.ts'
import { TokenType, type Token } from './lexer.ts'
import { NodeList, TextNode, VariableNode, type Node } from './node.ts'
import type { Origin } from './origin.ts'
import { nearestName } from './suggest.ts'

/** What a Library looks like from here. */
export interface TagsAndFilters {
  readonly tags: Readonly<Record<string, unknown>>
  readonly filters: Readonly<Record<string, unknown>>
}

export class Parser {
  /** The next token is the last one. */
  readonly tokens: Token[]
  readonly tags = new Map<string, unknown>()
  readonly filters = new Map<string, FilterFunction>()
  readonly command_stack: (readonly [string, Token])[] = []
  /** What tags of one template share while it is compiled: named cycles, names of blocks. */
  readonly extra_data: Record<string, unknown> = {}

  constructor(
    tokens: readonly Token[],
    readonly libraries: Readonly<Record<string, TagsAndFilters>> = {},
    builtins: readonly TagsAndFilters[] = [],
    readonly origin: Origin | null = null,
  ) {
    this.tokens = [...tokens].reverse()
    for (const library of builtins) this.add_library(library)
  }

  /** @param parse_until  names of tags to stop before; none: to the end */
  parse(parse_until: readonly string[] = []): NodeList {
    const nodelist = new NodeList()
    while (this.tokens.length > 0) {
      const token = this.next_token()
      if (token.token_type === TokenType.TEXT) {
        this.extend_nodelist(nodelist, new TextNode(token.contents), token)
      } else if (token.token_type === TokenType.VAR) {
        this.extend_nodelist(nodelist, this.#variable(token), token)
      } else if (token.token_type === TokenType.BLOCK) {
        const command = token.words()[0]
        if (command === undefined) {
          throw this.error(token, `Empty block tag on line ${token.lineno}`)
        }
        if (parse_until.includes(command)) {
          this.prepend_token(token)
          return nodelist
        }
        this.command_stack.push([command, token])
        this.extend_nodelist(nodelist, this.#tag(token, command, parse_until), token)
        this.command_stack.pop()
      }
    }
    if (parse_until.length > 0) this.unclosed_block_tag(parse_until)
    return nodelist
  }

  #variable(token: Token): VariableNode {
    if (token.contents === '') {
      throw this.error(token, `Empty variable tag on line ${token.lineno}`)
    }
    try {
      return new VariableNode(this.compile_filter(token.contents))
    } catch (error) {
      throw this.error(token, error)
    }
  }

  #tag(token: Token, command: string, parse_until: readonly string[]): Node {
    const compile = this.tags.get(command)
    if (compile === undefined) this.invalid_block_tag(token, command, parse_until)
    try {
      return callWithKwargs(compile, [this, token]) as Node
    } catch (error) {
      throw this.error(token, error)
    }
  }

  skip_past(endtag: string): void {
    while (this.tokens.length > 0) {
      const token = this.next_token()
      if (token.token_type === TokenType.BLOCK && token.contents === endtag) return
    }
    this.unclosed_block_tag([endtag])
  }

  extend_nodelist(nodelist: NodeList, node: Node, token: Token): void {
    if (node.constructor.must_be_first && nodelist.contains_nontext) {
      const name = this.origin?.template_name ?? null
      throw this.error(
        token,
        `{% ${token.contents} %} must be the first tag in ${name === null ? 'the template' : `'${name}'`}.`,
      )
    }
    if (!(node instanceof TextNode)) nodelist.contains_nontext = true
    node.token = token
    node.origin = this.origin
    nodelist.push(node)
  }

  /** The error with its token; the innermost token stays. */
  error(token: Token, problem: unknown): unknown {
    const error = typeof problem === 'string' ? new TemplateSyntaxError(problem) : problem
    if (typeof error === 'object' && error !== null) {
      const marked = error as { token?: Token | null }
      if (marked.token === undefined || marked.token === null) {
        Object.defineProperty(marked, 'token', { value: token, configurable: true, writable: true })
      }
    }
    return error
  }

  invalid_block_tag(token: Token, command: string, parse_until: readonly string[] = []): never {
    const expected =
      parse_until.length > 0
        ? `, expected ${get_text_list(
            parse_until.map((name) => `'${name}'`),
            'or',
          )}`
        : ''
    const error = this.error(
      token,
      `Invalid block tag on line ${token.lineno}: '${command}'${expected}. Did you forget to register or load this tag?`,
    )
    if (error instanceof Exception) error.teaching = this.#teach(command)
    throw error
  }

  #teach(command: string): { id: string; hint: string } {
    const id = 'template.unknown_tag'
    for (const [name, library] of Object.entries(this.libraries)) {
      if (Object.hasOwn(library.tags, command)) {
        return { id, hint: `Write {% load ${name} %} above it: that library has '${command}'.` }
      }
    }
    const nearest = nearestName(command, this.tags.keys())
    return {
      id,
      hint:
        nearest === null
          ? `Load the library that defines '${command}'.`
          : `Did you mean '${nearest}'?`,
    }
  }

  unclosed_block_tag(parse_until: readonly string[]): never {
    const [command, token] = this.command_stack.pop()!
    throw this.error(
      token,
      `Unclosed tag on line ${token.lineno}: '${command}'. Looking for one of: ${parse_until.join(', ')}.`,
    )
  }

  next_token(): Token {
    return this.tokens.pop()!
  }

  prepend_token(token: Token): void {
    this.tokens.push(token)
  }

  /** Drops the end tag that `parse` stopped at. */
  delete_first_token(): void {
    this.tokens.pop()
  }

  add_library(library: TagsAndFilters): void {
    for (const [name, tag] of Object.entries(library.tags)) this.tags.set(name, tag)
    for (const [name, filter] of Object.entries(library.filters)) {
      this.filters.set(name, filter as FilterFunction)
    }
  }

  compile_filter(token: string): FilterExpression {
    return new FilterExpression(token, this)
  }

  find_filter(filter_name: string): FilterFunction {
    const filter = this.filters.get(filter_name)
    if (filter !== undefined) return filter
    const error = new TemplateSyntaxError(`Invalid filter: '${filter_name}'`)
    const nearest = nearestName(filter_name, this.filters.keys())
    error.teaching = {
      id: 'template.unknown_filter',
      hint:
        nearest === null
          ? `Load the library that defines '${filter_name}'.`
          : `Did you mean '${nearest}'?`,
    }
    throw error
  }
}

const KWARG = /^(?:([\p{L}\p{N}_]+)=)?(.+)/u

/** `name=value` of one word: `[name or null, value]`; null where it is neither. */
export function splitKwarg(bit: string): readonly [string | null, string] | null {
  const match = KWARG.exec(bit)
  return match === null ? null : [match[1] ?? null, match[2]!]
}

/**
 * Takes leading `name=value` words off `bits` and gives their expressions by name.
 * @param support_legacy  `value as name and value as name` too
 */
export function token_kwargs(
  bits: string[],
  parser: Parser,
  { support_legacy = false }: { support_legacy?: boolean } = {},
): Record<string, FilterExpression> {
  const kwargs: Record<string, FilterExpression> = {}
  if (bits.length === 0) return kwargs
  const isModern = (splitKwarg(bits[0]!)?.[0] ?? null) !== null
  if (!isModern && !support_legacy) return kwargs
  while (bits.length > 0) {
    if (isModern) {
      const [name, value] = splitKwarg(bits[0]!) ?? [null, '']
      if (name === null) return kwargs
      bits.shift()
      kwargs[name] = parser.compile_filter(value)
    } else {
      if (bits.length < 3 || bits[1] !== 'as') return kwargs
      const [value, , name] = bits.splice(0, 3) as [string, string, string]
      kwargs[name] = parser.compile_filter(value)
      if (bits.length > 0) {
        if (bits[0] !== 'and') return kwargs
        bits.shift()
      }
    }
  }
  return kwargs
}
