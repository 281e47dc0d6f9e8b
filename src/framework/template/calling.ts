/**
 * What a template must know of a callable before it calls it: is it a class, and can it do without arguments?
 * Asked once for each function.
 */
import { type_name } from '../../base/python/protocols.ts'
import { parametersOfCallable } from './signature.ts'

interface Calling {
  readonly isClass: boolean
  readonly needsArguments: boolean
}

const known = new WeakMap<object, Calling>()

export function calling(callable: object): Calling {
  let answer = known.get(callable)
  if (answer === undefined) {
    answer = {
      isClass: type_name(callable) === 'type',
      needsArguments:
        parametersOfCallable(callable)?.some(
          ({ kind, hasDefault }) => kind === 'positional' && !hasDefault,
        ) ?? false,
    }
    known.set(callable, answer)
  }
  return answer
}
