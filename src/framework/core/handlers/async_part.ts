/**
 * The seam between the chain and what makes it asynchronous. Only projects with something `async` load that part; all
 * others have a chain in which this is one branch.
 */
import type { HttpRequest } from '../../http/request.ts'
import type { HttpResponseBase } from '../../http/response_base.ts'
import type { GetResponse, Layer } from './layer.ts'

/** Answers later. */
export type GetResponseAsync = (request: HttpRequest) => PromiseLike<HttpResponseBase>
export type Handler = GetResponse | GetResponseAsync

/** A middleware with the methods of MiddlewareMixin. */
export interface MixedIn {
  readonly get_response: unknown
  readonly process_request?: unknown
  readonly process_response?: unknown
}

export interface AsyncPart {
  async_to_sync(func: unknown): (...args: unknown[]) => unknown
  sync_to_async(func: unknown): (...args: unknown[]) => PromiseLike<unknown>
  /** All that an asynchronous iterable gives. */
  listOf(iterable: AsyncIterable<unknown>): unknown[]
  /** `MiddlewareMixin` around something asynchronous. */
  throughMixin(middleware: MixedIn, request: HttpRequest): PromiseLike<unknown>
  convert_exception_to_response(get_response: GetResponseAsync, boundary: number | null): Handler
  /** As `Layer.next` and `Layer.around`. */
  next(layer: Layer, handler: GetResponseAsync): GetResponseAsync
  around(layer: Layer, instance: unknown): GetResponseAsync
}

export const asyncPart: { part: AsyncPart | null } = { part: null }
