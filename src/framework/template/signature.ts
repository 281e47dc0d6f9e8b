/**
 * Binds a template's arguments to a function written in TypeScript or Python. In a template a parameter may be named
 * (`{% tag limit=5 %}`) although TypeScript knows it by its place.
 */
import { callPython, callWithKwargs } from '../../base/kwargs.ts'
import { class_name } from '../../base/python/class_name.ts'
import { TypeError } from '../../base/python/exceptions.ts'
import { parametersOf, type Parameter } from '../../base/python/parameters_of.ts'
import type { TagParameters } from './parse_bits.ts'

/** @returns null where the function does not tell its parameters */
export function signatureOf(func: unknown): TagParameters | null {
  const parameters = parametersOfCallable(func)
  if (parameters === null) return null
  const named = (kind: Parameter['kind']) => parameters.filter((param) => param.kind === kind)
  const positional = named('positional')
  const keyword = named('keyword')
  return {
    params: positional.map(({ name }) => name),
    defaults: positional.filter(({ hasDefault }) => hasDefault).length,
    varargs: named('args').length > 0,
    kwonly: keyword.map(({ name }) => name),
    kwonlyDefaults: keyword.filter(({ hasDefault }) => hasDefault).map(({ name }) => name),
    varkw: named('kwargs').length > 0,
  }
}

/** Also of an instance with `__call__`. */
export function parametersOfCallable(callable: unknown): readonly Parameter[] | null {
  if (typeof callable === 'function') return parametersOf(callable)
  return parametersOf((callable as { __call__?: unknown } | null)?.__call__)
}

/** `func(*args, **kwargs)`, with keyword arguments put where TypeScript expects them. */
export function callBound(
  func: unknown,
  args: readonly unknown[],
  kwargs: Readonly<Record<string, unknown>>,
): unknown {
  const isPython =
    (typeof func === 'function' || (typeof func === 'object' && func !== null)) &&
    callPython in func
  const names = isPython ? [] : (signatureOf(func)?.params ?? [])
  const placed = [...args]
  const rest: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(kwargs)) {
    const place = names.indexOf(name)
    if (place === -1) {
      rest[name] = value
    } else if (place < args.length) {
      throw new TypeError(`${class_name(func)}() got multiple values for argument '${name}'`)
    } else {
      placed[place] = value
    }
  }
  // what was skipped takes its default; the options object comes after every positional parameter
  if (Object.keys(rest).length > 0) while (placed.length < names.length) placed.push(undefined)
  return callWithKwargs(func, Array.from(placed), rest)
}
