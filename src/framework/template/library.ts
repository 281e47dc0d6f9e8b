/**
 * A tag library: a module's `register`. Every method works as a decorator does in Python: with a function it
 * registers and returns it, without one it gives what registers the next.
 *
 * Django: django/template/library.py, howto/custom-template-tags
 */
import { class_name } from '../../base/python/class_name.ts'
import { Exception, ValueError } from '../../base/python/exceptions.ts'
import { isCallable } from '../../base/kwargs.ts'
import { isString } from '../../base/python/safe_string.ts'
import { repr } from '../../base/python/protocols.ts'
import type { FilterFunction } from './filter_function.ts'
import { compileBlockTag, compileInclusionTag, compileSimpleTag } from './tag_helpers.ts'

export class InvalidTemplateLibrary extends Exception {}

interface FilterFlags {
  name?: string
  /** Safe in, safe out: the filter adds no HTML-special characters. */
  is_safe?: boolean
  /** It gets `autoescape` as a keyword argument. */
  needs_autoescape?: boolean
  /** Aware datetimes arrive in the current time zone. */
  expects_localtime?: boolean
}

interface SimpleTagOptions {
  takes_context?: boolean | null
  name?: string | null
}

type Decorator = <T>(func: T) => T

export class Library {
  readonly filters: Record<string, FilterFunction> = {}
  /** Compile functions by tag name. */
  readonly tags: Record<string, unknown> = {}

  /** `tag(compile)`, `tag('name', compile)`, `tag('name')(compile)`. */
  tag(name?: unknown, compile_function?: unknown): unknown {
    if (compile_function !== undefined && name !== undefined) {
      this.tags[String(name)] = compile_function
      return compile_function
    }
    if (compile_function !== undefined) {
      throw new ValueError(
        `Unsupported arguments to Library.tag: (None, ${repr(compile_function)})`,
      )
    }
    if (isCallable(name)) return this.tag(class_name(name), name)
    return (func: unknown) => this.tag(name ?? class_name(func), func)
  }

  /** `filter(f)`, `filter(f, flags)`, `filter('name', f, flags)`, `filter('name', flags)(f)`, `filter(flags)(f)`. */
  filter(...args: unknown[]): unknown {
    const rest = [...args]
    const name = isString(rest[0]) ? String(rest.shift()) : null
    const func = isCallable(rest[0]) ? (rest.shift() as FilterFunction) : null
    const flags = (rest.shift() ?? {}) as FilterFlags
    const known = name ?? flags.name ?? null
    if (func === null) {
      return (next: FilterFunction) => this.#addFilter(known ?? class_name(next), next, flags)
    }
    return this.#addFilter(known ?? class_name(func), func, flags)
  }

  #addFilter(name: string, func: FilterFunction, flags: FilterFlags): FilterFunction {
    this.filters[name] = func
    if (flags.is_safe !== undefined) func.is_safe = flags.is_safe
    if (flags.needs_autoescape !== undefined) func.needs_autoescape = flags.needs_autoescape
    if (flags.expects_localtime !== undefined) func.expects_localtime = flags.expects_localtime
    func._filter_name = name
    return func
  }

  /** A tag that prints what the function returns, escaped unless it is marked safe. */
  simple_tag(func?: unknown, options: SimpleTagOptions = {}): unknown {
    return decorate('simple_tag', func, options, (fn, { takes_context, name }) => {
      const tagName = name ?? class_name(fn)
      this.tags[tagName] = wraps(fn, compileSimpleTag(fn, tagName, takes_context ?? false))
    })
  }

  /** A tag with a body, which the function gets, rendered, as its argument `content`. */
  simple_block_tag(
    func?: unknown,
    options: SimpleTagOptions & { end_name?: string | null } = {},
  ): unknown {
    return decorate('simple_block_tag', func, options, (fn, { takes_context, name, end_name }) => {
      const tagName = name ?? class_name(fn)
      const end = end_name ?? `end${tagName}`
      this.tags[tagName] = wraps(fn, compileBlockTag(fn, tagName, end, takes_context ?? false))
    })
  }

  /** A tag that renders a template with the dict that the function returns. */
  inclusion_tag(filename: unknown, func?: unknown, options: SimpleTagOptions = {}): unknown {
    return decorate('inclusion_tag', func, options, (fn, { takes_context, name }) => {
      const tagName = name ?? class_name(fn)
      this.tags[tagName] = wraps(
        fn,
        compileInclusionTag(fn, tagName, filename, takes_context ?? false),
      )
    })
  }
}

/** `functools.wraps`: whoever asks where a tag was written finds its function. */
function wraps<T extends object>(func: unknown, compile: T): T {
  return Object.defineProperty(compile, '__wrapped__', { value: func })
}

/** `method(func, options)`, `method(options)(func)`, `method()(func)`. */
function decorate<O extends object>(
  method: string,
  func: unknown,
  options: O,
  register: (func: unknown, options: O) => void,
): unknown {
  if (isCallable(func)) {
    register(func, options)
    return func
  }
  if (func !== undefined && func !== null && typeof func !== 'object') {
    throw new ValueError(`Invalid arguments provided to ${method}`)
  }
  const chosen = { ...options, ...(func as O | null | undefined) }
  const decorator: Decorator = (next) => {
    register(next, chosen)
    return next
  }
  return decorator
}
