/**
 * A variable with its filters: `post.title|default:"none"|upper`. Compiled once; without filters it is the variable's
 * own lookup, so that `{{ name }}` costs one call.
 *
 * Django: django/template/base.py (FilterExpression)
 */
import { callPython, callWithKwargs } from '../../base/kwargs.ts'
import { SafeString, mark_safe } from '../../base/python/safe_string.ts'
import { BaseContext, Context } from './context.ts'
import { unwrapped } from './context_proxy.ts'
import { TemplateSyntaxError } from './exceptions.ts'
import { checkFilterArguments, type FilterFunction } from './filter_function.ts'
import { template_localtime } from '../utils/timezone.ts'
import { MISSING } from './lookup.ts'
import { failedLookup, Variable, VariableDoesNotExist, type Resolver } from './variable.ts'

/** What a filter expression asks of its parser. */
export interface FilterFinder {
  find_filter(name: string): FilterFunction
}

/** A constant, or a variable to look up. */
type FilterArgument = readonly [isVariable: boolean, value: unknown]

const CONSTANT = ['_\\("X"\\)', "_\\('Y'\\)", '"X"', "'Y'"]
  .join('|')
  .replaceAll('X', '[^"\\\\]*(?:\\\\.[^"\\\\]*)*')
  .replaceAll('Y', "[^'\\\\]*(?:\\\\.[^'\\\\]*)*")
const NAME = '[\\p{L}\\p{N}_.]+|[-+.]?\\p{Nd}[\\p{Nd}.e]*'
const FILTER = new RegExp(
  `^(?<constant>${CONSTANT})|^(?<variable>${NAME})|` +
    `(?:\\s*\\|\\s*(?<filter>[\\p{L}\\p{N}_]+)(?::(?:(?<constantArg>${CONSTANT})|(?<variableArg>${NAME})))?)`,
  'gu',
)

export class FilterExpression {
  /** `[function, arguments]`, in the order of application. */
  readonly filters: (readonly [FilterFunction, readonly FilterArgument[]])[] = []
  /** A Variable, or the value of a constant. */
  readonly var: unknown
  readonly is_var: boolean
  readonly #find: Resolver
  readonly #steps: readonly Step[]
  /** The filters as written: `default:"none"`. */
  readonly #written: string[] = []

  constructor(
    /** The whole text. */
    readonly token: string,
    parser: FilterFinder,
  ) {
    let found: unknown
    let upto = 0
    for (const match of token.matchAll(FILTER)) {
      const start = match.index
      if (upto !== start) {
        throw new TemplateSyntaxError(
          `Could not parse some characters: ${token.slice(0, upto)}|${token.slice(upto, start)}|${token.slice(start)}`,
        )
      }
      const groups = match.groups!
      if (found === undefined) {
        if (groups['constant'] !== undefined) {
          found = constant(groups['constant'])
        } else if (groups['variable'] === undefined) {
          throw new TemplateSyntaxError(`Could not find variable at start of ${token}.`)
        } else {
          found = new Variable(groups['variable'])
        }
      } else {
        this.#add(groups, parser)
        this.#written.push(match[0].replace(/^\s*\|\s*/, ''))
      }
      upto = start + match[0].length
    }
    if (upto !== token.length) {
      throw new TemplateSyntaxError(
        `Could not parse the remainder: '${token.slice(upto)}' from '${token}'`,
      )
    }
    this.var = found ?? null
    this.is_var = found instanceof Variable
    this.#find = found instanceof Variable ? found.find : () => found
    this.#steps = this.filters.map(([fn, args]) => step(fn, args))
  }

  #add(groups: Record<string, string | undefined>, parser: FilterFinder): void {
    const name = groups['filter']!
    const args: FilterArgument[] = []
    if (groups['constantArg'] !== undefined) args.push([false, constant(groups['constantArg'])])
    else if (groups['variableArg'] !== undefined) {
      args.push([true, new Variable(groups['variableArg'])])
    }
    const fn = parser.find_filter(name)
    checkFilterArguments(name, fn, args.length)
    this.filters.push([fn, args])
  }

  /**
   * @param ignore_failures  a missing variable is None; else it is string_if_invalid, and when that says something,
   *   no filter runs
   */
  resolve(context: unknown, ignore_failures = false): unknown {
    const bound = unwrapped(context)
    return this.value(
      bound instanceof BaseContext ? (bound as Context) : new Context(bound),
      ignore_failures,
    )
  }

  /**
   * `resolve` for a context known to be one.
   * @param first  applied to the variable's value, before the filters
   * @param note  told the variable's value, and that after each filter, which is given as written
   */
  value(
    context: Context,
    ignoreFailures: boolean,
    first: ((value: unknown) => unknown) | null = null,
    note: ((filter: string | null, value: unknown) => void) | null = null,
  ): unknown {
    let value = this.#found(context)
    if (value === MISSING) {
      if (ignoreFailures) value = null
      else {
        const marker = context.template?.engine.string_if_invalid ?? ''
        if (marker !== '')
          return marker.includes('%s')
            ? marker.replace('%s', String((this.var as Variable).var))
            : marker
        value = ''
      }
    }
    if (first !== null) value = first(value)
    if (note !== null) return this.#noting(value, context, note)
    for (const apply of this.#steps) value = apply(value, context)
    return value
  }

  /** What a method or a block looks up in vain while it runs counts as this variable's own failure. */
  #found(context: Context): unknown {
    try {
      return this.#find(context)
    } catch (error) {
      if (error instanceof VariableDoesNotExist) return MISSING
      throw error
    }
  }

  #noting(
    start: unknown,
    context: Context,
    note: (filter: string | null, value: unknown) => void,
  ): unknown {
    let value = start
    note(null, value)
    for (const [index, apply] of this.#steps.entries()) {
      value = apply(value, context)
      note(this.#written[index]!, value)
    }
    return value
  }

  __str__(): string {
    return this.token
  }

  __repr__(): string {
    return `<FilterExpression '${this.token}'>`
  }
}

type Step = (value: unknown, context: Context) => unknown

function constant(text: string): unknown {
  return new Variable(text).find(new Context())
}

function step(fn: FilterFunction, args: readonly FilterArgument[]): Step {
  const values = args.map(([isVariable, value]): Resolver => {
    if (!isVariable) return () => value
    const variable = value as Variable
    return (context) => {
      const found = variable.find(context)
      if (found === MISSING) throw failedLookup(variable, context)
      return found
    }
  })
  const call = caller(fn)
  const [first] = values
  return (value, context) => {
    const input = fn.expects_localtime === true ? template_localtime(value, context.use_tz) : value
    const kwargs = fn.needs_autoescape === true ? { autoescape: context.autoescape } : null
    const output = first === undefined ? call(kwargs, input) : call(kwargs, input, first(context))
    return fn.is_safe === true && value instanceof SafeString ? mark_safe(output) : output
  }
}

type Call = (kwargs: Record<string, unknown> | null, ...args: unknown[]) => unknown

/** `callWithKwargs`, decided once: a page calls filters by the thousand. */
function caller(fn: FilterFunction): Call {
  if (typeof fn !== 'function' || callPython in fn) {
    return (kwargs, ...args) => callWithKwargs(fn, args, kwargs ?? {})
  }
  const plain = fn as unknown as (...args: unknown[]) => unknown
  return (kwargs, ...args) => (kwargs === null ? plain(...args) : plain(...args, kwargs))
}
