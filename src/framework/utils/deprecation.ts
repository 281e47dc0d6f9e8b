/**
 * `MiddlewareMixin`: a middleware written as `process_request` and `process_response`, which may each answer. The two are
 * synchronous; what they stand around may be asynchronous.
 *
 * Django: django/utils/deprecation.py
 */
import { iscoroutinefunction, markcoroutinefunction } from '../../base/async/coroutine_function.ts'
import { callMethodWithKwargs, isCallable } from '../../base/kwargs.ts'
import { ValueError } from '../../base/python/exceptions.ts'
import { truthy } from '../../base/python/protocols.ts'
import { asyncPart } from '../core/handlers/async_part.ts'
import type { GetResponse } from '../core/handlers/layer.ts'
import type { HttpRequest } from '../http/request.ts'
import type { HttpResponseBase } from '../http/response_base.ts'

export class MiddlewareMixin {
  static sync_capable = true
  static async_capable = true
  get_response: GetResponse
  /** What it stands around is awaited, and so is itself. */
  readonly async_mode: boolean

  constructor(get_response: GetResponse | null) {
    if (get_response === null || get_response === undefined) {
      throw new ValueError('get_response must be provided.')
    }
    this.get_response = get_response
    this.async_mode = iscoroutinefunction(get_response)
    if (this.async_mode) markcoroutinefunction(this)
  }

  __call__(request: HttpRequest): HttpResponseBase {
    if (this.async_mode) return asyncPart.part!.throughMixin(this, request) as never
    let response: unknown = null
    const methods = this as { process_request?: unknown; process_response?: unknown }
    if (isCallable(methods.process_request)) {
      response = callMethodWithKwargs(this, 'process_request', [request])
    }
    if (response === undefined || !truthy(response)) response = this.get_response(request)
    if (isCallable(methods.process_response)) {
      response = callMethodWithKwargs(this, 'process_response', [request, response])
    }
    return response as HttpResponseBase
  }
}
