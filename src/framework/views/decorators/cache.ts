/**
 * Caching of single views: the whole page on the server, or only the headers that tell others what they may keep.
 *
 * Django: django/views/decorators/cache.py, topics/cache#the-per-view-cache
 */
import { afterwards } from '../../../base/async/state.ts'
import { callWithKwargs } from '../../../base/kwargs.ts'
import { TypeError } from '../../../base/python/exceptions.ts'
import type { HttpResponseBase } from '../../http/response_base.ts'
import { CacheMiddleware } from '../../middleware/cache.ts'
import { add_never_cache_headers, patch_cache_control } from '../../utils/cache.ts'
import { decorator_from_middleware_with_args } from '../../utils/decorators.ts'
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
      return afterwards(
        callWithKwargs(func, [request, ...rest]) as HttpResponseBase,
        (response) => {
          patch_cache_control(response, kwargs)
          return response
        },
      )
    }) as F
}

export function never_cache<F>(func: F): F {
  return wraps(func, (request: unknown, ...rest: unknown[]) => {
    checkRequest(request, 'never_cache')
    return afterwards(callWithKwargs(func, [request, ...rest]) as HttpResponseBase, (response) => {
      add_never_cache_headers(response)
      return response
    })
  }) as F
}

/**
 * Keeps the page for so many seconds: `cache_page(60 * 15)(view)`. Each URL, and each value of the headers that the
 * response varies on, is a page of its own.
 */
export function cache_page(
  timeout: number | null,
  { cache = null, key_prefix = null }: { cache?: string | null; key_prefix?: string | null } = {},
): <F>(func: F) => F {
  return decorator_from_middleware_with_args(CacheMiddleware)(null, timeout, {
    cache_alias: cache,
    key_prefix,
  })
}
