/** Chains of kind `queryset`: a first step names an object, every later step asks or changes what the last one gave. */
import {
  AttributeError,
  IndexError,
  KeyError,
  StopIteration,
  TypeError as PythonTypeError,
} from '../../../src/base/python/exceptions.ts'
import * as mapping from '../../../src/base/python/mapping.ts'
import {
  contains,
  eq,
  hash,
  isIterable,
  iterate,
  len,
  repr,
  str,
  truthy,
  type_name,
} from '../../../src/base/python/protocols.ts'
import { Tuple } from '../../../src/base/python/tuple.ts'
import { apps } from '../../../src/framework/apps/index.ts'
import { connection, models, transaction } from '../../../src/framework/db/index.ts'
import { QuerySet } from '../../../src/framework/db/models/query.ts'
import { callMethod, construct } from '../call.ts'
import { errorAnswer, type Decode } from '../values.ts'
import { callDirectly, encode, operate, Recorded, sliceOf } from './queryset-values.ts'

type Json = Record<string, unknown>
type Class = new (...args: unknown[]) => unknown
type Chain = readonly (readonly [string, ...unknown[]])[]
type Step = Chain[number]

/** What the names of a case are bound to. */
export type Names = Map<string, unknown>

const modelNamed = (label: unknown) => apps.get_model(str(label)) as Class & { objects: object }

export class Replayer {
  decode: Decode = (value) => value

  constructor(readonly names: Names) {}

  run(chain: Chain): unknown {
    const [first, ...later] = chain
    return later.reduce((current, step) => this.later(current, step), this.first(first as Step))
  }

  private listed(value: unknown): unknown[] {
    return ((value ?? []) as unknown[]).map(this.decode)
  }

  private encoded(chain: unknown): unknown {
    return new Recorded(encode(this.run(chain as Chain)))
  }

  private first([what, subject, ...rest]: Step): unknown {
    switch (what) {
      case 'manager':
        return modelNamed(subject).objects
      case 'model':
        return modelNamed(subject)
      case 'new':
        return construct(
          modelNamed(subject),
          this.listed(rest[0]),
          this.decode(rest[1] ?? {}) as Json,
        )
      case 'ref':
        return this.names.get(str(subject))
      case 'value':
        return this.decode(subject)
      case 'connection':
        return connection
      case 'do':
        return (subject as unknown[]).map((chain) => this.encoded(chain))
      case 'atomic':
        return this.atomic(subject as unknown[], (rest[0] ?? {}) as Json)
      case 'try':
        try {
          return this.encoded(subject)
        } catch (error) {
          return new Recorded(errorAnswer(error))
        }
      default:
        throw new Error(`no first step ${what}`)
    }
  }

  private atomic(chains: readonly unknown[], { rollback, ...options }: Json): unknown {
    let values: unknown[] = []
    const wanted = new Error('rolled back')
    try {
      transaction.atomic(options).run(() => {
        values = chains.map((chain) => this.encoded(chain))
        if (rollback === true) throw wanted
      })
    } catch (error) {
      if (error !== wanted) throw error
    }
    return values
  }

  later(current: unknown, step: Step): unknown {
    const [what, ...rest] = step
    const isCall = rest.length === 2 && Array.isArray(rest[0]) && mapping.isMapping(rest[1])
    if (isCall) return this.call(current, what, this.listed(rest[0]), this.decode(rest[1]) as Json)
    const simple = PYTHON[what]
    if (simple !== undefined) return simple(current)
    const [subject] = rest
    switch (what) {
      case 'attr':
        return str(subject).split('.').reduce(attribute, current)
      case 'setattr':
        return Object.assign(current as object, this.decode(subject))
      case 'slice':
        return sliceOf(current, ...(rest as [unknown, unknown, unknown]))
      case 'index':
        return itemOf(current, this.decode(subject))
      case 'in':
        return contains(current, this.decode(subject))
      case 'eq':
        return eq(current, this.decode(subject))
      case 'is':
        return current === this.decode(subject)
      case 'hasattr':
        return has(current, str(subject))
      case 'op':
        return operate(str(subject), current, this.decode(rest[1]))
      case 'as':
        this.names.set(str(subject), current)
        return current
      case 'tap':
        return this.tap(current, subject as Chain)
      case 'touch':
        return touch(current, rest as string[])
      case 'pluck':
        return pluck(current, rest as string[])
      default:
        throw new Error(`no step ${what}`)
    }
  }

  private call(current: unknown, name: string, args: unknown[], kwargs: Json): unknown {
    if (name === 'call') return construct(current as Class, args, kwargs)
    if (typeof (current as Json)[name] !== 'function')
      throw new AttributeError(`'${type_name(current)}' object has no attribute '${name}'`)
    return callDirectly(current as object, name, args, kwargs)
  }

  private tap(current: unknown, steps: Chain): unknown {
    const last = steps.reduce((target, step) => this.later(target, step), current)
    if (last instanceof QuerySet) len(last)
    return current
  }
}

/** Steps that are one function of Python. */
const PYTHON: Readonly<Record<string, (current: unknown) => unknown>> = {
  list: (current) => [...iterate(current)],
  len,
  bool: truthy,
  str,
  repr,
  hash,
  iter: (current) => iterate(current)[Symbol.iterator](),
  type: type_name,
  void: () => null,
  next: (current) => {
    const { done, value } = (current as Iterator<unknown>).next()
    if (done === true) throw new StopIteration()
    return value
  },
  iterate: (current) => {
    for (const row of iterate(current)) void row
    return current
  },
}

function attribute(target: unknown, name: string): unknown {
  const value = (target as Json)[name]
  if (value !== undefined) return value
  throw new AttributeError(`'${type_name(target)}' object has no attribute '${name}'`)
}

function has(target: unknown, name: string): boolean {
  try {
    return (target as Json)[name] !== undefined
  } catch {
    return false
  }
}

function itemOf(target: unknown, key: unknown): unknown {
  if (Array.isArray(target)) {
    const index = key as number
    if (index >= target.length || index < -target.length)
      throw new IndexError('list index out of range')
    return target.at(index)
  }
  if (typeof (target as Json)['__getitem__'] === 'function')
    return callMethod(target as object, '__getitem__', [key])
  if (!mapping.isMapping(target))
    throw new PythonTypeError(`'${type_name(target)}' object is not subscriptable`)
  if (!mapping.has(target, key)) throw new KeyError(key)
  return mapping.get(target, key)
}

const isManager = (value: unknown) => has(value, 'get_queryset')

/** What one attribute of a path leads to: managers are read, bound methods are called. */
function stepInto(target: unknown, name: string): unknown {
  if (name === '__str__') return str(target)
  const value = attribute(target, name)
  if (value instanceof QuerySet) return [...iterate(value)]
  if (typeof value === 'function' && !has(value, '_meta'))
    return (value as () => unknown).call(target)
  if (isManager(value)) return [...iterate(callMethod(value as object, 'all', []))]
  return value
}

function follow(target: unknown, path: readonly string[]): unknown {
  const [name, ...rest] = path
  if (name === undefined || target === null || target === undefined) return target ?? null
  if (Array.isArray(target) && !(target instanceof Tuple))
    return target.map((item) => follow(item, path))
  return follow(stepInto(target, name), rest)
}

/** The rows to visit; null for a single instance. */
function rowsOf(current: unknown): unknown[] | null {
  if (current instanceof models.Model || mapping.isMapping(current)) return null
  return isIterable(current) ? [...iterate(current)] : null
}

function touch(current: unknown, paths: readonly string[]): unknown {
  const rows = rowsOf(current) ?? [current]
  for (const row of rows) for (const path of paths) follow(row, path.split('.'))
  return has(current, 'next') ? rows : current
}

function pluck(current: unknown, paths: readonly string[]): unknown {
  const entry = (row: unknown) => {
    const found = paths.map((path) => follow(row, path.split('.')))
    return found.length === 1 ? found[0] : new Tuple(...found)
  }
  return rowsOf(current)?.map(entry) ?? entry(current)
}
