/**
 * Mixins: what Django lets one combine freely. `mixin('LoginRequiredMixin', (Base) => class extends Base {…})` is a
 * function from class to class that remembers itself, so `view instanceof LoginRequiredMixin` works, and that lays a
 * shared base down only once.
 */

/** A class whose instances are at least `T`. TypeScript wants `any[]` here, nothing narrower extends. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Constructor<T extends object = object> = new (...args: any[]) => T

/** A mixin needs `Needs` of the class below it and adds `Adds`. */
export interface Mixin<Needs extends object = object, Adds extends object = object> {
  <B extends Constructor<Needs>>(Base: B): B & Constructor<Adds>
  readonly __name__: string
  readonly bases: readonly Mixin<never, object>[]
  [Symbol.hasInstance](value: unknown): boolean
}

/** On a class that a mixin made: the mixin. */
const madeBy: unique symbol = Symbol('madeBy')
type Marked = Constructor & { [madeBy]?: object }

/**
 * @param build  makes the class; called once for each class below it
 * @param bases  mixins that this one extends, in the order of Python's class statement
 */
export function mixin<Needs extends object, Adds extends object>(
  name: string,
  build: (Base: Constructor<Needs>) => Constructor<Adds>,
  bases: readonly Mixin<never, object>[] = [],
): Mixin<Needs, Adds> {
  const made = new WeakMap<object, Constructor>()

  const apply = (Base: Constructor): Constructor => {
    if (hasMixin(Base, apply)) return Base
    const known = made.get(Base)
    if (known) return known
    const below = bases.reduceRight((cls, base) => base(cls as Constructor<never>), Base)
    const cls = build(below as Constructor<Needs>)
    Object.defineProperty(cls, '__name__', { value: name, configurable: true })
    Object.defineProperty(cls, madeBy, { value: apply })
    made.set(Base, cls)
    return cls
  }

  Object.defineProperties(apply, {
    __name__: { value: name },
    bases: { value: bases },
    [Symbol.hasInstance]: {
      value: (value: unknown) =>
        typeof value === 'object' && value !== null && hasMixin(value.constructor, apply),
    },
  })
  return apply as unknown as Mixin<Needs, Adds>
}

/** `issubclass(cls, mixin)`. */
export function hasMixin(cls: unknown, wanted: unknown): boolean {
  return linksOf(cls).some((link) => Object.hasOwn(link, madeBy) && link[madeBy] === wanted)
}

/** The mixin that made exactly this class, or null. */
export function mixinOf(cls: unknown): Mixin | null {
  if (typeof cls !== 'function' || !Object.hasOwn(cls, madeBy)) return null
  return ((cls as Marked)[madeBy] as Mixin | undefined) ?? null
}

/** The class and what it extends, nearest first: Python's `__mro__` without `object`. */
export function linksOf(cls: unknown): readonly Marked[] {
  const links: Marked[] = []
  let link: unknown = cls
  while (typeof link === 'function' && link !== Function.prototype) {
    links.push(link as Marked)
    link = Object.getPrototypeOf(link)
  }
  return links
}
