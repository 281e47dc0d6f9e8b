/**
 * The onion: middleware around middleware around "resolve, hooks, view, hooks, render". The innermost layer calls this
 * handler, not the view: URLs are resolved only after every layer let the request in.
 *
 * Django: django/core/handlers/base.py, topics/http/middleware
 * What is asynchronous is in asgi.ts.
 */
import {
  iscoroutinefunction,
  markcoroutinefunction,
} from '../../../base/async/coroutine_function.ts'
import { isAwaitable } from '../../../base/async/state.ts'
import { callWithKwargs, isCallable } from '../../../base/kwargs.ts'
import { class_name } from '../../../base/python/class_name.ts'
import { RuntimeError, TypeError, ValueError } from '../../../base/python/exceptions.ts'
import { getLogger } from '../../../base/python/logging.ts'
import { repr, str, truthy } from '../../../base/python/protocols.ts'
import { inSpan, tracing } from '../../../trace/tracer.ts'
import { settings } from '../../conf/index.ts'
import { Atomic } from '../../db/transaction.ts'
import type { HttpRequest } from '../../http/request.ts'
import type { HttpResponseBase } from '../../http/response_base.ts'
import { get_resolver, set_urlconf, type ResolverMatch } from '../../urls/index.ts'
import { log_response } from '../../utils/log.ts'
import { import_string } from '../../utils/module_loading.ts'
import { dotted_name } from '../../utils/source_of.ts'
import { ImproperlyConfigured, MiddlewareNotUsed } from '../exceptions.ts'
import { request_finished } from '../signals.ts'
import { asyncPart, type GetResponseAsync, type Handler } from './async_part.ts'
import { convert_exception_to_response } from './exception.ts'
import { Hook, returned, viewDetail, viewSource, type HookKind } from './hooks.ts'
import { Layer, type GetResponse } from './layer.ts'
import { tellRaised } from './raised.ts'

export class BaseHandler {
  _view_middleware: Hook[] = []
  _template_response_middleware: Hook[] = []
  _exception_middleware: Hook[] = []
  _middleware_chain: Handler | null = null
  layers: Layer[] = []

  /**
   * Builds the onion from MIDDLEWARE, from the inside out.
   * @param is_async  the server awaits the response
   * @throws {ImproperlyConfigured}
   */
  load_middleware(is_async = false): void {
    this._view_middleware = []
    this._template_response_middleware = []
    this._exception_middleware = []
    this.layers = []
    let chain: Chain = {
      is_async,
      handler: is_async
        ? convert((request) => this._get_response_async(request), true, null)
        : convert((request) => this._get_response(request), false, null),
    }
    for (let index = settings.MIDDLEWARE.length - 1; index >= 0; index -= 1) {
      chain = this.#wrap(settings.MIDDLEWARE[index] ?? '', index, chain)
    }
    this._middleware_chain = this.adapt_method_mode(is_async, chain.handler, chain.is_async)
  }

  /** A handler of the other kind, wrapped; the debug log tells for which middleware. */
  adapt_method_mode(
    is_async: boolean,
    method: Handler,
    method_is_async: boolean,
    name: string | null = null,
  ): Handler {
    if (is_async === method_is_async) return method
    const { part } = asyncPart
    if (part === null) throw new RuntimeError('The asynchronous part is not loaded.')
    if (name !== null && settings.DEBUG) {
      const kind = method_is_async ? 'Asynchronous' : 'Synchronous'
      getLogger('django.request').debug(`${kind} handler adapted for ${name}.`)
    }
    if (!is_async) return part.async_to_sync(method) as Handler
    if (iscoroutinefunction(method)) throw unmarked()
    return part.sync_to_async(method) as Handler
  }

  #wrap(path: string, index: number, chain: Chain): Chain {
    const middleware = import_string(path) as object
    const { sync_capable = true, async_capable = false } = middleware as {
      sync_capable?: boolean
      async_capable?: boolean
    }
    if (!sync_capable && !async_capable) {
      throw new RuntimeError(
        `Middleware ${path} must have at least one of sync_capable/async_capable set to True.`,
      )
    }
    const is_async = !chain.is_async && sync_capable ? false : async_capable
    const isClass = Object.getOwnPropertyDescriptor(middleware, 'prototype')?.writable === false
    const layer = new Layer(path, index, middleware, isClass ? 'class' : 'function')
    layer.isAsync = is_async
    let instance: unknown
    let handler: Handler
    try {
      handler = this.adapt_method_mode(
        is_async,
        chain.handler,
        chain.is_async,
        `middleware ${path}`,
      )
      const next = is_async
        ? asyncPart.part!.next(layer, handler as GetResponseAsync)
        : layer.next(handler as GetResponse)
      instance = isClass
        ? new (middleware as new (next: Handler) => object)(next)
        : callWithKwargs(middleware, [next])
    } catch (error) {
      if (!(error instanceof MiddlewareNotUsed)) throw error
      if (settings.DEBUG) {
        const why = str(error) === '' ? '' : `(${repr(path)}): ${str(error)}`
        getLogger('django.request').debug(
          why === '' ? `MiddlewareNotUsed: ${repr(path)}` : `MiddlewareNotUsed${why}`,
        )
      }
      return chain
    }
    if (instance === null || instance === undefined) {
      throw new ImproperlyConfigured(`Middleware factory ${path} returned None.`)
    }
    this.#takeHooks(layer, instance)
    this.layers.unshift(layer)
    const isCoroutine = iscoroutinefunction(instance)
    if (is_async && isCoroutine) {
      return {
        is_async,
        handler: convert(asyncPart.part!.around(layer, instance), true, index - 1),
      }
    }
    const around = convert(layer.around(instance), false, index - 1)
    return { is_async, handler: isCoroutine ? markcoroutinefunction(around) : around }
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
    return this.finish_response(request, (this._middleware_chain as GetResponse)(request))
  }

  finish_response(request: HttpRequest, response: HttpResponseBase): HttpResponseBase {
    response._resource_closers.push(() => {
      request.close()
    })
    if (response.status_code >= 400) {
      log_response('%s: %s', [response.reason_phrase, request.path], response)
    }
    return response
  }

  /** The same for a server that awaits; ASGIHandler has it. */
  _get_response_async(_request: HttpRequest): PromiseLike<HttpResponseBase> {
    throw new RuntimeError(`${class_name(this.constructor)} is not asynchronous.`)
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
    let view = this.make_view_atomic(match.func)
    const { part } = asyncPart
    if (part !== null && iscoroutinefunction(view)) view = part.async_to_sync(view)
    const response = inSpan(
      'view',
      () => viewDetail(match),
      () => callWithKwargs(view, [request, ...match.args], match.kwargs),
      tracing.tracer === null ? null : viewSource(match),
      returned,
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
    const isUnawaited = isAwaitable(response)
    if (response !== null && response !== undefined && !isUnawaited) return
    const isFunction = typeof callback === 'function'
    const who = name ?? `The view ${dotted_name(callback)}${isFunction ? '' : '.__call__'}`
    if (isUnawaited) {
      // nobody will ever look at what became of it
      response.then(null, () => undefined)
      const error = new ValueError(
        `${who} didn't return an HttpResponse object. It returned an unawaited coroutine instead. You may need to add an 'await' into your view.`,
      )
      error.teaching = {
        id: 'view.unawaited',
        hint: 'Write `await` before the call, and `async` before the function around it.',
      }
      throw error
    }
    const error = new ValueError(
      `${who} didn't return an HttpResponse object. It returned None instead.`,
    )
    error.teaching = { id: 'view.no_response', hint: 'Write `return` before the response.' }
    throw error
  }

  /** The view in a transaction of each database that wants it so. @throws {RuntimeError}  it is async */
  make_view_atomic(view: unknown): unknown {
    const { _non_atomic_requests: exempt = null } = view as { _non_atomic_requests?: Set<string> }
    let atomicView = view
    for (const [using, { ATOMIC_REQUESTS }] of Object.entries(settings.DATABASES)) {
      if (!truthy(ATOMIC_REQUESTS ?? false) || exempt?.has(using) === true) continue
      if (iscoroutinefunction(view)) {
        throw new RuntimeError('You cannot use ATOMIC_REQUESTS with async views.')
      }
      const inner = atomicView
      atomicView = (...args: unknown[]) =>
        new Atomic({ using }).run(() => callWithKwargs(inner, args))
    }
    return atomicView
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

interface Chain {
  readonly handler: Handler
  readonly is_async: boolean
}

/** A middleware that is async and was taken for one that is not. */
function unmarked(): TypeError {
  const error = new TypeError('sync_to_async can only be applied to sync functions.')
  error.teaching = {
    id: 'middleware.unawaited',
    hint: 'Mark the async middleware with async_only_middleware or sync_and_async_middleware.',
  }
  return error
}

function convert(get_response: Handler, is_async: boolean, boundary: number | null): Handler {
  return is_async
    ? asyncPart.part!.convert_exception_to_response(get_response as GetResponseAsync, boundary)
    : convert_exception_to_response(get_response as GetResponse, boundary)
}

request_finished.connect(
  function reset_urlconf() {
    set_urlconf(null)
  },
  null,
  { dispatch_uid: 'reset_urlconf' },
)
