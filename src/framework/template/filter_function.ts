/**
 * A filter is a function with flags on it, as in Django. How many arguments it takes is checked when a template is
 * compiled; a function that does not tell its parameters is not checked.
 *
 * Django: django/template/base.py (FilterExpression.args_check), django/template/defaultfilters.py (stringfilter)
 */
import { setParameters } from '../../base/python/parameters_of.ts'
import { SafeString, mark_safe } from '../../base/python/safe_string.ts'
import { str } from '../../base/python/protocols.ts'
import { TemplateSyntaxError } from './exceptions.ts'
import { ownText } from './own_text.ts'
import { parametersOfCallable } from './signature.ts'

export interface FilterFunction {
  (...args: never[]): unknown
  is_safe?: boolean
  needs_autoescape?: boolean
  expects_localtime?: boolean
  /** The name it was registered by. */
  _filter_name?: string
}

/** @param provided  arguments after the value */
export function checkFilterArguments(name: string, fn: FilterFunction, provided: number): void {
  const parameters = parametersOfCallable(fn)?.filter(({ kind }) => kind === 'positional')
  if (parameters === undefined) return
  const given = provided + 1
  const required = parameters.filter(({ hasDefault }) => !hasDefault).length
  if (given < required || given > parameters.length) {
    throw new TemplateSyntaxError(`${name} requires ${required} arguments, ${given} provided`)
  }
}

/**
 * Says how many arguments a filter of ours takes: a minifier may rewrite the source that `parametersOf` would read.
 * @param optional  arguments that may be left out; the value itself is not counted
 */
export function takes<F extends FilterFunction>(fn: F, required: number, optional = 0): F {
  const names = Array.from({ length: 1 + required + optional }, (_, i) => `arg${i}`)
  setParameters(
    fn,
    names.map((name, i) => ({ name, kind: 'positional', hasDefault: i > required })),
  )
  return fn
}

type AnyFunction = (...args: never[]) => unknown

/**
 * Decorator of filters that work on text only: the value arrives as a string, and a safe one gives a safe result
 * where the filter is `is_safe`.
 */
export function stringfilter<F extends AnyFunction>(func: F): F {
  const decorated = function (this: unknown, first: unknown, ...rest: unknown[]): unknown {
    const own = ownText(first)
    const isSafe = own instanceof SafeString
    const text = isSafe ? own : str(own)
    const result = (func as unknown as (...args: unknown[]) => unknown).call(this, text, ...rest)
    return isSafe && (decorated as FilterFunction).is_safe === true ? mark_safe(result) : result
  }
  Object.defineProperty(decorated, '__name__', { value: func.name })
  const parameters = parametersOfCallable(func)
  if (parameters !== null) setParameters(decorated, parameters)
  return decorated as unknown as F
}
