/**
 * Keyword arguments into code that a learner may have written or overridden. In TypeScript they arrive as one
 * last plain object; a callable made from Python takes them by name. The brand tells the two apart.
 */

/** Keyword arguments on their way to a callable. */
export class Kwargs {
  constructor(readonly values: Readonly<Record<string, unknown>>) {}
}

/** `f(**values)`: marks an object as keyword arguments. */
export function kw(values: Readonly<Record<string, unknown>>): Kwargs {
  return new Kwargs(values)
}

/** What a callable made from Python carries: takes positional and keyword arguments apart. */
export const callPython: unique symbol = Symbol('callPython')

type PythonCallable = {
  [callPython](args: readonly unknown[], kwargs: Readonly<Record<string, unknown>>): unknown
}

/** True for functions and for instances of a class with `__call__`. */
export function isCallable(value: unknown): boolean {
  return (
    typeof value === 'function' ||
    (typeof value === 'object' && value !== null && '__call__' in value)
  )
}

const NO_KWARGS: Readonly<Record<string, unknown>> = Object.freeze({})

function hasAny(kwargs: Readonly<Record<string, unknown>>): boolean {
  if (kwargs === NO_KWARGS) return false
  for (const name in kwargs) if (Object.hasOwn(kwargs, name)) return true
  return false
}

/**
 * Calls `callable(*args, **kwargs)`. TypeScript callables get the keyword arguments as one last plain object, and
 * no object at all when there are none, so that `view(request)` stays `view(request)`.
 * @param self  what `this` is inside, for methods
 */
export function callWithKwargs(
  callable: unknown,
  args: readonly unknown[],
  kwargs: Readonly<Record<string, unknown>> = NO_KWARGS,
  self?: unknown,
): unknown {
  if ((callable as Partial<PythonCallable> | null | undefined)?.[callPython] !== undefined) {
    return (callable as PythonCallable)[callPython](args, kwargs)
  }
  const rest = hasAny(kwargs) ? [...args, { ...kwargs }] : args
  if (typeof callable === 'function')
    return (callable as (...a: readonly unknown[]) => unknown).call(self, ...rest)
  return (callable as { __call__(...a: unknown[]): unknown }).__call__(...rest)
}

/** `target.name(*args, **kwargs)`: for methods that a learner may have overridden. */
export function callMethodWithKwargs(
  target: object,
  name: string,
  args: readonly unknown[],
  kwargs: Readonly<Record<string, unknown>> = NO_KWARGS,
): unknown {
  return callWithKwargs((target as Record<string, unknown>)[name], args, kwargs, target)
}
