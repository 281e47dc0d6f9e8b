/**
 * Values that are worked out when they are needed first, and the object that stands for one.
 *
 * Django: django/utils/functional.py, ref/utils#module-django.utils.functional
 * Left out: cached_property and classproperty (JavaScript's getters and static getters serve).
 */
import { AttributeError } from '../../base/python/exceptions.ts'
import { repr, str, truthy } from '../../base/python/protocols.ts'

/** Django's `Promise`: called anew each time its text is asked for, so that it follows the active language. */
export class LazyValue {
  #evaluate: () => unknown

  constructor(evaluate: () => unknown) {
    this.#evaluate = evaluate
  }

  /** What it stands for now. */
  evaluate(): unknown {
    return this.#evaluate()
  }

  __str__(): string {
    return str(this.#evaluate())
  }

  __repr__(): string {
    return repr(this.#evaluate())
  }

  __bool__(): boolean {
    return truthy(this.#evaluate())
  }

  __len__(): number {
    return this.__str__().length
  }

  /** Its characters, as those of the text that it stands for. */
  [Symbol.iterator](): Iterator<string> {
    return this.__str__()[Symbol.iterator]()
  }

  toString(): string {
    return this.__str__()
  }

  toJSON(): string {
    return this.__str__()
  }

  __eq__(other: unknown): boolean {
    return this.__str__() === str(other)
  }

  __hash__(): string {
    return this.__str__()
  }

  __add__(other: unknown): string {
    return this.__str__() + str(other)
  }

  __radd__(other: unknown): string {
    return str(other) + this.__str__()
  }
}

/** `lazy(reverse, str)`: the function, postponed until its result is read as text. */
export function lazy<A extends unknown[]>(
  func: (...args: A) => unknown,
): (...args: A) => LazyValue {
  return (...args: A) => new LazyValue(() => func(...args))
}

/** The value itself, worked out where it is lazy. */
export function evaluated(value: unknown): unknown {
  return value instanceof LazyValue ? value.evaluate() : value
}

const NOT_YET = Symbol('not yet')

const pending = new WeakSet()

/** Whether nothing has been asked of this lazy object yet; asking this does not wake it up. */
export function isPending(value: unknown): boolean {
  return typeof value === 'object' && value !== null && pending.has(value)
}

/**
 * Stands for an object that `func` makes when anything is first asked of it, once. It passes for that object
 * everywhere: `instanceof`, methods, assignments.
 */
export class SimpleLazyObject {
  constructor(func: () => object | null) {
    let made: object | typeof NOT_YET = NOT_YET
    const wrapped = (): object => {
      if (made === NOT_YET) {
        const result = func()
        pending.delete(proxy)
        if (result === null) throw new AttributeError('SimpleLazyObject stands for None')
        made = result
      }
      return made
    }
    // the methods must run on the real object: private fields are not found through a proxy
    const proxy: object = new Proxy(Object.create(null) as object, {
      get(_, name) {
        const target = wrapped()
        const value: unknown = Reflect.get(target, name, target)
        if (typeof value !== 'function' || name === 'constructor') return value
        return function (this: unknown, ...args: unknown[]): unknown {
          return (value as (...a: unknown[]) => unknown).apply(target, args)
        }
      },
      set: (_, name, value) => Reflect.set(wrapped(), name, value),
      has: (_, name) => Reflect.has(wrapped(), name),
      deleteProperty: (_, name) => Reflect.deleteProperty(wrapped(), name),
      getPrototypeOf: () => Reflect.getPrototypeOf(wrapped()),
      ownKeys: () => Reflect.ownKeys(wrapped()),
      getOwnPropertyDescriptor(_, name) {
        const own = Reflect.getOwnPropertyDescriptor(wrapped(), name)
        // the proxy's own target is empty, so nothing may claim to be fixed
        return own && { ...own, configurable: true }
      },
      defineProperty: (_, name, descriptor) => Reflect.defineProperty(wrapped(), name, descriptor),
    })
    pending.add(proxy)
    return proxy
  }
}

/** `[those that fail, those that pass]`, in order. */
export function partition<T>(predicate: (value: T) => unknown, values: Iterable<T>): [T[], T[]] {
  const result: [T[], T[]] = [[], []]
  for (const value of values) result[truthy(predicate(value)) ? 1 : 0].push(value)
  return result
}
