/**
 * `obj[key]` for classes that are Python mappings. JavaScript writes subscripts and attributes alike, so attributes win:
 * a key named like a method is reached by `__getitem__` and `get` only. Such classes may have no `#private` fields.
 */

/** What a subscript turns into. */
export interface Subscriptable {
  __getitem__(key: string): unknown
  __contains__(key: string): boolean
  __setitem__?(key: string, value: unknown): void
  __delitem__?(key: string): void
  keys(): Iterable<unknown>
}

/** Names that JavaScript itself asks any object for; absent means "no", not KeyError. */
const PROBES: ReadonlySet<string> = new Set([
  'then',
  'toJSON',
  'asymmetricMatch',
  '$$typeof',
  'nodeType',
])

/** A key named like a method is an item: nobody replaces methods of a mapping. */
function isMethod(target: object, key: string): boolean {
  return (
    !Object.hasOwn(target, key) && typeof (target as Record<string, unknown>)[key] === 'function'
  )
}

const handler: ProxyHandler<Subscriptable> = {
  get(target, key, receiver) {
    // the mapping's own methods and fields, by far the most asked: without the detour over Reflect
    const value = (target as unknown as Record<string | symbol, unknown>)[key]
    if (typeof value === 'function' || (value !== undefined && Object.hasOwn(target, key)))
      return value
    if (typeof key === 'symbol' || key in target)
      return Reflect.get(target, key, receiver) as unknown
    if ((PROBES.has(key) || /^__\w+__$/.test(key)) && !target.__contains__(key)) return undefined
    return target.__getitem__(key)
  },
  set(target, key, value: unknown, receiver) {
    const isField = typeof key === 'symbol' || (key in target && !isMethod(target, key))
    if (isField || target.__setitem__ === undefined) {
      return Reflect.set(target, key, value, receiver)
    }
    target.__setitem__(key, value)
    return true
  },
  has(target, key) {
    return key in target || (typeof key === 'string' && target.__contains__(key))
  },
  deleteProperty(target, key) {
    if (typeof key === 'symbol' || key in target || target.__delitem__ === undefined) {
      return Reflect.deleteProperty(target, key)
    }
    target.__delitem__(key)
    return true
  },
}

/**
 * The same object with subscripts; to be returned from a constructor once all fields are there.
 * `set` of a field that a constructor has not made yet would become an item.
 */
export function subscriptable<T extends Subscriptable>(target: T): T {
  return new Proxy<Subscriptable>(target, handler) as T
}
