/**
 * `context['user']`, `context['user'] = …` and `'user' in context` for code of a learner. Our own code never pays for
 * it: it takes the context out of its proxy first.
 */

interface Names {
  lookup(name: string): unknown
  set(name: string, value: unknown): void
  __contains__(name: string): boolean
  __delitem__(name: string): void
}

const behind: unique symbol = Symbol('context')
const proxies = new WeakMap<object, object>()

const handler: ProxyHandler<Names> = {
  get(target, name) {
    if (name === behind) return target
    if (typeof name === 'string' && !(name in target)) return target.lookup(name)
    const value: unknown = Reflect.get(target, name, target)
    // methods run on the context itself: private fields do not work on a proxy
    const isMethod = typeof value === 'function' && name !== 'constructor'
    return isMethod ? (value.bind(target) as unknown) : value
  },
  set(target, name, value) {
    if (typeof name === 'string' && !(name in target)) target.set(name, value)
    else Reflect.set(target, name, value, target)
    return true
  },
  has: (target, name) => name in target || (typeof name === 'string' && target.__contains__(name)),
  deleteProperty(target, name) {
    if (typeof name === 'string') target.__delitem__(name)
    return true
  },
}

export function asLearners<T extends Names>(context: T): T {
  let proxy = proxies.get(context)
  if (proxy === undefined) {
    proxy = new Proxy<Names>(context, handler)
    proxies.set(context, proxy)
  }
  return proxy as T
}

/** The context behind a proxy; anything else as it is. */
export function unwrapped<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value
  return (value as { [behind]?: T })[behind] ?? value
}
