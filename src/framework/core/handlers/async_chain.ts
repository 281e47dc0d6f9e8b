/**
 * The onion where something in it is asynchronous. Each piece does what its synchronous twin does (base.ts, layer.ts,
 * exception.ts) and awaits in between; synchronous code runs outside of the coroutine, as in Django's threads.
 *
 * Django: django/core/handlers/base.py (_get_response_async), django/core/handlers/exception.py, topics/async
 */
import { async_to_sync, iscoroutinefunction, sync_to_async } from '../../../base/asgiref/sync.ts'
import { markcoroutinefunction } from '../../../base/async/coroutine_function.ts'
import { CancelledError } from '../../../base/async/exceptions.ts'
import { asyncIterator } from '../../../base/async/iterate.ts'
import { awaitable, isAwaitable, outsideCoroutine } from '../../../base/async/state.ts'
import { coroutine, Task, waitFor, type Steps } from '../../../base/async/task.ts'
import { callWithKwargs, isCallable } from '../../../base/kwargs.ts'
import { class_name } from '../../../base/python/class_name.ts'
import { truthy } from '../../../base/python/protocols.ts'
import type { SpanDetails, SpanKind } from '../../../trace/kinds.ts'
import { tracing, type Where } from '../../../trace/tracer.ts'
import type { HttpRequest } from '../../http/request.ts'
import type { HttpResponseBase } from '../../http/response_base.ts'
import type { ResolverMatch } from '../../urls/index.ts'
import { sourceOf } from '../../utils/source_of.ts'
import { asyncPart, type GetResponseAsync, type MixedIn } from './async_part.ts'
import type { BaseHandler } from './base.ts'
import { converted } from './exception.ts'
import { answered, returned, viewDetail, viewSource, type Hook } from './hooks.ts'
import { handedOn, type Layer } from './layer.ts'
import { snapshotResponse } from './changes.ts'
import { tellRaised } from './raised.ts'

/** Makes the chain able to be asynchronous: called once, by the part of the runtime that has this file. */
export function installAsyncChain(): void {
  asyncPart.part = {
    async_to_sync,
    sync_to_async,
    listOf: (iterable) => waitFor(new Task(listOf(iterable))),
    throughMixin: coroutine(throughMixin),
    convert_exception_to_response: convert,
    next,
    around,
  }
}

function* listOf(iterable: AsyncIterable<unknown>): Steps<unknown[]> {
  const iterator = asyncIterator(iterable)
  const all: unknown[] = []
  for (;;) {
    const { done, value } = (yield iterator.next()) as IteratorResult<unknown>
    if (done === true) return all
    all.push(value)
  }
}

type Answering = (request: HttpRequest) => Steps<HttpResponseBase>

const answering = (steps: Answering): GetResponseAsync => markcoroutinefunction(coroutine(steps))

function convert(get_response: GetResponseAsync, boundary: number | null): GetResponseAsync {
  return answering(function* (request) {
    try {
      return (yield get_response(request)) as HttpResponseBase
    } catch (error) {
      // not an error of the project's: nobody waits for the answer any more
      if (error instanceof CancelledError) throw error
      return outsideCoroutine(() => converted(request, error, boundary))
    }
  })
}

function next(layer: Layer, handler: GetResponseAsync): GetResponseAsync {
  return answering(function* (request) {
    const { passage } = layer
    const isTraced = passage !== null && tracing.tracer !== null
    if (isTraced) layer.wentOn(passage, request)
    const response = (yield handler(request)) as HttpResponseBase
    if (isTraced) passage.response = handedOn(response) ?? snapshotResponse(response)
    return response
  })
}

function around(layer: Layer, instance: unknown): GetResponseAsync {
  layer.findHooks(instance)
  return answering(function* (request) {
    const { tracer } = tracing
    if (tracer === null) return layer.checked(yield callWithKwargs(instance, [request]), false)
    const passage = layer.enter(request, tracer)
    try {
      const response = layer.checked(yield callWithKwargs(instance, [request]), false)
      outsideCoroutine(() => layer.leave(passage, request, response))
      return response
    } catch (error) {
      tracer.end(passage.id)
      throw error
    } finally {
      layer.passage = passage.outer
    }
  })
}

function* throughMixin(middleware: MixedIn, request: HttpRequest): Steps<unknown> {
  const { process_request, process_response, get_response } = middleware
  const call = (method: unknown, ...args: unknown[]) =>
    callWithKwargs(sync_to_async(method), args, {}, middleware)
  let response = isCallable(process_request) ? yield call(process_request, request) : null
  if (response === undefined || !truthy(response)) {
    response = yield callWithKwargs(get_response, [request])
  }
  return isCallable(process_response) ? yield call(process_response, request, response) : response
}

/** As `inSpan`, around something to be awaited. */
function* inSpanAsync<K extends SpanKind>(
  kind: K,
  detail: () => SpanDetails[K],
  run: () => unknown,
  where: () => Where,
  finish: (result: unknown) => Partial<SpanDetails[K]>,
): Steps<unknown> {
  const { tracer } = tracing
  if (tracer === null) return yield run()
  const id = tracer.begin(kind, detail(), where())
  let more: Partial<SpanDetails[K]> | undefined
  try {
    const result = yield kind === 'view' ? tracing.boundary(run, undefined) : run()
    more = finish(result)
    return result
  } finally {
    tracer.end(id, more)
  }
}

/** Calls what may be either: a coroutine function here, anything else as in a thread. */
function called(func: unknown, args: readonly unknown[], kwargs = {}, self?: object): unknown {
  if (iscoroutinefunction(func)) return callWithKwargs(func, args, kwargs, self)
  // an answer that is awaited itself would hide that the view forgot to
  return awaitable(() => new Answer(callWithKwargs(func, args, kwargs, self)))
}

/** Keeps a coroutine that somebody returned without awaiting it from being awaited now. */
class Answer {
  constructor(readonly value: unknown) {}
}

const valueOf = (answer: unknown) => (answer instanceof Answer ? answer.value : answer)

function callHook(hook: Hook, args: readonly unknown[]): Steps<unknown> {
  return inSpanAsync(
    'middleware.hook',
    hook.detail,
    () => called(hook.method, args, {}, hook.instance),
    () => sourceOf(hook.layer.middleware),
    (answer) => answered(valueOf(answer)),
  )
}

/** Everything inside of all layers. */
export function* getResponse(handler: BaseHandler, request: HttpRequest): Steps<HttpResponseBase> {
  const match = handler.resolve_request(request)
  let response = yield* viewHooks(handler, request, match)
  if (response === null) {
    try {
      response = valueOf(yield* callView(handler, request, match))
    } catch (error) {
      response = handled(handler, request, error)
    }
  }
  handler.check_response(response, match.func)
  return isCallable((response as { render?: unknown }).render)
    ? yield* render(handler, request, response as HttpResponseBase)
    : (response as HttpResponseBase)
}

function* viewHooks(
  handler: BaseHandler,
  request: HttpRequest,
  { func, args, kwargs }: ResolverMatch,
): Steps<unknown> {
  for (const hook of handler._view_middleware) {
    const response = valueOf(yield* callHook(hook, [request, func, args, kwargs]))
    if (response !== undefined && truthy(response)) return response
  }
  return null
}

function callView(
  handler: BaseHandler,
  request: HttpRequest,
  match: ResolverMatch,
): Steps<unknown> {
  const view = handler.make_view_atomic(match.func)
  return inSpanAsync(
    'view',
    () => viewDetail(match),
    () => called(view, [request, ...match.args], match.kwargs),
    () => viewSource(match),
    (answer) => returned(valueOf(answer)),
  )
}

/** What `process_exception` makes of it; these hooks are always called synchronously. */
function handled(handler: BaseHandler, request: HttpRequest, error: unknown): unknown {
  if (error instanceof CancelledError) throw error
  tellRaised(error)
  const response = outsideCoroutine(() => handler.process_exception_by_middleware(error, request))
  if (response === null) throw error
  return response
}

function* render(
  handler: BaseHandler,
  request: HttpRequest,
  first: HttpResponseBase,
): Steps<HttpResponseBase> {
  let response = first
  for (const hook of handler._template_response_middleware) {
    response = valueOf(yield* callHook(hook, [request, response])) as HttpResponseBase
    const name = `${class_name(hook.instance.constructor)}.process_template_response`
    handler.check_response(response, hook.method, name)
  }
  try {
    const late = response as unknown as { render(): unknown }
    const rendered = outsideCoroutine(() => late.render())
    return (isAwaitable(rendered) ? yield rendered : rendered) as HttpResponseBase
  } catch (error) {
    return handled(handler, request, error) as HttpResponseBase
  }
}
