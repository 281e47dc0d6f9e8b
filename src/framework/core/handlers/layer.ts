/**
 * One layer of the onion and what the trace tells of it: its span lasts from way in to way out, the next layer is its
 * child. With no tracer it adds one branch on the way in and one before the next layer.
 */
import { callWithKwargs } from '../../../base/kwargs.ts'
import { AttributeError, NotImplementedError } from '../../../base/python/exceptions.ts'
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

function handedOn(of: object): Snapshot | null {
  const found = latest?.of === of ? latest.snapshot : null
  latest = null
  return found
}

/** A passage of one request through this layer. */
interface Passage {
  readonly tracer: Tracer
  readonly request: Snapshot
  /** What came back from within; empty before that. */
  response: Snapshot
  wentOn: boolean
}

export class Layer {
  #passage: Passage | null = null
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
      const passage = this.#passage
      if (passage === null || tracing.tracer === null) return handler(request)
      this.#wentOn(passage, request)
      const response = handler(request)
      passage.response = handedOn(response) ?? snapshotResponse(response)
      return response
    }
  }

  /** The middleware itself, as the layer outside calls it. */
  around(instance: unknown): GetResponse {
    this.hooks = HOOKS.filter(
      (hook) => typeof instance === 'object' && instance !== null && hook in instance,
    )
    return (request) => {
      const { tracer } = tracing
      return tracer === null
        ? this.#call(instance, request)
        : this.#traced(instance, request, tracer)
    }
  }

  #traced(instance: unknown, request: HttpRequest, tracer: Tracer): HttpResponseBase {
    const { path, index, shape } = this
    const id = tracer.begin('middleware', { path, index, shape }, sourceOf(this.middleware))
    const outer = this.#passage
    const passage: Passage = {
      tracer,
      request: handedOn(request) ?? snapshotRequest(request),
      response: [],
      wentOn: false,
    }
    this.#passage = passage
    try {
      const response = this.#call(instance, request)
      const answeredEarly = !passage.wentOn
      if (answeredEarly) this.#wentOn(passage, request)
      passage.wentOn = !answeredEarly
      const changes = changesBetween(
        'response',
        passage.response,
        handOn(response, snapshotResponse(response)),
      )
      const status = response.status_code
      tracer.event(
        'middleware.response',
        { path, index, changes, status },
        sourceOf(this.middleware),
      )
      tracer.end(id, { answeredEarly })
      return response
    } catch (error) {
      tracer.end(id)
      throw error
    } finally {
      this.#passage = outer
    }
  }

  #wentOn(passage: Passage, request: HttpRequest): void {
    passage.wentOn = true
    const { path, index } = this
    const changes = changesBetween(
      'request',
      passage.request,
      handOn(request, snapshotRequest(request)),
    )
    passage.tracer.event('middleware.request', { path, index, changes }, sourceOf(this.middleware))
  }

  /** @throws {AttributeError}  it returned nothing */
  #call(instance: unknown, request: HttpRequest): HttpResponseBase {
    const response = callWithKwargs(instance, [request])
    if (response === null || response === undefined) {
      // Django stumbles over it one layer further out, with these words
      const error = new AttributeError("'NoneType' object has no attribute 'status_code'")
      error.teaching = {
        id: 'middleware.no_response',
        hint: `Return the response from ${this.path}: every layer hands one on.`,
      }
      throw error
    }
    if (typeof (response as { then?: unknown }).then === 'function') {
      throw new NotImplementedError(`async middleware is not there yet: ${this.path}`)
    }
    return response as HttpResponseBase
  }
}
