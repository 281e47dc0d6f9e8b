/**
 * Takes the arguments of a call apart: positional ones, and the keyword arguments that came as a last plain object.
 * An instance of a class is never keyword arguments, so `filter(new Q(…))` and `filter({ … })` cannot be confused.
 */
import { Kwargs } from '../../../base/kwargs.ts'
import { isPlainObject } from '../../../base/python/mapping.ts'
import { TypeError } from '../../../base/python/exceptions.ts'

export type Options = Record<string, any>

export function splitKwargs(args: readonly unknown[]): [any[], Options] {
  const last = args.at(-1)
  if (last instanceof Kwargs) return [args.slice(0, -1), { ...last.values }]
  if (isPlainObject(last)) return [args.slice(0, -1), { ...last }]
  return [args.filter((value, i) => value !== undefined || i < args.length - 1), {}]
}

/**
 * Python's binding of positional and keyword arguments to parameter names.
 * @param callable  as messages name it: `Field.__init__()`
 */
export function bindArguments(
  args: readonly unknown[],
  parameters: readonly string[],
  callable: string,
): Options {
  const [positional, kwargs] = splitKwargs(args)
  for (const name of Object.keys(kwargs)) {
    if (!parameters.includes(name))
      throw new TypeError(`${callable} got an unexpected keyword argument '${name}'`)
  }
  positional.forEach((value, i) => {
    const name = parameters[i]
    if (name === undefined)
      throw new TypeError(
        `${callable} takes ${parameters.length + 1} positional arguments but ${positional.length + 1} were given`,
      )
    if (name in kwargs)
      throw new TypeError(`${callable} got multiple values for argument '${name}'`)
    kwargs[name] = value
  })
  return kwargs
}
