/**
 * Class attributes as Python has them: declared `static`, read through the instance (`this.template_name`), and found on
 * the nearest class of the chain. An instance that assigns one gets its own and leaves the class alone.
 */

const exposed = new WeakSet<object>()

/**
 * Makes every static field of `cls` and its bases readable on instances. Cheap to call again; constructors of
 * extensible roots call it with `new.target`. Static methods stay on the class, as `staticmethod`s would not.
 * @param isHidden  what stays on the class: a form's fields, say, which instances have by other means
 */
export function exposeStatics(
  cls: object,
  isHidden: (name: string, value: unknown) => boolean = () => false,
): void {
  if (exposed.has(cls)) return
  exposed.add(cls)
  const base = Object.getPrototypeOf(cls) as object | null
  if (base !== null && base !== Function.prototype) exposeStatics(base, isHidden)
  const { prototype } = cls as { prototype: object }
  // enumerable: static fields are, static methods and the built-in `name` are not
  for (const [name, value] of Object.entries(cls)) {
    if (!Object.hasOwn(prototype, name) && !isHidden(name, value)) expose(prototype, name)
  }
}

function expose(prototype: object, name: string): void {
  Object.defineProperty(prototype, name, {
    configurable: true,
    get(this: object) {
      return (this.constructor as unknown as Record<string, unknown>)[name]
    },
    set(this: object, value: unknown) {
      Object.defineProperty(this, name, {
        value,
        writable: true,
        enumerable: true,
        configurable: true,
      })
    },
  })
}

/** Assigns a class attribute after the class was made, and makes it readable on instances at once. */
export function setClassAttribute(cls: object, name: string, value: unknown): void {
  ;(cls as Record<string, unknown>)[name] = value
  const { prototype } = cls as { prototype: object }
  if (!(name in prototype)) expose(prototype, name)
}
