/**
 * Cache headers of single views.
 *
 * Django: django/views/decorators/cache.py
 * Left out: cache_page, which comes with the cache.
 */
import { callWithKwargs } from '../../../base/kwargs.ts'
import { NotImplementedError, TypeError } from '../../../base/python/exceptions.ts'
import type { HttpResponseBase } from '../../http/response_base.ts'
import { add_never_cache_headers, patch_cache_control } from '../../utils/cache.ts'
import { wraps } from '../../utils/wraps.ts'

function checkRequest(request: unknown, decorator: string): void {
  if (typeof request === 'object' && request !== null && 'META' in request) return
  throw new TypeError(
    `${decorator} didn't receive an HttpRequest. If you are decorating a classmethod, be sure to use @method_decorator.`,
  )
}

/** `cache_control({ max_age: 60, private: true })`. */
export function cache_control(kwargs: Readonly<Record<string, unknown>> = {}): <F>(func: F) => F {
  return <F>(func: F): F =>
    wraps(func, (request: unknown, ...rest: unknown[]) => {
      checkRequest(request, 'cache_control')
      const response = callWithKwargs(func, [request, ...rest]) as HttpResponseBase
      patch_cache_control(response, kwargs)
      return response
    }) as F
}

export function never_cache<F>(func: F): F {
  return wraps(func, (request: unknown, ...rest: unknown[]) => {
    checkRequest(request, 'never_cache')
    const response = callWithKwargs(func, [request, ...rest]) as HttpResponseBase
    add_never_cache_headers(response)
    return response
  }) as F
}

export function cache_page(_timeout: unknown): never {
  throw new NotImplementedError('cache_page is not there yet')
}
