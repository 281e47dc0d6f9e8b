/**
 * Decorators without Python's `@`: `decorate(login_required, require_POST)(function like(request) { … })` reads as the
 * stacked lines do, the first one outermost.
 *
 * Django: django/utils/decorators.py, topics/http/decorators
 */
import { afterwards } from '../../base/async/state.ts'
import { callWithKwargs } from '../../base/kwargs.ts'
import { TypeError, ValueError } from '../../base/python/exceptions.ts'
import { class_name } from '../../base/python/class_name.ts'
import { repr } from '../../base/python/protocols.ts'
import type { HttpRequest } from '../http/request.ts'
import { wraps } from './wraps.ts'

type Decorator = (func: never) => unknown

/** Applies decorators from the last to the first. */
export function decorate(...decorators: readonly Decorator[]): <F>(func: F) => F {
  return <F>(func: F): F =>
    decorators.reduceRight<unknown>(
      (inner, decorator) => (decorator as (f: unknown) => unknown)(inner),
      func,
    ) as F
}

/** A decorator of functions, for methods: the decorated function never sees `self`. */
function multiDecorate(
  decorators: readonly Decorator[],
  method: (...args: unknown[]) => unknown,
): unknown {
  // found once, so that what decorators set on the function is on the method too
  const marks = decorate(...decorators)(wraps(method, () => undefined))
  const wrapper = function (this: unknown, ...args: unknown[]) {
    const bound = wraps(method, (...rest: unknown[]) => method.apply(this, rest))
    return callWithKwargs(decorate(...decorators)(bound), args)
  }
  return wraps(method, Object.assign(wrapper, marks))
}

/**
 * `method_decorator(never_cache)(method)`, or for a class with the name of the method:
 * `method_decorator(login_required, { name: 'dispatch' })(PostList)`.
 */
export function method_decorator(
  decorator: Decorator | readonly Decorator[],
  { name = '' }: { name?: string } = {},
): <T extends object>(obj: T) => T {
  const decorators: readonly Decorator[] = Array.isArray(decorator)
    ? (decorator as readonly Decorator[])
    : [decorator as Decorator]
  return (obj) => {
    const isClass = Object.getOwnPropertyDescriptor(obj, 'prototype')?.writable === false
    if (!isClass) {
      return multiDecorate(
        decorators,
        obj as unknown as (...args: unknown[]) => unknown,
      ) as typeof obj
    }
    decorateMethod(decorators, obj, name)
    return obj
  }
}

function decorateMethod(decorators: readonly Decorator[], cls: object, name: string): void {
  const { prototype } = cls as { prototype: Record<string, unknown> }
  if (name === '' || !(name in prototype)) {
    throw new ValueError(
      `The keyword argument \`name\` must be the name of a method of the decorated class: ${repr(cls)}. Got '${name}' instead.`,
    )
  }
  const method = prototype[name]
  if (typeof method !== 'function') {
    throw new TypeError(
      `Cannot decorate '${name}' as it isn't a callable attribute of ${class_name(cls)} (${repr(method)}).`,
    )
  }
  Object.defineProperty(prototype, name, {
    value: multiDecorate(decorators, method as (...args: unknown[]) => unknown),
    configurable: true,
    writable: true,
  })
}

type Rest = readonly unknown[]
type View = (request: HttpRequest, ...rest: unknown[]) => unknown

/** What a middleware class may have; each part may answer. */
interface Parts {
  process_request?(request: HttpRequest): unknown
  process_view?(request: HttpRequest, view: unknown, args: Rest, kwargs: object): unknown
  process_exception?(request: HttpRequest, error: unknown): unknown
  process_template_response?(request: HttpRequest, response: unknown): unknown
  process_response?(request: HttpRequest, response: unknown): unknown
}

/** A middleware class as a decorator of one view. */
export function decorator_from_middleware(
  middleware_class: new (get_response: never) => object,
): <F>(view_func: F) => F {
  return decorator_from_middleware_with_args(middleware_class)()
}

/** As `decorator_from_middleware`, for a class whose constructor takes options. */
export function decorator_from_middleware_with_args(
  middleware_class: new (get_response: never, ...args: never[]) => object,
): (...args: unknown[]) => <F>(view_func: F) => F {
  return (...args) =>
    <F>(view_func: F): F => {
      const middleware: Parts = new middleware_class(view_func as never, ...(args as never[]))
      const view: View = (request, ...rest) => around(middleware, view_func, request, rest)
      return wraps(view_func, view) as F
    }
}

function around(middleware: Parts, view: unknown, request: HttpRequest, rest: Rest): unknown {
  const early =
    middleware.process_request?.(request) ??
    middleware.process_view?.(request, view, rest, {}) ??
    null
  if (early !== null) return early
  const failed = (error: unknown): unknown => {
    const answer = middleware.process_exception?.(request, error) ?? null
    if (answer === null) throw error
    return answer
  }
  let response: unknown
  try {
    response = callWithKwargs(view, [request, ...rest])
  } catch (error) {
    return failed(error)
  }
  return afterwards(response, (there) => afterView(middleware, request, there), failed)
}

function afterView(middleware: Parts, request: HttpRequest, response: unknown): unknown {
  const late = response as { render?: unknown; add_post_render_callback?(f: unknown): void } | null
  if (typeof late?.render === 'function') {
    const passed = middleware.process_template_response?.(request, response) ?? response
    // its content is not there before it is rendered
    if (middleware.process_response) {
      ;(passed as typeof late).add_post_render_callback?.((rendered: unknown) =>
        middleware.process_response?.(request, rendered),
      )
    }
    return passed
  }
  return middleware.process_response ? middleware.process_response(request, response) : response
}

const capable =
  (sync_capable: boolean, async_capable: boolean) =>
  <F extends object>(func: F): F =>
    Object.assign(func, { sync_capable, async_capable })

/** Marks a middleware factory whose middleware can only be called synchronously: what all are without a mark. */
export const sync_only_middleware = capable(true, false)
/** Marks a middleware factory that makes an `async` function. */
export const async_only_middleware = capable(false, true)
/** Marks one that makes the kind of middleware that its `get_response` is: `iscoroutinefunction` tells. */
export const sync_and_async_middleware = capable(true, true)
