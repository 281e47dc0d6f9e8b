/**
 * Calls our functions, methods and classes with arguments as Django takes them. Ours take a prefix of Django's
 * parameters by position and all others in one last object, by Django's names (signatures.json).
 */
import { readFileSync } from 'node:fs'
import { class_name } from '../../src/base/python/class_name.ts'
import { linksOf } from '../../src/base/python/mixin.ts'
import { parametersOf } from '../../src/base/python/parameters_of.ts'

type Kwargs = Readonly<Record<string, unknown>>
type Callable = (...args: unknown[]) => unknown
type Class = new (...args: unknown[]) => unknown

const file = new URL('./signatures.json', import.meta.url)
const signatures = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>

/** `Widget.render` → its parameters, whichever module has the class. */
const byClass = new Map<string, string>()
for (const [path, names] of Object.entries(signatures)) {
  const [method = '', cls = ''] = path.split('.').reverse()
  if (/^[A-Z]/.test(cls)) byClass.set(`${cls}.${method}`, names)
  else if (/^[A-Z]/.test(method)) byClass.set(method, names)
}

/** Django's parameter names by dotted path after `django.`, or by class or `Class.method`; null where not recorded. */
export function signatureOf(path: string): readonly string[] | null {
  const names = signatures[path] ?? byClass.get(path)
  return names === undefined ? null : names.split(' ')
}

/** What ours takes by position; null where it takes any number. */
function positionalNames(
  source: Callable | null,
  signature: readonly string[] | null,
): readonly string[] | null {
  const parameters = parametersOf(source) ?? []
  if (parameters.some(({ kind }) => kind === 'args')) return null
  const names = parameters.filter(({ kind }) => kind === 'positional').map(({ name }) => name)
  const takesAny = signature?.some((name) => name.startsWith('**')) === true
  const isRest = names.at(-1) === 'options' || (takesAny && names.at(-1) === 'kwargs')
  return isRest ? names.slice(0, -1) : names
}

/** The arguments in our order: positional ones, then the object with the rest, if there is any. */
function arrange(
  source: Callable | null,
  signature: readonly string[] | null,
  args: readonly unknown[],
  kwargs: Kwargs,
): unknown[] {
  const own = positionalNames(source, signature)
  const rest: Record<string, unknown> = { ...kwargs }
  if (own === null) return Object.keys(rest).length === 0 ? [...args] : [...args, rest]
  const names = signature?.filter((name) => !name.startsWith('**')) ?? own
  const count = own.length
  const positional = args.slice(0, count)
  args.slice(count).forEach((value, index) => (rest[names[count + index] ?? ''] = value))
  for (let index = positional.length; index < count; index += 1) {
    const name = names[index] ?? ''
    positional.push(rest[name])
    delete rest[name]
  }
  while (positional.length > args.length && positional.at(-1) === undefined) positional.pop()
  if (Object.keys(rest).length === 0) return positional
  while (positional.length < count) positional.push(undefined)
  return [...positional, rest]
}

/** @param path  Django's dotted path after `django.`, for its parameter names */
export function callFunction(
  fn: Callable,
  path: string,
  args: readonly unknown[],
  kwargs: Kwargs = {},
): unknown {
  return fn(...arrange(fn, signatureOf(path), args, kwargs))
}

/** `getattr(target, name)(*args, **kwargs)`. */
export function callMethod(
  target: object,
  name: string,
  args: readonly unknown[],
  kwargs: Kwargs = {},
): unknown {
  const method = (target as Record<string, unknown>)[name]
  if (typeof method !== 'function') throw new Error(`there is no method ${name}`)
  const owner = linksOf(target.constructor).map(class_name)
  const signature = owner
    .map((cls) => signatureOf(`${cls}.${name}`))
    .find((found) => found !== null)
  return (method as Callable).apply(
    target,
    arrange(method as Callable, signature ?? null, args, kwargs),
  )
}

/** A function with the parameters of a class's nearest constructor; null where no class of the chain has one. */
function constructorOf(cls: Class): Callable | null {
  for (const link of linksOf(cls)) {
    const start = /[\s;{}]constructor\s*\(/.exec(String(link))
    if (start) return withParameters(String(link).slice(start.index + start[0].length))
  }
  return null
}

/** @param source  begins with a list of parameters: the shortest beginning that is one is taken */
function withParameters(source: string): Callable {
  for (let end = source.indexOf(')'); end !== -1; end = source.indexOf(')', end + 1)) {
    try {
      return new Function(source.slice(0, end), '') as Callable
    } catch {
      // a parenthesis inside the list
    }
  }
  throw new Error(`no parameters in ${source.slice(0, 80)}`)
}

/** `cls(*args, **kwargs)`. */
export function construct(cls: Class, args: readonly unknown[], kwargs: Kwargs = {}): unknown {
  const own = linksOf(cls).map(class_name)
  const signature = own.map(signatureOf).find((found) => found !== null) ?? null
  const source = constructorOf(cls)
  // JavaScript's own constructors (of String, of Error) take what they are given
  if (source === null && Object.keys(kwargs).length === 0) return new cls(...args)
  return new cls(...arrange(source, signature, args, kwargs))
}
