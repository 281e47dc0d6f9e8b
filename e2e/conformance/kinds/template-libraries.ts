/**
 * Tag libraries as cases describe them (FORMAT.md, `define`): each tag and filter has a Python signature and answers
 * a text put together from its arguments. They are registered as a learner would, so binding arguments is Django's.
 */
import { callPython } from '../../../src/base/kwargs.ts'
import { TypeError } from '../../../src/base/python/exceptions.ts'
import { setParameters, type Parameter } from '../../../src/base/python/parameters_of.ts'
import { str } from '../../../src/base/python/protocols.ts'
import { mark_safe } from '../../../src/base/python/safe_string.ts'
import {
  register as builtinFilters,
  stringfilter,
} from '../../../src/framework/template/defaultfilters.ts'
import { Library, Node } from '../../../src/framework/template/index.ts'
import type { Decode } from '../values.ts'

type Values = Record<string, unknown>
type Function = (...args: unknown[]) => unknown
type Finish = (values: Values, context: unknown) => unknown

type Part =
  string | Readonly<Record<'arg' | 'args' | 'more' | 'kwargs' | 'context', string | undefined>>

interface Signature {
  readonly args?: readonly string[]
  readonly defaults?: Values
  readonly varargs?: string
  readonly kwonly?: readonly string[]
  readonly varkw?: string
  readonly takes_context?: boolean
}

interface Described extends Signature {
  readonly returns: readonly Part[]
  readonly safe?: boolean
  readonly end_name?: string
  readonly template?: string
  readonly context?: Readonly<Record<string, readonly Part[]>>
  readonly is_safe?: boolean
  readonly stringfilter?: boolean
  readonly same_as?: string
}

type Named = Readonly<Record<string, Described>>

export interface LibrarySpec {
  readonly simple_tags?: Named
  readonly simple_block_tags?: Named
  readonly inclusion_tags?: Named
  readonly filters?: Named
  readonly echo_tags?: readonly string[]
}

const texts = (values: unknown) => (values as unknown[]).map(str)

function partText(part: Part, values: Values, context: unknown): string {
  if (typeof part === 'string') return part
  if (part.arg !== undefined) return str(values[part.arg])
  if (part.args !== undefined) return texts(values[part.args]).join(', ')
  if (part.more !== undefined)
    return texts(values[part.more])
      .map((text) => `, ${text}`)
      .join('')
  if (part.context !== undefined)
    return str((context as { get(key: string): unknown }).get(part.context))
  const kwargs = Object.entries(values[part.kwargs ?? ''] as Values)
  kwargs.sort(([a], [b]) => (a < b ? -1 : 1))
  return kwargs.map(([name, value]) => `${name}=${str(value)}`).join(', ')
}

function joined(parts: readonly Part[], values: Values, context: unknown): string {
  return parts.map((part) => partText(part, values, context)).join('')
}

function textOf({ returns, safe = false }: Described): Finish {
  return (values, context) => {
    const text = joined(returns, values, context)
    return safe ? mark_safe(text) : text
  }
}

function parametersFor(signature: Signature, positional: readonly string[]): Parameter[] {
  const defaults = signature.defaults ?? {}
  const named = (names: readonly string[], kind: 'positional' | 'keyword'): Parameter[] =>
    names.map((name) => ({ name, kind, hasDefault: name in defaults }))
  const all = (name: string | undefined, kind: 'args' | 'kwargs'): Parameter[] =>
    name === undefined ? [] : [{ name, kind, hasDefault: false }]
  return [
    ...named(positional, 'positional'),
    ...all(signature.varargs, 'args'),
    ...named(signature.kwonly ?? [], 'keyword'),
    ...all(signature.varkw, 'kwargs'),
  ]
}

/** A function of that name and signature; `finish` gets the arguments by name. `first` come before `args`. */
function described(
  name: string,
  signature: Signature,
  first: readonly string[],
  decode: Decode,
  finish: Finish,
): Function {
  const { defaults = {}, varargs, kwonly = [], varkw, takes_context = false, args = [] } = signature
  const positional = [...(takes_context ? ['context'] : []), ...first, ...args]
  const call = (given: readonly unknown[], kwargs: Values): unknown => {
    const rest = { ...kwargs }
    const values: Values = {}
    const byName = (parameter: string): unknown => {
      if (!(parameter in rest) && !(parameter in defaults)) {
        throw new TypeError(`${name}() missing 1 required argument: '${parameter}'`)
      }
      const value = parameter in rest ? rest[parameter] : decode(defaults[parameter])
      delete rest[parameter]
      return value
    }
    positional.forEach((parameter, index) => {
      values[parameter] = index < given.length ? given[index] : byName(parameter)
    })
    for (const parameter of kwonly) values[parameter] = byName(parameter)
    if (varargs !== undefined) values[varargs] = given.slice(positional.length)
    if (varkw !== undefined) values[varkw] = rest
    return finish(values, values['context'])
  }
  const fn = (...given: unknown[]) => call(given, {})
  Object.assign(fn, { [callPython]: call, __name__: name })
  setParameters(fn, parametersFor(signature, positional))
  return fn
}

/** Prints the words that follow its name. */
function echo(_parser: unknown, token: { readonly contents: string }): Node {
  class EchoNode extends Node {
    override render(): string {
      return token.contents.split(/\s+/).slice(1).join(' ')
    }
  }
  return new EchoNode()
}

function addFilter(register: Library, name: string, filter: Described, decode: Decode): void {
  if (filter.same_as !== undefined) {
    register.filter(name, builtinFilters.filters[filter.same_as])
    return
  }
  const [only] = filter.returns
  const arg = filter.returns.length === 1 && typeof only === 'object' ? only.arg : undefined
  const finish: Finish =
    arg === undefined || filter.safe === true ? textOf(filter) : (values) => values[arg]
  const fn = described(name, filter, [], decode, finish)
  register.filter(name, filter.stringfilter === true ? stringfilter(fn) : fn, {
    is_safe: filter.is_safe ?? false,
  })
}

/** What a registering method gives where it is used as a decorator. */
type Decorator = (fn: Function) => unknown

export function buildLibrary(spec: LibrarySpec, decode: Decode): Library {
  const register = new Library()
  for (const [name, tag] of Object.entries(spec.simple_tags ?? {})) {
    const { takes_context = null } = tag
    const decorate = register.simple_tag({ takes_context, name }) as Decorator
    decorate(described(name, tag, [], decode, textOf(tag)))
  }
  for (const [name, tag] of Object.entries(spec.simple_block_tags ?? {})) {
    const { takes_context = null, end_name = null } = tag
    const decorate = register.simple_block_tag({ takes_context, name, end_name }) as Decorator
    decorate(described(name, tag, ['content'], decode, textOf(tag)))
  }
  for (const [name, tag] of Object.entries(spec.inclusion_tags ?? {})) {
    const { takes_context = null, template = '', context: entries = {} } = tag
    const finish: Finish = (values, context) =>
      Object.fromEntries(
        Object.entries(entries).map(([key, parts]) => [key, joined(parts, values, context)]),
      )
    const decorate = register.inclusion_tag(template, { takes_context, name }) as Decorator
    decorate(described(name, tag, [], decode, finish))
  }
  for (const name of spec.echo_tags ?? []) register.tag(name, echo)
  for (const [name, filter] of Object.entries(spec.filters ?? {})) {
    addFilter(register, name, filter, decode)
  }
  return register
}
