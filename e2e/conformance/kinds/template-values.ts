/**
 * Values that only templates meet: objects with items, a length or attributes that raise, callables with parameters
 * and attributes. A template looks into them in its own order (key, attribute, index, call), so each of these is
 * a real member of a class made for the value.
 */
import * as exceptions from '../../../src/base/python/exceptions.ts'
import { Exception, KeyError } from '../../../src/base/python/exceptions.ts'
import { errorAnswer, type Decode, type Encoded } from '../values.ts'

type Json = Record<string, unknown>
type ErrorClass = new (...args: unknown[]) => Error
type Reader = () => unknown

/** What a case says of an exception: its class's bare name, its text, and whether templates swallow it. */
interface Raised {
  readonly class?: string
  readonly raises?: string
  readonly message?: string
  readonly silent?: boolean
}

function isRaised(value: unknown): value is Raised {
  return (value as Partial<Encoded> | null)?.$ === 'raises'
}

/** Python's class of that name, or one made for the case. */
function errorClass(name: string, isSilent: boolean): ErrorClass {
  const known = exceptions[name as 'KeyError'] as ErrorClass | undefined
  if (known !== undefined && !isSilent) return known
  const made = { [name]: class extends (known ?? Exception) {} }[name] as ErrorClass
  Object.assign(made.prototype as object, { silent_variable_failure: isSilent })
  return made
}

function raiser({ class: name, raises, message = '', silent = false }: Raised): () => never {
  const cls = errorClass(raises ?? name ?? 'Exception', silent)
  return () => {
    throw message === '' ? new cls() : new cls(message)
  }
}

function readerOf(value: unknown, decode: Decode): Reader {
  if (isRaised(value)) return raiser(value)
  const decoded = decode(value)
  return () => decoded
}

/** A function of exactly so many parameters, or an object that can be called where it has attributes. */
export function callable(value: Encoded, decode: Decode): unknown {
  const inner =
    value['raises'] === undefined
      ? readerOf(value['returns'] ?? null, decode)
      : raiser(value as Raised)
  const names = Array.from({ length: Number(value['params'] ?? 0) }, (_, index) => `p${index}`)
  // templates ask a function how many arguments it must have, so they stand in its source
  const fn = new Function('inner', `return function (${names.join(', ')}) { return inner() }`)(
    inner,
  ) as Reader
  const attributes = Object.entries((value['attrs'] ?? {}) as Json)
  if (attributes.length === 0) return fn
  class Callable {
    __call__ = fn
  }
  const decoded = attributes.map(([name, attribute]) => [name, decode(attribute)])
  return Object.assign(new Callable(), Object.fromEntries(decoded))
}

/** An instance of a class made for it. */
export function instance(value: Encoded, decode: Decode): object {
  const name = (value['class'] ?? 'Obj') as string
  const made = { [name]: class {} }[name] as new () => Json
  const prototype = made.prototype as Json
  const object = new made()
  for (const [key, attribute] of Object.entries((value['attrs'] ?? {}) as Json)) {
    if (isRaised(attribute)) Object.defineProperty(prototype, key, { get: raiser(attribute) })
    else object[key] = decode(attribute)
  }
  for (const [key, result] of Object.entries((value['methods'] ?? {}) as Json)) {
    prototype[key] = readerOf(result, decode)
  }
  if ('str' in value) prototype['__str__'] = readerOf(value['str'], decode)
  if ('items' in value) prototype['__getitem__'] = itemReader(value['items'] as Json, decode)
  if ('iter' in value) {
    const items = (value['iter'] as unknown[]).map(decode)
    prototype['__iter__'] = () => items.values()
  }
  if ('len' in value) prototype['__len__'] = () => value['len']
  return object
}

function itemReader(described: Json, decode: Decode): (key: unknown) => unknown {
  const items = new Map(
    Object.entries(described).map(([key, item]) => [key as unknown, readerOf(item, decode)]),
  )
  return (key) => {
    const read = items.get(key)
    if (read === undefined) throw new KeyError(key)
    return read()
  }
}

/** An exception by its class's name and `str()`, which for a KeyError is the key's repr. */
export function templateError(error: unknown): unknown {
  const answer = errorAnswer(error)
  return error instanceof KeyError ? { ...answer, message: error.__str__() } : answer
}
