/**
 * One layer of the onion and what the trace tells of it: its span lasts from way in to way out, the next layer is its
 * child. With no tracer it adds one branch on the way in and one before the next layer.
 */
import { callWithKwargs } from '../../../base/kwargs.ts'
import { isAwaitable } from '../../../base/async/state.ts'
import { AttributeError } from '../../../base/python/exceptions.ts'
import type { HookName } from '../../../trace/kinds.ts'
import { tracing, type Tracer } from '../../../trace/tracer.ts'
import type { HttpRequest } from '../../http/request.ts'
import type { HttpResponseBase } from '../../http/response_base.ts'
import { sourceOf } from '../../utils/source_of.ts'
import { changesBetween, snapshotRequest, snapshotResponse, type Snapshot } from './changes.ts'

export type GetResponse = (request: HttpRequest) => HttpResponseBase

const HOOKS: readonly HookName[] = [
  'process_request',
  'process_view',
  'process_exception',
  'process_template_response',
  'process_response',
]

/** No code runs between two layers: the photograph that the one ends with is that with which the other begins. */
let latest: { readonly of: object; readonly snapshot: Snapshot } | null = null

function handOn(of: object, snapshot: Snapshot): Snapshot {
  latest = { of, snapshot }
  return snapshot
}

export function handedOn(of: object): Snapshot | null {
  const found = latest?.of === of ? latest.snapshot : null
  latest = null
  return found
}

/** A passage of one request through this layer. */
export interface Passage {
  readonly id: number
  readonly tracer: Tracer
  /** That of a request around this one. */
  readonly outer: Passage | null
  readonly request: Snapshot
  /** What came back from within; empty before that. */
  response: Snapshot
  wentOn: boolean
}

export class Layer {
  passage: Passage | null = null
  /** Its middleware is called in the asynchronous way. */
  isAsync = false
  hooks: readonly HookName[] = []

  constructor(
    /** As in MIDDLEWARE. */
    readonly path: string,
    readonly index: number,
    /** Class or factory. */
    readonly middleware: object,
    readonly shape: 'class' | 'function',
  ) {}

  /** The `get_response` that the middleware is made with. */
  next(handler: GetResponse): GetResponse {
    return (request) => {
      const { passage } = this
      if (passage === null || tracing.tracer === null) return handler(request)
      this.wentOn(passage, request)
      const response = handler(request)
      passage.response = handedOn(response) ?? snapshotResponse(response)
      return response
    }
  }

  /** The middleware itself, as the layer outside calls it. */
  around(instance: unknown): GetResponse {
    this.findHooks(instance)
    return (request) => {
      const { tracer } = tracing
      return tracer === null
        ? this.#call(instance, request)
        : this.#traced(instance, request, tracer)
    }
  }

  findHooks(instance: unknown): void {
    this.hooks = HOOKS.filter(
      (hook) => typeof instance === 'object' && instance !== null && hook in instance,
    )
  }

  #traced(instance: unknown, request: HttpRequest, tracer: Tracer): HttpResponseBase {
    const passage = this.enter(request, tracer)
    try {
      const response = this.#call(instance, request)
      if (isAwaitable(response)) tracer.end(passage.id)
      else this.leave(passage, request, response)
      return response
    } catch (error) {
      tracer.end(passage.id)
      throw error
    } finally {
      this.passage = passage.outer
    }
  }

  /** The request comes in: its span begins. */
  enter(request: HttpRequest, tracer: Tracer): Passage {
    const { path, index, shape } = this
    const passage: Passage = {
      id: tracer.begin('middleware', { path, index, shape }, sourceOf(this.middleware)),
      tracer,
      outer: this.passage,
      request: handedOn(request) ?? snapshotRequest(request),
      response: [],
      wentOn: false,
    }
    this.passage = passage
    return passage
  }

  /** The response goes out: what the middleware did to it is told, its span ends. */
  leave(passage: Passage, request: HttpRequest, response: HttpResponseBase): void {
    const { path, index } = this
    const answeredEarly = !passage.wentOn
    if (answeredEarly) this.wentOn(passage, request)
    passage.wentOn = !answeredEarly
    const changes = changesBetween(
      'response',
      passage.response,
      handOn(response, snapshotResponse(response)),
    )
    const status = response.status_code
    const where = sourceOf(this.middleware)
    passage.tracer.event('middleware.response', { path, index, changes, status }, where)
    passage.tracer.end(passage.id, { answeredEarly })
  }

  wentOn(passage: Passage, request: HttpRequest): void {
    passage.wentOn = true
    const { path, index } = this
    const changes = changesBetween(
      'request',
      passage.request,
      handOn(request, snapshotRequest(request)),
    )
    passage.tracer.event('middleware.request', { path, index, changes }, sourceOf(this.middleware))
  }

  #call(instance: unknown, request: HttpRequest): HttpResponseBase {
    return this.checked(callWithKwargs(instance, [request]), this.isAsync)
  }

  /**
   * Django stumbles over these one layer further out, with these words.
   * @param mayWait  the layer outside of this one awaits what it gets
   * @throws {AttributeError}  the middleware returned nothing, or a coroutine to one who does not await it
   */
  checked(response: unknown, mayWait: boolean): HttpResponseBase {
    if (response === null || response === undefined) {
      const error = new AttributeError("'NoneType' object has no attribute 'status_code'")
      error.teaching = {
        id: 'middleware.no_response',
        hint: `Return the response from ${this.path}: every layer hands one on.`,
      }
      throw error
    }
    if (isAwaitable(response) && !mayWait) {
      const error = new AttributeError("'coroutine' object has no attribute 'status_code'")
      error.teaching = {
        id: 'middleware.unawaited',
        hint: `Mark ${this.path} with async_only_middleware, or sync_and_async_middleware if it can do both: only then is it awaited.`,
      }
      throw error
    }
    return response as HttpResponseBase
  }
}
