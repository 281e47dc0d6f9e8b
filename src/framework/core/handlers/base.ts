/**
 * The onion: middleware around middleware around "resolve, hooks, view, hooks, render". The innermost layer calls this
 * handler, not the view: URLs are resolved only after every layer let the request in.
 *
 * Django: django/core/handlers/base.py, topics/http/middleware
 * Left out: asynchronous middleware and views, ATOMIC_REQUESTS.
 */
import { callWithKwargs, isCallable } from '../../../base/kwargs.ts'
import { class_name } from '../../../base/python/class_name.ts'
import { NotImplementedError, RuntimeError, ValueError } from '../../../base/python/exceptions.ts'
import { getLogger } from '../../../base/python/logging.ts'
import { repr, str, truthy } from '../../../base/python/protocols.ts'
import type { SpanDetails } from '../../../trace/kinds.ts'
import { inSpan, tracing } from '../../../trace/tracer.ts'
import { settings } from '../../conf/index.ts'
import type { HttpRequest } from '../../http/request.ts'
import type { HttpResponseBase } from '../../http/response_base.ts'
import { get_resolver, set_urlconf, type ResolverMatch } from '../../urls/index.ts'
import { log_response } from '../../utils/log.ts'
import { import_string } from '../../utils/module_loading.ts'
import { shortRepr } from '../../utils/short_repr.ts'
import { dotted_name, sourceOf } from '../../utils/source_of.ts'
import { ImproperlyConfigured, MiddlewareNotUsed } from '../exceptions.ts'
import { request_finished } from '../signals.ts'
import { convert_exception_to_response } from './exception.ts'
import { Layer, type GetResponse } from './layer.ts'
import { tellRaised } from './raised.ts'

type HookKind = SpanDetails['middleware.hook']['hook']

/** A method of a middleware that is called around the view. */
class Hook {
  constructor(
    readonly layer: Layer,
    readonly instance: object,
    readonly name: HookKind,
  ) {}

  call(args: readonly unknown[]): unknown {
    const { path, index } = this.layer
    return inSpan(
      'middleware.hook',
      () => ({ path, index, hook: this.name }),
      () => callWithKwargs(this.method, args, {}, this.instance),
      sourceOf(this.layer.middleware),
      (answer) => ({ answered: answer !== null && answer !== undefined }),
    )
  }

  get method(): unknown {
    return (this.instance as Record<string, unknown>)[this.name]
  }
}

export class BaseHandler {
  _view_middleware: Hook[] = []
  _template_response_middleware: Hook[] = []
  _exception_middleware: Hook[] = []
  _middleware_chain: GetResponse | null = null
  layers: Layer[] = []

  /** Builds the onion from MIDDLEWARE, from the inside out. @throws {ImproperlyConfigured} */
  load_middleware(): void {
    this._view_middleware = []
    this._template_response_middleware = []
    this._exception_middleware = []
    this.layers = []
    let handler = convert_exception_to_response((request) => this._get_response(request), null)
    for (let index = settings.MIDDLEWARE.length - 1; index >= 0; index -= 1) {
      handler = this.#wrap(settings.MIDDLEWARE[index] ?? '', index, handler)
    }
    this._middleware_chain = handler
  }

  #wrap(path: string, index: number, handler: GetResponse): GetResponse {
    const middleware = import_string(path) as object
    const { sync_capable = true } = middleware as { sync_capable?: boolean }
    if (!sync_capable) {
      throw new RuntimeError(
        `Middleware ${path} must have at least one of sync_capable/async_capable set to True.`,
      )
    }
    const isClass = Object.getOwnPropertyDescriptor(middleware, 'prototype')?.writable === false
    const layer = new Layer(path, index, middleware, isClass ? 'class' : 'function')
    let instance: unknown
    try {
      const next = layer.next(handler)
      instance = isClass
        ? new (middleware as new (next: GetResponse) => object)(next)
        : callWithKwargs(middleware, [next])
    } catch (error) {
      if (!(error instanceof MiddlewareNotUsed)) throw error
      if (settings.DEBUG) {
        const why = str(error) === '' ? '' : `(${repr(path)}): ${str(error)}`
        getLogger('django.request').debug(
          why === '' ? `MiddlewareNotUsed: ${repr(path)}` : `MiddlewareNotUsed${why}`,
        )
      }
      return handler
    }
    if (instance === null || instance === undefined) {
      throw new ImproperlyConfigured(`Middleware factory ${path} returned None.`)
    }
    this.#takeHooks(layer, instance)
    this.layers.unshift(layer)
    return convert_exception_to_response(layer.around(instance), index - 1)
  }

  #takeHooks(layer: Layer, instance: object): void {
    const has = (name: HookKind) => isCallable((instance as Record<string, unknown>)[name])
    if (has('process_view'))
      this._view_middleware.unshift(new Hook(layer, instance, 'process_view'))
    if (has('process_template_response')) {
      this._template_response_middleware.push(
        new Hook(layer, instance, 'process_template_response'),
      )
    }
    if (has('process_exception')) {
      this._exception_middleware.push(new Hook(layer, instance, 'process_exception'))
    }
  }

  get_response(request: HttpRequest): HttpResponseBase {
    set_urlconf(settings.ROOT_URLCONF)
    if (this._middleware_chain === null) throw new RuntimeError('load_middleware() was not called')
    const response = this._middleware_chain(request)
    response._resource_closers.push(() => {
      request.close()
    })
    if (response.status_code >= 400) {
      log_response('%s: %s', [response.reason_phrase, request.path], response)
    }
    return response
  }

  /** Everything inside of all layers. */
  _get_response(request: HttpRequest): HttpResponseBase {
    const match = this.resolve_request(request)
    let response = this.#viewHooks(request, match)
    if (response === null) {
      try {
        response = this.#callView(request, match)
      } catch (error) {
        tellRaised(error)
        response = this.process_exception_by_middleware(error, request)
        if (response === null) throw error
      }
    }
    this.check_response(response, match.func)
    const late = response as { render?: unknown }
    return isCallable(late.render)
      ? this.#render(request, response as HttpResponseBase)
      : (response as HttpResponseBase)
  }

  #viewHooks(request: HttpRequest, { func, args, kwargs }: ResolverMatch): unknown {
    for (const hook of this._view_middleware) {
      const response = hook.call([request, func, args, kwargs])
      if (response !== undefined && truthy(response)) return response
    }
    return null
  }

  #callView(request: HttpRequest, match: ResolverMatch): unknown {
    const view = this.make_view_atomic(match.func)
    const { view_class } = match.func as { view_class?: unknown }
    const response = inSpan(
      'view',
      () => ({
        name: match._func_path,
        shape: view_class === undefined ? ('function' as const) : ('class' as const),
        args: match.args.map(shortRepr),
        kwargs: Object.fromEntries(
          Object.entries(match.kwargs).map(([name, value]) => [name, shortRepr(value)]),
        ),
      }),
      () => callWithKwargs(view, [request, ...match.args], match.kwargs),
      tracing.tracer === null ? null : sourceOf(view_class ?? match.func),
      (answer) => ({
        returned: answer === null || answer === undefined ? 'None' : class_name(answer.constructor),
      }),
    )
    return response ?? null
  }

  /** Lets middleware see a TemplateResponse before it is rendered. */
  #render(request: HttpRequest, first: HttpResponseBase): HttpResponseBase {
    let response = first
    for (const hook of this._template_response_middleware) {
      response = hook.call([request, response]) as HttpResponseBase
      this.check_response(
        response,
        hook.method,
        `${class_name(hook.instance.constructor)}.process_template_response`,
      )
    }
    try {
      return (response as unknown as { render(): HttpResponseBase }).render()
    } catch (error) {
      tellRaised(error)
      const handled = this.process_exception_by_middleware(error, request)
      if (handled === null) throw error
      return handled as HttpResponseBase
    }
  }

  /** Finds the view and hangs the match on the request. @throws {Resolver404} */
  resolve_request(request: HttpRequest): ResolverMatch {
    const { urlconf } = request
    if (urlconf !== undefined) set_urlconf(urlconf)
    request.resolver_match = get_resolver(urlconf ?? null).resolve(request.path_info)
    return request.resolver_match
  }

  /** @throws {ValueError}  nothing was returned: the `return` was forgotten */
  check_response(response: unknown, callback: unknown, name: string | null = null): void {
    if (typeof (response as { then?: unknown } | null)?.then === 'function') {
      throw new NotImplementedError(`async views are not there yet: ${dotted_name(callback)}`)
    }
    if (response !== null && response !== undefined) return
    const isFunction = typeof callback === 'function'
    const who = name ?? `The view ${dotted_name(callback)}${isFunction ? '' : '.__call__'}`
    const error = new ValueError(
      `${who} didn't return an HttpResponse object. It returned None instead.`,
    )
    error.teaching = { id: 'view.no_response', hint: 'Write `return` before the response.' }
    throw error
  }

  make_view_atomic(view: unknown): unknown {
    const wanted = Object.values(settings.DATABASES).some(({ ATOMIC_REQUESTS }) => ATOMIC_REQUESTS)
    if (wanted) throw new NotImplementedError('ATOMIC_REQUESTS is not there yet')
    return view
  }

  /** @returns null where no middleware made a response of it */
  process_exception_by_middleware(exception: unknown, request: HttpRequest): unknown {
    for (const hook of this._exception_middleware) {
      const response = hook.call([request, exception])
      if (response !== undefined && truthy(response)) return response
    }
    return null
  }
}

request_finished.connect(
  function reset_urlconf() {
    set_urlconf(null)
  },
  null,
  { dispatch_uid: 'reset_urlconf' },
)
